"""The four criteria by procedure and by unit: the same facts and formulae, parted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from motcua.indicators.counted import SATISFIED_FROM, Counted, Period, asked_in
from motcua.indicators.criteria import FourCriteria, Reached, criteria_of, reached
from motcua.indicators.models import StepFact
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
    asked = asked_in(agencies, period)
    worked = StepFact.objects.filter(dossier__in=asked.values("dossier"), unit__isnull=False)
    ratings = dict(asked.values_list("dossier", "rating"))
    units: dict[int, list[int | None]] = defaultdict(list)
    for unit, dossier in worked.values_list("unit", "dossier").distinct().order_by("unit"):
        units[unit or 0].append(ratings[dossier])
    found = {
        unit: rules.satisfaction((_rating(each) for each in said), asked=len(said)) for unit, said in units.items()
    }
    return {unit: said for unit, said in found.items() if said.rated >= FEWEST}


def _rating(level: int | None) -> rules.Rating:
    return rules.Rating(None if level is None else level >= SATISFIED_FROM)
