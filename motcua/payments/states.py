"""The states of a bill and what each means, for whom: readable by an accountant."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from motcua.rules.refunds import RefundCause, RefundState


class BillState(models.TextChoices):
    """A bill is owed until money of at least its amount has arrived."""

    OPEN = "open", _("Chờ nộp")
    SHORT = "short", _("Đã nhận thiếu")
    SETTLED = "settled", _("Đã nộp đủ")
    CANCELLED = "cancelled", _("Đã hủy")


class MovementState(models.TextChoices):
    """What became of money that arrived."""

    COUNTED = "counted", _("Đã tính vào khoản phải nộp")
    EXCESS = "excess", _("Thừa, phải trả lại")
    LATE = "late", _("Đến sau khi khoản phải nộp đã hủy, phải trả lại")
    UNKNOWN = "unknown", _("Chưa rõ nộp cho hồ sơ nào")


class Question(models.TextChoices):
    """Why an accountant must look; the label says what to do."""

    SHORT = "short", _("Nhận thiếu tiền: báo người nộp chuyển thêm phần còn thiếu hoặc trả lại.")
    EXCESS = "excess", _("Nhận thừa hoặc nhận hai lần: trả lại phần thừa.")
    LATE = "late", _("Tiền đến sau khi hồ sơ đã dừng: trả lại.")
    UNKNOWN = "unknown", _("Nội dung chuyển khoản không rõ: tìm khoản phải nộp rồi gắn vào.")
    MISSING = "missing", _("Đã hỏi ngân hàng bảy ngày, chưa thấy tiền: liên hệ người nộp.")


CAUSES = {
    RefundCause.EXCESS: _("nộp thừa hoặc nộp hai lần"),
    RefundCause.LATE: _("nộp sau khi khoản phải nộp đã hủy"),
    RefundCause.UNKNOWN: _("không rõ nộp cho hồ sơ nào"),
    RefundCause.REFUSED: _("hồ sơ không được tiếp nhận"),
    RefundCause.WITHDRAWN: _("người nộp rút hồ sơ"),
    RefundCause.STOPPED: _("hồ sơ dừng giải quyết"),
    RefundCause.REVOKED: _("kết quả đã bị thu hồi"),
}
REFUND_STATES = {
    RefundState.ASKED: _("chờ kế toán quyết định"),
    RefundState.ORDERED: _("đang trả lại"),
    RefundState.PAID: _("đã trả lại"),
    RefundState.KEPT: _("không trả lại theo quy định"),
}
COUNTER_QR = "counter_qr"
METHODS = {
    "vietqr": _("Chuyển khoản VietQR"),
    COUNTER_QR: _("VietQR tại quầy"),
    "cash": _("Tiền mặt tại quầy"),
}
