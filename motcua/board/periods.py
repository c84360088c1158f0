"""Which days are asked about: a month by default, a quarter or a year on request."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date

from django.utils.text import capfirst
from django.utils.translation import gettext

from motcua.base.clock import today
from motcua.base.kit.moments import show_month
from motcua.indicators.api import Period


@dataclass(frozen=True)
class Asked:
    """A period with the words for it and the key that names it in an address."""

    key: str
    words: str
    period: Period


def asked_period(key: str) -> Asked:
    """`2026-11` a month, `2026-q4` a quarter, `2026` a year; anything else: this month."""
    year, _dash, rest = key.partition("-")
    try:
        if not rest and year:
            return _year(int(year))
        if rest[:1] == "q":
            return _quarter(int(year), int(rest[1:]))
        return _month(int(year), int(rest))
    except ValueError:
        here = today()
        return _month(here.year, here.month)


def last_day(period: Period) -> date:
    """The last day of a period that has come: what lies ahead has no figures."""
    return min(period.until, today())


def choices() -> list[Asked]:
    """What a reader can switch to: this month, the month before, this quarter, this year, the year before."""
    here = today()
    before = date(here.year - (here.month == 1), (here.month - 2) % 12 + 1, 1)
    return [
        _month(here.year, here.month),
        _month(before.year, before.month),
        _quarter(here.year, (here.month - 1) // 3 + 1),
        _year(here.year),
        _year(here.year - 1),
    ]


def _month(year: int, month: int) -> Asked:
    last = calendar.monthrange(year, month)[1]
    words = capfirst(show_month(date(year, month, 1)))
    return Asked(f"{year}-{month:02d}", words, Period(date(year, month, 1), date(year, month, last)))


def _quarter(year: int, quarter: int) -> Asked:
    if not 1 <= quarter <= 4:
        raise ValueError(quarter)
    last_month = quarter * 3
    words = gettext("Quý %(quarter)s/%(year)s") % {"quarter": quarter, "year": year}
    end = date(year, last_month, calendar.monthrange(year, last_month)[1])
    return Asked(f"{year}-q{quarter}", words, Period(date(year, last_month - 2, 1), end))


def _year(year: int) -> Asked:
    words = gettext("Năm %(year)s") % {"year": year}
    return Asked(str(year), words, Period(date(year, 1, 1), date(year, 12, 31)))
