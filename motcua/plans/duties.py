"""What each agency or unit named in a plan must do, and how that goes."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from motcua.plans.binding import name_key
from motcua.plans.models import ItemState, Part, Plan, Task


@dataclass
class Duties:
    """One agency or unit: its duties as written (text, deadline), its tasks; counts of those."""

    name: str
    said: list[dict[str, Any]] = field(default_factory=list)
    leads: list[Task] = field(default_factory=list)
    helps: list[Task] = field(default_factory=list)
    done: int = 0
    late: int = 0


def duties_of(plan: Plan, day: date) -> list[Duties]:
    """Everybody who is named in the plan, in the order of first mention; people's corrections count."""
    found: dict[str, Duties] = {}

    def of(name: str) -> Duties:
        return found.setdefault(name_key(name), Duties(name))

    for each in plan.as_read.get("responsibilities", ()):
        of(each["agency"]).said += each["duties"]
    late_parts = set(
        Part.objects.filter(task__plan=plan, closed_at=None, due__lt=day).values_list("task_id", flat=True)
    )
    tasks = plan.tasks.filter(state=ItemState.CONFIRMED).select_related("unit", "staff").order_by("position")
    for task in tasks:
        for name in _names(task.unit.name if task.unit and not task.lead else task.lead):
            of(name).leads.append(task)
        for name in _names(task.coordinating):
            of(name).helps.append(task)
    for each in found.values():
        each.done = sum(task.stage == Task.Stage.DONE for task in each.leads)
        each.late = sum(task.late_on(day) or (task.is_open and task.pk in late_parts) for task in each.leads)
    return list(found.values())


def _names(words: str) -> list[str]:
    return [each.strip() for each in words.split(";") if each.strip()]
