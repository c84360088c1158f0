"""My agency: what each unit owes over all plans; what a plan says each agency must do, and what it is to mend."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from motcua.base.clock import today
from motcua.board.views.head import with_head
from motcua.directory.api import staff, viewer_of
from motcua.plans.api import (
    Owner,
    Task,
    diagnosed,
    duties_of,
    followed_tasks,
    is_late,
    obstacles_of,
    owner_of,
    plan_for,
    plans_of,
)


@dataclass
class Row:
    """One unit: how many tasks, done, late, soon."""

    name: str
    tasks: list[tuple[Task, bool, Owner]] = field(default_factory=list)
    done: int = 0
    late: int = 0


@staff()
@require_safe
def agency(request: HttpRequest) -> HttpResponse:
    """Tasks of all followed plans by unit; those without an owner first."""
    viewer, day = viewer_of(request), today()
    rows: dict[str, Row] = defaultdict(lambda: Row(""))
    missing = []
    for task in followed_tasks(viewer).prefetch_related("parts"):
        owner, late = owner_of(task), is_late(task, day)
        name = task.unit.name if task.unit else task.lead or _("Chưa giao")
        row = rows[name]
        row.name = name
        row.tasks.append((task, late, owner))
        row.done += task.stage == Task.Stage.DONE
        row.late += late
        if task.is_open and owner.is_missing:
            missing.append((task, owner))
    context = with_head(
        request,
        rows=sorted(rows.values(), key=lambda row: (-row.late, row.name)),
        missing=missing,
        plans=plans_of(viewer).filter(state="confirmed"),
        waiting=obstacles_of(viewer).filter(state="open").count(),
    )
    return render(request, "board/plans/agency.html", context)


@staff()
@require_safe
def duties(request: HttpRequest, public_id: str) -> HttpResponse:
    """Everybody the plan names, their duties as written and how their tasks go."""
    plan = plan_for(viewer_of(request), public_id)
    reporting = plan.as_read.get("reporting", ())
    context = with_head(request, plan=plan, duties=duties_of(plan, today()), reporting=reporting)
    return render(request, "board/plans/duties.html", context)


@staff()
@require_safe
def problems(request: HttpRequest, public_id: str) -> HttpResponse:
    """What the plan found wrong, what was set against it, and whether the figures have moved."""
    plan = plan_for(viewer_of(request), public_id)
    return render(request, "board/plans/problems.html", with_head(request, plan=plan, problems=diagnosed(plan)))
