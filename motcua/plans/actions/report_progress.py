"""Say how a task goes."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from motcua.base.clock import now
from motcua.base.errors import Refusal
from motcua.base.verdict import require
from motcua.directory.api import Viewer
from motcua.plans.events import ProgressReported
from motcua.plans.journal import journal
from motcua.plans.models import Progress, Task
from motcua.plans.policies import in_force, may_work_on


@transaction.atomic
def report_progress(*, task: Task, note: str, by: Viewer) -> Progress:
    """Keep a note; the first one starts the task. Raises `Forbidden`; `Refusal` for an empty note or a closed task."""
    require(may_work_on(by, task))
    require(in_force(task))
    if not note.strip():
        raise Refusal(_("Xin viết một câu: đã làm đến đâu, vướng gì."))
    moved = Task.objects.filter(pk=task.pk, stage__in=Task.OPEN_STAGES).update(stage=Task.Stage.IN_PROGRESS)
    if not moved:
        raise Refusal(_("Nhiệm vụ đã đóng. Xin mở lại trước khi báo cáo."))
    task.stage = Task.Stage.IN_PROGRESS
    made = Progress.objects.create(task=task, note=note.strip()[:4000], by=str(by.actor), at=now())
    journal(ProgressReported(task.plan.public_id, task.public_id), by)
    return made
