"""Every hour: whose last day is near, whose has passed?"""

from __future__ import annotations

from datetime import date

from motcua.base.actor import system
from motcua.base.clock import today
from motcua.base.jobs import every
from motcua.plans.actions.remind import (
    SOON,
    remind,
    remind_finding,
    remind_input,
    remind_inspection,
    remind_obstacle,
    remind_part,
    remind_report,
)
from motcua.plans.models import Finding, Input, Inspection, ItemState, Obstacle, OwedReport, Part, Plan, Task

WORKER = system("plans.watch_deadlines")
OPEN = [Task.Stage.OPEN, Task.Stage.IN_PROGRESS]


@every(minutes=60, name="plans.watch_deadlines")
def watch_deadlines() -> None:
    """Remind those who owe a task, a part, an answer, an input, a conclusion, a remedy or a report of a followed plan;
    each step once."""
    until = today() + SOON
    _watch_tasks(until)
    _watch_parts(until)
    _watch_answers(until)
    _watch_inputs(until)
    _watch_inspections(until)
    _watch_findings(until)
    _watch_reports(until)


def _watch_tasks(until: date) -> None:
    tasks = Task.objects.filter(
        plan__state=Plan.State.CONFIRMED, state=ItemState.CONFIRMED, stage__in=OPEN, due__lte=until
    )
    for task in tasks.select_related("plan__agency", "staff", "unit").order_by("due", "pk").iterator(chunk_size=500):
        remind(task=task, by=WORKER)


def _watch_parts(until: date) -> None:
    parts = Part.objects.filter(
        task__plan__state=Plan.State.CONFIRMED, task__state=ItemState.CONFIRMED, task__stage__in=OPEN,
        closed_at=None, due__lte=until,
    )  # fmt: skip
    owned = parts.select_related("task__plan__agency", "task__staff", "task__unit").order_by("due", "pk")
    for part in owned.iterator(chunk_size=500):
        remind_part(part=part, by=WORKER)


def _watch_answers(until: date) -> None:
    waiting = Obstacle.objects.filter(plan__state=Plan.State.CONFIRMED, state=Obstacle.State.OPEN, due__lte=until)
    for obstacle in waiting.select_related("plan__agency", "task", "target", "owner").order_by("due", "pk"):
        remind_obstacle(obstacle=obstacle, by=WORKER)


def _watch_inputs(until: date) -> None:
    asked = Input.objects.filter(
        collection__plan__state=Plan.State.CONFIRMED, collection__closed_at=None, collection__due__lte=until,
        answered_at=None,
    )  # fmt: skip
    for each in asked.select_related("collection__plan__agency", "agency", "unit").order_by("collection__due", "pk"):
        remind_input(asked=each, by=WORKER)


def _watch_inspections(until: date) -> None:
    held = Inspection.objects.filter(plan__state=Plan.State.CONFIRMED, concluded_at=None, day__lte=until)
    for inspection in held.select_related("plan__agency", "leader").order_by("day", "pk"):
        remind_inspection(inspection=inspection, by=WORKER)


def _watch_reports(until: date) -> None:
    owed = OwedReport.objects.filter(plan__state=Plan.State.CONFIRMED, settled_at=None, due__lte=until)
    for each in owed.select_related("plan__agency").order_by("due", "pk"):
        remind_report(owed=each, by=WORKER)


def _watch_findings(until: date) -> None:
    owed = Finding.objects.filter(inspection__plan__state=Plan.State.CONFIRMED, closed_at=None, due__lte=until)
    wanted = owed.select_related("inspection__plan__agency", "inspection__leader", "staff", "unit")
    for finding in wanted.order_by("due", "pk"):
        remind_finding(finding=finding, by=WORKER)
