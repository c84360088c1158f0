"""Figures for everybody."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from motcua.base.clock import today
from motcua.base.errors import NotFound
from motcua.board.figures import figures_of, missed_of
from motcua.board.periods import asked_period, choices, last_day
from motcua.directory.api import Agency, agencies_between, agency_now, predecessors_of
from motcua.directory.api import agency as agency_by_code
from motcua.directory.doors import public
from motcua.dossiers.api import Progress, public_progress
from motcua.indicators.api import by_procedure, failing, trend
from motcua.plans.api import is_late, published_plan, published_plans, standing_of, tasks_of


@dataclass(frozen=True)
class AgencyRow:
    """An agency and how its dossiers stand."""

    agency: Agency
    progress: Progress
    ended: bool


@public
@require_safe
def public_figures(request: HttpRequest) -> HttpResponse:
    """All communes of the period beside each other: received, in time, late, now running; those that ended too."""
    asked, day = asked_period(request.GET.get("ky", "")), today()
    period = asked.period
    rows = [
        AgencyRow(
            each, public_progress(each, period.since, period.until), each.valid_to is not None and each.valid_to < day
        )
        for each in agencies_between(period.since, period.until, kind=Agency.Kind.COMMUNE)
    ]
    return render(request, "board/public.html", {"asked": asked, "choices": choices(), "rows": rows})


@public
@require_safe
def agency_figures(request: HttpRequest, agency: str) -> HttpResponse:
    """One agency: the four criteria and its progress."""
    found, asked = agency_from_slug(agency), asked_period(request.GET.get("ky", ""))
    successor = follower_of(found)
    figures, parts = by_procedure([found.code], asked.period)
    context = {
        "agency": found,
        "successor": successor,
        "successor_slug": successor.code.replace(".", "-") if successor else "",
        "predecessors": predecessors_of(found),
        "slug": agency,
        "asked": asked,
        "choices": choices(),
        "figures": figures_of(figures, trend([found.code], last_day(asked.period))),
        "missed": missed_of(failing(parts)),
        "progress": public_progress(found, asked.period.since, asked.period.until),
        "plans": published_plans(found),
    }
    return render(request, "board/agency.html", context)


@public
@require_safe
def public_plan(request: HttpRequest, agency: str, public_id: str) -> HttpResponse:
    """A published plan: what was promised, by whom and when, and how it goes. No names of people, no talk."""
    plan, day = published_plan(public_id), today()
    if plan.agency != agency_from_slug(agency):
        raise Http404
    tasks = list(tasks_of(plan).prefetch_related("parts"))
    context = {
        "plan": plan,
        "slug": agency,
        "standing": standing_of(plan),
        "tasks": [(each, is_late(each, day)) for each in tasks],
        "done": sum(each.stage == "done" for each in tasks),
        "late": sum(is_late(each, day) for each in tasks),
    }
    return render(request, "board/public_plan.html", context)


def follower_of(found: Agency) -> Agency | None:
    """Which agency stands in for one that has ended; None while it is at work."""
    now = agency_now(found)
    return None if now.pk == found.pk else now


def agency_from_slug(slug: str) -> Agency:
    """`H99-01-02` → the agency with code H99.01.02; `Http404`."""
    try:
        return agency_by_code(slug.replace("-", "."))
    except NotFound as missing:
        raise Http404 from missing
