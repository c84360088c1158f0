"""Fees at the desk: ask for one, grant an exemption, take cash."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from motcua.base.errors import Refusal
from motcua.base.kit.figures import read_vnd, show_vnd
from motcua.base.kit.qr import qr_in_page
from motcua.base.public_ids import new_public_id
from motcua.base.verdict import require
from motcua.catalogue.api import Fee, pack_of, say, say_lines
from motcua.desk.deeds.case import Case, Deed, Fields
from motcua.dossiers import api
from motcua.gateways.api import SourceDown
from motcua.payments.api import (
    COUNTER_QR,
    Bill,
    BillState,
    ask_about,
    bill_for,
    may_take_cash,
    start_attempt,
    take_cash,
)

UNPAID = "unpaid"
ON_RETURN = "return"
WHEN = {ON_RETURN: _("%(fee)s (thu khi trả kết quả)")}


def _fee_fields(case: Case) -> Fields:
    bill = api.bill_to_pay(case.dossier)
    options = _fee_options(case)
    first = UNPAID if bill is not None else options[0][0] if len(options) == 1 else ""
    if bill is not None:
        options.insert(0, (UNPAID, str(_("Khoản còn nợ: %(amount)s")) % {"amount": show_vnd(bill.outstanding)}))
    return [
        case.choose("fee", _("Khoản phải nộp"), options, first=first),
        case.text(
            "amount", _("Số tiền (đồng)"), input_mode="numeric", size="short",
            hint=str(_("Với khoản còn nợ thì để trống.")) if bill is not None else "",
        ),
    ]  # fmt: skip


def _ask_fee(case: Case) -> object:
    if case.said("fee") == UNPAID:
        return api.ask_fee(dossier=case.dossier, by=case.viewer)
    return api.ask_fee(dossier=case.dossier, lines=[_line(case)], by=case.viewer)


def _return_fields(case: Case) -> Fields:
    due_now = [each.code for each in _fees(case) if each.due == ON_RETURN]
    hint = str(_("Để trống thì thu theo mức đã quy định.")) if due_now else ""
    return [
        case.choose("fee", _("Khoản phải nộp"), _fee_options(case), first=due_now[0] if due_now else ""),
        case.text(
            "amount", _("Số tiền (đồng)"), input_mode="numeric", size="short", optional=bool(due_now), hint=hint
        ),
    ]  # fmt: skip


def _ask_return_fee(case: Case) -> object:
    by_rule = any(each.due == ON_RETURN and each.code == case.said("fee") for each in _fees(case))
    if by_rule and not case.said("amount"):
        return api.ask_return_fee(dossier=case.dossier, by=case.viewer)
    return api.ask_return_fee(dossier=case.dossier, lines=[_line(case)], by=case.viewer)


def _fees(case: Case) -> Sequence[Fee]:
    return pack_of(case.dossier.procedure_version_id).fees


def _fee_options(case: Case) -> list[tuple[str, str]]:
    """The fees of the procedure, each saying when it is due where that is not on filing."""
    return [(each.code, str(WHEN.get(each.due, "%(fee)s")) % {"fee": say(each.name)}) for each in _fees(case)]


def _line(case: Case) -> dict[str, Any]:
    """The line of a bill as the clerk wrote it. Raises `Refusal` for another fee than the procedure has."""
    fee = next((each for each in _fees(case) if each.code == case.said("fee")), None)
    if fee is None:
        raise Refusal(_("Xin chọn khoản phải nộp."), fields={"fee": _("Chưa chọn.")})
    amount = amount_said(case.said("amount"))
    return {
        "code": fee.code, "name": fee.name.vi, "kind": fee.kind, "list": amount, "payable": amount, "units": 1,
        "basis": fee.legal or "", "reason": "",
    }  # fmt: skip


def _relief_fields(case: Case) -> Fields:
    options = [(each.code, say(each.name)) for each in api.grantable(case.dossier)]
    return [
        case.choose("exemption", _("Thuộc diện nào?"), options),
        case.text("reason", _("Lý do miễn, giảm"), widget="long_text"),
        case.text(
            "evidence", _("Giấy tờ đã xem"),
            hint=str(_("Tên, số, ngày cấp, nơi cấp. Ví dụ: Giấy chứng nhận hộ nghèo số 12, UBND xã cấp 05/01/2026.")),
        ),
    ]  # fmt: skip


def _relieve(case: Case) -> object:
    return api.relieve_fee(
        dossier=case.dossier, exemption=case.said("exemption"), reason=case.said("reason"),
        evidence=case.said("evidence"), by=case.viewer,
    )  # fmt: skip


def _cash_context(case: Case) -> dict[str, Any]:
    bill = api.bill_to_pay(case.dossier)
    lines = say_lines(pack_of(case.dossier.procedure_version_id), bill.lines) if bill is not None else []
    return {"bill": bill, "lines": lines, "once": case.said("once") or new_public_id()}


def _no_fields(case: Case) -> Fields:
    return [case.text("amount", _("Số tiền mặt đã nhận (đồng)"), input_mode="numeric", size="short")]


def _cash(case: Case) -> object:
    bill = bill_for(case.dossier.bill) if case.dossier.bill else None
    if bill is None:
        raise Refusal(_("Hồ sơ này không có khoản nào phải nộp."))
    if api.is_own_business(case.viewer, case.dossier):
        raise Refusal(api.YOUR_OWN)
    amount = amount_said(case.said("amount"))
    return take_cash(bill=bill, amount=amount, by=case.viewer, key=case.said("once") or "desk")


def _code_context(case: Case) -> dict[str, Any]:
    """The desk's own code for what is owed: shown on this screen, the same until it is paid."""
    try:
        bill = _bill_at_the_desk(case)
        attempt = start_attempt(bill=bill, by=case.viewer.actor, method=COUNTER_QR)
    except Refusal as refusal:  # the agency has no account, or the money came just now
        return {"problem": refusal.message}
    return {"bill": bill, "qr": qr_in_page(attempt.qr_text, scale=6)}


