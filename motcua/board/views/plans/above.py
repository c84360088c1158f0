"""A plan and the plan of a higher agency it carries out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from motcua.base.errors import Refusal
from motcua.board.views.plans.look_or_do import look_or_do
from motcua.directory.api import Viewer
from motcua.plans.api import (
    Plan,
    Target,
    Task,
    is_followed,
    keeps_plans,
    link_above,
    link_item,
    plan_for,
    plans_above,
    seen_from,
    target_for,
    task_for,
)

FINDERS: dict[str, Callable[[Viewer, str], Target | Task]] = {"target": target_for, "task": task_for}


def _shown(plan: Plan, viewer: Viewer) -> dict[str, Any]:
    """What the plan above asks for and what this plan has for it; where it asks for less or has nothing."""
    targets, tasks = seen_from(plan)
    kept = {"state": "confirmed"}
    return {
        "plan": plan,
        "targets": targets,
        "tasks": tasks,
        "choices": plans_above(plan.agency),
        "own_targets": plan.targets.filter(**kept).order_by("position"),
        "own_tasks": plan.tasks.filter(**kept).order_by("position"),
        "faults": sum(bool(each.why) for each in (*targets, *tasks)),
        "keeps": bool(is_followed(plan)) and keeps_plans(viewer, plan.agency_id),
    }


def _do(plan: Plan, request: HttpRequest, viewer: Viewer) -> None:
    said = request.POST
    if said.get("deed") == "link":
        chosen = plans_above(plan.agency).filter(public_id=said.get("plan", "")).first()
        link_above(plan=plan, above=chosen, by=viewer)
        return
    kind = said.get("kind", "")
    if kind not in FINDERS or plan.above is None:
        raise Refusal(_("Mục này không thuộc kế hoạch cấp trên đã nối."))
    item = FINDERS[kind](viewer, said.get("own", ""))
    if item.plan_id != plan.pk:
        raise Refusal(_("Mục này không thuộc kế hoạch này."))
    items = plan.above.targets if kind == "target" else plan.above.tasks
    found = items.filter(public_id=said.get("item", "")).first()
    link_item(item=item, above=found, by=viewer)


above = look_or_do("board:plan_above", "board/plans/above.html", find=plan_for, shown=_shown, do=_do)
