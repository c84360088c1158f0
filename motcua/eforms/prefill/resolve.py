"""Filling the form from what the sources say: for every field the first candidate, in order, that knows.

Fields hang on one another (a notice names the mother, her number opens her record), so this runs until nothing new
comes out. Like the sheet it is a function of what is known: the order of asking leaves no trace.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from motcua.eforms.compile import Candidate, CompiledField, CompiledForm
from motcua.eforms.held import Held
from motcua.eforms.normalise import normalise
from motcua.eforms.prefill.known import IDENTITY, POPULATION, Someone, is_number
from motcua.eforms.prefill.library import Library
from motcua.eforms.sheet import Place, Sheet, build_sheet, worked_out
from motcua.rules.text import fold

MOST_ROUNDS = 10
_IN_PATH = re.compile(r"\{([a-z0-9_]+)\}")


@dataclass
class Resolver:
    """Everything a resolution needs beside the form.

    kept: answers that no source may touch. claims: what the sign-in says of the applicant. facts: what the vault and
    earlier dossiers say, as (number, source, path) → (value, day). applicant, subject: their numbers. earlier: what
    sources filled before; missed: fields that a source which is down might have filled.
    """

    form: CompiledForm
    kept: tuple[Held, ...]
    context: Mapping[str, Any]
    today: date
    library: Library
    applicant: str
    subject: str
    claims: Mapping[str, Any]
    facts: Mapping[tuple[str, str, str], tuple[Any, date]]
    earlier: Mapping[Place, Held] = field(default_factory=dict)
    filled: dict[Place, Held] = field(default_factory=dict)
    missed: set[Place] = field(default_factory=set)
    _drawn: tuple[dict[Place, Held], Sheet] | None = None

    def run(self) -> dict[Place, Held]:
        """Answers from sources, by place."""
        taken = {(each.field, each.row) for each in self.kept}
        for _round in range(MOST_ROUNDS):
            sheet = self.sheet()
            self.missed = set()
            found = dict(self._fill(sheet, taken))
            if found == self.filled:
                break
            self.filled = found
        return self.filled

    def sheet(self) -> Sheet:
        """The form with what is kept and what was found so far; made anew where something else was found."""
        if self._drawn is None or self._drawn[0] is not self.filled:
            drawn = build_sheet(self.form, [*self.kept, *self.filled.values()], self.context, self.today)
            self._drawn = (self.filled, drawn)
        return self._drawn[1]

    def _fill(self, sheet: Sheet, taken: set[Place]) -> Iterable[tuple[Place, Held]]:
        for name, row in sheet.places():
            compiled = self.form.fields[name]
            if (name, row) not in taken and compiled.candidates:
                found = self._first(sheet, compiled, row)
                if found is not None:
                    yield (name, row), found

    def _first(self, sheet: Sheet, compiled: CompiledField, row: int) -> Held | None:
        seen_by = sheet.look(row, compiled.repeat)
        for candidate in compiled.candidates:
            if candidate.when is not None and not candidate.when(seen_by):
                continue
            if candidate.asks_nobody:
                if worked_out(candidate, compiled, seen_by, sheet) is not None:
                    return None
                continue
            found = self._from(sheet, candidate, compiled, row)
            if found is None and candidate.source in self.library.down:
                self.missed.add((compiled.id, row))
                found = self._as_before(candidate, compiled, row)
            if found is not None:
                return found
        return None

    def _as_before(self, candidate: Candidate, compiled: CompiledField, row: int) -> Held | None:
        """What a source that is down now said earlier."""
        before = self.earlier.get((compiled.id, row))
        return before if before is not None and before.source == candidate.source else None

    def _from(self, sheet: Sheet, candidate: Candidate, compiled: CompiledField, row: int) -> Held | None:
        key = self._key(sheet, candidate, compiled, row)
        if key is None:
            return None
        told = self._told(sheet, candidate, compiled, row, key)
        if told is None:
            return None
        raw, as_of = told
        read = normalise(compiled.field, raw, from_source=True)
        if read.value is None:
            return None
        held = Held(compiled.id, row, read.value, source=candidate.source, source_date=as_of)
        return self._with_conflict(held, candidate, compiled, key)

    def _key(self, sheet: Sheet, candidate: Candidate, compiled: CompiledField, row: int) -> str | None:
        if candidate.key_field is None:
            return self.subject if candidate.prefill.of == "subject" else self.applicant
        found = self.form.fields.get(candidate.key_field)
        if found is None:
            return None
        value = sheet.value(found.id, row if found.repeat == compiled.repeat else 0)
        return value if isinstance(value, str) else None

    def _told(
        self, sheet: Sheet, candidate: Candidate, compiled: CompiledField, row: int, key: str
    ) -> tuple[Any, date | None] | None:
        path = self._path(sheet, candidate.prefill.path, compiled, row)
        if path is None:
            return None
        if candidate.source == "vneid":
            return (self.claims[path], None) if key == self.applicant and path in self.claims else None
        if candidate.source in ("vault", "earlier"):
            return self.facts.get((key, candidate.source, path))
        told = self.library.ask(candidate.source, key, self._said_of(sheet, candidate, compiled, row, key))
        if told is None or not told.data:
            return None
        value = dig(told.data, path)
        return None if value is None else (value, told.as_of)

    def _path(self, sheet: Sheet, path: str, compiled: CompiledField, row: int) -> str | None:
        """The path with `{field}` replaced by that field's answer; None where one is unknown."""
        look = sheet.look(row, compiled.repeat)
        values = {name: look.get(name) for name in _IN_PATH.findall(path)}
        if any(value is None for value in values.values()):
            return None
        return _IN_PATH.sub(lambda found: str(values[found[1]]), path)

    def _said_of(
        self, sheet: Sheet, candidate: Candidate, compiled: CompiledField, row: int, key: str
    ) -> Someone | None:
        """What the person typed of the one with this number: without a name nobody is looked up."""
        if candidate.source != POPULATION or candidate.key_field is None or not is_number(key):
            return None
        told = self.form.described_by.get(candidate.key_field, {})
        said = {}
        for what, name in told.items():
            at = row if self.form.fields[name].repeat == compiled.repeat else 0
            value = sheet.value(name, at)
            if isinstance(value, str):
                said[what] = value
        if "full_name" not in said:
            return None
        return Someone(key, said["full_name"], said.get("date_of_birth", ""))

    def _with_conflict(self, held: Held, candidate: Candidate, compiled: CompiledField, key: str) -> Held:
        """The answer, marked where the card and the population database do not say the same of the applicant."""
        path = candidate.prefill.path
        if key != self.applicant or path not in IDENTITY:
            return held
        other = self._other_word(candidate.source, path, key)
        if other is None:
            return held
        source, raw, day = other
        value = normalise(compiled.field, raw, from_source=True).value
        if value is None or _agree(held.value, value):
            return held
        conflict = {
            "source": source,
            "value": value,
            "date": day.isoformat() if day else None,
            "what": path,
            "settled": False,
        }
        return Held(
            held.field, held.row, held.value, source=held.source, source_date=held.source_date, conflict=conflict
        )

    def _other_word(self, source: str, path: str, key: str) -> tuple[str, Any, date | None] | None:
        if source != "vneid":
            return ("vneid", self.claims[path], None) if path in self.claims else None
        told = self.library.ask(POPULATION, key)
        value = dig(told.data, path) if told is not None else None
        return None if told is None or value is None else (POPULATION, value, told.as_of)


def dig(data: Any, path: str) -> Any:
    """The value at a dotted path; numbers count in lists. None where there is nothing, or only an empty text."""
    for part in path.split("."):
        if isinstance(data, Mapping):
            data = data.get(part)
        elif isinstance(data, list) and part.isdecimal() and int(part) < len(data):
            data = data[int(part)]
        else:
            return None
    return None if data in ("", [], {}) else data


def _agree(one: Any, other: Any) -> bool:
    """Whether two sources say the same: one may know less of a date, and letters may be written otherwise."""
    if not (isinstance(one, str) and isinstance(other, str)):
        return bool(one == other)
    if re.fullmatch(r"\d{4}(-\d\d){0,2}", one) and re.fullmatch(r"\d{4}(-\d\d){0,2}", other):
        shorter = min(len(one), len(other))
        return one[:shorter] == other[:shorter]
    return " ".join(fold(one).split()) == " ".join(fold(other).split())
