"""What can go wrong with the outside. All of it is a state with an owner, none of it an error page."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from motcua.base.errors import Refusal


class SourceDown(Refusal):
    """A system does not answer, answers too late or answers nonsense. Degraded mode: the person types more."""

    status = 503

    def __init__(self, system: str, outcome: str) -> None:
        super().__init__(_("Hệ thống bên ngoài chưa trả lời. Ông/bà vẫn làm tiếp được, chỉ phải gõ thêm vài ô."))
        self.system = system
        self.outcome = outcome


class NoGround(Refusal):
    """A look into the state's data without a purpose or an open reference: refused before anything leaves the house."""

    status = 403

    def __init__(self) -> None:
        super().__init__(_("Chỉ được tra cứu dữ liệu khi có mục đích và hồ sơ đang mở."))
