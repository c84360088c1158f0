"""The leader's page: four gauges, what is late and whose."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from motcua.board.figures import figures_of
from motcua.board.periods import asked_period, choices
from motcua.board.views.head import with_head
from motcua.directory.api import Agency, Viewer
from motcua.directory.doors import staff, viewer_of
from motcua.dossiers.api import Progress, Wish, public_progress, work_list
from motcua.indicators.api import Period, compute
from motcua.rules.codes import Role

WATCHERS = (Role.LEADER, Role.CONTROLLER, Role.AUDITOR, Role.DIVISION_HEAD, Role.SIGNER)
# Who watches over an agency as a whole watches over those beneath it too.
OVERSEERS = (Role.LEADER, Role.CONTROLLER, Role.AUDITOR)


@staff(*WATCHERS)
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """The agencies this viewer watches over."""
    viewer, asked = viewer_of(request), asked_period(request.GET.get("ky", ""))
    watched = watched_agencies(viewer)
    figures = compute([each.code for each in watched], asked.period)
    context = {
        "asked": asked,
        "choices": choices(),
        "agencies": watched,
        "figures": figures_of(figures),
        "filed": figures.filed,
        "beside": _beside(watched, asked.period),
        "late": work_list(viewer, Wish(late=True, limit=20)).rows,
    }
    return render(request, "board/overview.html", with_head(request, **context))


def watched_agencies(viewer: Viewer) -> list[Agency]:
    """Agencies in which the viewer holds a watching role today, and those beneath where the role oversees; by code."""
    names, wide = {str(role) for role in WATCHERS}, {str(role) for role in OVERSEERS}
    found = {held.agency_id for held in viewer.roles if held.role in names}
    above = {held.agency_id for held in viewer.roles if held.role in wide}
    while above:
        above = set(Agency.objects.filter(parent__in=above).values_list("pk", flat=True)) - found
        found |= above
    return list(Agency.objects.filter(pk__in=found).order_by("code"))


def _beside(watched: list[Agency], period: Period) -> list[tuple[Agency, Progress]]:
    """Several agencies beside each other: those that have dossiers."""
    if len(watched) < 2:
        return []
    rows = [(each, public_progress(each, period.since, period.until)) for each in watched]
    return [(each, progress) for each, progress in rows if progress.received]
