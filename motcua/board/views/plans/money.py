"""The money of a plan: lines by year and source, what is spent, by which papers."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from motcua.board.views.plans import saying
from motcua.board.views.plans.head import with_head
from motcua.directory.api import Viewer, staff, viewer_of
from motcua.plans.api import (
    BudgetLine,
    Plan,
    add_budget,
    budget_for,
    may_write_budget,
    plan_for,
    spend_budget,
    tasks_of,
)


@staff()
@require_http_methods(["GET", "HEAD", "POST"])
def budget(request: HttpRequest, public_id: str) -> HttpResponse:
    """All lines and their sums; a new line."""
    viewer = viewer_of(request)
    plan = plan_for(viewer, public_id)
    if request.method == "POST":
        saying.done_or_told(request, lambda: _add(plan, request, viewer))
        return redirect("board:plan_budget", public_id)
    lines = list(plan.budget.select_related("task").order_by("year", "pk"))
    context = with_head(
        request,
        plan=plan,
        lines=[(each, _share(each)) for each in lines],
        amount=sum(each.amount for each in lines),
        spent=sum(each.spent for each in lines),
        writes=plan.state == Plan.State.CONFIRMED and bool(may_write_budget(viewer, plan)),
        tasks=tasks_of(plan),
    )
    return render(request, "board/plans/budget.html", context)


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
