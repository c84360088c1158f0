"""Fees at the desk: ask for one, take cash."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from motcua.base.errors import Refusal
from motcua.base.kit.moments import show_vnd
from motcua.base.public_ids import new_public_id
from motcua.catalogue.api import pack_of, say
from motcua.desk.deeds.case import Case, Deed, Fields
from motcua.dossiers import api
from motcua.payments.api import Bill, bill_for, take_cash

UNPAID = "unpaid"


def open_bill_of(dossier: api.Dossier) -> Bill | None:
    """The bill this dossier waits for."""
    bill = bill_for(dossier.bill) if dossier.bill and dossier.fee_state == api.FeeState.DUE else None
    return bill if bill is not None and bill.outstanding else None


def _fee_fields(case: Case) -> Fields:
    bill = open_bill_of(case.dossier)
    pack = pack_of(case.dossier.procedure_version_id)
    options: list[tuple[str, str]] = [(each.code, say(each.name)) for each in pack.fees]
    if bill is not None:
        options.insert(0, (UNPAID, str(_("Khoản còn nợ: %(amount)s")) % {"amount": show_vnd(bill.outstanding)}))
    return [
        case.choose("fee", _("Khoản phải nộp"), options, first=UNPAID),
        case.text(
            "amount", _("Số tiền (đồng)"), input_mode="numeric", size="short", optional=True,
            hint=str(_("Với khoản còn nợ thì để trống.")),
        ),
    ]  # fmt: skip


def _ask_fee(case: Case) -> object:
    code = case.said("fee")
    if code == UNPAID:
        return api.ask_fee(dossier=case.dossier, by=case.viewer)
    fee = next((each for each in pack_of(case.dossier.procedure_version_id).fees if each.code == code), None)
    if fee is None:
        raise Refusal(_("Xin chọn khoản phải nộp."), fields={"fee": _("Chưa chọn.")})
    amount = _amount(case.said("amount"))
    line: dict[str, Any] = {
        "code": fee.code, "name": say(fee.name), "kind": fee.kind, "list": amount, "payable": amount, "units": 1,
        "basis": fee.legal or "", "reason": "",
    }  # fmt: skip
    return api.ask_fee(dossier=case.dossier, lines=[line], by=case.viewer)


def _cash_context(case: Case) -> dict[str, Any]:
    return {"bill": open_bill_of(case.dossier), "once": case.said("once") or new_public_id()}


def _no_fields(case: Case) -> Fields:
    return [case.text("amount", _("Số tiền mặt đã nhận (đồng)"), input_mode="numeric", size="short")]


def _cash(case: Case) -> object:
    bill = bill_for(case.dossier.bill) if case.dossier.bill else None
    if bill is None:
        raise Refusal(_("Hồ sơ này không có khoản nào phải nộp."))
    return take_cash(bill=bill, amount=_amount(case.said("amount")), by=case.viewer, key=case.said("once") or "desk")


def _amount(text: str) -> int:
    digits = text.replace(".", "").replace(" ", "").replace("đ", "")
    if not digits.isdecimal() or int(digits) <= 0:
        raise Refusal(_("Số tiền chưa đúng."), fields={"amount": _("Chỉ ghi chữ số, ví dụ 8.000.")})
    return int(digits)


ASK_FEE = Deed(
    "yeu-cau-phi", "ask_fee", _("Yêu cầu nộp phí, lệ phí"), "", _ask_fee,
    _("Đã gửi yêu cầu nộp tiền. Đồng hồ dừng cho đến khi tiền đến."), _fee_fields,
    _("Người nộp nhận được mã QR để chuyển khoản; đồng hồ giải quyết dừng cho đến khi tiền đến."), tone="main",
)  # fmt: skip
CASH = Deed(
    "thu-tien-mat", "take_cash", _("Thu tiền mặt"), "m", _cash, _("Đã thu tiền, biên lai đã có."), _no_fields,
    template="desk/deeds/cash.html", context=_cash_context, tone="main",
)  # fmt: skip
