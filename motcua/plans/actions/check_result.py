"""A keeper of the plan confirms what somebody else delivered (sending it back is opening it again, with a reason)."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from motcua.base.clock import now
from motcua.base.errors import Refusal
from motcua.base.verdict import require
from motcua.directory.api import Viewer
from motcua.plans.events import ResultChecked
from motcua.plans.journal import journal
from motcua.plans.models import Part, Task
from motcua.plans.policies import in_force, may_check

CHECKED_ALREADY = _("Kết quả này đã được kiểm tra hoặc vừa được mở lại.")


@transaction.atomic
def check_task(*, task: Task, by: Viewer) -> Task:
    """The product of a closed task is what was owed. Raises `Forbidden`; `Refusal` where it is open or checked."""
    require(may_check(by, task.plan, task.closed_by))
    require(in_force(task))
    # Whoever closed it anew in the meantime is another one than was looked at.
    found = Task.objects.filter(
        pk=task.pk, stage=Task.Stage.DONE, checked_at=None, closed_at=task.closed_at, closed_by=task.closed_by
    )
    if not found.update(checked_at=now(), checked_by=str(by.actor)):
        raise Refusal(CHECKED_ALREADY)
    task.refresh_from_db()
    _told(task, "", by)
    return task


@transaction.atomic
def check_part(*, part: Part, by: Viewer) -> Part:
    """The same for one period of a task."""
    task = part.task
    require(may_check(by, task.plan, part.closed_by))
    require(in_force(task))
    found = Part.objects.filter(
        pk=part.pk, closed_at__isnull=False, checked_at=None, closed_at=part.closed_at, closed_by=part.closed_by
    )
    if not found.update(checked_at=now(), checked_by=str(by.actor)):
        raise Refusal(CHECKED_ALREADY)
    part.refresh_from_db()
    _told(task, part.public_id, by)
    return part


def _told(task: Task, part: str, by: Viewer) -> None:
    journal(ResultChecked(task.plan.public_id, task.public_id, part), by)
