"""All plans, what I owe, what is late and why."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from motcua.base.clock import today
from motcua.board.views.head import with_head
from motcua.directory.api import staff, viewer_of
from motcua.plans.api import (
    Owner,
    Part,
    Task,
    arrivals_of,
    keeps_plans,
    late_and_why,
    late_findings,
    late_inputs,
    late_inspections,
    late_reports,
    my_findings,
    my_inputs,
    my_inspections,
    my_parts,
    my_reports,
    my_tasks,
    obstacles_of,
    owner_of,
    plans_of,
    reading_quality,
    to_check,
    together,
)


@staff()
@require_safe
def plans(request: HttpRequest) -> HttpResponse:
    """The plans of the viewer's agencies; who keeps them finds the form to bring one in."""
    viewer = viewer_of(request)
    keeps = viewer.staff is not None and keeps_plans(viewer, viewer.staff.agency)
    rows = [(each, reading_quality(each)) for each in plans_of(viewer)[:100]]
    context = with_head(request, plans=rows, keeps=keeps, arrivals=arrivals_of(viewer)[:20])
    return render(request, "board/plans/list.html", context)


@staff()
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """What I owe: tasks, periods of what recurs, answers, inputs, remedies; what waits for me to look at."""
    viewer, day = viewer_of(request), today()
    recurring = list(my_parts(viewer)[:200])
    with_parts = {each.task_id for each in recurring}
    tasks = [each for each in my_tasks(viewer)[:200] if each.due is not None or each.pk not in with_parts]
    rows: list[tuple[Task, Part | None, date | None, Owner]] = [
        (each, None, each.due, owner_of(each)) for each in tasks
    ]
    rows += [(each.task, each, each.due, owner_of(each.task)) for each in recurring]
    rows.sort(key=lambda row: (row[2] is None, row[2] or day, row[0].pk))
    answers = [each for each in obstacles_of(viewer).filter(owner=viewer.staff, state="open")]
    context = with_head(
        request, mine=rows, answers=answers, inputs=my_inputs(viewer), findings=my_findings(viewer),
        reports=together(my_reports(viewer)), inspections=my_inspections(viewer),
        checks=[(each, each.task if isinstance(each, Part) else each) for each in to_check(viewer)[:200]],
    )  # fmt: skip
    return render(request, "board/plans/mine.html", context)


@staff()
@require_safe
def late(request: HttpRequest) -> HttpResponse:
    """What is late in my agency, whose it is, and why."""
    viewer = viewer_of(request)
    context = with_head(
        request, late=late_and_why(viewer, today()), inputs=late_inputs(viewer)[:200],
        findings=late_findings(viewer)[:200], reports=together(late_reports(viewer))[:200],
        inspections=late_inspections(viewer)[:200],
    )  # fmt: skip
    return render(request, "board/plans/late.html", context)
