"""The four criteria month by month, added up by the database: a page may show a year of a large agency."""

from __future__ import annotations

import calendar
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Avg, Count, DurationField, ExpressionWrapper, F, QuerySet
from django.db.models.functions import TruncMonth

from motcua.base.clock import HO_CHI_MINH
from motcua.indicators.counted import (
    COMPARED,
    FORMS,
    RATED,
    SELF,
    Period,
    asked_in,
    compared_in,
    filed_in,
    timed_in,
)
from motcua.indicators.criteria import CRITERIA, FILING, FORM, HANDLING, SATISFACTION, Reached, targets_of
from motcua.indicators.models import Fact
from motcua.rules.codes import Channel
from motcua.rules.indicators import criteria as rules

MONTHS = 12
Values = dict[date, tuple[float | None, int]]


@dataclass(frozen=True)
class Month:
    """What one month reached in each criterion."""

    period: Period
    reached: dict[str, Reached]


def trend(agencies: Iterable[str], until: date) -> list[Month]:
    """The twelve months that end with the month of `until`, oldest first; of `agencies` (codes). Four queries."""
    codes, months = list(agencies), [month_before(until, back) for back in reversed(range(MONTHS))]
    whole = Period(months[0].since, months[-1].until)
    values = {
        FORM: _form(filed_in(codes, whole).filter(channel=Channel.ONLINE)),
        FILING: _filing(timed_in(codes, whole)),
        HANDLING: _handling(compared_in(codes, whole)),
        SATISFACTION: _satisfaction(asked_in(codes, whole)),
    }
    return [_month(each, values) for each in months]


def month_before(day: date, back: int) -> Period:
    """The month that lies `back` months before that of `day`."""
    year, month = divmod(day.year * 12 + day.month - 1 - back, 12)
    return Period(date(year, month + 1, 1), date(year, month + 1, calendar.monthrange(year, month + 1)[1]))


def _month(period: Period, values: dict[str, Values]) -> Month:
    targets = targets_of(period.until.year)
    found = {name: values[name].get(period.since, (None, 0)) for name in CRITERIA}
    return Month(period, {name: Reached(name, value, n, targets.get(name)) for name, (value, n) in found.items()})


def _by_month(facts: QuerySet[Fact], moment: str, *also: str, **counts: Any) -> list[dict[str, Any]]:
    found = facts.annotate(month=TruncMonth(moment, tzinfo=HO_CHI_MINH)).values("month", *also)
    return [row | {"month": _first(row["month"])} for row in found.annotate(**counts).order_by("month", *also)]


def _first(moment: datetime) -> date:
    return moment.astimezone(HO_CHI_MINH).date()


def _form(facts: QuerySet[Fact]) -> Values:
    rows = _by_month(facts, "submitted_at", **FORMS)
    return {row["month"]: (rules.share(row["prefilled"], row["fields"]), row["fields"]) for row in rows}


def _filing(facts: QuerySet[Fact]) -> Values:
    taken = ExpressionWrapper(F("submitted_at") - F("login_at"), output_field=DurationField())
    alone = facts.filter(filed_as=SELF, longest_idle_seconds__lte=rules.interrupted_after().total_seconds())
    rows = _by_month(alone, "submitted_at", taken=Avg(taken), n=Count("pk"))
    return {row["month"]: (row["taken"] / timedelta(minutes=1), row["n"]) for row in rows}


def _handling(facts: QuerySet[Fact]) -> Values:
    rows = _by_month(facts, "finished_at", "procedure", **COMPARED)
    months: dict[date, list[rules.ProcedureTimes]] = defaultdict(list)
    for row in rows:
        months[row.pop("month")].append(rules.ProcedureTimes(**row))
    found = {month: rules.over_all(times) for month, times in months.items()}
    return {month: (each.shorter_by, each.n) for month, each in found.items()}


def _satisfaction(facts: QuerySet[Fact]) -> Values:
    rows = _by_month(facts, "ended_at", **RATED)
    return {row["month"]: (rules.share(row["satisfied"], row["rated"]), row["rated"]) for row in rows}
