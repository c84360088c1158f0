"""Money an accountant must look at, decide about and pay back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
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
    Refund,
    RefundState,
    ask_about,
    assign,
    keep_fee,
    mark_refunded,
    missing_payments,
    money_questions,
    order_refund,
    refunds_decided,
    refunds_to_do,
    return_surplus,
)
from motcua.rules.codes import Role

ASSIGN, REFUND = "gan-vao", "tra-lai"
ORDER, KEEP, PAID = "tra-lai", "khong-tra", "da-tra-lai"


@dataclass(frozen=True)
class Asked:
    """One movement with what may be answered."""

    movement: Movement
    what: str
    may_assign: bool
    may_refund: bool


@dataclass(frozen=True)
class Back:
    """Money that perhaps goes back: to be decided (`asked`), or decided and to be paid."""

    refund: Refund
    asked: bool


def money_page(viewer: Viewer) -> dict[str, Any]:
    """Questions oldest first, money to give back, and attempts nobody has seen money for."""
    return {
        "questions": [_asked(each) for each in money_questions(viewer)[:200]],
        "refunds": [Back(each, each.state == RefundState.ASKED) for each in refunds_to_do(viewer)[:200]],
        "decided": refunds_decided(viewer, 20),
        "missing": missing_payments(viewer)[:200],
    }


def money_waits(viewer: Viewer) -> bool:
    """Is there money the viewer must look at, decide about or ask for? Without a query for whoever is no accountant."""
    lists = (money_questions, refunds_to_do, missing_payments)
    return viewer.has_role(Role.ACCOUNTANT) and any(each(viewer).exists() for each in lists)


def answer_question(viewer: Viewer, movement: str, answer: str, typed: Mapping[str, str]) -> str:
    """Do what the accountant decided; the sentence that says it is done. Raises `Refusal`, `NotFound`."""
    found = money_questions(viewer).filter(public_id=movement).first()
    if found is None:
        raise NotFound(_("Khoản này đã được xử lý."))
    if answer == ASSIGN:
        bill = Bill.objects.filter(code__iexact=typed.get("bill", "").strip()).first()
        if bill is None:
            raise Refusal(_("Không có khoản phải nộp nào mang mã này. Mã gồm chữ MC và 8 ký tự."))
        assign(movement=found, bill=bill, by=viewer, note=typed.get("note", ""))
        return _("Đã gắn tiền vào khoản %(code)s.") % {"code": bill.code}
    if answer == REFUND:
        return_surplus(movement=found, account=typed.get("account", ""), reason=typed.get("note", ""), by=viewer)
        return _("Đã ghi lệnh trả lại tiền.")
    raise NotFound(_("Không có việc này."))


def decide_refund(viewer: Viewer, refund: str, answer: str, typed: Mapping[str, str]) -> str:
    """Order it, keep the fee by a text, or mark it paid back; the sentence that says so. `Refusal`, `NotFound`."""
    found = refunds_to_do(viewer).filter(public_id=refund).first()
    act = _DECISIONS.get(answer)
    if act is None:
        raise NotFound(_("Không có việc này."))
    if found is None:
        raise NotFound(_("Khoản này đã được xử lý."))
    return act(found, typed, viewer)


def _order(refund: Refund, typed: Mapping[str, str], viewer: Viewer) -> str:
    order_refund(refund=refund, account=typed.get("account", ""), reason=typed.get("note", ""), by=viewer)
    return _("Đã ghi lệnh trả lại tiền.")


def _keep(refund: Refund, typed: Mapping[str, str], viewer: Viewer) -> str:
    keep_fee(refund=refund, basis=typed.get("basis", ""), by=viewer)
    return _("Đã ghi là không trả lại. Người nộp đọc được căn cứ.")


def _paid(refund: Refund, typed: Mapping[str, str], viewer: Viewer) -> str:
    mark_refunded(refund=refund, proof=typed.get("proof", ""), by=viewer)
    return _("Đã ghi là đã trả lại.")


_DECISIONS: dict[str, Callable[[Refund, Mapping[str, str], Viewer], str]] = {
    ORDER: _order,
    KEEP: _keep,
    PAID: _paid,
}


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
    unknown = movement.state == MovementState.UNKNOWN
    return Asked(
        movement,
        str(Question(movement.question).label),
        may_assign=unknown,
        may_refund=movement.excess > 0 or unknown,
    )
