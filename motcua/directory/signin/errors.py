"""Why somebody could not come in, each with its own page."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from motcua.base.errors import Refusal

_PAGES = {
    "cancelled": (
        400,
        _("Ông/bà chưa đăng nhập"),
        _("Ông/bà đã dừng ở VNeID nên chưa đăng nhập. Không có gì bị mất. Ông/bà có thể đăng nhập lại bất cứ lúc nào."),
    ),
    "provider_down": (
        503,
        _("VNeID chưa trả lời"),
        _(
            "Hệ thống đăng nhập của VNeID đang bận. Xin thử lại sau ít phút. "
            "Những gì ông/bà đã điền trước đây vẫn được giữ."
        ),
    ),
    "wrong_state": (
        400,
        _("Lần đăng nhập này đã hết hạn"),
        _("Trang đăng nhập mở đã lâu hoặc mở ở một cửa sổ khác. Xin bấm đăng nhập lại."),
    ),
    "bad_token": (
        400,
        _("Chưa xác nhận được danh tính"),
        _("Câu trả lời từ hệ thống đăng nhập không đúng. Chúng tôi không nhận để bảo vệ ông/bà. Xin đăng nhập lại."),
    ),
    "missing_claim": (
        400,
        _("VNeID chưa gửi đủ thông tin"),
        _(
            "Chúng tôi chưa nhận được họ tên hoặc số định danh của ông/bà từ VNeID. "
            "Khi được VNeID hỏi, xin đồng ý chia sẻ hai thông tin này."
        ),
    ),
    "not_active": (
        403,
        _("Tài khoản này đang tạm ngừng"),
        _("Tài khoản của ông/bà trên cổng này đang tạm ngừng. Xin gọi bộ phận Một cửa để được giúp."),
    ),
    "not_configured": (
        503,
        _("Chưa đăng nhập được"),
        _("Cổng này chưa được nối với hệ thống đăng nhập. Xin nộp hồ sơ tại bộ phận Một cửa."),
    ),
}


class SignInProblem(Refusal):
    """`code` is one of the pages above; `detail` is for the log, never for the page."""

    def __init__(self, code: str, detail: str = "") -> None:
        self.status, self.title, message = _PAGES[code]
        super().__init__(message)
        self.code = code
        self.detail = detail
