"""Questions about plans; each takes the viewer."""

from __future__ import annotations

from datetime import date

from django.db.models import Count, F, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from motcua.base.clock import today
from motcua.base.errors import NotFound
from motcua.directory.api import Viewer
from motcua.plans.models import Correction, ItemState, Plan, Reminder, Target, Task
from motcua.plans.policies import may_see
from motcua.plans.reader.metrics import metric

NO_SUCH = _("Không có kế hoạch này, hoặc kế hoạch thuộc cơ quan khác.")
OTHER_MEASURE = _("Chỉ tiêu khác")
OPEN = (Task.Stage.OPEN, Task.Stage.IN_PROGRESS)


def plans_of(viewer: Viewer) -> QuerySet[Plan]:
    """The plans of the agencies the viewer works in, newest first, without their texts."""
    agencies = {held.agency_id for held in viewer.roles} if viewer.staff else set()
    today_ = today()
    late = Q(tasks__state=ItemState.CONFIRMED, tasks__stage__in=OPEN, tasks__due__lt=today_)
    return (
        Plan.objects.filter(agency__in=agencies)
        .select_related("agency")
        .defer("as_read", "lines")
        .annotate(
            task_count=Count("tasks", filter=~Q(tasks__state=ItemState.DROPPED), distinct=True),
            done_count=Count("tasks", filter=Q(tasks__stage=Task.Stage.DONE), distinct=True),
            late_count=Count("tasks", filter=late, distinct=True),
        )
        .order_by("-imported_at", "-pk")
    )


def plan_for(viewer: Viewer, public_id: str) -> Plan:
    """The plan, where this viewer may see it; `NotFound` for everybody else."""
    found = Plan.objects.select_related("agency", "source", "previous").filter(public_id=public_id).first()
    if found is None or not may_see(viewer, found):
        raise NotFound(NO_SUCH)
    return found


def task_for(viewer: Viewer, public_id: str) -> Task:
    """The task, where this viewer may see its plan; `NotFound` for everybody else."""
    found = Task.objects.select_related("plan__agency", "unit", "staff", "evidence").filter(public_id=public_id).first()
    if found is None or not may_see(viewer, found.plan):
        raise NotFound(NO_SUCH)
    return found


def target_for(viewer: Viewer, public_id: str) -> Target:
    """The target, where this viewer may see its plan; `NotFound` for everybody else."""
    found = Target.objects.select_related("plan__agency").filter(public_id=public_id).first()
    if found is None or not may_see(viewer, found.plan):
        raise NotFound(NO_SUCH)
    return found


def to_confirm(plan: Plan) -> list[Target | Task]:
    """All items: those to look at first (proposed, least sure), then those that were judged."""
    items: list[Target | Task] = [*plan.targets.order_by("position"), *plan.tasks.order_by("position")]
    return sorted(items, key=lambda item: (item.state != ItemState.PROPOSED, item.confidence, item.source_line))


def tasks_of(plan: Plan) -> QuerySet[Task]:
    """The confirmed tasks of a plan, in their order."""
    return plan.tasks.filter(state=ItemState.CONFIRMED).select_related("unit", "staff").order_by("position")


def my_tasks(viewer: Viewer) -> QuerySet[Task]:
    """What this member of staff owes, and what their unit owes where nobody is named; by last day."""
    if viewer.staff is None:
        return Task.objects.none()
    mine = Q(staff=viewer.staff) | Q(staff__isnull=True, unit__isnull=False, unit=viewer.staff.unit_id)
    return _followed().filter(mine, stage__in=OPEN)


def late_tasks(viewer: Viewer, *, on: date | None = None) -> QuerySet[Task]:
    """What is late in the agencies the viewer works in, the longest first."""
    agencies = {held.agency_id for held in viewer.roles} if viewer.staff else set()
    return _followed().filter(plan__agency__in=agencies, stage__in=OPEN, due__lt=on or today())


def _followed() -> QuerySet[Task]:
    return (
        Task.objects.filter(plan__state=Plan.State.CONFIRMED, state=ItemState.CONFIRMED)
        .select_related("plan__agency", "unit", "staff")
        .order_by(F("due").asc(nulls_last=True), "plan_id", "position")
    )


def corrections_of(plan: Plan) -> QuerySet[Correction]:
    """Every change a person made to what was read, in order."""
    return plan.corrections.order_by("at", "pk")


def reminders_of(task: Task) -> QuerySet[Reminder]:
    """Who was reminded of a task, when, at which step."""
    return task.reminders.select_related("to").order_by("at", "pk")


def measure_name(slug: str) -> str:
    """What a measure of the list is called; “Chỉ tiêu khác” for one that is not in it."""
    found = metric(slug)
    return found.name if found else str(OTHER_MEASURE)
