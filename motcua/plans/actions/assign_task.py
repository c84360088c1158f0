"""Say who owes a task."""

from __future__ import annotations

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from motcua.base.errors import Refusal
from motcua.base.verdict import require
from motcua.directory.api import Staff, Unit, Viewer
from motcua.plans.events import TaskAssigned
from motcua.plans.journal import journal
from motcua.plans.models import Task
from motcua.plans.policies import in_force, may_confirm


@transaction.atomic
def assign_task(*, task: Task, unit: Unit | None, staff: Staff | None, by: Viewer) -> Task:
    """Hand the task to a unit, a person, or both. Raises `Forbidden`; `Refusal` for somebody who left or elsewhere."""
    require(may_confirm(by, task.plan))
    require(in_force(task))
    if not task.is_open:
        raise Refusal(_("Nhiệm vụ đã đóng. Xin mở lại trước khi giao."))
    if staff is not None and not staff.active:
        raise Refusal(_("Người này không còn làm việc ở cơ quan. Xin chọn người khác."))
    agencies = {each.agency_id for each in (unit, staff) if each is not None}
    if agencies - {task.plan.agency_id}:
        raise Refusal(_("Chỉ giao được cho đơn vị và người của cơ quan này."))
    Task.objects.filter(pk=task.pk).update(unit=unit, staff=staff, revision=F("revision") + 1)
    task.refresh_from_db()
    journal(TaskAssigned(task.plan.public_id, task.public_id, task.unit_id, task.staff_id), by)
    return task
