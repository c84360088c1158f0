"""Money an accountant must look at."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from motcua.base.errors import NotFound, Refusal
from motcua.directory.api import Viewer
from motcua.gateways.api import SourceDown
from motcua.payments.api import (
    Attempt,
    Bill,
    Movement,
    MovementState,
    Question,
    ask_about,
    ask_refund,
    assign,
    mark_refunded,
    missing_payments,
    money_questions,
)

ASSIGN, REFUND, REFUNDED = "gan-vao", "tra-lai", "da-tra-lai"


@dataclass(frozen=True)
class Asked:
    """One movement with what may be answered."""

    movement: Movement
    what: str
    may_assign: bool
    may_refund: bool
    refunding: bool


def money_page(viewer: Viewer) -> dict[str, Any]:
    """Questions oldest first, and attempts nobody has seen money for."""
    return {
        "questions": [_asked(each) for each in money_questions(viewer)[:200]],
        "missing": missing_payments(viewer)[:200],
    }


def answer_question(viewer: Viewer, movement: str, answer: str, *, note: str, bill_code: str) -> str:
    """Do what the accountant decided; the sentence that says it is done. Raises `Refusal`, `NotFound`."""
    found = money_questions(viewer).filter(public_id=movement).first()
    if found is None:
        raise NotFound(_("Khoản này đã được xử lý."))
    if answer == ASSIGN:
        bill = Bill.objects.filter(code__iexact=bill_code.strip()).first()
        if bill is None:
            raise Refusal(_("Không có khoản phải nộp nào mang mã này. Mã gồm chữ MC và 8 ký tự."))
        assign(movement=found, bill=bill, by=viewer, note=note)
        return _("Đã gắn tiền vào khoản %(code)s.") % {"code": bill.code}
    if answer == REFUND:
        ask_refund(movement=found, by=viewer, note=note)
        return _("Đã ghi lệnh trả lại tiền.")
    if answer == REFUNDED:
        mark_refunded(movement=found, by=viewer, note=note)
        return _("Đã ghi là đã trả lại.")
    raise NotFound(_("Không có việc này."))


def ask_the_bank(viewer: Viewer, attempt: str) -> str:
    """Ask now about a payment that is missing. Raises `Refusal` where the bank does not answer, `NotFound`."""
    found: Attempt | None = missing_payments(viewer).filter(public_id=attempt).first()
    if found is None:
        raise NotFound(_("Khoản này đã được xử lý."))
    try:
        bill = ask_about(found, by=viewer.actor)
    except SourceDown as down:
        raise Refusal(_("Ngân hàng chưa trả lời. Xin thử lại sau ít phút.")) from down
    if bill.outstanding:
        return _("Ngân hàng vẫn chưa thấy tiền của khoản %(code)s.") % {"code": bill.code}
    return _("Tiền của khoản %(code)s đã đến đủ.") % {"code": bill.code}


def _asked(movement: Movement) -> Asked:
    refunding = movement.state == MovementState.REFUNDING
    return Asked(
        movement,
        str(Question(movement.question).label),
        may_assign=movement.state == MovementState.UNKNOWN,
        may_refund=not refunding and (movement.excess > 0 or movement.state == MovementState.UNKNOWN),
        refunding=refunding,
    )
