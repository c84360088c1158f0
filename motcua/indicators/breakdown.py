"""The four criteria by procedure and by month: the same facts and formulae, parted."""

from __future__ import annotations

import calendar
from collections.abc import Iterable
from datetime import date

from motcua.base.clock import HO_CHI_MINH
from motcua.indicators.criteria import Counted, FourCriteria, Period, Reached, criteria_of, reached
from motcua.indicators.models import Fact, StepFact
from motcua.rules.indicators import criteria as rules

MONTHS = 12
FEWEST = 5  # fewer ratings of one group would tell who said what


def by_procedure(agencies: Iterable[str], period: Period) -> dict[str, FourCriteria]:
    """The criteria of every procedure that has something to count, by its id."""
    parts = Counted.of(agencies, period).split(lambda fact, moment: fact.procedure)
    return {procedure: criteria_of(part, period) for procedure, part in parts.items()}


def failing(procedures: dict[str, FourCriteria]) -> list[tuple[str, Reached]]:
    """Procedures that miss the target of the year in a criterion, one line for each criterion they miss."""
    judged = ((procedure, each) for procedure, found in procedures.items() for each in reached(found).values())
    return [(procedure, each) for procedure, each in judged if each.met is False]


def trend(agencies: Iterable[str], until: date) -> list[FourCriteria]:
    """The criteria of each of the twelve months that end with the month of `until`, oldest first."""
    months = [month_before(until, back) for back in reversed(range(MONTHS))]
    counted = Counted.of(agencies, Period(months[0].since, months[-1].until))
    parts = counted.split(lambda fact, moment: f"{getattr(fact, moment).astimezone(HO_CHI_MINH):%Y-%m}")
    return [criteria_of(parts.get(f"{each.since:%Y-%m}", Counted()), each) for each in months]


def month_before(day: date, back: int) -> Period:
    """The month that lies `back` months before that of `day`."""
    year, month = divmod(day.year * 12 + day.month - 1 - back, 12)
    return Period(date(year, month + 1, 1), date(year, month + 1, calendar.monthrange(year, month + 1)[1]))


def satisfaction_by_unit(agencies: Iterable[str], period: Period) -> dict[int, rules.Satisfaction]:
    """Criterion 4 by the units (ids) whose officers worked on the dossiers; a dossier counts for each of them.

    Units with fewer than five ratings are left out: nobody is to learn who said what.
    """
    asked: dict[str, Fact] = {fact.dossier: fact for fact in Counted.of(agencies, period).asked}
    worked = StepFact.objects.filter(dossier__in=list(asked), unit__isnull=False)
    units: dict[int, set[str]] = {}
    for unit, dossier in worked.values_list("unit", "dossier"):
        if unit is not None:
            units.setdefault(unit, set()).add(dossier)
    found = {
        unit: criteria_of(Counted(asked=[asked[each] for each in sorted(dossiers)]), period).satisfaction
        for unit, dossiers in sorted(units.items())
    }
    return {unit: said for unit, said in found.items() if said.rated >= FEWEST}
