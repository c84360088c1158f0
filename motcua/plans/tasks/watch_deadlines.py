"""Every hour: whose last day is near, whose has passed?"""

from __future__ import annotations

from motcua.base.actor import system
from motcua.base.clock import today
from motcua.base.jobs import every
from motcua.plans.actions.remind import SOON, remind
from motcua.plans.models import ItemState, Plan, Task

WORKER = system("plans.watch_deadlines")


@every(minutes=60, name="plans.watch_deadlines")
def watch_deadlines() -> None:
    """Remind those who owe a task of a followed plan; each step once a person."""
    found = (
        Task.objects.filter(
            plan__state=Plan.State.CONFIRMED,
            state=ItemState.CONFIRMED,
            stage__in=[Task.Stage.OPEN, Task.Stage.IN_PROGRESS],
            due__lte=today() + SOON,
        )
        .select_related("plan__agency", "staff")
        .order_by("due", "pk")
    )
    for task in found.iterator(chunk_size=500):
        remind(task=task, by=WORKER)
