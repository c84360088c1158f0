"""The reports a plan itself asks for: to whom, how often, by which day of each period. Asia/Ho_Chi_Minh days only.

A day of the month is one of the last month of the period, or of the month after where it is so early that it can only
mean that; a line without a day is due when its period ends. Lines that units of the agency owe the agency itself are
no reports of it: those are collected (`ask_inputs`).
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from motcua.directory.api import Agency, Unit
from motcua.plans.models import Plan
from motcua.plans.periods import HALF, MONTH, QUARTER, YEAR, Period, periods
from motcua.plans.reader.fold import fold, plain

_OF_TYPE = {"monthly": MONTH, "quarterly": QUARTER, "half_yearly": HALF, "annual": YEAR}
_SAID = (
    (MONTH, re.compile(r"\b(?:hang|moi|cuoi) thang\b|^thang\b")),
    (QUARTER, re.compile(r"\bquy\b")),
    (HALF, re.compile(r"\b0?6 thang\b|\bsau thang\b")),
    (YEAR, re.compile(r"\b(?:hang|moi|cuoi|bao cao|ca) nam\b|^nam\b|\d/(?:1[012]|0?1)\b|ngay \d+ thang 1[012]\b")),
)
_YEARS_OWN = re.compile(r"[,;]?\s*(?:va |rieng |con )*bao cao (?:tong ket )?(?:ca )?nam\b")
_ONE_BY_ONE = re.compile(r"[,;]| va ")
_DAY_AND_MONTH = re.compile(r"\b(\d{1,2})\s?(?:/|thang )\s?(\d{1,2})\b")
_DAY = re.compile(r"\bngay (\d{1,2})\b(?!\s?[/-]|\s?thang \d)")
_AFTER = re.compile(r"\bthang (?:dau|sau|ke tiep|tiep theo)\b|\bdau (?:quy|ky|thang|nam) sau\b")
_EARLY = 10
# A dated report on a half or a year comes within so many days of its end.
_FAR = 80
_HEADS = re.compile(r"^(?:dong chi |lanh dao |chu tich |pho chu tich |thuong truc |nguoi dung dau )+")


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
        return _due(self.rhythm, self.days, period)

    def covers(self, name: str, since: date) -> bool:
        """Is that a period of this rhythm? One line may ask for a report a quarter and one a year."""
        return next(periods(self.rhythm, since, since)).name == name


def report_lines(plan: Plan) -> list[Line]:
    """What the agency of `plan` has to report by month, quarter, half or whole year, in the order of the plan."""
    agency = plan.agency
    units = [plain(each.name) for each in Unit.objects.filter(agency=agency, active=True).order_by("pk")]
    said = enumerate(plan.as_read.get("reporting", ()))
    return [line for place, each in said if not _inward(each, agency, units) for line in _lines(place, each)]


def periods_to_report(plan: Plan, line: Line, since: date | None, day: date) -> list[Period]:
    """The periods that began by `day`, none after the plan's last year: from the one of `since`; without it, those
    whose report is not due before `day`."""
    until = (plan.as_read.get("meta", {}).get("period") or {}).get("until")
    last = min(day, date(int(until), 12, 31)) if until else day
    first = since or day - timedelta(days=_FAR)
    found = periods(line.rhythm, first, last) if first <= last else ()
    return [each for each in found if since is not None or line.due(each) >= day]


def _lines(place: int, said: dict[str, Any]) -> Iterator[Line]:
    raw, kind = fold(said["frequency"].get("raw") or ""), said["frequency"].get("type")
    sender, to, what = str(said.get("from") or ""), str(said.get("to") or ""), str(said.get("what") or "")
    for rhythm, days in _rhythms(raw, kind):
        words = days if _DAY.search(days) or _DAY_AND_MONTH.search(days) else f"{days}; {fold(what)}"
        yield Line(place, sender, to, what, rhythm, words)


def _rhythms(raw: str, kind: str) -> Iterator[tuple[str, str]]:
    """The rhythms of a line, each with the words its day stands in."""
    own = _YEARS_OWN.search(raw)
    words = raw[: own.start()] if own and own.start() > 0 else raw
    if kind in _OF_TYPE:
        yield _OF_TYPE[kind], words
    elif kind in ("periodic", "monthly_quarterly"):
        for part in _ONE_BY_ONE.split(words):
            found = next((rhythm for rhythm, pattern in _SAID if pattern.search(part.strip())), None)
            if found:
                yield found, part
    if own and own.start() > 0 and kind in _OF_TYPE and _OF_TYPE[kind] != YEAR:
        yield YEAR, raw[own.start() :]


def _inward(said: dict[str, Any], agency: Agency, units: list[str]) -> bool:
    """Is the agency itself told, or one of its units?"""
    to = _HEADS.sub("", plain(str(said.get("to") or "")))
    bare = re.sub(r" (?:xa|phuong|dac khu)$", "", to)
    return bool(to) and (bare in units or to in units or plain(agency.name).startswith(to))


def _due(rhythm: str, words: str, period: Period) -> date:
    if rhythm in (HALF, YEAR):
        dated = [_placed(period, int(day), int(month)) for day, month in _DAY_AND_MONTH.findall(words)]
        near = [each for each in dated if each and abs((each - period.last).days) <= _FAR]
        if near:
            return min(near, key=lambda each: abs((each - period.last).days))
    found = _DAY.search(words)
    if found is None or not 1 <= int(found.group(1)) <= 31:
        return period.last
    day = int(found.group(1))
    early = bool(_AFTER.search(words)) or (rhythm == MONTH and day <= _EARLY)
    return _on(period.last + timedelta(days=1), day) if early else _on(period.last, day)


def _placed(period: Period, day: int, month: int) -> date | None:
    """The day and month next to the end of the period; None where there is no such month."""
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    around = [_on(date(period.last.year + step, month, 1), day) for step in (0, 1)]
    return min(around, key=lambda each: abs((each - period.last).days))


def _on(month: date, day: int) -> date:
    """That day of the month of `month`, its last where it is shorter."""
    return month.replace(day=min(day, calendar.monthrange(month.year, month.month)[1]))
