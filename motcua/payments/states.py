"""The states of a bill and what each means, for whom: readable by an accountant."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


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
    REFUNDING = "refunding", _("Đang trả lại")
    REFUNDED = "refunded", _("Đã trả lại")


class Question(models.TextChoices):
    """Why an accountant must look; the label says what to do."""

    SHORT = "short", _("Nhận thiếu tiền: báo người nộp chuyển thêm phần còn thiếu hoặc trả lại.")
    EXCESS = "excess", _("Nhận thừa hoặc nhận hai lần: trả lại phần thừa.")
    LATE = "late", _("Tiền đến sau khi hồ sơ đã dừng: trả lại.")
    UNKNOWN = "unknown", _("Nội dung chuyển khoản không rõ: tìm khoản phải nộp rồi gắn vào.")
    MISSING = "missing", _("Đã hỏi ngân hàng bảy ngày, chưa thấy tiền: liên hệ người nộp.")


# Anything but these asks somebody of the agency to act.
OWNER = "accountant"
METHODS = {
    "vietqr": _("Chuyển khoản VietQR"),
    "counter_qr": _("VietQR tại quầy"),
    "cash": _("Tiền mặt tại quầy"),
}