def _ask_the_bank(case: Case) -> object:
    attempt = start_attempt(bill=_bill_at_the_desk(case), by=case.viewer.actor, method=COUNTER_QR)
    try:
        bill = ask_about(attempt, by=case.viewer.actor, plan=False)
    except SourceDown as error:
        raise Refusal(_("Ngân hàng chưa trả lời. Tiền đã chuyển thì không mất, chúng tôi tự hỏi lại.")) from error
    if bill.state != BillState.SETTLED:
        raise Refusal(_("Ngân hàng chưa báo có đủ tiền. Xin đợi một phút rồi hỏi lại."))
    return bill


def _bill_at_the_desk(case: Case) -> Bill:
    bill = bill_for(case.dossier.bill) if case.dossier.bill else None
    if bill is None:
        raise Refusal(_("Hồ sơ này không có khoản nào phải nộp."))
    if api.is_own_business(case.viewer, case.dossier):
        raise Refusal(api.YOUR_OWN)
    require(may_take_cash(case.viewer, bill))
    return bill


def amount_said(text: str, *, least: int = 1) -> int:
    """VND from "8.000" or "8000 đ". Raises `Refusal` for anything else and for less than `least`."""
    try:
        amount = read_vnd(text)
    except ValueError:
        amount = least - 1
    if amount < least:
        raise Refusal(_("Số tiền chưa đúng."), fields={"amount": _("Chỉ ghi chữ số, ví dụ 8.000.")})
    return amount


ASK_FEE = Deed(
    "yeu-cau-phi", "ask_fee", _("Yêu cầu nộp phí, lệ phí"), "", _ask_fee,
    _("Đã gửi yêu cầu nộp tiền. Đồng hồ dừng cho đến khi tiền đến."), _fee_fields,
    _("Người nộp nhận được mã QR để chuyển khoản; đồng hồ giải quyết dừng cho đến khi tiền đến."), tone="main",
)  # fmt: skip
RETURN_FEE = Deed(
    "thu-khi-tra", "ask_return_fee", _("Thu phí khi trả kết quả"), "", _ask_return_fee,
    _("Đã gửi yêu cầu nộp tiền. Kết quả được trả khi tiền đến."), _return_fields,
    _("Chỉ dùng khi quy định cho thu lúc trả kết quả. Người nộp nhận được mã QR; kết quả chờ đến khi nộp xong."),
)  # fmt: skip
RELIEF = Deed(
    "mien-giam", "relieve_fee", _("Miễn, giảm phí"), "", _relieve,
    _("Đã ghi miễn, giảm. Khoản phải nộp cũ đã hủy."), _relief_fields,
    _("Dùng khi dữ liệu chưa chứng minh được mà người nộp đưa giấy tờ. Tên ông/bà được lưu cùng quyết định này."),
)  # fmt: skip
CASH = Deed(
    "thu-tien-mat", "take_cash", _("Thu tiền mặt"), "m", _cash, _("Đã thu tiền, biên lai đã có."), _no_fields,
    template="desk/deeds/cash.html", context=_cash_context, tone="main",
)  # fmt: skip
CODE = Deed(
    "thu-qua-ma", "take_cash", _("Thu qua mã VietQR"), "", _ask_the_bank, _("Tiền đã đến, biên lai đã có."),
    note=_("Xoay màn hình cho người nộp quét. Khoản này ghi là nộp tại quầy, không tính là thanh toán trực tuyến."),
    template="desk/deeds/code.html", context=_code_context,
)  # fmt: skip
