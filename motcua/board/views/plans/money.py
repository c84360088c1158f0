"""The money of a plan: lines by year and source, what is spent, by which papers."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from motcua.board.views.plans import saying
from motcua.board.views.plans.look_or_do import look_or_do
from motcua.directory.api import Viewer, staff, viewer_of
from motcua.plans.api import (
    BudgetLine,
    Plan,
    add_budget,
    budget_for,
    is_followed,
    may_write_budget,
    plan_for,
    spend_budget,
    tasks_of,
)


def _shown(plan: Plan, viewer: Viewer) -> dict[str, Any]:
    """All lines and their sums."""
    lines = list(plan.budget.select_related("task").order_by("year", "pk"))
    return {
        "plan": plan,
        "lines": [(each, _share(each)) for each in lines],
        "amount": sum(each.amount for each in lines),
        "spent": sum(each.spent for each in lines),
        "writes": bool(is_followed(plan) and may_write_budget(viewer, plan)),
        "tasks": tasks_of(plan),
    }


@staff()
@require_POST
def spend(request: HttpRequest, public_id: str) -> HttpResponse:
    """How much of a line is spent in all."""
    viewer, said = viewer_of(request), request.POST
    line = budget_for(viewer, public_id)
    saying.done_or_told(
        request,
        lambda: spend_budget(
            line=line,
            spent=saying.amount(said.get("spent", "")),
            voucher=said.get("voucher", ""),
            revision=saying.whole_number(said.get("revision", "")),
            by=viewer,
        ),
    )
    return redirect("board:plan_budget", line.plan.public_id)


def _add(plan: Plan, request: HttpRequest, viewer: Viewer) -> None:
    said = request.POST
    task = tasks_of(plan).filter(public_id=said.get("task", "")).first()
    add_budget(
        plan=plan,
        task=task,
        text=said.get("text", ""),
        source=said.get("source", ""),
        year=saying.whole_number(said.get("year", "")),
        amount=saying.amount(said.get("amount", "")),
        by=viewer,
    )


def _share(line: BudgetLine) -> int:
    """Percent spent, whole."""
    return round(100 * line.spent / line.amount)


budget = look_or_do("board:plan_budget", "board/plans/budget.html", find=plan_for, shown=_shown, do=_add)
