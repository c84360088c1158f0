"""Save what the person filled in, field by field; committed when this returns."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction

from motcua.base.clock import now
from motcua.base.events import record
from motcua.base.rows import update
from motcua.directory.api import Viewer
from motcua.eforms.actions.locked import locked, take_over, touched
from motcua.eforms.actions.refresh_prefill import refresh_prefill
from motcua.eforms.answering import Outcome, answered
from motcua.eforms.compile import CompiledForm
from motcua.eforms.events import SourcesDiffered
from motcua.eforms.held import ASKED_AT_HOME, Held
from motcua.eforms.models import Answer, Draft, PrefillLog
from motcua.eforms.names import place_of
from motcua.eforms.normalise import normalise
from motcua.eforms.sheet import Place
from motcua.eforms.shown import shown
from motcua.eforms.state import State, stand, state_of
from motcua.eforms.writing import write_answers, write_log
from motcua.gateways.api import is_connected


@dataclass(frozen=True, slots=True)
class Overtaken:
    """The same field was changed on another device after this page was drawn; what was there before this save."""

    field: str
    row: int
    before: str
    at: datetime


@dataclass
class Saved:
    """What a save did. `locked`: fields whose value only a dispute may change. `unknown`: names the form lacks."""

    at: datetime
    changed: set[Place] = field(default_factory=set)
    locked: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    overtaken: list[Overtaken] = field(default_factory=list)


Values = Mapping[str, Any] | Callable[[Draft], Mapping[str, Any]]


def save_answers(
    *,
    draft: Draft,
    values: Values,
    by: Viewer,
    page: str = "",
    at_field: str = "",
    passed: bool = False,
    seen_at: datetime | None = None,
    device: str = "",
    ask_sources: bool = True,
) -> Saved:
    """Keep every value of `values` (box name → what was typed), also those that cannot be read yet.

    `values` may be a function that is given the draft as it stands once nobody else can change it: whoever must look at
    the form to read what was typed then reads it once.

    Saving the same twice changes nothing. Of two devices the last save of a field stands, and `overtaken` names what
    it replaced (`seen_at`: when this page was drawn; `device`: any text that tells devices apart). `page`, `at_field`:
    where the person is, so that any device goes on there; `passed`: the page was gone through. Where a saved number
    opens something to look up, sources are asked afterwards, outside the transaction; without `ask_sources` (a field
    saved as it is left) that waits for the next save that asks.
    Raises `Forbidden`, `NotOpen`.
    """
    saved = _save(draft, values, by, page, at_field, passed, seen_at, device)
    if ask_sources and draft.to_look_up:
        refresh_prefill(draft, by)
    return saved


Step = tuple[Place, Outcome, Held | None, Held | None]  # where, what became of it, what stood there, what stands


@transaction.atomic
def _save(
    draft: Draft,
    values: Values,
    by: Viewer,
    page: str,
    at_field: str,
    passed: bool,
    seen_at: datetime | None,
    device: str,
) -> Saved:
    row = locked(draft, by)
    state, saved = state_of(row), Saved(at=now())
    sent = values(row) if callable(values) else values
    steps = list(_steps(state, _settling_alike(state, sent), saved, seen_at, device))
    _write(row, steps)
    _tell_differences(row, steps, by)
    columns = _move(row, state.form, page, at_field, passed) + touched(row)
    if _opens_something(state.form, saved.changed):
        row.to_look_up = True
        columns.append("to_look_up")
    update(row, columns)
    take_over(draft, row)
    stand(draft, _held_after(state, steps))  # what was just written is known without reading it again
    return saved


def _held_after(state: State, steps: Iterable[Step]) -> list[Held]:
    held = dict(state.sheet.held)
    for place, _outcome, _before, after in steps:
        if after is None:
            held.pop(place, None)
        else:
            held[place] = after
    return list(held.values())


def _steps(
    state: State, values: Mapping[str, Any], saved: Saved, seen_at: datetime | None, device: str
) -> Iterable[Step]:
    for name, typed in values.items():
        place = place_of(state.form, name)
        if place is None:
            saved.unknown.append(name[:80])
            continue
        of_form = state.form.fields[place[0]].field
        current, virtual = state.sheet.held.get(place), state.sheet.virtual.get(place)
        outcome, held = answered(of_form, place[1], current, virtual, normalise(of_form, typed), saved.at, device[:40])
        if outcome == "locked":
            saved.locked.append(name)
        elif outcome != "same":
            saved.changed.add(place)
            if current is not None and _overtakes(current, seen_at, device):
                words = str(current.raw) if current.raw is not None else shown(of_form, current.value)
                saved.overtaken.append(Overtaken(*place, words, current.saved_at or saved.at))
            yield place, outcome, current or virtual, held


def _settling_alike(state: State, values: Mapping[str, Any]) -> dict[str, Any]:
    """What was sent; and where it says which of two sources is right, the same for every field they differ about."""
    found = dict(values)
    open_ = [each for each in state.sheet.held.values() if each.unsettled]
    for name, typed in values.items() if open_ else ():
        place = place_of(state.form, name)
        said = state.sheet.held.get(place) if place else None
        for other in open_ if said is not None and said.unsettled else ():
            if said is not None and other.voices == said.voices:
                box = f"{other.field}.{other.row}" if state.form.fields[other.field].repeat else other.field
                found.setdefault(box, typed)
    return found


def _tell_differences(row: Draft, steps: list[Step], by: Viewer) -> None:
    told = set()
    for _place, outcome, before, held in steps:
        if outcome == "settled" and before is not None and before.conflict is not None and held is not None:
            what, other = str(before.conflict.get("what", "")), str(before.conflict["source"])
            with_other = bool(held.disputed) or held.source == other
            if what not in told:
                sources = sorted({before.source, other})
                happened = SourcesDiffered(row.public_id, what, sources, other if with_other else before.source)
                record(happened, stream=row.stream, by=by.actor)
            told.add(what)


def _overtakes(current: Held, seen_at: datetime | None, device: str) -> bool:
    if seen_at is None or current.from_source or current.saved_at is None:
        return False
    return current.saved_at > seen_at and current.saved_from != device[:40]


def _write(row: Draft, steps: list[Step]) -> None:
    write_answers(row, [held for _place, _outcome, _before, held in steps if held is not None])
    for place, _outcome, _before, held in steps:
        if held is None:
            Answer.objects.filter(draft=row, field=place[0], row=place[1]).delete()
    write_log(
        PrefillLog(draft=row, field=place[0], row=place[1], source=before.source, outcome="edited", at=now())
        for place, outcome, before, _held in steps
        if outcome == "edited" and before is not None and before.from_source
    )


def _move(row: Draft, form: CompiledForm, page: str, at_field: str, passed: bool) -> list[str]:
    known = {each.id for each in form.pages}
    if page not in known:
        return []
    row.at_page, row.at_field = page, at_field[:80]
    if passed and page not in row.passed:
        row.passed = [*row.passed, page]
    return ["at_page", "at_field", "passed"]


def _opens_something(form: CompiledForm, changed: set[Place]) -> bool:
    """Whether a changed field may have a source say more that can be asked here: a register that is connected, or what
    the person's own papers and sign-in say."""
    return any(
        is_connected(source) or source in ASKED_AT_HOME for name, _row in changed for source in form.opens.get(name, ())
    )
