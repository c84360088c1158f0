"""End a paper before its time."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from motcua.base.actor import Actor
from motcua.base.clock import now
from motcua.base.errors import Forbidden
from motcua.base.events import record
from motcua.directory.api import Viewer, actor_of
from motcua.vault.errors import AlreadyEnded
from motcua.vault.events import FactEnded, PaperEnded, stream_of
from motcua.vault.models import Fact, Paper


@transaction.atomic
def revoke_paper(*, paper: Paper, reason: str, by: Viewer | Actor) -> Paper:
    """The paper, no longer in force, with the reason (a decision by number). Citizens cannot revoke (`Forbidden`).

    What was read from it is offered no more; it stays readable, with the paper as its evidence. Raises `AlreadyEnded`
    where the paper was revoked or replaced before.
    """
    if isinstance(by, Viewer) and by.staff is None:
        raise Forbidden(_("Chỉ cơ quan cấp giấy tờ mới thu hồi được giấy tờ."))
    open_states = (Paper.State.VALID, Paper.State.EXPIRED)
    changed = Paper.objects.filter(pk=paper.pk, state__in=open_states).update(
        state=Paper.State.REVOKED, state_reason=reason[:300]
    )
    if not changed:
        raise AlreadyEnded
    event = PaperEnded(paper=paper.public_id, kind=paper.kind, state=Paper.State.REVOKED.value)
    record(event, stream=stream_of(paper.subject), by=actor_of(by))
    _end_facts(paper, by)
    paper.refresh_from_db()
    return paper


def _end_facts(paper: Paper, by: Viewer | Actor) -> None:
    known = Fact.objects.filter(evidence=paper, superseded_at__isnull=True)
    for fact in known.order_by("pk"):
        Fact.objects.filter(pk=fact.pk).update(superseded_at=now())
        ended = FactEnded(fact=fact.pk, fact_name=fact.name, paper=paper.public_id)
        record(ended, stream=stream_of(fact.subject), by=actor_of(by))


@transaction.atomic
def revoke_copies(*, origin: str, sha256: str, reason: str, by: Viewer | Actor) -> int:
    """Revoke every paper kept as the result of the dossier with the code `origin` whose file is `sha256`; how many.

    Where none is in force any more nothing happens. Raises `Forbidden`.
    """
    open_states = (Paper.State.VALID, Paper.State.EXPIRED)
    found = Paper.objects.filter(origin=origin, sha256=sha256, source=Paper.Source.RESULT, state__in=open_states)
    return len([revoke_paper(paper=each, reason=reason, by=by) for each in found])


@transaction.atomic
def replace_copies(*, origin: str, sha256: str, newer: Paper, reason: str, by: Viewer | Actor) -> int:
    """`newer` stands in the place of every paper kept as the result of the dossier with the code `origin` whose file is
    `sha256`; how many. What was read from them is offered no more. One that was revoked stays revoked.

    Citizens cannot replace (`Forbidden`).
    """
    if isinstance(by, Viewer) and by.staff is None:
        raise Forbidden(_("Chỉ cơ quan cấp giấy tờ mới thu hồi được giấy tờ."))
    open_states = (Paper.State.VALID, Paper.State.EXPIRED)
    copies = Paper.objects.filter(
        origin=origin, sha256=sha256, source=Paper.Source.RESULT, state__in=open_states,
        subject_kind=newer.subject_kind, subject_key=newer.subject_key,
    )  # fmt: skip
    found = list(copies.exclude(pk=newer.pk).order_by("pk"))
    for each in found:
        each.state, each.state_reason, each.replaced_by = Paper.State.REPLACED, reason[:300], newer
        each.save(update_fields=["state", "state_reason", "replaced_by"])
        event = PaperEnded(paper=each.public_id, kind=each.kind, state=Paper.State.REPLACED.value)
        record(event, stream=stream_of(each.subject), by=actor_of(by))
        _end_facts(each, by)
    return len(found)
