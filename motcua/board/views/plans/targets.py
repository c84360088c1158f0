"""One target: its figures year by year with their sources, who answers for it, its shares."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from motcua.board.views.plans import saying
from motcua.board.views.plans.look_or_do import look_or_do
from motcua.board.views.plans.whole import picture_of
from motcua.directory.api import Viewer, people_of, staff, units_of, viewer_of
from motcua.plans.api import (
    Portion,
    Progress,
    Share,
    Target,
    assign_target,
    below_its_parent,
    earlier,
    enter_figure,
    in_force,
    is_yes_no,
    keeps_plans,
    may_enter_figure,
    may_raise,
    owner_of,
    raise_obstacle,
    share_name,
    share_target,
    spread_of,
    standing_of,
    target_for,
    ties_of,
)


def _shown(found: Target, viewer: Viewer) -> dict[str, Any]:
    followed = bool(in_force(found))
    keeps = followed and keeps_plans(viewer, found.plan.agency_id)
    stands = next((each for each in standing_of(found.plan) if each.target.pk == found.pk), None)
    figures = Progress.objects.filter(target__in=earlier([found]), share=None)
    shares = list(found.shares.select_related("unit", "staff").prefetch_related("figures").order_by("pk"))
    units = units_of(found.plan.agency)
    people = people_of(found.plan.agency)
    given = {each.unit_id: each.value for each in shares if each.unit_id}
    given_to = {each.staff_id: each.value for each in shares if each.staff_id}
    return {
        "target": found,
        "stands": stands,
        "picture": picture_of(stands) if stands else None,
        "owner": owner_of(found),
        "figures": figures.order_by("-as_of", "-pk"),
        "shares": [(each, share_name(each), _last(each)) for each in shares],
        "tasks": ties_of(found.plan).tasks_of(found),
        "spread": spread_of(found, shares),
        "below": below_its_parent(found),
        "yes_no": is_yes_no(found),
        "obstacles": found.obstacles.select_related("owner").order_by("raised_at", "pk"),
        "enters": followed and not found.indicator and bool(may_enter_figure(viewer, found)),
        "raises": followed and bool(may_raise(viewer, found)),
        "keeps": keeps,
        "units": [(each, given.get(each.pk)) for each in units] if keeps else (),
        "people": [(each, given_to.get(each.pk)) for each in people] if keeps else (),
        "given_to": len(given_to),
    }


def _last(share: Share) -> Progress | None:
    rows = sorted(share.figures.all(), key=lambda each: (str(each.as_of), each.pk))
    return rows[-1] if rows else None


def _do(found: Target, request: HttpRequest, viewer: Viewer) -> None:
    said, agency = request.POST, found.plan.agency_id
    deeds: dict[str, Callable[[], object]] = {
        "assign": lambda: assign_target(
            target=found,
            unit=saying.unit_of(agency, said.get("unit", "")),
            staff=saying.person_of(agency, said.get("staff", "")),
            by=viewer,
        ),
        "share": lambda: share_target(target=found, portions=_portions(found, request), by=viewer),
        "obstacle": lambda: raise_obstacle(
            item=found, text=said.get("words", ""), proposes_change=said.get("change") == "yes", by=viewer
        ),
    }
    deeds.get(said.get("deed", ""), lambda: _enter(found, request, viewer))()


def _portions(found: Target, request: HttpRequest) -> list[Portion]:
    """One field a unit and one a person; an empty one is no share. The share of who left goes."""
    agency, typed = found.plan.agency, request.POST
    portions = [Portion(saying.number(text), unit=one) for one in units_of(agency) if (text := _typed(typed, one.code))]
    for one in people_of(agency):
        if text := _typed(typed, one.public_id):
            portions.append(Portion(saying.number(text), staff=one))
    return portions


def _typed(typed: QueryDict, whose: str) -> str:
    return (typed.get(f"share-{whose}") or "").strip()


def _enter(found: Target, request: HttpRequest, viewer: Viewer) -> None:
    said = request.POST
    share = found.shares.filter(pk=saying.whole_number(said.get("share", ""))).first() if said.get("share") else None
    enter_figure(
        target=found,
        value=saying.number(said.get("value", "")),
        as_of=saying.day(said.get("as_of", "")),
        source=said.get("source", ""),
        share=share,
        by=viewer,
    )


target = look_or_do("board:plan_target", "board/plans/target.html", find=target_for, shown=_shown, do=_do)


@staff()
@require_POST
def figure(request: HttpRequest, public_id: str) -> HttpResponse:
    """Enter a figure from the page of the whole plan, and go back there."""
    viewer = viewer_of(request)
    found = target_for(viewer, public_id)
    saying.done_or_told(request, lambda: _enter(found, request, viewer), _("Đã ghi số liệu, có đánh dấu nhập tay."))
    return redirect("board:plan", found.plan.public_id)
