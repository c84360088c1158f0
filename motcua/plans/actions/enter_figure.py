"""Enter the figure of a target that no event counts."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from motcua.base.clock import now, today
from motcua.base.errors import Refusal
from motcua.base.verdict import require
from motcua.directory.api import Viewer
from motcua.plans.events import FigureEntered
from motcua.plans.journal import journal
from motcua.plans.judging import is_yes_no
from motcua.plans.models import Progress, Share, Target
from motcua.plans.policies import in_force, may_enter_figure


@transaction.atomic
def enter_figure(
    *, target: Target, value: Decimal, as_of: date, source: str, by: Viewer, share: Share | None = None
) -> Progress:
    """Keep a figure (in the target's own unit) with the day it stands for and where it was taken from.

    `share`: the figure is only that of one unit or person. Where the target asks yes or no it is 1 or 0.

    Raises `Forbidden`; `Refusal` without a source, for a day to come, and for a target counted from events: its
    figure cannot be entered.
    """
    require(may_enter_figure(by, target))
    require(in_force(target))
    if target.indicator:
        raise Refusal(_("Chỉ tiêu này do máy đếm từ hồ sơ, không nhập tay được."))
    if not source.strip():
        raise Refusal(_("Xin ghi nguồn của con số, ví dụ “Báo cáo 45/BC-UBND ngày 05/10/2026”."))
    if as_of > today():
        raise Refusal(_("Ngày của số liệu chưa đến. Xin xem lại."))
    if not value.is_finite() or abs(value) >= 10**14:
        raise Refusal(_("Giá trị phải là một con số, ví dụ 85 hoặc 82,5."))
    if is_yes_no(target) and value not in (0, 1):
        raise Refusal(_("Chỉ tiêu này chỉ có hai mức: có hoặc chưa có."))
    if share is not None and share.target_id != target.pk:
        raise Refusal(_("Phần này thuộc chỉ tiêu khác."))
    made = Progress.objects.create(
        target=target, share=share, value=value, as_of=as_of, source=source.strip()[:1000], by=str(by.actor), at=now()
    )
    journal(FigureEntered(target.plan.public_id, target.public_id, value, as_of), by)
    return made
