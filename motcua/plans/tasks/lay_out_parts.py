"""Once in six hours: has a new period begun for what recurs?"""

from __future__ import annotations

from motcua.base.clock import today
from motcua.base.jobs import every
from motcua.plans.actions.make_parts import make_parts
from motcua.plans.actions.owe_reports import make_owed_reports
from motcua.plans.models import ItemState, Plan, Task

RECURRING = ("regular", "annual", "monthly_quarterly")


@every(minutes=360, name="plans.lay_out_parts")
def lay_out_parts() -> None:
    """Make the part of the present period of whatever recurs in followed plans, and owe the reports they ask for."""
    found = Task.objects.filter(
        plan__state=Plan.State.CONFIRMED,
        state=ItemState.CONFIRMED,
        stage__in=Task.OPEN_STAGES,
        deadline_type__in=RECURRING,
    ).select_related("plan")
    for task in found.order_by("pk").iterator(chunk_size=500):
        make_parts(task=task, day=today())
    for plan in Plan.objects.filter(state=Plan.State.CONFIRMED).select_related("agency").order_by("pk"):
        make_owed_reports(plan=plan, day=today())
