"""Say that a value from a source is not right; it stays, with the person's word beside it, for the officer to see."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext_noop

from motcua.base.clock import now
from motcua.base.errors import Refusal
from motcua.directory.api import Viewer
from motcua.eforms.actions.locked import locked, take_over, touched
from motcua.eforms.errors import NoSuchField, NothingToDispute
from motcua.eforms.models import Draft, PrefillLog
from motcua.eforms.names import place_of
from motcua.eforms.normalise import normalise
from motcua.eforms.state import state_of
from motcua.eforms.writing import write_answers


@transaction.atomic
def dispute(*, draft: Draft, name: str, correction: Any, reason: str = "", by: Viewer) -> Draft:
    """Keep `correction` beside the locked value in the box `name`. An empty correction takes the dispute back.

    Raises `Forbidden`, `NotOpen`, `NoSuchField`, `NothingToDispute`, a `Refusal` for an unreadable word.
    """
    row = locked(draft, by)
    state = state_of(row)
    place = place_of(state.form, name)
    current = state.sheet.held.get(place) if place else None
    if place is None or current is None:
        raise NoSuchField
    if not current.from_source or current.value is None:
        raise NothingToDispute
    field = state.form.fields[place[0]].field
    read = normalise(field, correction)
    if read.raw is not None:
        raise Refusal(read.problem, fields={name: read.problem})
    taken_back = read.value is None or read.value == current.value
    said = "" if taken_back else (reason.strip() or gettext_noop("Không đúng"))
    conflict = None if current.conflict is None else {**current.conflict, "settled": True}
    changed = current._replace(
        correction=None if taken_back else read.value,
        disputed=said[:500],
        conflict=conflict,
        saved_at=now(),
    )
    write_answers(row, [changed])
    if not taken_back:
        PrefillLog.objects.create(
            draft=row, field=place[0], row=place[1], source=current.source, outcome="disputed", at=now()
        )
    row.save(update_fields=touched(row))
    take_over(draft, row)
    return draft
