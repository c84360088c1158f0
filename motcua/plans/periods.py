"""What recurs, as periods with a first and a last day; days after an event, as a date. Asia/Ho_Chi_Minh days only."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext, gettext_noop

from motcua.base.kit.moments import show_month
from motcua.plans.reader.fold import fold
from motcua.rules.calendar import standard_calendar
from motcua.rules.errors import OutOfCalendar

DAY, WEEK, MONTH, QUARTER, HALF, YEAR = "day", "week", "month", "quarter", "half", "year"
# Of these there are so many that what is owed for them is taken together.
OFTEN = (DAY, WEEK)
# What is asked for once is called once-2026-06-15: by the day as it was read.
ONCE = "once"
_MONTHS = {MONTH: 1, QUARTER: 3, HALF: 6, YEAR: 12}
# The first that is said counts: "định kỳ hằng quý, năm" is every quarter. "Thường xuyên" is looked at every quarter.
_SAID = (
    (WEEK, re.compile(r"\b(?:hang|moi|dinh ky) tuan\b")),
    (MONTH, re.compile(r"\b(?:hang|moi|dinh ky) thang\b")),
    (QUARTER, re.compile(r"\b(?:hang|moi|dinh ky) quy\b")),
    (HALF, re.compile(r"\b6 thang\b|\bsau thang\b|nua nam")),
    (YEAR, re.compile(r"\b(?:hang|moi|tung|dinh ky) nam\b")),
)
_RECURRING = {"regular": QUARTER, "annual": YEAR, "monthly_quarterly": MONTH}


@dataclass(frozen=True)
class Period:
    """`name` is 2026-02-14, 2026-W07, 2026-02, 2026-Q1, 2026-H1, 2026 or once-2026-06-15; both days belong to it."""

    name: str
    first: date
    last: date

    @property
    def rhythm(self) -> str:
        """How often one like it comes round; `ONCE` where it does not."""
        return rhythm_named(self.name)


def rhythm_of(kind: str, words: str) -> str | None:
    """How often a deadline of type `kind`, written as `words`, comes round; None where it comes once."""
    if kind not in _RECURRING:
        return None
    folded = fold(words)
    return next((rhythm for rhythm, said in _SAID if said.search(folded)), _RECURRING[kind])


def periods(rhythm: str, first: date, last: date) -> Iterator[Period]:
    """The periods that end between `first` and `last`, and the one in which `last` lies, in order."""
    day = _start_of(rhythm, first)
    while day <= last:
        following = _start_of(rhythm, _next(rhythm, day))
        yield Period(_name(rhythm, day), day, following - timedelta(days=1))
        day = following


def rhythm_named(name: str) -> str:
    """The rhythm of a period by its name."""
    year, _, rest = name.partition("-")
    if year == ONCE or not rest:
        return ONCE if rest else YEAR
    return {"W": WEEK, "Q": QUARTER, "H": HALF}.get(rest[0]) or (DAY if "-" in rest else MONTH)


def period_words(name: str) -> str:
    """What a period is called in the reader's language: quý I/2026, tháng 02/2026, tuần 07/2026, năm 2026, một lần."""
    year, _, rest = name.partition("-")
    if rest.isdecimal() and year != ONCE:
        return show_month(date(int(year), int(rest), 1))
    words, values = _called(name)
    return gettext(words) % values


def span_words(first: str, last: str) -> str:
    """The same of the periods from one to another: tuần 07/2026 – tuần 09/2026."""
    return period_words(first) if first == last else f"{period_words(first)} – {period_words(last)}"


def _called(name: str) -> tuple[str, dict[str, str]]:
    year, _, rest = name.partition("-")
    if year == ONCE:
        return gettext_noop("một lần"), {}
    if not rest:
        return gettext_noop("năm %(year)s"), {"year": year}
    if rest.startswith("Q"):
        return gettext_noop("quý %(n)s/%(year)s"), {"n": ("I", "II", "III", "IV")[int(rest[1]) - 1], "year": year}
    if rest.startswith("H"):
        first = gettext_noop("6 tháng đầu năm %(year)s")
        return (first if rest == "H1" else gettext_noop("6 tháng cuối năm %(year)s")), {"year": year}
    if rest.startswith("W"):
        return gettext_noop("tuần %(n)s/%(year)s"), {"n": rest[1:], "year": year}
    month, _, day = rest.partition("-")
    return gettext_noop("ngày %(day)s"), {"day": f"{day}/{month}/{year}"}


def due_after(day: date, days: int, *, working: bool) -> date:
    """The last of `days` days after `day` (Civil Code 2015 art. 147-148: the first day is not counted).

    Working days follow the state's calendar; counted in plain days a last day off moves to the next working day.
    Raises `OutOfCalendar` beyond the years the calendar knows.
    """
    if working:
        return standard_calendar().after(day, days)
    return standard_calendar().next_working(day + timedelta(days=days))


def counts_working_days(words: str) -> bool:
    """Whether the wording counts working days, not days of the calendar."""
    return "ngay lam viec" in fold(words)


def counts_from_the_plan(words: str) -> bool:
    """Whether the days are counted from the day of the plan itself."""
    folded = fold(words)
    return bool(re.search(r"(?:ke )?tu (?:khi|ngay)?\s?(?:ky|ban hanh|co hieu luc)?.{0,20}ke hoach", folded))


def is_working(day: date) -> bool:
    """Whether the state works that day; days beyond the calendar count as worked from Monday to Friday."""
    try:
        return standard_calendar().is_working(day)
    except OutOfCalendar:
        return day.weekday() < 5


def _start_of(rhythm: str, day: date) -> date:
    if rhythm == DAY:
        return day
    if rhythm == WEEK:
        return day - timedelta(days=day.weekday())
    span = _MONTHS[rhythm]
    return date(day.year, (day.month - 1) // span * span + 1, 1)


def _next(rhythm: str, day: date) -> date:
    if rhythm in (DAY, WEEK):
        return day + timedelta(days=7 if rhythm == WEEK else 1)
    last = day.month + _MONTHS[rhythm] - 1
    return date(day.year, last, calendar.monthrange(day.year, last)[1]) + timedelta(days=1)


def _name(rhythm: str, day: date) -> str:
    if rhythm == DAY:
        return f"{day:%Y-%m-%d}"
    if rhythm == WEEK:
        year, week, _weekday = day.isocalendar()
        return f"{year}-W{week:02d}"
    if rhythm == MONTH:
        return f"{day:%Y-%m}"
    if rhythm == YEAR:
        return f"{day:%Y}"
    return f"{day.year}-Q{(day.month + 2) // 3}" if rhythm == QUARTER else f"{day.year}-H{(day.month + 5) // 6}"
