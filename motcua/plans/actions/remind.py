"""Remind whoever owes a task; the steps climb and each is logged."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction

from motcua.base.actor import Actor
from motcua.base.clock import now, today
from motcua.base.events import record
from motcua.directory.api import Staff, staff_with_role
from motcua.notices.api import tell
from motcua.plans.events import Reminded
from motcua.plans.models import Reminder, Task
from motcua.rules.codes import Role

SOON = timedelta(days=3)
WEEK, FORTNIGHT = timedelta(days=7), timedelta(days=14)


def step_on(due: date, day: date) -> Reminder.Step | None:
    """Which step a last day has come to; None while there is time."""
    if day > due + FORTNIGHT:
        return Reminder.Step.LATE_FORTNIGHT
    if day > due + WEEK:
        return Reminder.Step.LATE_WEEK
    if day > due:
        return Reminder.Step.LATE
    return Reminder.Step.SOON if day >= due - SOON else None


@transaction.atomic
def remind(*, task: Task, by: Actor) -> list[Reminder]:
    """Tell everybody this step concerns, once a step; answers the new entries of the log."""
    step = step_on(task.due, today()) if task.due and task.is_open else None
    if step is None or task.due is None:
        return []
    made = []
    for staff in _whom(task, step):
        entry, new = Reminder.objects.get_or_create(
            task=task, step=step, due=task.due, to=staff, defaults={"at": now()}
        )
        if new:
            _tell(task, entry, by)
            made.append(entry)
    return made


def _whom(task: Task, step: Reminder.Step) -> list[Staff]:
    """The owner; above a week the head and the controller too; above a fortnight the leaders."""
    agency = task.plan.agency
    owner = [task.staff] if task.staff is not None and task.staff.active else []
    heads = list(staff_with_role(agency, Role.DIVISION_HEAD, unit_id=task.unit_id)) if task.unit_id else []
    controllers = list(staff_with_role(agency, Role.CONTROLLER))
    found = owner or heads or controllers
    if step >= Reminder.Step.LATE_WEEK:
        found = [*found, *heads, *controllers]
    if step >= Reminder.Step.LATE_FORTNIGHT:
        found = [*found, *staff_with_role(agency, Role.LEADER)]
    return list({each.pk: each for each in found}.values())


def _tell(task: Task, entry: Reminder, by: Actor) -> None:
    tell(
        to=f"staff:{entry.to_id}",
        kind="plan_task_soon" if entry.step == Reminder.Step.SOON else "plan_task_late",
        words={"number": task.number, "plan": task.plan.number or task.plan.public_id, "due": entry.due.isoformat()},
        about=f"plan_task:{task.public_id}",
        key=f"plan_task:{task.public_id}:{entry.due}:{entry.step}:{entry.to_id}",
    )
    happened = Reminded(task.plan.public_id, task.public_id, entry.step, entry.to_id, entry.due)
    record(happened, stream=f"plan:{task.plan.public_id}", by=by)
