"""What is in a vault, for whom. Each question takes the viewer; a look by staff leaves a Use the person can see."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.db.models import QuerySet

from motcua.base.clock import today
from motcua.base.kept_query import KeptQuery
from motcua.base.verdict import require
from motcua.directory.api import Subject, Viewer
from motcua.vault.actions.record_use import record_use
from motcua.vault.errors import NOT_YOURS, Forbidden, NoSuchPaper
from motcua.vault.models import Consent, Fact, Paper, Use
from motcua.vault.policies import is_owner, may_read
from motcua.vault.vocabulary import months_offered

_known: KeptQuery[Fact] = KeptQuery(
    lambda kind, key: Fact.objects.filter(subject_kind=kind, subject_key=key, superseded_at__isnull=True).order_by(
        "name"
    ),
    str,
    str,
)
# Kinds and days are sorted out among the few papers somebody has in force.
_valid: KeptQuery[Paper] = KeptQuery(
    lambda kind, key: (
        Paper.objects.select_related("file", "issued_by")
        .filter(subject_kind=kind, subject_key=key, state=Paper.State.VALID)
        .order_by("-issued_on", "-pk")
    ),
    str,
    str,
)


def papers_of(
    subject: Subject,
    viewer: Viewer,
    kinds: Iterable[str] | None = None,
    on: date | None = None,
    *,
    purpose: str = "",
    dossier: str = "",
) -> list[Paper]:
    """Papers of `subject`, newest first; of `kinds` only where given.

    With `on`, only those that may be used on that day: what has expired, was revoked or replaced is not offered.
    Raises `Forbidden`: staff must name `purpose` and `dossier`, and their look is recorded.
    """
    _may_look(subject, viewer, "papers", purpose=purpose, dossier=dossier)
    wanted = None if kinds is None else set(kinds)
    if on is not None:
        return [each for each in _in_force(subject, on) if wanted is None or each.kind in wanted]
    found = Paper.objects.filter(subject_kind=subject.kind, subject_key=subject.key).select_related("file", "issued_by")
    if wanted is not None:
        found = found.filter(kind__in=wanted)
    return list(found.order_by("-issued_on", "-pk"))


def kinds_held(subjects: Iterable[Subject], kinds: Iterable[str], *, on: date) -> set[str]:
    """Which of `kinds` any of `subjects` has in force on `on`. For counting: nobody learns of a paper by it."""
    return {paper.kind for each in subjects for paper in _in_force(each, on)} & set(kinds)


def paper_for(public_id: str, viewer: Viewer, *, purpose: str = "", dossier: str = "") -> Paper:
    """One paper. Raises `NoSuchPaper` for strangers too: what exists is not told."""
    found = Paper.objects.filter(public_id=public_id).select_related("file", "issued_by").first()
    if found is None or (viewer.staff is None and not is_owner(viewer, found.subject)):
        raise NoSuchPaper
    _may_look(found.subject, viewer, f"paper:{found.public_id}", purpose=purpose, dossier=dossier)
    return found


def facts_of(
    subject: Subject,
    names: Iterable[str],
    viewer: Viewer,
    *,
    on: date | None = None,
    purpose: str = "",
    dossier: str = "",
) -> dict[str, Fact]:
    """What is known now of `subject` by name, unless it is too old to be offered on `on` (default today)."""
    _may_look(subject, viewer, "facts", purpose=purpose, dossier=dossier)
    wanted, day = set(names), on or today()
    found = (each for each in _known.all(subject.kind, subject.key) if each.name in wanted)
    return {fact.name: fact for fact in found if _still_offered(fact, day)}


def uses_of(subject: Subject, viewer: Viewer) -> QuerySet[Use]:
    """Who looked at or used the data of `subject`, newest first. Only for the subject itself."""
    if not is_owner(viewer, subject):
        raise Forbidden(NOT_YOURS)
    uses = Use.objects.filter(subject_kind=subject.kind, subject_key=subject.key)
    return uses.select_related("agency").order_by("-at", "-pk")


def consents_of(subject: Subject, viewer: Viewer) -> list[Consent]:
    """What the subject has said yes to, newest first, withdrawn ones included."""
    require(may_read(viewer, subject))
    found = Consent.objects.filter(subject_kind=subject.kind, subject_key=subject.key)
    return list(found.order_by("-given_at", "-pk"))


def has_consented(subject: Subject, purpose: str) -> bool:
    """Whether there is an open yes to `purpose`; silence is no."""
    return Consent.objects.filter(
        subject_kind=subject.kind, subject_key=subject.key, purpose=purpose, withdrawn_at__isnull=True
    ).exists()


def _may_look(subject: Subject, viewer: Viewer, what: str, *, purpose: str, dossier: str) -> None:
    require(may_read(viewer, subject, purpose=purpose, dossier=dossier))
    if not is_owner(viewer, subject):
        with transaction.atomic():
            record_use(subject=subject, what=what, purpose=purpose, dossier=dossier, by=viewer)


def _in_force(subject: Subject, day: date) -> list[Paper]:
    return [each for each in _valid.all(subject.kind, subject.key) if each.in_force(day)]


def _still_offered(fact: Fact, day: date) -> bool:
    months = months_offered(fact.name)
    if months is None:
        return True
    age = (day.year - fact.as_of.year) * 12 + day.month - fact.as_of.month - (day.day < fact.as_of.day)
    return age < months
