"""What the registers tell, in our own words."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

SOURCES = (
    "population", "civil_status", "residence", "birth_notice", "death_notice", "insurance", "poverty", "land",
    "business",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Address:
    """A two-tier address (since 1/7/2025): codes of 2 and 5 digits, their names, and the rest as text."""

    province: str = ""
    commune: str = ""
    detail: str = ""
    province_name: str = ""
    commune_name: str = ""

    @property
    def text(self) -> str:
        """As people write it: detail, commune, province."""
        return ", ".join(part for part in (self.detail, self.commune_name, self.province_name) if part)

    def as_value(self) -> dict[str, str]:
        """As a form field of type address holds it; empty where nothing is known."""
        if not (self.province or self.commune or self.detail):
            return {}
        return {
            "province": self.province,
            "commune": self.commune,
            "detail": self.detail,
            "province_name": self.province_name,
            "commune_name": self.commune_name,
        }


@dataclass(frozen=True, slots=True)
class Relative:
    """Father, mother, spouse or head of household as the population database names them; empty where unknown."""

    full_name: str = ""
    personal_id: str = ""


@dataclass(frozen=True, slots=True)
class CitizenRecord:
    """One person as the population database holds them. `birth_precision`: day, month or year."""

    personal_id: str
    full_name: str
    birth_date: date | None = None
    birth_precision: str = "day"
    sex: str = ""
    ethnicity: str = ""
    religion: str = ""
    nationality: str = ""
    marital_status: str = ""
    old_id_number: str = ""
    id_issued_on: date | None = None
    id_issued_by: str = ""
    phone: str = ""
    email: str = ""
    birth_place: Address = field(default_factory=Address)
    home_town: Address = field(default_factory=Address)
    permanent_address: Address = field(default_factory=Address)
    current_address: Address = field(default_factory=Address)
    father: Relative = field(default_factory=Relative)
    mother: Relative = field(default_factory=Relative)
    spouse: Relative = field(default_factory=Relative)
    head: Relative = field(default_factory=Relative)
    household_relation: str = ""
    household_number: str = ""

    def as_facts(self) -> dict[str, Any]:
        """The record by the names of the source vocabulary (dates as YYYY-MM-DD, or YYYY), only what is known."""
        facts: dict[str, Any] = {
            "personal_id": self.personal_id,
            "full_name": self.full_name,
            "date_of_birth": _day(self.birth_date, self.birth_precision),
            "birth_precision": self.birth_precision if self.birth_date else "",
            "sex": self.sex,
            "ethnicity": self.ethnicity,
            "religion": self.religion,
            "nationality": self.nationality,
            "marital_status": self.marital_status,
            "old_id_number": self.old_id_number,
            "id_issued_on": _day(self.id_issued_on, "day"),
            "id_issued_by": self.id_issued_by,
            "phone": self.phone,
            "email": self.email,
            "birth_place": self.birth_place.as_value(),
            "home_town": self.home_town.as_value(),
            "permanent_address": self.permanent_address.as_value(),
            "current_address": self.current_address.as_value(),
            "household_relation": self.household_relation,
            "household_number": self.household_number,
        }
        for name, relative in (
            ("father", self.father),
            ("mother", self.mother),
            ("spouse", self.spouse),
            ("household_head", self.head),
        ):
            facts[f"{name}_name"] = relative.full_name
            facts[f"{name}_personal_id"] = relative.personal_id
        return {name: value for name, value in facts.items() if value}


@dataclass(frozen=True, slots=True)
class RegistryAnswer:
    """What one register holds about one key; `data` is empty where it holds nothing. `as_of`: the day it speaks of."""

    source: str
    data: dict[str, Any]
    as_of: date

    def __bool__(self) -> bool:
        return bool(self.data)


def _day(value: date | None, precision: str) -> str:
    if value is None:
        return ""
    return {"year": f"{value:%Y}", "month": f"{value:%Y-%m}"}.get(precision, value.isoformat())
