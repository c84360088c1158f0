"""By which day a report on a period is owed, from the words of the line that asks for it. Asia/Ho_Chi_Minh days only.

A day of the month is one of the last month of the period, or of the month after where it is so early that it can only
mean that; a line without a day is due when its period ends. A day of the week is one of that week; a report for Monday
is on the week before, and one of a week without a day is for its Friday.
"""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta

from motcua.plans.periods import DAY, HALF, MONTH, OFTEN, WEEK, YEAR, Period

DAY_AND_MONTH = re.compile(r"\b(\d{1,2})\s?(?:/|thang )\s?(\d{1,2})\b")
DAY_OF_MONTH = re.compile(r"\bngay (\d{1,2})\b(?!\s?[/-]|\s?thang \d)")
DAY_OF_WEEK = re.compile(r"\bthu (hai|ba|tu|nam|sau|bay|[2-7])\b|\bchu nhat\b")
FULL = re.compile(r"\b(\d{1,2})\s?(?:[/.-]|thang )\s?(\d{1,2})\s?(?:[/.-]|nam )\s?(20\d\d)\b")
_WEEKDAYS = {"hai": 0, "ba": 1, "tu": 2, "nam": 3, "sau": 4, "bay": 5} | {str(each): each - 2 for each in range(2, 8)}
_SUNDAY, _FRIDAY = 6, 4
_AFTER = re.compile(
    r"\b(?:thang|tuan|ngay) (?:dau|sau|ke tiep|tiep theo|hom sau|lam viec tiep theo)\b|\bhom sau\b"
    r"|\bdau (?:quy|ky|thang|nam|tuan) sau\b"
)
_EARLY = 10
# A dated report on a half or a year comes within so many days of its end.
FAR = 80


def due_day(rhythm: str, words: str, period: Period) -> date:
    """The last day to report on `period`; `words` are folded."""
    if rhythm == DAY:
        return period.last + timedelta(days=1) if _AFTER.search(words) else period.last
    if rhythm == WEEK:
        return _of_week(words, period)
    if rhythm in (HALF, YEAR):
        dated = [_placed(period, int(day), int(month)) for day, month in DAY_AND_MONTH.findall(words)]
        near = [each for each in dated if each and abs((each - period.last).days) <= FAR]
        if near:
            return min(near, key=lambda each: abs((each - period.last).days))
    found = DAY_OF_MONTH.search(words)
    if found is None or not 1 <= int(found.group(1)) <= 31:
        return period.last
    day = int(found.group(1))
    early = bool(_AFTER.search(words)) or (rhythm == MONTH and day <= _EARLY)
    return _on(period.last + timedelta(days=1), day) if early else _on(period.last, day)


def dates_said(words: str) -> list[date]:
    """The whole dates in folded `words`; one that does not exist (31/6) is the last day of its month."""
    said = [(int(day), int(month), int(year)) for day, month, year in FULL.findall(words)]
    return [_on(date(year, month, 1), day) for day, month, year in said if 1 <= month <= 12 and 1 <= day <= 31]


def moved_alike(example: Period, due: date, period: Period) -> date:
    """The day that is to `period` what `due` is to `example`: so many days from its end, or the same day of the
    month so many months from it. The last day of a month stays the last."""
    if period.rhythm in OFTEN:
        return period.last + (due - example.last)
    months = (due.year - example.last.year) * 12 + due.month - example.last.month
    place = period.last.year * 12 + period.last.month - 1 + months
    ends = due.day == calendar.monthrange(due.year, due.month)[1]
    return _on(date(place // 12, place % 12 + 1, 1), 31 if ends else due.day)


def _of_week(words: str, period: Period) -> date:
    found = DAY_OF_WEEK.search(words)
    if found is None:
        return period.first + timedelta(days=_FRIDAY)
    day = _WEEKDAYS[found.group(1)] if found.group(1) else _SUNDAY
    after = day == 0 or bool(_AFTER.search(words))
    return period.first + timedelta(days=day + (7 if after else 0))


def _placed(period: Period, day: int, month: int) -> date | None:
    """The day and month next to the end of the period; None where there is no such month."""
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    around = [_on(date(period.last.year + step, month, 1), day) for step in (0, 1)]
    return min(around, key=lambda each: abs((each - period.last).days))


def _on(month: date, day: int) -> date:
    """That day of the month of `month`, its last where it is shorter."""
    return month.replace(day=min(day, calendar.monthrange(month.year, month.month)[1]))
