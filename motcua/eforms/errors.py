"""Refusals of the forms, in words for the person who fills."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from motcua.base.errors import Forbidden, NotFound, Refusal
from motcua.eforms.checks import Problem


class NoSuchDraft(NotFound):
    """There is no such draft, or it is somebody else's."""

    def __init__(self) -> None:
        super().__init__(_("Không tìm thấy bản khai này trong tài khoản của ông/bà."))


class NotOpen(Refusal):
    """The draft was submitted or abandoned; what it holds no longer changes."""

    def __init__(self, *, sealed: bool) -> None:
        super().__init__(
            _("Bản khai này đã nộp nên không sửa được nữa. Nếu cần bổ sung, xin mở hồ sơ và gửi thêm ở đó.")
            if sealed
            else _("Bản khai này đã bỏ. Xin bắt đầu bản mới; những gì nhà nước đã biết vẫn được điền sẵn.")
        )


class NotReady(Refusal):
    """Something is still missing or wrong. `problems` has all of it at once."""

    status = 422

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        fields = {each.field or each.component: each.message for each in reversed(problems)}
        super().__init__(_("Bản khai còn chỗ cần xem lại. Xin sửa các chỗ dưới đây rồi nộp."), fields=fields)


class OtherVersion(Refusal):
    """The procedure changed since the form was begun; a dossier goes by what is in force when it arrives."""

    def __init__(self) -> None:
        super().__init__(
            _("Thủ tục này có quy định mới nên bản khai đã chuyển theo. Những gì đã điền vẫn giữ. Xin xem lại rồi nộp.")
        )


class NoForm(Refusal):
    """The procedure cannot be filed here."""

    def __init__(self) -> None:
        super().__init__(_("Thủ tục này chưa nộp được ở đây. Xin xem cách nộp trên trang của thủ tục."))


class NoSuchField(NotFound):
    """The form has no such field, page, section or component."""

    def __init__(self) -> None:
        super().__init__(_("Câu hỏi này không có trong bản khai."))


class TooMuch(Refusal):
    """More files, pages or bytes than a dossier may have."""

    status = 413


class NotThisPaper(Refusal):
    """A paper from the vault that cannot serve here."""

    def __init__(self) -> None:
        super().__init__(_("Giấy tờ này không dùng được cho phần này, hoặc đã hết hạn. Xin chọn giấy khác."))


class NothingToDispute(Refusal):
    """Only a value that came from a source can be disputed."""

    def __init__(self) -> None:
        super().__init__(_("Câu này ông/bà tự sửa được ngay trong bản khai."))


__all__ = [
    "Forbidden", "NoForm", "NoSuchDraft", "NoSuchField", "NotOpen", "NotReady", "NotThisPaper", "NothingToDispute",
    "OtherVersion",
    "TooMuch",
]  # fmt: skip
