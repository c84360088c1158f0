"""A plug with fixed answers: for tests and for trying the house without any outside."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from motcua.gateways.calls import Ground, Telling
from motcua.gateways.registries.records import CitizenRecord, RegistryAnswer


@dataclass
class FixedRegistries:
    """`citizens` by personal number, `tables` by source and key. `down` names sources that do not answer."""

    citizens: dict[str, CitizenRecord] = field(default_factory=dict)
    tables: dict[str, dict[str, dict[str, Any]]] = field(default_factory=dict)
    as_of: date = date(2026, 11, 22)
    down: set[str] = field(default_factory=set)

    def citizen(
        self, personal_id: str, full_name: str, born: date, precision: str, ground: Ground, telling: Telling
    ) -> CitizenRecord | None:
        """The person whose number, name and year of birth fit."""
        self._answer("population")
        found = self.citizens.get(personal_id)
        if found is None or found.full_name.casefold() != full_name.casefold():
            return None
        return found if found.birth_date is None or found.birth_date.year == born.year else None

    def lookup(self, source: str, key: str, ground: Ground, telling: Telling) -> RegistryAnswer | None:
        """What the table holds."""
        self._answer(source)
        data = self.tables.get(source, {}).get(key)
        return RegistryAnswer(source, data, self.as_of) if data else None

    def _answer(self, source: str) -> None:
        if source in self.down:
            raise ConnectionError(source)
