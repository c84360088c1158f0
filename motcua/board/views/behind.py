"""From a figure down to its dossiers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from motcua.board.figures import figures_of
from motcua.board.periods import Asked, asked_period
from motcua.board.services import tables_of
from motcua.board.views.head import with_head
from motcua.board.watching import WATCHERS, watched_agencies
from motcua.directory.api import Viewer
from motcua.directory.doors import staff, viewer_of
from motcua.dossiers.api import Opening, opening
from motcua.feedback.api import Remark, remarks
from motcua.indicators.api import CRITERIA, SATISFACTION, Fact, by_procedure, dossiers_behind

MOST_SHOWN = 100


@dataclass(frozen=True)
class BehindRow:
    """A dossier behind a figure, opened as far as the viewer may; whoever may not open it counts it.

    A rating stands alone: whoever gives one is promised that nobody here learns who said what.
    """

    opening: Opening
    procedure: str
    channel: int
    filed_as: str
    login_minutes: float | None
    worked_hours: float | None
    late: bool | None
    rating: int | None
    submitted_at: datetime | None
    fields: int = 0
    prefilled: int = 0


@staff(*WATCHERS)
@require_safe
def behind(request: HttpRequest, criterion: str) -> HttpResponse:
    """The dossiers one criterion counts, the most telling first."""
    if criterion not in CRITERIA:
        raise Http404
    viewer, asked = viewer_of(request), asked_period(request.GET.get("ky", ""))
    watched = watched_agencies(viewer)
    codes = [each.code for each in watched]
    whole, parts = by_procedure(codes, asked.period)
    figure = next(each for each in figures_of(whole) if each.key == criterion)
    row = _rating if criterion == SATISFACTION else _row
    rows = [row(fact, viewer) for fact in dossiers_behind(criterion, codes, asked.period)[:MOST_SHOWN]]
    context = {
        "figure": figure,
        "tables": tables_of(criterion, parts, codes, asked.period),
        "asked": asked,
        "rows": rows,
        "agencies": watched,
        "most": MOST_SHOWN if len(rows) == MOST_SHOWN else 0,
        "ratings": criterion == SATISFACTION,
        "most_remarks": MOST_SHOWN,
        "remarks": _remarks(codes, asked) if criterion == SATISFACTION else [],
    }
    return render(request, "board/behind.html", with_head(request, **context))


def _remarks(codes: list[str], asked: Asked) -> list[Remark]:
    return remarks(codes, asked.period.begin, asked.period.end, MOST_SHOWN)


def _rating(fact: Fact, viewer: Viewer) -> BehindRow:
    return BehindRow(Opening(), fact.procedure, fact.channel, fact.filed_as, None, None, None, fact.rating, None)


def _row(fact: Fact, viewer: Viewer) -> BehindRow:
    login = (fact.submitted_at - fact.login_at).total_seconds() / 60 if fact.login_at else None
    return BehindRow(
        opening(fact.dossier, viewer),
        fact.procedure,
        fact.channel,
        fact.filed_as,
        login,
        fact.worked_minutes / 60 if fact.worked_minutes is not None else None,
        fact.late,
        None,
        fact.submitted_at,
        fact.fields_total,
        fact.fields_prefilled,
    )
