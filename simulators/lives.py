"""The invented people and what the state is supposed to know of them."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

PATH = Path(__file__).parent / "data" / "lives.yaml"


@cache
def lives() -> dict[str, Any]:
    """The whole file: `as_of`, `people`, `organisations`, and one table a register keyed by number."""
    found: dict[str, Any] = YAML(typ="safe").load(PATH.read_text(encoding="utf-8"))
    return found


@cache
def people() -> dict[str, dict[str, Any]]:
    """People by personal number."""
    return {each["personal_id"]: each for each in lives()["people"]}


@cache
def organisations() -> dict[str, dict[str, Any]]:
    """Organisations by tax code."""
    return {each["tax_code"]: each for each in lives()["organisations"]}


def register(source: str) -> dict[str, Any]:
    """One register by name, keyed by personal number or tax code; `KeyError` for a register nobody keeps."""
    found: dict[str, Any] = lives()["registers"][source]
    return found
