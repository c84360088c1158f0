"""What is owed in followed plans, kind by kind, by its last day: what the reminders watch and the lists show."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.db.models import QuerySet

from motcua.plans.models import Finding, Input, Inspection, ItemState, Obstacle, OwedReport, Part, Plan, Task

FOLLOWED = Plan.State.CONFIRMED


def open_tasks() -> QuerySet[Task]:
    """Tasks without their product."""
    found = Task.objects.filter(plan__state=FOLLOWED, state=ItemState.CONFIRMED, stage__in=Task.OPEN_STAGES)
    return found.select_related("plan__agency", "unit", "staff__unit").order_by("due", "pk")


def open_parts() -> QuerySet[Part]:
    """Periods of tasks without theirs; also those that have not begun."""
    found = Part.objects.filter(
        task__plan__state=FOLLOWED, task__state=ItemState.CONFIRMED, task__stage__in=Task.OPEN_STAGES, closed_at=None
    )
    return found.select_related("task__plan__agency", "task__unit", "task__staff__unit").order_by("due", "task_id")


def open_obstacles() -> QuerySet[Obstacle]:
    """What stands in the way and has no answer."""
    found = Obstacle.objects.filter(plan__state=FOLLOWED, state=Obstacle.State.OPEN)
    return found.select_related("plan__agency", "task", "target", "owner").order_by("due", "pk")


def open_inputs() -> QuerySet[Input]:
    """What was asked of units and agencies below and not answered."""
    found = Input.objects.filter(
        collection__plan__state=FOLLOWED, collection__closed_at=None, answered_at=None
    ).select_related("collection__plan__agency", "agency", "unit")
    return found.order_by("collection__due", "pk")


def open_inspections() -> QuerySet[Inspection]:
    """Inspections without a conclusion."""
    found = Inspection.objects.filter(plan__state=FOLLOWED, concluded_at=None)
    return found.select_related("plan__agency", "leader").order_by("day", "pk")


def all_findings() -> QuerySet[Finding]:
    """What inspections found, mended or not, with everything the pages show of it."""
    return Finding.objects.select_related(
        "inspection__plan__agency", "inspection__leader", "line", "unit", "staff", "file"
    )


def open_findings() -> QuerySet[Finding]:
    """What is not mended."""
    return all_findings().filter(inspection__plan__state=FOLLOWED, closed_at=None).order_by("due", "pk")


def open_reports() -> QuerySet[OwedReport]:
    """Reports that plans ask for and nobody has sent."""
    found = OwedReport.objects.filter(plan__state=FOLLOWED, settled_at=None)
    return found.select_related("plan__agency", "report").order_by("due", "pk")


# Each kind with the column of its last day.
OPEN: tuple[tuple[Callable[[], QuerySet[Any]], str], ...] = (
    (open_tasks, "due"), (open_parts, "due"), (open_obstacles, "due"), (open_inputs, "collection__due"),
    (open_inspections, "day"), (open_findings, "due"), (open_reports, "due"),
)  # fmt: skip


def last_days(since: date, until: date) -> set[date]:
    """The days between two (both included) on which something that is owed falls due."""
    found: set[date] = set()
    for rows, due in OPEN:
        found |= set(rows().filter(**{f"{due}__range": (since, until)}).values_list(due, flat=True))
    return found
