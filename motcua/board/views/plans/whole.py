"""A plan as a whole: gauges of its targets, its tasks on a line of time, the same as tables."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from motcua.base.clock import today
from motcua.base.kit.drawings import gauge
from motcua.base.kit.figures import show_number
from motcua.board.plan_line import time_line
from motcua.board.views.head import with_head
from motcua.directory.api import staff, viewer_of
from motcua.plans.api import (
    FORMATS,
    Checking,
    Standing,
    below_its_parent,
    checking_of,
    figure_unit,
    is_late,
    is_yes_no,
    keeps_plans,
    may_enter_figure,
    plan_for,
    reading_quality,
    reports_owed,
    standing_of,
    tasks_of,
    together,
)


@dataclass(frozen=True)
class Drawn:
    """A target, its picture, whether this viewer may enter its figure, and what is wrong beside the plan above."""

    standing: Standing
    picture: SafeString | None
    may_enter: bool
    below: str
    yes_no: bool


@staff()
@require_safe
def whole(request: HttpRequest, public_id: str) -> HttpResponse:
    """Gauges, time line, tasks; a draft has only its confirm page."""
    viewer = viewer_of(request)
    plan = plan_for(viewer, public_id)
    if plan.state == plan.State.DRAFT:
        return redirect("board:plan_confirm", public_id)
    checking = checking_of(plan)
    tasks, day = list(tasks_of(plan).prefetch_related("parts")), today()
    drawn = [
        Drawn(
            each,
            picture_of(each),
            not each.counted and bool(may_enter_figure(viewer, each.target)),
            below_its_parent(each.target),
            is_yes_no(each.target),
        )
        for each in standing_of(plan)
    ]
    context = with_head(
        request,
        plan=plan,
        targets=drawn,
        tasks=[(each, is_late(each, day), checking(each)) for each in tasks],
        done=sum(each.stage == "done" for each in tasks),
        late=sum(is_late(each, day) for each in tasks),
        met=sum(each.standing.met is True for each in drawn),
        scored=sum(each.standing.is_scored for each in drawn),
        line=time_line(tasks, day),
        quality=reading_quality(plan),
        unchecked=sum(checking(each) == Checking.WAITS for each in tasks),
        owed=[(each, each.late_on(day)) for each in together(reports_owed(plan)) if each.first.is_open],
        waiting=plan.obstacles.filter(state="open").count(),
        shapes=FORMATS,
        keeps=keeps_plans(viewer, plan.agency_id),
        newer=plan.later.exclude(state="withdrawn").order_by("-version").first(),
    )
    return render(request, "board/plans/whole.html", context)


def picture_of(stands: Standing) -> SafeString | None:
    """The gauge of a target with a figure and a goal; None where one of them is missing."""
    goal = stands.goal
    if stands.value is None or goal is None:
        return None
    end = 100.0 if figure_unit(stands.target) == "%" else max(goal, stands.value, 1.0) * 1.25
    return gauge(stands.value, target=goal, scale_end=end, label=f"{show_number(stands.value)} / {show_number(goal)}")
