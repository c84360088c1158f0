"""The reports a plan itself asks for: to whom, how often, by which day of each period. Asia/Ho_Chi_Minh days only.

Lines that units of the agency owe the agency itself are no reports of it: those are collected (`ask_inputs`). A report
of a week or a day that names nobody to receive it is talk within the house and is not owed either.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from motcua.directory.api import Agency, Unit
from motcua.plans.models import Plan
from motcua.plans.periods import DAY, HALF, MONTH, OFTEN, ONCE, QUARTER, WEEK, YEAR, Period, is_working, periods
from motcua.plans.reader.fold import fold, plain
from motcua.plans.report_days import DAY_AND_MONTH, DAY_OF_MONTH, DAY_OF_WEEK, FAR, dates_said, due_day

_OF_TYPE = {
    "daily": DAY,
    "weekly": WEEK,
    "monthly": MONTH,
    "quarterly": QUARTER,
    "half_yearly": HALF,
    "annual": YEAR,
    "once": ONCE,
}
_SAID = (
    (DAY, re.compile(r"\b(?:hang|moi) ngay\b")),
    (WEEK, re.compile(r"\b(?:hang|moi|cuoi) tuan\b|^tuan\b|^dinh ky tuan\b")),
    (MONTH, re.compile(r"\b(?:hang|moi|cuoi) thang\b|^thang\b")),
    (QUARTER, re.compile(r"\bquy\b")),
    (HALF, re.compile(r"\b0?6 thang\b|\bsau thang\b")),
    (YEAR, re.compile(r"\b(?:hang|moi|cuoi|bao cao|ca) nam\b|^nam\b|\d/(?:1[012]|0?1)\b|ngay \d+ thang 1[012]\b")),
)
_YEARS_OWN = re.compile(r"[,;]?\s*(?:va |rieng |con )*bao cao (?:tong ket )?(?:ca )?nam\b")
_ONE_BY_ONE = re.compile(r"[,;]| va ")
_EVERY_YEAR = re.compile(r"\b(?:hang|moi) nam\b")
_HEADS = re.compile(
    r"^(?:dong chi |lanh dao |chu tich |pho chu tich |giam doc |pho giam doc |thuong truc |nguoi dung dau )+"
)
_BESIDE = re.compile(r"\s*\(.*|\s+(?:thông )?qua .*")


@dataclass(frozen=True)
class Line:
    """A reporting line of a plan with one rhythm. `place` among the lines as read; `days` the words with its day."""

    place: int
    sender: str
    to: str
    what: str
    rhythm: str
    days: str

    def due(self, period: Period) -> date:
        """The last day to report on a period."""
        return period.last if self.rhythm == ONCE else due_day(self.rhythm, self.days, period)

    def asks_for(self, period: Period) -> bool:
        """Not on days off; where a report on a half or a year has a whole date, only in that year."""
        if self.rhythm == DAY:
            return is_working(period.first)
        years = {each.year for each in dates_said(self.days)} if self.rhythm in (HALF, YEAR) else set()
        return not years or bool(_EVERY_YEAR.search(self.days)) or self.due(period).year in years


def report_lines(plan: Plan) -> list[Line]:
    """What the agency of `plan` has to report once or in any rhythm, in the order of the plan."""
    agency = plan.agency
    units = [plain(each.name) for each in Unit.objects.filter(agency=agency, active=True).order_by("pk")]
    said = enumerate(plan.as_read.get("reporting", ()))
    found = [line for place, each in said if not _inward(each, agency, units) for line in _lines(place, each)]
    return [line for line in found if line.to or line.rhythm not in OFTEN]


def periods_to_report(plan: Plan, line: Line, since: date | None, day: date) -> list[Period]:
    """The periods that began by `day`, none after the plan's last year: from the one of `since`; without it, those
    whose report is not due before `day`. What is asked for once is owed from the first while it is not past."""
    if line.rhythm == ONCE:
        return [each for each in asked_once(plan, line) if each.last >= day]
    until = (plan.as_read.get("meta", {}).get("period") or {}).get("until")
    last = min(day, date(int(until), 12, 31)) if until else day
    first = since or day - timedelta(days=FAR)
    found = [each for each in periods(line.rhythm, first, last) if line.asks_for(each)] if first <= last else ()
    return [each for each in found if since is not None or line.due(each) >= day]


def asked_once(plan: Plan, line: Line) -> list[Period]:
    """What a line asks for once, by each of its days; nothing of one with a rhythm."""
    return [_until(plan, due) for due in dates_said(line.days)] if line.rhythm == ONCE else []


def _until(plan: Plan, due: date) -> Period:
    """From the day of the plan, or from the beginning of the year, to the day a report is asked for once."""
    first = plan.date if plan.date and plan.date <= due else date(due.year, 1, 1)
    return Period(f"{ONCE}-{due:%Y-%m-%d}", first, due)


def _lines(place: int, said: dict[str, Any]) -> Iterator[Line]:
    raw, kind = fold(said["frequency"].get("raw") or ""), said["frequency"].get("type")
    sender, to, what = str(said.get("from") or ""), str(said.get("to") or ""), str(said.get("what") or "")
    for rhythm, days in _rhythms(raw, kind):
        yield Line(place, sender, to, what, rhythm, days if _has_a_day(rhythm, days) else f"{days}; {fold(what)}")


def _has_a_day(rhythm: str, words: str) -> bool:
    if rhythm == WEEK:
        return bool(DAY_OF_WEEK.search(words))
    return rhythm == DAY or bool(DAY_OF_MONTH.search(words) or DAY_AND_MONTH.search(words))


def _rhythms(raw: str, kind: str) -> Iterator[tuple[str, str]]:
    """The rhythms of a line, each with the words its day stands in."""
    own = _YEARS_OWN.search(raw)
    words = raw[: own.start()] if own and own.start() > 0 else raw
    if kind in _OF_TYPE:
        yield _OF_TYPE[kind], words
    elif kind in ("periodic", "monthly_quarterly"):
        parts = [part.strip() for part in _ONE_BY_ONE.split(words)]
        found = [(next((rhythm for rhythm, said in _SAID if said.search(part)), None), part) for part in parts]
        yield from ((rhythm, part) for rhythm, part in found if rhythm)
        if not any(rhythm for rhythm, _part in found) and dates_said(words):
            yield ONCE, words
    if own and own.start() > 0 and kind in _OF_TYPE and _OF_TYPE[kind] != YEAR:
        yield YEAR, raw[own.start() :]


def _inward(said: dict[str, Any], agency: Agency, units: list[str]) -> bool:
    """Is the agency itself told, or one of its units?"""
    to = _HEADS.sub("", plain(_BESIDE.sub("", str(said.get("to") or ""))))
    bare = re.sub(r" (?:xa|phuong|dac khu)$", "", to)
    own = any(each == bare or each.startswith(f"{bare} ") for each in units) if bare else False
    return bool(to) and (own or to in units or plain(agency.name).startswith(to))
