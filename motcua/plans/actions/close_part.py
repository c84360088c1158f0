"""Close one period of a task with its product, or open it again."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop, override

from motcua.base.clock import today
from motcua.base.errors import Refusal
from motcua.base.models import StoredFile
from motcua.base.verdict import require
from motcua.directory.api import Viewer
from motcua.plans.events import PartClosed, PartReopened
from motcua.plans.journal import journal
from motcua.plans.models import Part, Task
from motcua.plans.periods import period_words
from motcua.plans.policies import in_force, may_confirm, may_work_on
from motcua.plans.products import TAKEN_BACK, product_of, send_back


@transaction.atomic
def close_part(*, part: Part, by: Viewer, evidence_text: str = "", evidence: StoredFile | None = None) -> Part:
    """The product of the period was delivered. Raises `Forbidden`; `Refusal` without a product or when closed."""
    task = part.task
    require(may_work_on(by, task))
    require(in_force(task))
    product, late = product_of(part, evidence_text, evidence, by), part.late_on(today())
    if not Part.objects.filter(pk=part.pk, closed_at=None).update(**product):
        raise Refusal(_("Kỳ này đã được đóng rồi."))
    Task.objects.filter(pk=task.pk, stage=Task.Stage.OPEN).update(stage=Task.Stage.IN_PROGRESS)
    part.refresh_from_db()
    journal(PartClosed(task.plan.public_id, task.public_id, part.public_id, part.period, part.due, late), by)
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
    if not Part.objects.filter(pk=part.pk, closed_at__isnull=False).update(**TAKEN_BACK):
        raise Refusal(_("Kỳ này đang mở."))
    with override("vi"):
        words = {"period": period_words(part.period), "reason": reason.strip()[:1000], "delivered": delivered}
    note = gettext_noop("Mở lại %(period)s: %(reason)s (sản phẩm đã nộp: %(delivered)s)") % words
    part.refresh_from_db()
    journal(PartReopened(task.plan.public_id, task.public_id, part.public_id), by)
    send_back(task, note, deliverer, by)
    return part
