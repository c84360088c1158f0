"""Freeze the form: what was handed in can never change again."""

from __future__ import annotations

from django.db import transaction

from motcua.base.clock import now
from motcua.base.events import record
from motcua.base.verdict import require
from motcua.directory.api import Viewer
from motcua.eforms.actions.locked import lock_row, take_over
from motcua.eforms.errors import NotOpen, NotReady
from motcua.eforms.events import DraftSealed
from motcua.eforms.models import Draft
from motcua.eforms.policies import may_fill
from motcua.eforms.sealed import SealedForm, make_sealed
from motcua.eforms.state import forget_state, state_of


@transaction.atomic
def seal(draft: Draft, *, by: Viewer) -> SealedForm:
    """The sealed form; sealing twice gives the same one. To be called in the transaction that makes the dossier.

    Everything is checked again on what is really held. Raises `Forbidden`, `NotReady` with every problem, `NotOpen`
    where the draft was abandoned.
    """
    require(may_fill(by, draft))
    row = lock_row(draft.pk)
    if row.state == Draft.State.SEALED and row.sealed is not None:
        take_over(draft, row)
        return SealedForm.from_data(row.sealed)
    if row.state != Draft.State.OPEN:
        raise NotOpen(sealed=False)
    state = state_of(row)
    errors = [each for each in state.problems if each.level == "error"]
    if errors:
        forget_state(draft)
        raise NotReady(errors)
    moment = now()
    form = make_sealed(row, state, moment.isoformat())
    row.state, row.sealed, row.sealed_at, row.ended_at = Draft.State.SEALED, form.as_data(), moment, moment
    row.save(update_fields=["state", "sealed", "sealed_at", "ended_at"])
    row.snapshots.all().delete()
    record(_sealed_event(row, form), stream=row.stream, by=by.actor)
    take_over(draft, row)
    return form


def _sealed_event(row: Draft, form: SealedForm) -> DraftSealed:
    moment, counted = row.sealed_at or now(), form.statistics
    began = row.signing_in_at or row.login_at
    return DraftSealed(
        draft=row.public_id,
        procedure=row.procedure,
        version=row.procedure_version_id,
        agency=row.agency.code,
        since_opening=round((moment - row.opened_at).total_seconds()),
        since_login=round((moment - began).total_seconds()) if began else None,
        active_seconds=row.active_seconds,
        fields=counted.fields,
        known=counted.known,
        typed=counted.typed,
        edited=counted.edited,
        disputed=counted.disputed,
        files=sum(bool(part.file) for part in form.parts),
        sources=dict(counted.sources),
    )
