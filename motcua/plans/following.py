"""How a target stands: its figure, where it comes from, whether it is met."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from motcua.base.clock import today
from motcua.indicators.api import FILING, FORM, HANDLING, SATISFACTION, FourCriteria, Period, compute
from motcua.plans.models import ItemState, Plan, Target

_TESTS = {
    ">=": lambda value, goal: value >= goal,
    "=": lambda value, goal: value >= goal,
    ">": lambda value, goal: value > goal,
    "<=": lambda value, goal: value <= goal,
    "<": lambda value, goal: value < goal,
}


@dataclass(frozen=True)
class Standing:
    """A target and its figure, in the target's own unit. `counted`: from events, else entered by a person.

    `met` is None where there is no figure, no number to reach, or only a direction. `n`: cases behind a counted one.
    """

    target: Target
    value: float | None
    counted: bool
    as_of: date | None
    source: str
    n: int | None
    met: bool | None


def standing_of(plan: Plan) -> list[Standing]:
    """All confirmed targets of a plan, in their order; counted ones over the year of the target (or this one)."""
    targets = list(plan.targets.filter(state=ItemState.CONFIRMED).order_by("position").prefetch_related("figures"))
    years = {each.year or today().year for each in targets if each.indicator}
    counted = {year: compute([plan.agency.code], _year(year)) for year in sorted(years)}
    return [_counted(each, counted) if each.indicator else _entered(each) for each in targets]


def _year(year: int) -> Period:
    return Period(date(year, 1, 1), date(year, 12, 31))


def _counted(target: Target, found: dict[int, FourCriteria]) -> Standing:
    year = target.year or today().year
    value, n = _figure(target.indicator, found[year])
    as_of = min(today(), date(year, 12, 31))
    return Standing(target, value, True, as_of, "", n, _met(target, value))


def _figure(indicator: str, found: FourCriteria) -> tuple[float | None, int]:
    """Percent for shares, minutes for filing: the units plans use."""
    if indicator == FILING:
        return found.filing_self.mean, found.filing_self.n
    shares = {
        FORM: (found.form.share_prefilled, found.form.fields),
        HANDLING: (found.handling.shorter_by, found.finished),
        SATISFACTION: (found.satisfaction.share, found.satisfaction.rated),
    }
    share, n = shares[indicator]
    return (None if share is None else round(share * 100, 2)), n


def _entered(target: Target) -> Standing:
    figures = sorted(target.figures.all(), key=lambda each: (each.as_of or date.min, each.pk))
    if not figures:
        return Standing(target, None, False, None, "", None, None)
    last = figures[-1]
    value = float(last.value) if last.value is not None else None
    return Standing(target, value, False, last.as_of, last.source, None, _met(target, value))


def _met(target: Target, value: float | None) -> bool | None:
    test = _TESTS.get(target.comparator)
    return None if value is None or target.value is None or test is None else test(value, float(target.value))
