"""Close one period of a task with its product, or open it again."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop, override

from motcua.base.clock import now, today
from motcua.base.errors import Refusal
from motcua.base.events import record
from motcua.base.models import StoredFile
from motcua.base.verdict import require
from motcua.directory.api import Viewer
from motcua.plans.actions.close_task import tell_sent_back
from motcua.plans.events import PartClosed, PartReopened
from motcua.plans.models import Part, Progress, Task
from motcua.plans.periods import period_words
from motcua.plans.policies import in_force, may_confirm, may_work_on


@transaction.atomic
def close_part(*, part: Part, by: Viewer, evidence_text: str = "", evidence: StoredFile | None = None) -> Part:
    """The product of the period was delivered. Raises `Forbidden`; `Refusal` without a product or when closed."""
    task = part.task
    require(may_work_on(by, task))
    require(in_force(task))
    words = evidence_text.strip()[:2000]
    shown = evidence or _sent_before(part)
    if not words and shown is None:
        raise Refusal(_("Chưa có sản phẩm nên chưa đóng được. Xin ghi số, ngày văn bản hoặc gửi kèm tệp sản phẩm."))
    late = part.late_on(today())
    closed = Part.objects.filter(pk=part.pk, closed_at=None).update(
        evidence_text=words, evidence=shown, closed_at=now(), closed_by=str(by.actor)
    )
    if not closed:
        raise Refusal(_("Kỳ này đã được đóng rồi."))
    Task.objects.filter(pk=task.pk, stage=Task.Stage.OPEN).update(stage=Task.Stage.IN_PROGRESS)
    part.refresh_from_db()
    happened = PartClosed(task.plan.public_id, task.public_id, part.public_id, part.period, part.due, late)
    record(happened, stream=f"plan:{task.plan.public_id}", by=by.actor)
    return part


@transaction.atomic
def reopen_part(*, part: Part, reason: str, by: Viewer) -> Part:
    """What was delivered is not the product. The old one stays in the notes. Raises `Forbidden`, `Refusal`."""
    task = part.task
    require(may_confirm(by, task.plan))
    require(in_force(task))
    if not reason.strip():
        raise Refusal(_("Xin ghi lý do mở lại."))
    delivered, deliverer = part.delivered, part.closed_by
    if not Part.objects.filter(pk=part.pk, closed_at__isnull=False).update(
        evidence_text="", evidence=None, closed_at=None, closed_by="", checked_at=None, checked_by=""
    ):
        raise Refusal(_("Kỳ này đang mở."))
    with override("vi"):
        words = {"period": period_words(part.period), "reason": reason.strip()[:1000], "delivered": delivered}
    note = gettext_noop("Mở lại %(period)s: %(reason)s (sản phẩm đã nộp: %(delivered)s)") % words
    Progress.objects.create(task=task, note=note, by=str(by.actor), at=now())
    part.refresh_from_db()
    happened = PartReopened(task.plan.public_id, task.public_id, part.public_id)
    record(happened, stream=f"plan:{task.plan.public_id}", by=by.actor)
    tell_sent_back(task, deliverer, by)
    return part


def _sent_before(part: Part) -> StoredFile | None:
    last = part.evidence_files.select_related("file").order_by("-at", "-pk").first()
    return last.file if last else None
