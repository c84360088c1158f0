"""What a cell of a table holds, by its letters alone."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from motcua.plans.data import table
from motcua.plans.reader.agencies import agency_likeness
from motcua.plans.reader.deadlines import deadline_likeness
from motcua.plans.reader.fold import plain

_FIGURE = re.compile(
    r"^(?:[<>≥≤=~]|trên|dưới|tối thiểu|ít nhất|không dưới|từ|đạt|\s)*"
    r"\d[\d.,]*\s?(?:%|[^\W\d]\S{0,7}(?: \w{1,6})?)?(?: trở lên)?$",
    re.IGNORECASE,
)
_YEAR = re.compile(r"^(?:năm )?20\d\d$", re.IGNORECASE)
_EMPTY = re.compile(r"^[-–—x…./\s]*$")


def is_figure(cell: str) -> bool:
    """Whether a cell holds one figure and at most a word or two with it."""
    return bool(_FIGURE.match(cell.strip())) and not _YEAR.match(cell.strip())


def is_empty(cell: str) -> bool:
    """Whether a cell holds nothing, or a stroke for it."""
    return bool(_EMPTY.match(cell))


@cache
def _units() -> re.Pattern[str]:
    return re.compile(rf"^(?:{'|'.join(map(plain, table('units')['measured']))})(?:\s?/.{{1,20}})?$")


def is_unit(text: str) -> bool:
    """Whether a cell holds a unit of measure and nothing else."""
    return bool(_units().match(plain(text).strip(" .()")))


def fitness(role: str) -> Callable[[str], float]:
    """How well a cell suits a column of a role: above 0 where it does, below where it does not."""
    base = re.sub(r"\d+$", "", role)
    if base in ("lead", "owners", "coordinating"):
        first = 0.2 if base == "lead" else 0.0
        return lambda text: 2.0 * agency_likeness(text) - 0.8 + first
    if base == "deadline":
        return lambda text: 3.0 * deadline_likeness(text) - 1.5
    if base in ("value", "baseline"):
        return lambda text: 1.0 if re.search(r"\d", text) and len(text) < 30 else -1.0
    if base == "unit":
        return lambda text: 1.5 if is_unit(text) else -1.5
    return lambda text: -1.2 * max(agency_likeness(text), deadline_likeness(text)) + (0.3 if len(text) > 25 else 0)
