"""Questions about what units are asked for, what inspections found, what waits to be checked; each takes the viewer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import F, QuerySet

from motcua.base.clock import today
from motcua.directory.api import Viewer
from motcua.plans.models import Collection, Finding, Input, ItemState, Part, Plan, Task
from motcua.plans.owners import who_answers, who_mends
from motcua.plans.policies import keeps_plans
from motcua.plans.selectors import agencies_of, followed_tasks


def inputs_of(collection: Collection) -> QuerySet[Input]:
    """Everybody who was asked: who has not answered first, then by name."""
    wanted = collection.inputs.select_related("collection__plan__agency", "agency", "unit", "file")
    return wanted.order_by(F("answered_at").asc(nulls_first=True), "unit__name", "agency__name", "pk")


def my_inputs(viewer: Viewer) -> list[Input]:
    """What this member of staff is asked to answer and has not, by its day."""
    staff = viewer.staff
    if staff is None:
        return []
    wanted = Input.objects.filter(
        agency__in=agencies_of(viewer), answered_at=None, collection__closed_at=None,
        collection__plan__state=Plan.State.CONFIRMED,
    ).select_related("collection__plan", "agency", "unit")  # fmt: skip
    return [each for each in wanted.order_by("collection__due", "pk") if staff in who_answers(each)]


def late_inputs(viewer: Viewer) -> QuerySet[Input]:
    """Answers that are late, of the plans of the viewer's agencies, the longest first."""
    wanted = Input.objects.filter(
        collection__plan__agency__in=agencies_of(viewer), collection__plan__state=Plan.State.CONFIRMED,
        collection__closed_at=None, collection__due__lt=today(), answered_at=None,
    )  # fmt: skip
    return wanted.select_related("collection__plan", "agency", "unit").order_by("collection__due", "pk")


def findings_of(plan: Plan) -> QuerySet[Finding]:
    """Everything inspections of a plan found: open ones first, by last day."""
    wanted = _findings().filter(inspection__plan=plan)
    return wanted.order_by(F("closed_at").asc(nulls_first=True), "due", "pk")


def my_findings(viewer: Viewer) -> list[Finding]:
    """What this member of staff has to mend, by last day."""
    if viewer.staff is None:
        return []
    return [each for each in _open_findings(viewer) if viewer.staff in who_mends(each)]


def late_findings(viewer: Viewer) -> QuerySet[Finding]:
    """What should be mended by now in the agencies the viewer works in, the longest first."""
    return _open_findings(viewer).filter(due__lt=today())


def _open_findings(viewer: Viewer) -> QuerySet[Finding]:
    return (
        _findings()
        .filter(
            inspection__plan__agency__in=agencies_of(viewer), inspection__plan__state=Plan.State.CONFIRMED,
            closed_at=None,
        )
        .order_by("due", "pk")
    )  # fmt: skip


def _findings() -> QuerySet[Finding]:
    return Finding.objects.select_related(
        "inspection__plan__agency", "inspection__leader", "line", "unit", "staff", "file"
    )


def to_check(viewer: Viewer) -> list[Task | Part]:
    """Products that others delivered and nobody has looked at, in the followed plans this viewer keeps; the one that
    waits longest first."""
    kept = [each for each in agencies_of(viewer) if keeps_plans(viewer, each)]
    mine = str(viewer.actor)
    tasks = (
        followed_tasks(viewer)
        .filter(plan__agency__in=kept, stage=Task.Stage.DONE, checked_at=None)
        .exclude(closed_by=mine)
    )
    parts = Part.objects.filter(
        task__plan__agency__in=kept, task__plan__state=Plan.State.CONFIRMED, task__state=ItemState.CONFIRMED,
        closed_at__isnull=False, checked_at=None,
    ).exclude(closed_by=mine)  # fmt: skip
    found: list[tuple[datetime, Task | Part]] = [(each.closed_at, each) for each in tasks if each.closed_at]
    found += [(each.closed_at, each) for each in parts.select_related("task__plan") if each.closed_at]
    return [each for _at, each in sorted(found, key=lambda row: (row[0], row[1].pk))]


@dataclass(frozen=True)
class Rate:
    """How much of what inspections of a plan found was mended; `late`: owed past its day."""

    all: int
    closed: int
    late: int

    @property
    def percent(self) -> int | None:
        """Of all findings, those that are closed; None where there are none."""
        return round(100 * self.closed / self.all) if self.all else None


def rate_of(findings: Iterable[Finding], day: date) -> Rate:
    """The rate on `day` (Asia/Ho_Chi_Minh)."""
    known = list(findings)
    return Rate(len(known), sum(not each.is_open for each in known), sum(each.late_on(day) for each in known))
