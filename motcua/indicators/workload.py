"""Who has how much in hand and what became of it: by officer and by the unit they sat in (ids of the directory)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import QuerySet

from motcua.base.clock import now
from motcua.indicators.counted import Period
from motcua.indicators.models import Fact, StepFact
from motcua.rules.indicators.criteria import percentile
from motcua.rules.lifecycle import Status

RUNNING = (Status.REGISTERED, Status.ACCEPTED, Status.PROCESSING)


@dataclass(frozen=True)
class Load:
    """Steps of one officer, or of nobody yet (`officer` None; `unit`: where they wait, None: for the whole agency).

    `worked`: median working minutes a finished step was in hand; None where none was finished.
    """

    officer: int | None
    unit: int | None
    agency: str
    holding: int
    holding_late: int
    finished: int
    finished_late: int
    worked: float | None


@dataclass
class _Heap:
    holding: list[bool] = field(default_factory=list)
    finished: list[bool] = field(default_factory=list)
    minutes: list[float] = field(default_factory=list)


def workload(agencies: Iterable[str], period: Period, *, units: Iterable[int] | None = None) -> list[Load]:
    """What is in hand now and what was finished in `period` at `agencies` (codes), of officers of `units` only where
    given. In hand is late when the promise to the person has passed; finished is late when it was after its step's own
    time. Sent back is not finished."""
    heaps: dict[tuple[str, int | None, int | None], _Heap] = defaultdict(_Heap)
    here = _of(agencies, units)
    late = _late(here)
    for step in here.filter(ended_at__isnull=True):
        heaps[step.agency, step.unit, step.officer].holding.append(step.dossier in late)
    for step in here.filter(ended_at__gte=period.begin, ended_at__lt=period.end, late__isnull=False):
        if step.officer is not None:
            heap = heaps[step.agency, step.unit, step.officer]
            heap.finished.append(bool(step.late))
            heap.minutes.append(step.worked_minutes or 0)
    return [
        Load(officer, unit, agency, len(heap.holding), sum(heap.holding), len(heap.finished), sum(heap.finished),
             percentile(heap.minutes, 50))
        for (agency, unit, officer), heap in sorted(heaps.items(), key=lambda pair: [str(each) for each in pair[0]])
    ]  # fmt: skip


def late_in_hand(
    agencies: Iterable[str], *, units: Iterable[int] | None = None, limit: int
) -> list[tuple[Fact, StepFact]]:
    """Dossiers past their promise and the step they are at, the one late longest first."""
    here = _of(agencies, units)
    steps = {each.dossier: each for each in here.filter(ended_at__isnull=True)}
    late = sorted(_late(here).values(), key=lambda fact: (str(fact.due_at), fact.dossier))
    return [(fact, steps[fact.dossier]) for fact in late[:limit]]


def _of(agencies: Iterable[str], units: Iterable[int] | None) -> QuerySet[StepFact]:
    found = StepFact.objects.filter(agency__in=list(agencies))
    return found if units is None else found.filter(unit__in=list(units))


def _late(steps: QuerySet[StepFact]) -> dict[str, Fact]:
    open_ones = steps.filter(ended_at__isnull=True).values("dossier")
    found = Fact.objects.filter(dossier__in=open_ones, status__in=RUNNING, due_at__lt=now())
    return {fact.dossier: fact for fact in found}
