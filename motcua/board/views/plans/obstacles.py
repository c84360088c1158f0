"""What stands in the way: the list, and the talk about one."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from motcua.base.clock import today
from motcua.base.errors import Refusal
from motcua.board.views.head import with_head
from motcua.board.views.plans import saying
from motcua.board.views.plans.look_or_do import look_or_do
from motcua.directory.api import Viewer, people_of, staff, viewer_of
from motcua.plans.api import (
    Obstacle,
    hand_obstacle,
    keeps_plans,
    may_settle,
    may_talk,
    obstacle_for,
    obstacles_of,
    reply,
    settle_obstacle,
)


@staff()
@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    """All of the viewer's agencies: unanswered first, by the day an answer is owed."""
    day = today()
    rows = [(each, each.late_on(day)) for each in obstacles_of(viewer_of(request))[:200]]
    return render(request, "board/plans/obstacles.html", with_head(request, obstacles=rows))


def _shown(found: Obstacle, viewer: Viewer) -> dict[str, Any]:
    keeps = keeps_plans(viewer, found.plan.agency_id)
    return {
        "obstacle": found,
        "item": found.task or found.target,
        "late": found.late_on(today()),
        "replies": found.replies.order_by("at", "pk"),
        "reminders": found.reminders.select_related("to").order_by("at", "pk"),
        "talks": found.state != Obstacle.State.SETTLED and bool(may_talk(viewer, found)),
        "settles": found.state == Obstacle.State.ANSWERED and bool(may_settle(viewer, found)),
        "hands": keeps and found.state == Obstacle.State.OPEN,
        "people": people_of(found.plan.agency) if keeps else (),
    }


def _do(found: Obstacle, request: HttpRequest, viewer: Viewer) -> None:
    said = request.POST
    if said.get("deed") == "settle":
        settle_obstacle(obstacle=found, by=viewer)
    elif said.get("deed") == "hand":
        person = saying.person_of(found.plan.agency_id, said.get("staff", ""))
        if person is None:
            raise Refusal(_("Xin chọn người trả lời."))
        hand_obstacle(obstacle=found, to=person, by=viewer)
    else:
        reply(obstacle=found, text=said.get("words", ""), by=viewer)


one = look_or_do("board:plan_obstacle", "board/plans/obstacle.html", find=obstacle_for, shown=_shown, do=_do)
