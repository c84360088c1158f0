"""What this room does when it hears of others' news."""

from __future__ import annotations

from django.db.models import F

from motcua.base.actor import Actor
from motcua.base.events import record
from motcua.base.models import JournalEntry
from motcua.directory.api import StaffDeactivated
from motcua.plans.events import TaskAssigned
from motcua.plans.models import Task

OPEN = (Task.Stage.OPEN, Task.Stage.IN_PROGRESS)


def on_staff_deactivated(happened: StaffDeactivated, entry: JournalEntry) -> None:
    """Open tasks of somebody who left stay with their unit, or with nobody until they are assigned again."""
    for task in Task.objects.filter(staff=happened.staff, stage__in=OPEN).select_related("plan").order_by("pk"):
        Task.objects.filter(pk=task.pk).update(staff=None, revision=F("revision") + 1)
        told = TaskAssigned(task.plan.public_id, task.public_id, task.unit_id, None)
        record(told, stream=f"plan:{task.plan.public_id}", by=Actor.parse(entry.actor))
