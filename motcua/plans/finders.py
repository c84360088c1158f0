"""One row by its public id, where this viewer may see it; `NotFound` for everybody else, as if it were not there."""

from __future__ import annotations

from collections.abc import Callable
from operator import attrgetter
from typing import Any, TypeVar

from django.db.models import Model, QuerySet
from django.utils.translation import gettext_lazy as _

from motcua.base.errors import NotFound
from motcua.directory.api import Viewer
from motcua.plans.models import (
    Arrival,
    BudgetLine,
    Collection,
    Evidence,
    Finding,
    Input,
    Inspection,
    Obstacle,
    OwedReport,
    Part,
    Plan,
    Report,
    Target,
    Task,
)
from motcua.plans.policies import keeps_plans, may_see, may_see_input

NO_SUCH = _("Không có kế hoạch này, hoặc kế hoạch thuộc cơ quan khác.")
Row = TypeVar("Row", bound=Model)


def found_or_none_such(rows: QuerySet[Row], public_id: str, may: Callable[[Row], bool] = lambda row: True) -> Row:
    """The row of `rows` with this id, where `may` allows it. Raises `NotFound`."""
    found = rows.filter(public_id=public_id).first()
    if found is None or not may(found):
        raise NotFound(NO_SUCH)
    return found


def _finder(model: type[Row], plan: str, *joined: str) -> Callable[[Viewer, str], Row]:
    """A finder of rows that whoever sees their plan may see; `plan`: the way from the row to it."""
    plan_of: Callable[[Any], Plan] = attrgetter(plan)
    along = plan.replace(".", "__")

    def find(viewer: Viewer, public_id: str) -> Row:
        rows = model._default_manager.select_related(f"{along}__agency", *joined)
        return found_or_none_such(rows, public_id, lambda row: may_see(viewer, plan_of(row)))

    return find


task_for = _finder(Task, "plan", "unit", "staff__unit", "evidence", "above__plan__agency")
target_for = _finder(Target, "plan", "unit", "staff__unit", "above__plan__agency")
part_for = _finder(Part, "task.plan", "task__unit", "task__staff__unit", "evidence")
obstacle_for = _finder(Obstacle, "plan", "task__plan", "target__plan", "owner")
budget_for = _finder(BudgetLine, "plan", "task")
evidence_for = _finder(Evidence, "task.plan", "file")
report_for = _finder(Report, "plan", "plan__agency__parent", "signer", "number", "paper__file")
owed_report_for = _finder(OwedReport, "plan", "report")
collection_for = _finder(Collection, "plan")
inspection_for = _finder(Inspection, "plan", "leader")
finding_for = _finder(Finding, "inspection.plan", "inspection__leader", "line", "unit", "staff", "file")


def plan_for(viewer: Viewer, public_id: str) -> Plan:
    """The plan itself."""
    rows = Plan.objects.select_related("agency", "source", "previous", "above__agency")
    return found_or_none_such(rows, public_id, lambda plan: may_see(viewer, plan))


def input_for(viewer: Viewer, public_id: str) -> Input:
    """What one unit is asked: for whoever sees the plan, and whoever works where it was asked."""
    rows = Input.objects.select_related("collection__plan__agency", "agency", "unit", "file")
    return found_or_none_such(rows, public_id, lambda asked: may_see_input(viewer, asked))


def arrival_for(viewer: Viewer, public_id: str) -> Arrival:
    """The file being read, for the keepers of plans of its agency."""
    rows = Arrival.objects.select_related("agency", "file", "plan")
    return found_or_none_such(rows, public_id, lambda arrival: keeps_plans(viewer, arrival.agency_id))
