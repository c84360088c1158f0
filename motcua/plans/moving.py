"""Targets that say how a figure moves ("tăng hằng năm", "tăng 10 điểm so với 2025"): from what, and to what.

A rise or fall in % of a measure that is itself a share means points of it; of anything else it means a part of what was
there before. What a figure moved from is last year's figure where the target moves each year, or else the year the
target names, the latest figure the plan itself states, or last year's.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from motcua.plans.models import Target
from motcua.plans.reader.fold import plain
from motcua.plans.reader.metrics import OTHER, metric

INCREASE, DECREASE = "increase", "decrease"
PERCENT = "%"
_POINTS = re.compile(r"\bdiem\b")
_SHARE = re.compile(r"\bty (?:le|trong)\b")
_BESIDE = re.compile(r"\bso voi (?:cung ky )?(?:ket qua |muc |thuc hien |cua )*(?:nam )?(20\d\d)\b")


@dataclass(frozen=True)
class Before:
    """The figure a target moves from; `value` None where nobody knows it."""

    year: int
    value: float | None


def moves(target: Target) -> bool:
    """Does the target say how a figure moves, not what it should be?"""
    return target.comparator in (INCREASE, DECREASE)


def moves_each_year(target: Target) -> bool:
    """Each year against the year before: said so, or nothing said of a year or of how far."""
    if (target.period or {}).get("every"):
        return True
    return moves(target) and target.year is None and target.value is None


def before(target: Target, year: int, figures: Mapping[int, float], stated: Mapping[int, float]) -> Before:
    """What `year` is compared with. `figures` by year as followed, `stated` those of the plan itself."""
    known = {**stated, **figures}
    if moves_each_year(target):
        return Before(year - 1, known.get(year - 1))
    named = _BESIDE.search(plain(f"{target.text}. {target.condition}"))
    if named and int(named.group(1)) < year:
        return Before(int(named.group(1)), known.get(int(named.group(1))))
    first = max((each for each in stated if each < year), default=year - 1)
    return Before(first, known.get(first))


def needed(target: Target, was: float) -> float | None:
    """The figure to be reached from `was`; None where any movement the right way is enough."""
    if target.value is None:
        return None
    step = float(target.value) * (1 if target.comparator == INCREASE else -1)
    return round(was * (1 + step / 100) if _is_part(target) else was + step, 6)


def figure_unit(target: Target) -> str:
    """The unit of the figures of a target: of one that moves by points or by a part, that of what it measures."""
    if not moves(target) or target.value is None:
        return target.measure_unit
    if _is_part(target):
        known = metric(target.metric)
        return known.unit if known is not None and target.metric != OTHER else ""
    return PERCENT if _POINTS.search(plain(target.measure_unit)) and _is_share(target) else target.measure_unit


def _is_part(target: Target) -> bool:
    return target.measure_unit == PERCENT and not _is_share(target)


def _is_share(target: Target) -> bool:
    """Is what the target measures itself a share in percent?"""
    known = metric(target.metric)
    if known is not None and target.metric != OTHER:
        return known.unit == PERCENT
    return bool(_SHARE.search(plain(target.text))) or "phan tram" in plain(target.measure_unit)
