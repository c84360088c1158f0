"""Whether a target is reached, year by year, and why: arithmetic only.

A figure stated without "at least" or "at most" (`=`) is meant the way its measure is good: from there on where more
is better (100 %, 25 services), down to there where less is better (8 minutes), and exactly where it is none of both, or
where it is nothing at all (0 dossiers overdue). A measure nobody knows counts as one of which more is better.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum

from django.utils.translation import gettext as _

from motcua.base.kit.figures import show_number
from motcua.plans.models import Target
from motcua.plans.moving import INCREASE, before, moves, moves_each_year, needed
from motcua.plans.reader.metrics import OTHER, metric

_TESTS: dict[str, Callable[[float, float], bool]] = {
    ">=": operator.ge,
    "=": operator.eq,
    ">": operator.gt,
    "<=": operator.le,
    "<": operator.lt,
}


class Judgement(StrEnum):
    """`OPEN`: not reached, and there is time; `MISSED`: not reached, and the year is over; `FOLLOWED`: a target of a
    higher level that this agency follows and is not scored by."""

    MET = "met"
    OPEN = "open"
    MISSED = "missed"
    UNKNOWN = "unknown"
    FOLLOWED = "followed"


@dataclass(frozen=True)
class Judged:
    """One year of a target. `value` in the target's own unit of measure, None where nobody knows; `why` a sentence.

    `more`: what `why` says that the goal and the value beside it do not: by how much it is missed, how it moved.
    `goal`: the figure that had to be reached that year, None where there is none or nobody can tell.
    """

    year: int
    value: float | None
    state: Judgement
    why: str
    more: str = ""
    goal: float | None = None


def is_yes_no(target: Target) -> bool:
    """Asks for something to be there, not for a number: entered as 1 (yes) or 0 (no)."""
    return target.value is None and not moves(target)


def years_of(target: Target, day: date) -> list[int]:
    """The years a target is judged by: its own, or each of its period up to this one."""
    period = target.period or {}
    every = moves_each_year(target)
    start, until = _year(period.get("from")), _year(period.get("until"))
    if target.year is not None and not every:
        return [target.year]
    first = start or (target.plan.date.year if target.plan.date else None) or target.year or day.year
    last = min(until or target.year or day.year, max(day.year, first))
    return list(range(first, max(first, last) + 1)) if every else [target.year or until or day.year]


def judge(
    target: Target, year: int, figures: Mapping[int, float], day: date, stated: Mapping[int, float] | None = None
) -> Judged:
    """One year of `target`; `figures` holds the last figure of each year that has one, `stated` those that the plan
    itself gives for the years before."""
    value = figures.get(year)
    if value is None:
        words = _("Chưa có số liệu năm %(year)d.") % {"year": year}
        return Judged(year, None, Judgement.UNKNOWN, words, words)
    if moves(target):
        return _moved(target, year, figures, stated or {}, day)
    if is_yes_no(target):
        met = value >= 1
        return Judged(year, value, _state(met, year, day), _("Đã có.") if met else _("Chưa có."))
    goal, meant = float(target.value or 0), comparison_of(target)
    met = _TESTS[meant](value, goal)
    gap = abs(Decimal(str(value)) - Decimal(str(goal)))
    words = _("Cần %(sign)s %(goal)s, có %(value)s.") % {
        "sign": _sign(target.comparator),
        "goal": show_number(goal),
        "value": show_number(value),
    }
    more = ""
    if not met and gap:
        more = (_("Vượt %(gap)s.") if value > goal else _("Còn thiếu %(gap)s.")) % {"gap": show_number(float(gap))}
        words = f"{words} {more}"
    return Judged(year, value, _state(met, year, day), words, more, goal)


def unscored(judged: Judged) -> Judged:
    """The same year of a target that is only followed: its figure stays, nothing is judged by it."""
    words = _("Chỉ tiêu của cấp trên: chỉ theo dõi, không chấm điểm.")
    return replace(judged, state=Judgement.FOLLOWED, why=f"{judged.why} {words}", more=words)


def _sign(comparator: str) -> str:
    words = {">=": _("tối thiểu"), "=": _("đạt"), ">": _("trên"), "<=": _("không quá"), "<": _("dưới")}
    return words.get(comparator, comparator)


def comparison_of(target: Target) -> str:
    """The comparison a target is judged by: its own, or for a bare figure the one its measure calls for."""
    if target.comparator != "=":
        return target.comparator if target.comparator in _TESTS else ">="
    if not target.value:
        return "="
    known = metric(target.metric)
    if known is None or target.metric == OTHER:
        return ">="
    return {True: ">=", False: "<=", None: "="}[known.up]


def _moved(target: Target, year: int, figures: Mapping[int, float], stated: Mapping[int, float], day: date) -> Judged:
    value, was = figures[year], before(target, year, figures, stated)
    if was.value is None:
        words = _("Chưa đủ số liệu: chưa có số liệu năm %(before)d để so sánh.") % {"before": was.year}
        return Judged(year, value, Judgement.UNKNOWN, words, words)
    goal, moved, up = needed(target, was.value), value - was.value, target.comparator == INCREASE
    met = (moved > 0 if up else moved < 0) if goal is None else (value >= goal if up else value <= goal)
    words = _("Năm %(before)d: %(was)s; năm %(year)d: %(now)s (%(moved)s).") % {
        "before": was.year,
        "was": show_number(was.value),
        "year": year,
        "now": show_number(value),
        "moved": f"{'+' if moved > 0 else ''}{show_number(moved)}",
    }
    if goal is not None:
        words = f"{words} {_asked(goal, up=up)}"
    return Judged(year, value, _state(met, year, day), words, words, goal)


def _asked(goal: float, *, up: bool) -> str:
    return (_("Cần từ %(goal)s trở lên.") if up else _("Cần từ %(goal)s trở xuống.")) % {"goal": show_number(goal)}


def _state(met: bool, year: int, day: date) -> Judgement:
    if met:
        return Judgement.MET
    return Judgement.MISSED if year < day.year else Judgement.OPEN


def _year(said: object) -> int | None:
    text = str(said or "")[:4]
    return int(text) if text.isdecimal() else None
