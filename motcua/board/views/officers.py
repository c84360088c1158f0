"""What each officer has in hand and finished: for the heads who answer for it, and for nobody else."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from motcua.board.periods import asked_period, choices
from motcua.board.views.head import with_head
from motcua.board.watching import HEADS, Headed, headed
from motcua.directory.api import Staff, Unit, Viewer
from motcua.directory.doors import staff, viewer_of
from motcua.dossiers.api import Opening, opening
from motcua.indicators.api import Load, Period, late_in_hand, workload

MOST_LATE = 50


@dataclass(frozen=True)
class LoadRow:
    """One line: an officer, those steps that wait for somebody, or the sum of a unit (`whole`)."""

    name: str
    whole: bool
    holding: int
    holding_late: int
    finished: int
    finished_late: int
    worked_hours: float | None = None


@dataclass(frozen=True)
class LateRow:
    """A dossier past its promise, opened as far as the viewer may; whoever may not open it counts it."""

    opening: Opening
    procedure: str
    holder: str
    due_at: datetime | None


@staff(*HEADS)
@require_safe
def officers(request: HttpRequest) -> HttpResponse:
    """The work of the viewer's agencies or units by person, and what is late in whose hands."""
    viewer, asked = viewer_of(request), asked_period(request.GET.get("ky", ""))
    mine = headed(viewer)
    context = {
        "asked": asked,
        "choices": choices(),
        "rows": [row for each in mine for row in _loads(each, asked.period)],
        "late": [row for each in mine for row in _late(each, viewer)],
    }
    return render(request, "board/officers.html", with_head(request, **context))


def _loads(over: Headed, period: Period) -> list[LoadRow]:
    loads = workload([each.code for each in over.agencies], period, units=over.units)
    names, units = _names(each.officer for each in loads), _units(each.unit for each in loads)
    agencies = {each.code: each.short_name for each in over.agencies}
    groups: dict[str, list[Load]] = {}
    for load in loads:
        unit, agency = units.get(load.unit or 0, ""), agencies[load.agency]
        place = ", ".join([unit, agency]) if unit and len(agencies) > 1 else unit or agency
        groups.setdefault(place, []).append(load)
    return [row for place, found in groups.items() for row in _group(place, found, names)]


def _group(place: str, loads: list[Load], names: dict[int, str]) -> list[LoadRow]:
    counts = [(each.holding, each.holding_late, each.finished, each.finished_late) for each in loads]
    rows = [
        LoadRow(_name(each.officer, names), False, *count, each.worked / 60 if each.worked is not None else None)
        for each, count in zip(loads, counts, strict=True)
    ]
    whole = LoadRow(place, True, *map(sum, zip(*counts, strict=True)))
    return [whole, *sorted(rows, key=lambda row: (-row.holding_late, -row.holding, row.name))]


def _late(over: Headed, viewer: Viewer) -> list[LateRow]:
    found = late_in_hand([each.code for each in over.agencies], units=over.units, limit=MOST_LATE)
    names = _names(step.officer for _fact, step in found)
    rows = []
    for fact, step in found:
        holder = _name(step.officer, names)
        rows.append(LateRow(opening(fact.dossier, viewer), fact.procedure, holder, fact.due_at))
    return rows


def _name(officer: int | None, names: dict[int, str]) -> str:
    return gettext("Chưa ai nhận") if officer is None else names.get(officer, f"#{officer}")


def _names(officers: Iterable[int | None]) -> dict[int, str]:
    return dict(Staff.objects.filter(pk__in={each for each in officers if each}).values_list("pk", "full_name"))


def _units(units: Iterable[int | None]) -> dict[int, str]:
    return dict(Unit.objects.filter(pk__in={each for each in units if each}).values_list("pk", "name"))
