"""What may go wrong with a paper, in words."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from motcua.base.errors import NotFound, Refusal


class IncompletePaper(Refusal):
    """A template lacks fields it cannot do without; `missing` names them (for whoever wrote the pack)."""

    def __init__(self, template: str, missing: list[str]) -> None:
        super().__init__(
            _("Chưa đủ thông tin để lập văn bản %(template)s. Còn thiếu: %(missing)s.")
            % {"template": template, "missing": ", ".join(missing)}
        )
        self.missing = missing


class UnknownTemplate(Refusal):
    """There is no such template."""

    def __init__(self, template: str) -> None:
        super().__init__(_("Không có mẫu văn bản %(template)s.") % {"template": template})


class NoSuchPaper(NotFound):
    """Nothing was issued under this code."""

    def __init__(self) -> None:
        super().__init__(_("Không tìm thấy văn bản nào có mã này. Xin xem lại từng chữ, từng số của mã."))


class PaperNotInForce(Refusal):
    """The paper was revoked or replaced already."""

    def __init__(self) -> None:
        super().__init__(_("Văn bản này đã bị thu hồi hoặc đã được thay bằng văn bản khác."))
