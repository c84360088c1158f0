"""Refusals of the vault, in words for the person who asked."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from motcua.base.errors import Forbidden, NotFound, Refusal

NOT_YOURS = _("Kho giấy tờ này không phải của ông/bà, nên chúng tôi không mở được.")
WHY = _("Xin ghi rõ mục đích và mã hồ sơ trước khi xem dữ liệu của người dân.")


class NoSuchPaper(NotFound):
    """There is no such paper, or it is not this viewer's."""

    def __init__(self) -> None:
        super().__init__(_("Không tìm thấy giấy tờ này trong kho của ông/bà."))


class AlreadyEnded(Refusal):
    """The paper was revoked or replaced before."""

    def __init__(self) -> None:
        super().__init__(_("Giấy tờ này đã hết hiệu lực từ trước."))


__all__ = ["NOT_YOURS", "WHY", "AlreadyEnded", "Forbidden", "NoSuchPaper"]
