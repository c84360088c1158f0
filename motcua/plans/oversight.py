"""Questions about what units are asked for, what inspections found, what waits to be checked; each takes the viewer."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from django.db.models import F, QuerySet

from motcua.base.clock import today
from motcua.directory.api import Viewer
from motcua.plans.models import Collection, Finding, Input, Inspection, ItemState, OwedReport, Part, Plan, Task
from motcua.plans.owed_together import together
from motcua.plans.owners import who_answers, who_checks, who_concludes, who_mends, who_reports
from motcua.plans.policies import keeps_plans, may_check
from motcua.plans.selectors import agencies_of, followed_tasks
from motcua.plans.waiting import all_findings, open_findings, open_inputs, open_inspections, open_reports
from motcua.rules.codes import Role


def inputs_of(collection: Collection) -> QuerySet[Input]:
    """Everybody who was asked: who has not answered first, then by name."""
    wanted = collection.inputs.select_related("collection__plan__agency", "agency", "unit", "file")
    return wanted.order_by(F("answered_at").asc(nulls_first=True), "unit__name", "agency__name", "pk")


def my_inputs(viewer: Viewer) -> list[Input]:
    """What this member of staff is asked to answer and has not, by its day."""
    staff = viewer.staff
    if staff is None:
        return []
    return [each for each in open_inputs().filter(agency__in=agencies_of(viewer)) if staff in who_answers(each)]


def late_inputs(viewer: Viewer) -> QuerySet[Input]:
    """Answers that are late, of the plans of the viewer's agencies, the longest first."""
    return open_inputs().filter(collection__plan__agency__in=agencies_of(viewer), collection__due__lt=today())


def findings_of(plan: Plan) -> QuerySet[Finding]:
    """Everything inspections of a plan found: open ones first, by last day."""
    wanted = all_findings().filter(inspection__plan=plan)
    return wanted.order_by(F("closed_at").asc(nulls_first=True), "due", "pk")


def my_findings(viewer: Viewer) -> list[Finding]:
    """What this member of staff has to mend, by last day."""
    if viewer.staff is None:
        return []
    return [each for each in _open_findings(viewer) if viewer.staff in who_mends(each)]


def late_findings(viewer: Viewer) -> QuerySet[Finding]:
    """What should be mended by now in the agencies the viewer works in, the longest first."""
    return _open_findings(viewer).filter(due__lt=today())


def reports_owed(plan: Plan) -> QuerySet[OwedReport]:
    """The reports a plan asks for: open ones first, by last day, then what was settled, the latest first."""
    wanted = plan.owed_reports.select_related("plan__agency", "report__paper")
    return wanted.order_by(F("settled_at").desc(nulls_first=True), "due", "pk")


def my_reports(viewer: Viewer) -> list[OwedReport]:
    """Reports this member of staff sees to, by last day."""
    if viewer.staff is None:
        return []
    return [
        each
        for group in together(_open_reports(viewer))
        if viewer.staff in who_reports(group.first)
        for each in group.rows
    ]


def late_reports(viewer: Viewer) -> QuerySet[OwedReport]:
    """Reports that should be sent by now, of the plans of the viewer's agencies, the longest first."""
    return _open_reports(viewer).filter(due__lt=today())


def _open_reports(viewer: Viewer) -> QuerySet[OwedReport]:
    return open_reports().filter(plan__agency__in=agencies_of(viewer))


def my_inspections(viewer: Viewer) -> list[Inspection]:
    """Inspections this member of staff holds and has not concluded, by day."""
    if viewer.staff is None:
        return []
    return [each for each in _open_inspections(viewer) if viewer.staff in who_concludes(each)]


def late_inspections(viewer: Viewer) -> QuerySet[Inspection]:
    """Inspections of the viewer's agencies whose day has passed and that nobody concluded, the longest first."""
    return _open_inspections(viewer).filter(day__lt=today())


def _open_inspections(viewer: Viewer) -> QuerySet[Inspection]:
    return open_inspections().filter(plan__agency__in=agencies_of(viewer))


def _open_findings(viewer: Viewer) -> QuerySet[Finding]:
    return open_findings().filter(inspection__plan__agency__in=agencies_of(viewer))


class Checking(StrEnum):
    """Whether somebody else looked at what was delivered, or still can. `ENDED`: nobody did while it was followed."""

    CHECKED = "checked"
    WAITS = "waits"
    NOBODY = "nobody"
    ENDED = "ended"


def checking_of(plan: Plan) -> Callable[[Task | Part], Checking | None]:
    """Asks of results of `plan` how their checking stands; None for what was not delivered."""
    can: dict[str, bool] = {}

    def asked(owed: Task | Part) -> Checking | None:
        if owed.is_open or owed.closed_at is None:
            return None
        if owed.checked_at is not None:
            return Checking.CHECKED
        if plan.state != Plan.State.CONFIRMED:
            return Checking.ENDED
        if owed.closed_by not in can:
            can[owed.closed_by] = bool(who_checks(plan.agency, owed.closed_by))
        return Checking.WAITS if can[owed.closed_by] else Checking.NOBODY

    return asked


def to_check(viewer: Viewer) -> list[Task | Part]:
    """Products that others delivered and nobody has looked at, in the followed plans where this viewer may look; the
    one that waits longest first."""
    looks = [each for each in agencies_of(viewer) if keeps_plans(viewer, each) or viewer.has_role(Role.AUDITOR, each)]
    tasks = followed_tasks(viewer).filter(plan__agency__in=looks, stage=Task.Stage.DONE, checked_at=None)
    parts = Part.objects.filter(
        task__plan__agency__in=looks, task__plan__state=Plan.State.CONFIRMED, task__state=ItemState.CONFIRMED,
        closed_at__isnull=False, checked_at=None,
    ).select_related("task__plan__agency")  # fmt: skip
    found: list[tuple[datetime, Plan, Task | Part]] = [
        (each.closed_at, each.plan, each) for each in tasks if each.closed_at
    ]
    found += [(each.closed_at, each.task.plan, each) for each in parts if each.closed_at]
    may: dict[tuple[int, str], bool] = {}
    for _at, plan, each in found:
        if (plan.agency_id, each.closed_by) not in may:
            may[plan.agency_id, each.closed_by] = bool(may_check(viewer, plan, each.closed_by))
    waiting = [(at, each) for at, plan, each in found if may[plan.agency_id, each.closed_by]]
    return [each for _at, each in sorted(waiting, key=lambda row: (row[0], row[1].pk))]


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
