"""Holding a draft while one of its items changes, so that it cannot be confirmed at the same moment."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from motcua.base.errors import Refusal
from motcua.plans.models import Plan


def hold_draft(plan: Plan) -> None:
    """Lock the plan for this transaction. Raises `Refusal` where it is no draft any more."""
    state = Plan.objects.select_for_update().values_list("state", flat=True).get(pk=plan.pk)
    if state != Plan.State.DRAFT:
        raise Refusal(_("Kế hoạch đã được xác nhận nên không sửa được nữa. Thay đổi thì đưa bản mới vào."))
