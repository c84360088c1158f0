"""Lay out what recurs: one part a period, up to the period of a day."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from motcua.plans.models import Part, Task
from motcua.plans.periods import periods, rhythm_of


@transaction.atomic
def make_parts(*, task: Task, day: date) -> int:
    """Make the parts of a recurring task from the start of its plan to the period of `day`; how many are new.

    May be repeated; what is there stays as it is. A task that was closed gets no more.
    """
    rhythm = rhythm_of(task.deadline_type, task.deadline_raw)
    if rhythm is None or not task.is_open:
        return 0
    first, last = _span(task, day)
    wanted = {each.name: each for each in periods(rhythm, first, last)} if first <= last else {}
    have = set(task.parts.filter(period__in=wanted).values_list("period", flat=True))
    made = [
        Part(task=task, period=name, starts=max(each.first, first), due=each.last)
        for name, each in wanted.items()
        if name not in have
    ]
    Part.objects.bulk_create(made, ignore_conflicts=True)
    return len(made)


def _span(task: Task, day: date) -> tuple[date, date]:
    """From the day of the plan (or the first year the deadline names) to `day`, or the last year it names."""
    said = task.as_read.get("deadline") or {}
    plan = task.plan
    confirmed = plan.confirmed_at.date() if plan.confirmed_at else day
    first = plan.date or confirmed
    if said.get("from_year"):
        first = max(first, date(int(said["from_year"]), 1, 1))
    until = said.get("until_year") or (plan.as_read.get("meta", {}).get("period") or {}).get("until")
    return first, min(day, date(int(until), 12, 31)) if until else day
