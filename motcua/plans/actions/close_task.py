"""Close a task with its product, or open it again."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from motcua.base.clock import today
from motcua.base.errors import Refusal
from motcua.base.models import StoredFile
from motcua.base.verdict import require
from motcua.directory.api import Viewer
from motcua.plans.events import TaskClosed, TaskReopened
from motcua.plans.journal import journal
from motcua.plans.models import Task
from motcua.plans.periods import period_words
from motcua.plans.policies import in_force, may_confirm, may_work_on
from motcua.plans.products import TAKEN_BACK, product_of, send_back


@transaction.atomic
def close_task(*, task: Task, by: Viewer, evidence_text: str = "", evidence: StoredFile | None = None) -> Task:
    """The product was delivered: `evidence_text` says which document it is or where, `evidence` is the file.

    Raises `Forbidden`; `Refusal` without a product, and for a task that is closed already.
    """
    require(may_work_on(by, task))
    require(in_force(task))
    _refuse_owed_parts(task)
    product, late = product_of(task, evidence_text, evidence, by), task.late_on(today())
    found = Task.objects.filter(pk=task.pk, stage__in=Task.OPEN_STAGES)
    if not found.update(stage=Task.Stage.DONE, **product):
        raise Refusal(_("Nhiệm vụ này đã được đóng rồi."))
    task.refresh_from_db()
    journal(TaskClosed(task.plan.public_id, task.public_id, task.due, late), by)
    return task


def _refuse_owed_parts(task: Task) -> None:
    """What recurs is finished when each period that has begun has its product."""
    owed = [each for each in task.parts.order_by("due") if each.is_open and each.starts <= today()]
    if owed:
        raise Refusal(
            _("Còn %(n)d kỳ chưa có sản phẩm, sớm nhất là %(period)s. Xin nộp từng kỳ trước.")
            % {"n": len(owed), "period": period_words(owed[0].period)}
        )


@transaction.atomic
def reopen_task(*, task: Task, reason: str, by: Viewer) -> Task:
    """What was delivered is not the product. The old evidence stays in the notes. Raises `Forbidden`, `Refusal`."""
    require(may_confirm(by, task.plan))
    require(in_force(task))
    if not reason.strip():
        raise Refusal(_("Xin ghi lý do mở lại."))
    delivered, deliverer = task.delivered, task.closed_by
    found = Task.objects.filter(pk=task.pk, stage=Task.Stage.DONE)
    if not found.update(stage=Task.Stage.IN_PROGRESS, **TAKEN_BACK):
        raise Refusal(_("Nhiệm vụ này đang mở."))
    note = gettext_noop("Mở lại: %(reason)s (sản phẩm đã nộp: %(delivered)s)") % {
        "reason": reason.strip()[:1000],
        "delivered": delivered,
    }
    task.refresh_from_db()
    journal(TaskReopened(task.plan.public_id, task.public_id), by)
    send_back(task, note, deliverer, by)
    return task
