"""Every hour: whose last day is near, whose has passed?"""

from __future__ import annotations

from motcua.base.actor import system
from motcua.base.clock import today
from motcua.base.jobs import every
from motcua.plans.actions.remind import SOON, remind_owed

WORKER = system("plans.watch_deadlines")


@every(minutes=60, name="plans.watch_deadlines")
def watch_deadlines() -> None:
    """Remind those who owe a task, a part, an answer, an input, a conclusion, a remedy or a report of a followed plan;
    each step once."""
    remind_owed(until=today() + SOON, by=WORKER)
