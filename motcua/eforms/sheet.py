"""The filled form at one moment: which fields are there, what each holds, where that came from.

A pure function of the form and of what is held: the order in which answers arrived cannot be seen in it. Values made
from other answers (constants, computed, session) are not held but worked out here, so they are never out of date.
"""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from motcua.eforms.compile import Candidate, CompiledField, CompiledForm
from motcua.eforms.computed import computed
from motcua.eforms.held import Held
from motcua.eforms.normalise import normalise

MOST_ROUNDS = 12
Place = tuple[str, int]


@dataclass
class Sheet:
    """Ask `value`, `held`, `visible`, `rows`. `facts` is what conditions see: context, answers, rows as lists."""

    form: CompiledForm
    held: Mapping[Place, Held]
    context: Mapping[str, Any]
    today: date
    facts: dict[str, Any] = field(default_factory=dict)
    virtual: dict[Place, Held] = field(default_factory=dict)
    seen: set[Place] = field(default_factory=set)
    rows: dict[str, tuple[int, ...]] = field(default_factory=dict)
    row_facts: dict[Place, dict[str, Any]] = field(default_factory=dict)

    def visible(self, name: str, row: int = 0) -> bool:
        """Whether the field is part of the form as things stand."""
        return (name, row) in self.seen

    def answer(self, name: str, row: int = 0) -> Held | None:
        """What stands in the field, held or worked out; None where nothing does."""
        return self.held.get((name, row)) or self.virtual.get((name, row))

    def value(self, name: str, row: int = 0) -> Any:
        """The value that counts: None for a field that is not visible."""
        answer = self.answer(name, row)
        return answer.value if answer is not None and self.visible(name, row) else None

    def look(self, row: int, repeat: str | None) -> Mapping[str, Any]:
        """What a condition of a field sees: inside a row the row's fields first."""
        if repeat is None:
            return self.facts
        return ChainMap(self.row_facts.get((repeat, row), {}), self.facts)

    def places(self) -> Iterable[Place]:
        """Every visible field with its row, in order of the form."""
        for name, compiled in self.form.fields.items():
            for row in self.rows_of(compiled):
                if (name, row) in self.seen:
                    yield name, row

    def rows_of(self, compiled: CompiledField) -> tuple[int, ...]:
        """Rows in which a field stands: (0,) outside repeat sections."""
        return (0,) if compiled.repeat is None else self.rows.get(compiled.repeat, ())

    def waits_for(self, name: str, row: int = 0) -> list[str]:
        """Fields asked earlier and still unknown, from which this one is worked out or with which a source is asked.

        Empty where the field must be asked itself.
        """
        compiled = self.form.fields[name]
        before: list[str] = []
        for candidate in compiled.candidates:
            if candidate.asks_nobody:
                before += candidate.made_from
            elif candidate.key_field is not None:
                before.append(candidate.key_field)
        return [each for each in dict.fromkeys(before) if self._still_to_come(each, row, compiled)]

    def made_later(self, name: str, row: int = 0) -> bool:
        """Whether the field is empty now and will be worked out from what is asked before it on the same page."""
        compiled = self.form.fields[name]
        wanted = [each for made in compiled.made for each in made.made_from]
        return self.answer(name, row) is None and any(self._still_to_come(each, row, compiled) for each in wanted)

    def _still_to_come(self, name: str, row: int, beside: CompiledField) -> bool:
        found = self.form.fields.get(name)
        if found is None or found.asked_at >= beside.asked_at:
            return False
        at = row if found.repeat == beside.repeat else 0
        answer = self.answer(name, at)
        return self.visible(name, at) and found.field.required and (answer is None or answer.value is None)


def build_sheet(form: CompiledForm, held: Iterable[Held], context: Mapping[str, Any], today: date) -> Sheet:
    """The sheet for what is held. `context`: agency, channel and the like; `today` in Asia/Ho_Chi_Minh."""
    by_place = {(each.field, each.row): each for each in held if each.field in form.fields}
    sheet = Sheet(form, by_place, {**context, "today": today.isoformat()}, today)
    sheet.rows = _rows(form, by_place)
    sheet.facts = dict(sheet.context)
    for name in form.settled_once + form.order:
        sheet.facts[name] = _held_value(by_place, (name, 0))
    sheet.seen.update((name, 0) for name in form.settled_once)
    _settle(sheet, form.order)
    _settle_rows(sheet)
    return sheet


def _rows(form: CompiledForm, held: Mapping[Place, Held]) -> dict[str, tuple[int, ...]]:
    found: dict[str, set[int]] = {section.id: set() for section in form.sections if section.repeat}
    for (name, row), each in held.items():
        repeat = form.fields[name].repeat
        if repeat is not None and (each.value is not None or each.raw is not None):
            found[repeat].add(row)
    return {section: tuple(sorted(rows)) for section, rows in found.items()}


def _settle(sheet: Sheet, names: tuple[str, ...]) -> None:
    """Work out values and visibility until nothing changes; conditions may look forwards as well as back."""
    waiting = set(names)
    for _round in range(MOST_ROUNDS):
        for name in names:
            if name in waiting:
                waiting.discard(name)
                if _settle_one(sheet, sheet.form.fields[name], 0, sheet.facts):
                    waiting.update(sheet.form.watchers.get(name, ()))
        if not waiting:
            return


def _settle_rows(sheet: Sheet) -> None:
    for section, rows in sheet.rows.items():
        fields = [each for each in sheet.form.fields.values() if each.repeat == section]
        for row in rows:
            own = {each.id: _held_value(sheet.held, (each.id, row)) for each in fields}
            sheet.row_facts[section, row] = own
            for _round in range(MOST_ROUNDS):
                # A list, so that every field of the row is settled in every round.
                if not any([_settle_one(sheet, each, row, own) for each in fields]):
                    break
        sheet.facts[section] = [sheet.row_facts[section, row] for row in rows]


def _settle_one(sheet: Sheet, compiled: CompiledField, row: int, facts: dict[str, Any]) -> bool:
    place = (compiled.id, row)
    seen_by = sheet.look(row, compiled.repeat)
    value = _held_value(sheet.held, place)
    if place not in sheet.held:
        value = _work_out(sheet, compiled, place, seen_by)
    visible = not compiled.conditions or all(holds(seen_by) for holds in compiled.conditions)
    (sheet.seen.add if visible else sheet.seen.discard)(place)
    if not visible:
        value = None
    if facts.get(compiled.id) == value:
        return False
    facts[compiled.id] = value
    return True


def _held_value(held: Mapping[Place, Held], place: Place) -> Any:
    found = held.get(place)
    return found.value if found is not None else None


def _work_out(sheet: Sheet, compiled: CompiledField, place: Place, seen_by: Mapping[str, Any]) -> Any:
    for made in compiled.made:
        if made.when is None or made.when(seen_by):
            value = worked_out(made, compiled, seen_by, sheet)
            if value is not None:
                sheet.virtual[place] = Held(compiled.id, place[1], value, source=made.source, source_date=sheet.today)
                return value
    sheet.virtual.pop(place, None)
    return None


def worked_out(made: Candidate, compiled: CompiledField, seen_by: Mapping[str, Any], sheet: Sheet) -> Any:
    """The value of a constant, computed or session prefill, read as the field's type; None where there is none."""
    if made.source == "const":
        return made.value
    if made.source == "session":
        return normalise(compiled.field, sheet.context.get(made.prefill.path)).value
    return normalise(compiled.field, computed(made.prefill.path, seen_by.get, sheet.today)).value
