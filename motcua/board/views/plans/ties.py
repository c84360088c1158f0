"""What belongs together in a plan: told by the machine, put right by whoever keeps it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from motcua.board.views.head import with_head
from motcua.board.views.plans import saying
from motcua.board.views.plans.look_or_do import look_or_do
from motcua.directory.api import Viewer, staff, viewer_of
from motcua.plans.api import (
    TIED,
    Plan,
    Target,
    Task,
    Ties,
    corrections_of,
    keeps_plans,
    pair_of,
    plan_for,
    target_for,
    task_for,
    tie_item,
    ties_of,
)


@staff()
@require_safe
def ties(request: HttpRequest, public_id: str) -> HttpResponse:
    """Every task with its targets and problems, what has none first; every target that no task works for."""
    viewer = viewer_of(request)
    plan = plan_for(viewer, public_id)
    found = ties_of(plan)
    rows = [
        (each, [(one, (each.pk, one.pk, None) in found.said) for one in found.targets_of(each)],
         [(found.problems[place], pair_of(each, place) in found.said) for place in found.problems_of(each)])
        for each in found.tasks
    ]  # fmt: skip
    context = with_head(
        request,
        plan=plan,
        rows=sorted(rows, key=lambda row: bool(row[1])),
        idle=sum(not targets for _task, targets, _problems in rows),
        unserved=[each for each in found.targets if not found.tasks_of(each)],
        changes=corrections_of(plan).filter(field=TIED),
        ties=_ties(plan, viewer),
    )
    return render(request, "board/plans/ties.html", context)


def _ties(plan: Plan, viewer: Viewer) -> bool:
    """May this viewer tie and untie by hand?"""
    return plan.state in (plan.State.DRAFT, plan.State.CONFIRMED) and keeps_plans(viewer, plan.agency_id)


def _shown(found: Task | Target, viewer: Viewer) -> dict[str, Any]:
    known = ties_of(found.plan)
    others = known.targets if isinstance(found, Task) else known.tasks
    return {
        "item": found,
        "plan": found.plan,
        "of_task": isinstance(found, Task),
        "items": [(each, *_how(known, found, each)) for each in others],
        "problems": [(place, words, *_how(known, found, place)) for place, words in enumerate(known.problems)],
        "ties": _ties(found.plan, viewer),
    }


def _how(known: Ties, found: Task | Target, other: Task | Target | int) -> tuple[bool, bool]:
    """Do they belong together; did a person say so?"""
    pair = pair_of(found, other)
    return known.holds(pair), pair in known.said


def _do(found: Task | Target, request: HttpRequest, viewer: Viewer) -> None:
    problems = [saying.whole_number(each) for each in request.POST.getlist("problem")]
    tie_item(item=found, items=set(request.POST.getlist("item")), problems=set(problems), by=viewer)


of_task = look_or_do("board:plan_task_ties", "board/plans/tie.html", find=task_for, shown=_shown, do=_do)
of_target = look_or_do("board:plan_target_ties", "board/plans/tie.html", find=target_for, shown=_shown, do=_do)
