"""A year of plans: a province's, a commune's under it, its change; tasks in every state, told with the real actions."""

from __future__ import annotations

from motcua.base.clock import freeze, today
from motcua.base.jobs.registry import task_named
from motcua.demo.telling.plan_acts import ACTS
from motcua.demo.telling.plan_teller import WATCH, Teller, written
from motcua.demo.telling.script import moment_of, working_day
from motcua.plans.api import Plan


def tell_plans() -> None:
    """Make the year of plans unless there is one already. Raises what the actions raise."""
    if Plan.objects.exists():
        return
    teller = Teller()
    rows = sorted(written()["story"], key=lambda row: moment_of(row["day"], row["time"]))
    teller.employ()
    day = working_day(rows[0]["day"])
    for row in rows:
        day = teller.pass_days(day, working_day(row["day"]))
        with freeze(moment_of(row["day"], row["time"])):
            ACTS[row["do"]](teller, row)
    teller.pass_days(day, today())
    task_named(WATCH).work()
