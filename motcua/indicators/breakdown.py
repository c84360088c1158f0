"""The four criteria by procedure and by unit: the same facts and formulae, parted."""

from __future__ import annotations

from collections.abc import Iterable

from motcua.indicators.criteria import Counted, FourCriteria, Period, Reached, criteria_of, reached
from motcua.indicators.models import Fact, StepFact
from motcua.rules.indicators import criteria as rules

FEWEST = 5  # fewer ratings of one group would tell who said what


def by_procedure(agencies: Iterable[str], period: Period) -> tuple[FourCriteria, dict[str, FourCriteria]]:
    """The criteria over all, and of every procedure that has something to count, by its id."""
    counted = Counted.of(agencies, period)
    parts = {procedure: criteria_of(part, period) for procedure, part in counted.by_procedure().items()}
    return criteria_of(counted, period), parts


def failing(procedures: dict[str, FourCriteria]) -> list[tuple[str, Reached]]:
    """Procedures that miss the target of the year in a criterion, one line for each criterion they miss."""
    judged = ((procedure, each) for procedure, found in procedures.items() for each in reached(found).values())
    return [(procedure, each) for procedure, each in judged if each.met is False]


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
