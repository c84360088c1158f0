"""What this room does when it hears of others' news."""

from __future__ import annotations

from django.db.models import F

from motcua.base.actor import Actor
from motcua.base.models import JournalEntry
from motcua.directory.api import StaffDeactivated
from motcua.plans.events import OwnerLeft
from motcua.plans.journal import journal
from motcua.plans.models import Task
from motcua.plans.owners import unit_id_of


def on_staff_deactivated(happened: StaffDeactivated, entry: JournalEntry) -> None:
    """Open tasks of somebody who left go to the head of their unit, until they are given to somebody else.

    Whom a task had been given to stays written on it: that is the reason the pages show.
    """
    found = Task.objects.filter(staff=happened.staff, stage__in=Task.OPEN_STAGES).select_related("plan", "staff")
    for task in found.order_by("pk"):
        unit_id = unit_id_of(task)
        Task.objects.filter(pk=task.pk).update(unit_id=unit_id, revision=F("revision") + 1)
        journal(OwnerLeft(task.plan.public_id, task.public_id, happened.staff, unit_id), Actor.parse(entry.actor))
