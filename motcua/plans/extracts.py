"""Other periodic reports (digital transformation, Project 06, administrative reform) that a plan feeds."""

from __future__ import annotations

from functools import cache
from typing import Any

from motcua.plans.data import table
from motcua.plans.models import Target, Task
from motcua.plans.reader.fold import plain

WHOLE = ""


@cache
def _extracts() -> dict[str, Any]:
    found: dict[str, Any] = table("extracts")["extracts"]
    return found


def extracts() -> dict[str, str]:
    """Code of an extract → the report it feeds."""
    return {code: each["name"] for code, each in _extracts().items()}


def belongs(item: Task | Target, extract: str) -> bool:
    """Is the item part of this extract? Everything is part of the whole."""
    if extract == WHOLE:
        return True
    wanted = _extracts()[extract]
    if isinstance(item, Target) and item.metric in wanted["metrics"]:
        return True
    if isinstance(item, Target) and item.metric != "other":
        return False
    words = plain(item.text)
    return any(each in words for each in wanted["words"])
