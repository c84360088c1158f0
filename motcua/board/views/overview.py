"""The leader's page: four gauges, what is late and whose."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from motcua.board.figures import figures_of, missed_of
from motcua.board.periods import asked_period, choices, last_day
from motcua.board.views.head import with_head
from motcua.board.watching import HEADS, WATCHERS, watched_agencies
from motcua.directory.api import Agency
from motcua.directory.doors import staff, viewer_of
from motcua.dossiers.api import Progress, late_at, public_progress
from motcua.indicators.api import Period, by_procedure, failing, money, returns, trend

MOST_LATE = 20


@staff(*WATCHERS)
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """The agencies this viewer watches over."""
    viewer, asked = viewer_of(request), asked_period(request.GET.get("ky", ""))
    watched = watched_agencies(viewer)
    codes = [each.code for each in watched]
    figures, parts = by_procedure(codes, asked.period)
    context = {
        "asked": asked,
        "choices": choices(),
        "agencies": watched,
        "several": len(watched) > 1,
        "figures": figures_of(figures, trend(codes, last_day(asked.period))),
        "missed": missed_of(failing(parts)),
        "money": money(codes, asked.period),
        "returns": returns(codes, asked.period),
        "answers": viewer.has_any_role(*HEADS),
        "filed": figures.filed,
        "beside": _beside(watched, asked.period),
        "late": late_at(watched, viewer, MOST_LATE),
    }
    return render(request, "board/overview.html", with_head(request, **context))


def _beside(watched: list[Agency], period: Period) -> list[tuple[Agency, Progress]]:
    """Several agencies beside each other: those that have dossiers."""
    if len(watched) < 2:
        return []
    rows = [(each, public_progress(each, period.since, period.until)) for each in watched]
    return [(each, progress) for each, progress in rows if progress.received]
