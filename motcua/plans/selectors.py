"""Questions about plans; each takes the viewer."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from motcua.base.clock import today
from motcua.base.errors import NotFound
from motcua.directory.api import Agency, Viewer
from motcua.plans.finders import found_or_none_such
from motcua.plans.models import (
    Arrival,
    Correction,
    GoodModel,
    ItemState,
    Obstacle,
    Part,
    Plan,
    Reminder,
    Sending,
    Target,
    Task,
)
from motcua.plans.owners import owed_by
from motcua.plans.policies import keeps_plans
from motcua.plans.waiting import open_parts

_PUBLISHED = Q(published_at__isnull=False, state=Plan.State.CONFIRMED)


def plans_of(viewer: Viewer) -> QuerySet[Plan]:
    """The plans of the agencies the viewer works in, newest first, without their texts."""
    today_ = today()
    confirmed = Q(tasks__state=ItemState.CONFIRMED)
    late_part = Q(tasks__parts__closed_at__isnull=True, tasks__parts__due__lt=today_)
    late = (
        confirmed
        & Q(state=Plan.State.CONFIRMED, tasks__stage__in=Task.OPEN_STAGES)
        & (Q(tasks__due__lt=today_) | late_part)
    )
    return (
        Plan.objects.filter(agency__in=agencies_of(viewer))
        .select_related("agency")
        .defer("as_read", "lines")
        .annotate(
            task_count=Count("tasks", filter=~Q(tasks__state=ItemState.DROPPED), distinct=True),
            done_count=Count("tasks", filter=confirmed & Q(tasks__stage=Task.Stage.DONE), distinct=True),
            late_count=Count("tasks", filter=late, distinct=True),
        )
        .order_by("-imported_at", "-pk")
    )


def agencies_of(viewer: Viewer) -> set[int]:
    """Ids of the agencies the viewer works in."""
    return {held.agency_id for held in viewer.roles} if viewer.staff else set()


def sending_for(viewer: Viewer, public_id: str) -> Sending:
    """What came to an agency the viewer works in; `NotFound` for everybody else."""
    return found_or_none_such(came_in(viewer), public_id)


def came_in(viewer: Viewer) -> QuerySet[Sending]:
    """Plans and reports that other agencies sent to those the viewer works in, the newest first."""
    wanted = Sending.objects.filter(agency__in=agencies_of(viewer))
    return wanted.select_related("plan__agency", "plan__source", "report__paper__file", "agency").order_by(
        "-sent_at", "-pk"
    )


def published_plan(public_id: str) -> Plan:
    """A plan that everybody may read; `NotFound` for any other."""
    return found_or_none_such(Plan.objects.select_related("agency").filter(_PUBLISHED), public_id)


def published_plans(agency: Agency) -> QuerySet[Plan]:
    """The plans of an agency that everybody may read, the newest first."""
    return Plan.objects.filter(_PUBLISHED, agency=agency).defer("as_read", "lines").order_by("-date", "-pk")


def arrivals_of(viewer: Viewer) -> QuerySet[Arrival]:
    """Files that wait to be read or could not be, in the agencies whose plans the viewer keeps."""
    kept = [each for each in agencies_of(viewer) if keeps_plans(viewer, each)]
    return (
        Arrival.objects.filter(agency__in=kept)
        .exclude(state=Arrival.State.READ)
        .select_related("file")
        .order_by("-at", "-pk")
    )


def good_models() -> QuerySet[GoodModel]:
    """Models of all agencies, the most copied first. They are shown to be copied: every member of staff sees them."""
    return (
        GoodModel.objects.filter(withdrawn_at=None)
        .select_related("agency", "task__plan")
        .annotate(copied=Count("copies"))
        .order_by("-copied", "-at", "-pk")
    )


def good_model_for(viewer: Viewer, public_id: str) -> GoodModel:
    """One of them; `NotFound` where it is shown no longer, and for whoever is no member of staff."""
    found = good_models().filter(public_id=public_id).first()
    if found is None or viewer.staff is None:
        raise NotFound(_("Không có mô hình này."))
    return found


def to_confirm(plan: Plan) -> list[Target | Task]:
    """All items: those to look at first (proposed, least sure), then those that were judged."""
    items: list[Target | Task] = [*plan.targets.order_by("position"), *plan.tasks.order_by("position")]
    return sorted(items, key=lambda item: (item.state != ItemState.PROPOSED, item.confidence, item.source_line))


def tasks_of(plan: Plan) -> QuerySet[Task]:
    """The confirmed tasks of a plan, in their order."""
    return plan.tasks.filter(state=ItemState.CONFIRMED).select_related("unit", "staff").order_by("position")


def my_tasks(viewer: Viewer) -> QuerySet[Task]:
    """What this member of staff owes, what their unit owes where nobody is named, and what somebody of the unit they
    head left behind; by last day. What recurs is in `my_parts`."""
    if viewer.staff is None:
        return Task.objects.none()
    return _followed().filter(owed_by(viewer), stage__in=Task.OPEN_STAGES)


def my_parts(viewer: Viewer) -> QuerySet[Part]:
    """The periods of those tasks that have begun and are owed, by last day."""
    return open_parts().filter(owed_by(viewer, "task__"), starts__lte=today())


def late_tasks(viewer: Viewer, *, on: date | None = None) -> QuerySet[Task]:
    """What is late in the agencies the viewer works in, the longest first."""
    return _followed().filter(plan__agency__in=agencies_of(viewer), stage__in=Task.OPEN_STAGES, due__lt=on or today())


def late_parts(viewer: Viewer, *, on: date | None = None) -> QuerySet[Part]:
    """Periods that are late, the longest first."""
    return open_parts().filter(task__plan__agency__in=agencies_of(viewer), due__lt=on or today())


def followed_tasks(viewer: Viewer) -> QuerySet[Task]:
    """Every confirmed task of the followed plans of the viewer's agencies."""
    return _followed().filter(plan__agency__in=agencies_of(viewer))


