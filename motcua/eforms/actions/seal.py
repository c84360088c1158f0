"""Freeze the form: what was handed in can never change again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from motcua.base.clock import now
from motcua.base.events import Told, record_all
from motcua.base.models import StoredFile
from motcua.base.rows import update
from motcua.base.statements import carry_out
from motcua.base.verdict import require
from motcua.directory.api import Viewer
from motcua.eforms.actions.follow_version import is_behind
from motcua.eforms.actions.locked import lock_row, seconds_active, spent_on, take_over
from motcua.eforms.errors import NotOpen, NotReady, OtherVersion
from motcua.eforms.events import DraftSealed
from motcua.eforms.models import Draft, Snapshot
from motcua.eforms.needs import CHECK_PAGE
from motcua.eforms.policies import may_fill, may_speak_for
from motcua.eforms.sealed import SealedForm, canonical, make_sealed
from motcua.eforms.state import State, forget_state, state_of


@dataclass(frozen=True, slots=True)
class Sealing:
    """A form sealed for a dossier. `text`: the form as canonical JSON, to be kept; `files`: what is attached, by
    public id; `told`: the event the caller still has to record, in this transaction (None: it was sealed before)."""

    form: SealedForm
    text: str
    files: Mapping[str, StoredFile]
    told: Told | None


@transaction.atomic
def seal(draft: Draft, *, by: Viewer) -> SealedForm:
    """The sealed form; sealing twice gives the same one. To be called in the transaction that makes the dossier.

    Everything is checked again on what is really held. Raises `Forbidden`, `NotReady` with every problem, `NotOpen`
    where the draft was abandoned, `OtherVersion` where it goes by what is in force no longer (`follow_version`).
    """
    moment = now()
    sealing = seal_for_dossier(draft, by=by, at=moment)
    if sealing.told is not None:
        record_all([sealing.told], by=by.actor, at=moment)
    return sealing.form


def seal_for_dossier(draft: Draft, *, by: Viewer, at: datetime) -> Sealing:
    """As `seal`, in the caller's transaction, for a caller who records the event together with its own."""
    require(may_fill(by, draft))
    row = lock_row(draft.pk)
    if row.state == Draft.State.SEALED and row.sealed is not None:
        take_over(draft, row)
        return Sealing(SealedForm.from_data(row.sealed), canonical(row.sealed), _files(state_of(row)), None)
    if row.state != Draft.State.OPEN:
        raise NotOpen(sealed=False)
    if is_behind(row):
        raise OtherVersion
    state = state_of(row)
    require(may_speak_for(by, row))
    errors = [each for each in state.problems if each.level == "error"]
    if errors:
        forget_state(draft)
        raise NotReady(errors)
    form, data, text = make_sealed(row, state, at.isoformat())
    row.state, row.sealed, row.sealed_at, row.ended_at = Draft.State.SEALED, data, at, at
    _write(row, text)
    take_over(draft, row)
    return Sealing(form, text, _files(state), Told(_sealed_event(row, form), row.stream))


def _write(row: Draft, text: str) -> None:
    update(row, ["state", "sealed", "sealed_at", "ended_at"], ready={"sealed": text})
    carry_out(f"DELETE FROM {Snapshot._meta.db_table} WHERE draft_id = %s", [row.pk])  # noqa: S608 - our own name


def _files(state: State) -> dict[str, StoredFile]:
    return {each.file.public_id: each.file for each in state.papers}


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
        pages=spent_on(row.page_seconds, CHECK_PAGE, seconds_active(row, moment)),
    )
