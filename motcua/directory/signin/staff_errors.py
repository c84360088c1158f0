"""Why a member of staff could not come in."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from motcua.base.errors import Refusal
from motcua.directory.models import User

_WORDS = {
    "wrong": _("Tên đăng nhập, mật khẩu hoặc mã xác thực chưa đúng. Xin thử lại."),
    "locked": _("Tài khoản đang khóa vì nhập sai 5 lần. Xin nhờ quản trị viên của cơ quan mở lại."),
    "paused": _("Máy này đã nhập sai nhiều lần. Xin đợi 15 phút rồi thử lại."),
    "enrol": _("Xin cài mã xác thực trước khi dùng."),
    "choose": _("Xin đặt mật khẩu mới trước khi dùng."),
}


class StaffSignInRefused(Refusal):
    """`code`: wrong, locked, paused, enrol or choose; `user` only for the last two."""

    status = 403

    def __init__(self, code: str, user: User | None = None) -> None:
        super().__init__(_WORDS[code])
        self.code = code
        self.user = user
