"""Who may touch money."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from motcua.base.verdict import Verdict, allow, refuse
from motcua.directory.api import Viewer
from motcua.payments.models import Bill, Movement, Refund
from motcua.rules.codes import Role


def may_take_cash(viewer: Viewer, bill: Bill) -> Verdict:
    """Clerks and accountants of the agency that is owed."""
    if viewer.has_any_role(Role.CLERK, Role.ACCOUNTANT, agency=bill.agency_id):
        return allow()
    return refuse(_("Chỉ cán bộ tiếp nhận hoặc kế toán của cơ quan được thu tiền."))


def may_handle(viewer: Viewer, movement: Movement) -> Verdict:
    """Accountants of the agency the money came to."""
    if movement.agency_id and viewer.has_role(Role.ACCOUNTANT, movement.agency_id):
        return allow()
    return refuse(_("Chỉ kế toán của cơ quan nhận tiền được xử lý khoản này."))


def may_decide_refund(viewer: Viewer, refund: Refund) -> Verdict:
    """Accountants of the agency that took the money."""
    if viewer.serves(Role.ACCOUNTANT, refund.agency_id, ""):
        return allow()
    return refuse(_("Chỉ kế toán của cơ quan đã thu tiền được quyết định việc trả lại."))


def may_see_bill(viewer: Viewer, bill: Bill) -> Verdict:
    """The payer, and staff of the agency that is owed."""
    subject, own = viewer.subject, viewer.own_subject
    payer = (bill.payer_kind, bill.payer_key)
    if any(who is not None and (who.kind, who.key) == payer for who in (subject, own)):
        return allow()
    if any(held.agency_id == bill.agency_id for held in viewer.roles):
        return allow()
    return refuse(_("Không có khoản phải nộp này."))
