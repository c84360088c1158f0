"""Close a task with its product, or open it again."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from motcua.base.clock import now, today
from motcua.base.errors import Refusal
from motcua.base.events import record
from motcua.base.models import StoredFile
from motcua.base.verdict import require
from motcua.directory.api import Viewer
from motcua.notices.api import tell
from motcua.plans.events import TaskClosed, TaskReopened
from motcua.plans.models import Progress, Task
from motcua.plans.periods import period_words
from motcua.plans.policies import in_force, may_confirm, may_work_on


@transaction.atomic
def close_task(*, task: Task, by: Viewer, evidence_text: str = "", evidence: StoredFile | None = None) -> Task:
    """The product was delivered: `evidence_text` says which document it is or where, `evidence` is the file.

    Raises `Forbidden`; `Refusal` without a product, and for a task that is closed already.
    """
    require(may_work_on(by, task))
    require(in_force(task))
    words = evidence_text.strip()[:2000]
    _refuse_owed_parts(task)
    evidence = evidence or _sent_before(task)
    if not words and evidence is None:
        raise Refusal(_("Chưa có sản phẩm nên chưa đóng được. Xin ghi số, ngày văn bản hoặc gửi kèm tệp sản phẩm."))
    late = task.late_on(today())
    closed = Task.objects.filter(pk=task.pk, stage__in=[Task.Stage.OPEN, Task.Stage.IN_PROGRESS]).update(
        stage=Task.Stage.DONE,
        evidence_text=words,
        evidence=evidence,
        closed_at=now(),
        closed_by=str(by.actor),
    )
    if not closed:
        raise Refusal(_("Nhiệm vụ này đã được đóng rồi."))
    task.refresh_from_db()
    happened = TaskClosed(task.plan.public_id, task.public_id, task.due, late)
    record(happened, stream=f"plan:{task.plan.public_id}", by=by.actor)
    return task


def _refuse_owed_parts(task: Task) -> None:
    """What recurs is finished when each period that has begun has its product."""
    owed = [each for each in task.parts.order_by("due") if each.is_open and each.starts <= today()]
    if owed:
        raise Refusal(
            _("Còn %(n)d kỳ chưa có sản phẩm, sớm nhất là %(period)s. Xin nộp từng kỳ trước.")
            % {"n": len(owed), "period": period_words(owed[0].period)}
        )


def _sent_before(task: Task) -> StoredFile | None:
    last = task.evidence_files.select_related("file").order_by("-at", "-pk").first()
    return last.file if last else None


@transaction.atomic
def reopen_task(*, task: Task, reason: str, by: Viewer) -> Task:
    """What was delivered is not the product. The old evidence stays in the notes. Raises `Forbidden`, `Refusal`."""
    require(may_confirm(by, task.plan))
    require(in_force(task))
    if not reason.strip():
        raise Refusal(_("Xin ghi lý do mở lại."))
    delivered = task.delivered
    deliverer = task.closed_by
    opened = Task.objects.filter(pk=task.pk, stage=Task.Stage.DONE).update(
        stage=Task.Stage.IN_PROGRESS, evidence_text="", evidence=None, closed_at=None, closed_by="",
        checked_at=None, checked_by="",
    )  # fmt: skip
    if not opened:
        raise Refusal(_("Nhiệm vụ này đang mở."))
    note = gettext_noop("Mở lại: %(reason)s (sản phẩm đã nộp: %(delivered)s)") % {
        "reason": reason.strip()[:1000],
        "delivered": delivered,
    }
    Progress.objects.create(task=task, note=note, by=str(by.actor), at=now())
    task.refresh_from_db()
    record(TaskReopened(task.plan.public_id, task.public_id), stream=f"plan:{task.plan.public_id}", by=by.actor)
    tell_sent_back(task, deliverer, by)
    return task


def tell_sent_back(task: Task, deliverer: str, by: Viewer) -> None:
    """Let whoever delivered know that it came back; nobody tells themselves."""
    if not deliverer.startswith("staff:") or deliverer == str(by.actor):
        return
    tell(
        to=deliverer,
        kind="plan_sent_back",
        words={"number": task.number, "plan": task.plan.number or task.plan.public_id},
        about=f"plan_task:{task.public_id}",
        key=f"plan_sent_back:{task.public_id}:{now().isoformat()}",
    )
