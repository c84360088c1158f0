"""What can be refused about money, in words."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from motcua.base.errors import Refusal


class BillClosed(Refusal):
    """The bill is settled or cancelled."""

    def __init__(self) -> None:
        super().__init__(_("Khoản này không còn phải nộp. Xin tải lại trang để xem tình trạng mới."))


class WrongCash(Refusal):
    """Counter cash must be exactly what is missing."""

    def __init__(self, missing: int) -> None:
        super().__init__(_("Số tiền mặt phải đúng bằng số còn thiếu: %(amount)s đồng.") % {"amount": missing})


class NoAccount(Refusal):
    """The agency has no bank account for fees."""

    def __init__(self) -> None:
        super().__init__(_("Cơ quan chưa có tài khoản nhận phí. Xin nộp tiền mặt tại quầy hoặc gọi bộ phận Một cửa."))


class RefundDecided(Refusal):
    """Somebody decided before, or the press came twice."""

    def __init__(self) -> None:
        super().__init__(_("Khoản này đã được xử lý. Xin tải lại trang để xem tình trạng mới."))


class BadNotice(Refusal):
    """A notice whose signature or content is not right; nothing was recorded."""

    status = 400

    def __init__(self) -> None:
        super().__init__(_("Thông báo của ngân hàng không đúng chữ ký hoặc thiếu nội dung."))