def followed_parts(viewer: Viewer) -> QuerySet[Part]:
    """Every period of those, done ones too."""
    wanted = Part.objects.filter(
        task__plan__agency__in=agencies_of(viewer),
        task__plan__state=Plan.State.CONFIRMED,
        task__state=ItemState.CONFIRMED,
    )
    return wanted.select_related("task__plan__agency", "task__unit", "task__staff").order_by("due", "pk")


def obstacles_of(viewer: Viewer) -> QuerySet[Obstacle]:
    """Obstacles of followed plans of the viewer's agencies: open ones first, by the day an answer is owed."""
    return (
        Obstacle.objects.filter(plan__agency__in=agencies_of(viewer), plan__state=Plan.State.CONFIRMED)
        .select_related("plan__agency", "task", "target", "owner")
        .annotate(replied=Count("replies"))
        .order_by(F("answered_at").asc(nulls_first=True), "due", "pk")
    )


def _followed() -> QuerySet[Task]:
    open_obstacles = Obstacle.objects.filter(task=OuterRef("pk"), state=Obstacle.State.OPEN)
    return (
        Task.objects.filter(plan__state=Plan.State.CONFIRMED, state=ItemState.CONFIRMED)
        .select_related("plan__agency", "unit", "staff__unit")
        .annotate(obstructed=Exists(open_obstacles))
        .order_by(F("due").asc(nulls_last=True), "plan_id", "position")
    )


def corrections_of(plan: Plan) -> QuerySet[Correction]:
    """Every change a person made to what was read, in order."""
    return plan.corrections.order_by("at", "pk")


def corrections_of_items(items: Collection[str]) -> QuerySet[Correction]:
    """The changes of items by their public ids, in order; for items the viewer was let see."""
    return Correction.objects.filter(item__in=items).order_by("at", "pk")


def reminders_of(task: Task) -> QuerySet[Reminder]:
    """Who was reminded of a task and its parts, when, at which step."""
    return task.reminders.select_related("to", "part").order_by("at", "pk")
