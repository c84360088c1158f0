"""Whom the sources have told of: number, name and birth of people beside the applicant."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

_NUMBER = re.compile(r"[0-9]{12}")
_OF = "_personal_id"
POPULATION = "population"
IDENTITY = frozenset({"full_name", "date_of_birth"})  # with the number, what the population database is asked with


@dataclass(frozen=True, slots=True)
class Someone:
    """A person as named somewhere; empty texts where not told. `born`: YYYY, YYYY-MM or YYYY-MM-DD."""

    number: str
    name: str = ""
    born: str = ""


def is_number(value: Any) -> bool:
    """A personal number (and not the number of a notice, a parcel or an organisation)?"""
    return isinstance(value, str) and _NUMBER.fullmatch(value) is not None


def people_in(data: Any) -> Iterator[Someone]:
    """Everybody named with a number in an answer of a source: relatives, members of a household, a child's mother."""
    if isinstance(data, list):
        for each in data:
            yield from people_in(each)
    elif isinstance(data, Mapping):
        yield from _named_here(data)
        for each in data.values():
            if isinstance(each, Mapping | list):
                yield from people_in(each)


def _named_here(data: Mapping[str, Any]) -> Iterator[Someone]:
    for key, value in data.items():
        if key == "personal_id" and is_number(value):
            yield Someone(value, str(data.get("full_name", "")), _born(data, ""))
        elif key.endswith(_OF) and is_number(value):
            who = key.removesuffix(_OF)
            name = data.get(f"{who}_full_name") or data.get(f"{who}_name") or ""
            yield Someone(value, str(name), _born(data, f"{who}_"))


def _born(data: Mapping[str, Any], before: str) -> str:
    found = data.get(f"{before}date_of_birth") or data.get(f"{before}birth_date") or ""
    return found if isinstance(found, str) else ""
