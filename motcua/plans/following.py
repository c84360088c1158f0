"""How a target stands: its figure, where it comes from, whether it is met, in each year."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from motcua.base.clock import today
from motcua.indicators.api import FILING, FourCriteria, Period, compute, reached
from motcua.plans.checks.powers import only_followed, special_zone
from motcua.plans.judging import Judged, Judgement, judge, unscored, years_of
from motcua.plans.lineage import earlier
from motcua.plans.models import ItemState, Plan, Progress, Target
from motcua.plans.moving import moves

_NOT_REACHED = (Judgement.OPEN, Judgement.MISSED)


@dataclass(frozen=True)
class Standing:
    """A target and its figure, in the target's own unit. `counted`: from events, else entered by a person.

    `met` is None where nobody can tell yet; `why` says how it was judged, `more` only what goal and value do not show;
    `years` are all years judged, the one shown last. `n`: cases behind a counted figure. `goal`: the figure to be
    reached, None where none is asked for or nobody can tell what it is.
    """

    target: Target
    value: float | None
    counted: bool
    as_of: date | None
    source: str
    n: int | None
    met: bool | None
    state: Judgement = Judgement.UNKNOWN
    why: str = ""
    more: str = ""
    years: tuple[Judged, ...] = field(default=())
    goal: float | None = None

    @property
    def is_scored(self) -> bool:
        """False for a target of a higher level, which is followed and judged by nobody here."""
        return self.state != Judgement.FOLLOWED


@dataclass(frozen=True)
class _Figure:
    value: float
    as_of: date
    source: str
    n: int | None


def standing_of(plan: Plan) -> list[Standing]:
    """All confirmed targets of a plan, in their order; those counted over each year they are judged by."""
    targets = list(plan.targets.filter(state=ItemState.CONFIRMED).select_related("plan__agency").order_by("position"))
    day = today()
    counted = _counted_years(plan, targets, day)
    entered = _entered(targets)
    return [
        _standing(each, counted if each.indicator else None, entered[each.pk], _said_by_the_plan(plan, each), day)
        for each in targets
    ]


def _counted_years(plan: Plan, targets: Iterable[Target], day: date) -> dict[int, FourCriteria]:
    years = {year for each in targets if each.indicator for year in _looked_at(each, day)}
    return {year: compute([plan.agency.code], Period(date(year, 1, 1), date(year, 12, 31))) for year in sorted(years)}


def _looked_at(target: Target, day: date) -> list[int]:
    """The years a counted target needs figures of: those it is judged by, and before them what it moves from."""
    years = years_of(target, day)
    return [years[0] - 1, *years] if moves(target) else years


def _entered(targets: list[Target]) -> dict[int, list[_Figure]]:
    """Figures people entered, those of earlier versions too."""
    became = earlier(targets)
    found: dict[int, list[_Figure]] = defaultdict(list)
    rows = Progress.objects.filter(target__in=became, share__isnull=True, value__isnull=False).order_by("as_of", "pk")
    for row in rows:
        if row.target_id is not None and row.as_of is not None and row.value is not None:
            found[became[row.target_id]].append(_Figure(float(row.value), row.as_of, row.source, None))
    return found


def _said_by_the_plan(plan: Plan, target: Target) -> list[_Figure]:
    """The baseline of the same measure, as the figure of its year: what "rises each year" is compared with first."""
    found = []
    for said in plan.as_read.get("baseline", ()):
        year = str(said.get("as_of") or "")[:4]
        if said["metric"] == target.metric != "other" and year.isdecimal():
            found.append(_Figure(float(said["value"]), date(int(year), 12, 31), plan.number or plan.title, None))
    return found


def _standing(
    target: Target, counted: dict[int, FourCriteria] | None, entered: list[_Figure], said: list[_Figure], day: date
) -> Standing:
    figures = {each.as_of.year: each for each in [*said, *entered]}
    if counted is not None:
        figures = _counted(target, counted, day)
    values = {year: each.value for year, each in figures.items()}
    stated = {each.as_of.year: each.value for each in said}
    judged = tuple(judge(target, year, values, day, stated) for year in years_of(target, day))
    if only_followed(target.metric, target.plan.level, special_zone=special_zone(target.plan.agency.name)):
        judged = tuple(unscored(each) for each in judged)
    last = next((each for each in reversed(judged) if each.value is not None), judged[-1])
    # A figure of another year is shown with its day, and judges nothing.
    found = figures.get(last.year) or next(reversed(figures.values()), None)
    met = True if last.state == Judgement.MET else False if last.state in _NOT_REACHED else None
    shown = found or _Figure(float("nan"), day, "", _cases(target, counted, last.year))
    return Standing(
        target,
        None if found is None else found.value,
        counted is not None,
        None if found is None else found.as_of,
        shown.source,
        shown.n,
        met,
        last.state,
        last.why,
        last.more,
        judged,
        last.goal if moves(target) or target.value is None else float(target.value),
    )


def _cases(target: Target, counted: dict[int, FourCriteria] | None, year: int) -> int | None:
    return None if counted is None else _figure(target.indicator, counted[year])[1]


def _counted(target: Target, found: dict[int, FourCriteria], day: date) -> dict[int, _Figure]:
    figures = {}
    for year in _looked_at(target, day):
        value, n = _figure(target.indicator, found[year])
        if value is not None:
            figures[year] = _Figure(value, min(day, date(year, 12, 31)), "", n)
    return figures


def _figure(indicator: str, found: FourCriteria) -> tuple[float | None, int]:
    """Percent for shares, minutes for filing: the units plans use."""
    now = reached(found)[indicator]
    return (now.value if now.value is None or indicator == FILING else round(now.value * 100, 2)), now.n
