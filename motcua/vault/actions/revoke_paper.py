"""End a paper before its time."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from motcua.base.actor import Actor
from motcua.base.clock import now
from motcua.base.errors import Forbidden
from motcua.base.events import record
from motcua.directory.api import Viewer, actor_of
from motcua.vault.errors import AlreadyEnded
from motcua.vault.events import FactEnded, PaperEnded, stream_of
from motcua.vault.models import Fact, Paper

OPEN_STATES = (Paper.State.VALID, Paper.State.EXPIRED)


@transaction.atomic
def revoke_paper(*, paper: Paper, reason: str, by: Viewer | Actor) -> Paper:
    """The paper, no longer in force, with the reason (a decision by number). Citizens cannot revoke (`Forbidden`).

    What was read from it is offered no more; it stays readable, with the paper as its evidence. Raises `AlreadyEnded`
    where the paper was revoked or replaced before.
    """
    _refuse_citizens(by)
    if not _end(paper, by, state=Paper.State.REVOKED, state_reason=reason[:300]):
        raise AlreadyEnded
    return paper


@transaction.atomic
def revoke_copies(*, origin: str, sha256: str, reason: str, by: Viewer | Actor) -> int:
    """Revoke every paper kept as the result of the dossier with the code `origin` whose file is `sha256`; how many.

    Where none is in force any more nothing happens. Raises `Forbidden`.
    """
    return len([revoke_paper(paper=each, reason=reason, by=by) for each in _copies(origin, sha256)])


@transaction.atomic
def replace_copies(*, origin: str, sha256: str, newer: Paper, reason: str, by: Viewer | Actor) -> int:
    """`newer` stands in the place of every paper kept as the result of the dossier with the code `origin` whose file is
    `sha256`; how many. What was read from them is offered no more. One that was revoked stays revoked.

    Citizens cannot replace (`Forbidden`).
    """
    _refuse_citizens(by)
    theirs = _copies(origin, sha256).filter(subject_kind=newer.subject_kind, subject_key=newer.subject_key)
    why = {"state": Paper.State.REPLACED, "state_reason": reason[:300], "replaced_by": newer}
    return sum(_end(each, by, **why) for each in list(theirs.exclude(pk=newer.pk)))


def _refuse_citizens(by: Viewer | Actor) -> None:
    if isinstance(by, Viewer) and by.staff is None:
        raise Forbidden(_("Chỉ cơ quan cấp giấy tờ mới thu hồi được giấy tờ."))


def _copies(origin: str, sha256: str) -> QuerySet[Paper]:
    of_dossier = Paper.objects.filter(origin=origin, sha256=sha256, source=Paper.Source.RESULT)
    return of_dossier.filter(state__in=OPEN_STATES).order_by("pk")


def _end(paper: Paper, by: Viewer | Actor, **ended: Any) -> bool:
    """With its facts and the event; False where it had ended before."""
    if not Paper.objects.filter(pk=paper.pk, state__in=OPEN_STATES).update(**ended):
        return False
    paper.refresh_from_db()
    event = PaperEnded(paper=paper.public_id, kind=paper.kind, state=paper.state)
    record(event, stream=stream_of(paper.subject), by=actor_of(by))
    _end_facts(paper, by)
    return True


def _end_facts(paper: Paper, by: Viewer | Actor) -> None:
    known = Fact.objects.filter(evidence=paper, superseded_at__isnull=True)
    for fact in known.order_by("pk"):
        Fact.objects.filter(pk=fact.pk).update(superseded_at=now())
        ended = FactEnded(fact=fact.pk, fact_name=fact.name, paper=paper.public_id)
        record(ended, stream=stream_of(fact.subject), by=actor_of(by))
