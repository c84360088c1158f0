"""Ways of doing that others may copy."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from motcua.base.clock import now
from motcua.base.errors import Refusal
from motcua.base.events import record
from motcua.base.verdict import require
from motcua.directory.api import Viewer
from motcua.plans.events import ModelCopied, ModelMarked, ModelWithdrawn
from motcua.plans.models import GoodModel, ModelCopy, Task
from motcua.plans.policies import in_force, may_confirm, may_copy_models, may_withdraw_model


@transaction.atomic
def mark_model(*, task: Task, title: str, how: str, result: str, contact: str, by: Viewer) -> GoodModel:
    """Show what was done for a task to every agency as worth copying.

    Raises `Forbidden`; `Refusal` where a word is missing, nothing was delivered yet, or it is shown already.
    """
    require(may_confirm(by, task.plan))
    require(in_force(task))
    if not all(each.strip() for each in (title, how, result, contact)):
        raise Refusal(_("Xin ghi đủ tên mô hình, cách làm, kết quả và người để hỏi."))
    if task.stage != Task.Stage.DONE and not task.parts.filter(closed_at__isnull=False).exists():
        raise Refusal(_("Việc chưa có sản phẩm nào nên chưa nêu làm mô hình được."))
    made, new = GoodModel.objects.get_or_create(
        task=task,
        defaults={
            "agency": task.plan.agency,
            "title": title.strip()[:200],
            "how": how.strip()[:4000],
            "result": result.strip()[:4000],
            "contact": contact.strip()[:200],
            "by": str(by.actor),
            "at": now(),
        },
    )
    if not new:
        raise Refusal(_("Nhiệm vụ này đã được nêu làm mô hình."))
    happened = ModelMarked(task.plan.agency.code, made.public_id, task.public_id)
    record(happened, stream=f"plan:{task.plan.public_id}", by=by.actor)
    return made


@transaction.atomic
def withdraw_model(*, model: GoodModel, by: Viewer) -> GoodModel:
    """Show it no longer. Raises `Forbidden`."""
    require(may_withdraw_model(by, model))
    if GoodModel.objects.filter(pk=model.pk, withdrawn_at=None).update(withdrawn_at=now()):
        record(ModelWithdrawn(model.agency.code, model.public_id), stream=f"plan_model:{model.public_id}", by=by.actor)
    model.refresh_from_db()
    return model


@transaction.atomic
def copy_model(*, model: GoodModel, by: Viewer) -> ModelCopy:
    """The agency of the viewer does as this model does; counted once. Raises `Forbidden`, `Refusal`."""
    require(may_copy_models(by))
    agency = by.staff.agency if by.staff is not None else model.agency
    if agency.pk == model.agency_id:
        raise Refusal(_("Đây là mô hình của chính cơ quan ông/bà."))
    if model.withdrawn_at is not None:
        raise Refusal(_("Mô hình này không còn được giới thiệu."))
    made, new = ModelCopy.objects.get_or_create(model=model, agency=agency, defaults={"by": str(by.actor), "at": now()})
    if not new:
        raise Refusal(_("Cơ quan đã ghi nhận học theo mô hình này."))
    record(ModelCopied(agency.code, model.public_id), stream=f"plan_model:{model.public_id}", by=by.actor)
    return made
