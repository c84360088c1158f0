"""Follow a plan no longer."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from motcua.base.clock import now
from motcua.base.errors import Refusal
from motcua.base.verdict import require
from motcua.directory.api import Viewer
from motcua.plans.events import Withdrawn
from motcua.plans.journal import journal
from motcua.plans.models import Plan
from motcua.plans.policies import may_confirm


@transaction.atomic
def withdraw_plan(*, plan: Plan, reason: str, by: Viewer) -> Plan:
    """Take the plan out of following; everything that was done stays to be read. Raises `Forbidden`, `Refusal`."""
    require(may_confirm(by, plan))
    if not reason.strip():
        raise Refusal(_("Xin ghi lý do rút, ví dụ số và ngày của văn bản bãi bỏ."))
    written = Plan.objects.filter(pk=plan.pk, state__in=[Plan.State.DRAFT, Plan.State.CONFIRMED]).update(
        state=Plan.State.WITHDRAWN, withdrawn_at=now(), withdrawn_why=reason.strip()[:1000]
    )
    if not written:
        raise Refusal(_("Kế hoạch này đã rút hoặc đã có bản mới."))
    plan.refresh_from_db()
    journal(Withdrawn(plan.public_id, plan.agency.code), by)
    return plan
