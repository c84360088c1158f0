"""Write down the money of a plan."""

from __future__ import annotations

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from motcua.base.clock import now
from motcua.base.errors import Refusal
from motcua.base.verdict import require
from motcua.directory.api import Viewer
from motcua.plans.actions.correct_item import CHANGED_MEANWHILE
from motcua.plans.events import BudgetWritten
from motcua.plans.journal import journal
from motcua.plans.models import BudgetLine, Plan, Task
from motcua.plans.policies import is_followed, may_write_budget

MOST = 10**15


@transaction.atomic
def add_budget(
    *, plan: Plan, text: str, source: str, year: int, amount: int, by: Viewer, task: Task | None = None
) -> BudgetLine:
    """One line: what for, from which money, for which year, how much (whole VND). Raises `Forbidden`, `Refusal`."""
    require(may_write_budget(by, plan))
    require(is_followed(plan))
    if not text.strip() or not source.strip():
        raise Refusal(_("Xin ghi nội dung chi và nguồn kinh phí."))
    if not 0 < amount < MOST:
        raise Refusal(_("Số tiền phải là một số đồng lớn hơn 0, ví dụ 45.000.000."))
    if not 2000 <= year <= 2100:
        raise Refusal(_("Năm gồm bốn chữ số, ví dụ 2026."))
    if task is not None and task.plan_id != plan.pk:
        raise Refusal(_("Nhiệm vụ này thuộc kế hoạch khác."))
    made = BudgetLine.objects.create(
        plan=plan, task=task, text=text.strip()[:300], source=source.strip()[:200], year=year, amount=amount,
        by=str(by.actor), at=now(),
    )  # fmt: skip
    _told(made, by)
    return made


@transaction.atomic
def spend_budget(*, line: BudgetLine, spent: int, voucher: str, revision: int, by: Viewer) -> BudgetLine:
    """How much of a line is spent in all (VND), by which papers. More than was given is written, and shown as such.

    `revision` is the one the person was looking at. Raises `Forbidden`, `Refusal`.
    """
    require(may_write_budget(by, line.plan))
    require(is_followed(line.plan))
    if not 0 <= spent < MOST:
        raise Refusal(_("Số đã chi là một số đồng, không âm."))
    if spent and not voucher.strip():
        raise Refusal(_("Xin ghi chứng từ, ví dụ “Giấy rút dự toán số 12 ngày 05/10/2026”."))
    written = BudgetLine.objects.filter(pk=line.pk, revision=revision).update(
        spent=spent, spent_source=voucher.strip()[:200], by=str(by.actor), at=now(), revision=F("revision") + 1
    )
    if not written:
        raise Refusal(CHANGED_MEANWHILE)
    line.refresh_from_db()
    _told(line, by)
    return line


def _told(line: BudgetLine, by: Viewer) -> None:
    journal(BudgetWritten(line.plan.public_id, line.public_id, line.year, line.amount, line.spent), by)
