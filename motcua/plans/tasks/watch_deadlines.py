"""Every hour: whose last day is near, whose has passed?"""

from __future__ import annotations

from motcua.base.actor import system
from motcua.base.clock import today
from motcua.base.jobs import every
from motcua.plans.actions.remind import SOON, remind, remind_obstacle, remind_part
from motcua.plans.models import ItemState, Obstacle, Part, Plan, Task

WORKER = system("plans.watch_deadlines")
OPEN = [Task.Stage.OPEN, Task.Stage.IN_PROGRESS]


@every(minutes=60, name="plans.watch_deadlines")
def watch_deadlines() -> None:
    """Remind those who owe a task, a part or an answer of a followed plan; each step once a person."""
    until = today() + SOON
    tasks = Task.objects.filter(
        plan__state=Plan.State.CONFIRMED, state=ItemState.CONFIRMED, stage__in=OPEN, due__lte=until
    )
    for task in tasks.select_related("plan__agency", "staff", "unit").order_by("due", "pk").iterator(chunk_size=500):
        remind(task=task, by=WORKER)
    parts = Part.objects.filter(
        task__plan__state=Plan.State.CONFIRMED, task__state=ItemState.CONFIRMED, task__stage__in=OPEN,
        closed_at=None, due__lte=until,
    )  # fmt: skip
    owned = parts.select_related("task__plan__agency", "task__staff", "task__unit").order_by("due", "pk")
    for part in owned.iterator(chunk_size=500):
        remind_part(part=part, by=WORKER)
    waiting = Obstacle.objects.filter(plan__state=Plan.State.CONFIRMED, state=Obstacle.State.OPEN, due__lte=until)
    for obstacle in waiting.select_related("plan__agency", "task", "target", "owner").order_by("due", "pk"):
        remind_obstacle(obstacle=obstacle, by=WORKER)
