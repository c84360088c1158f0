"""What can go wrong here, in sentences for the person in front of the screen."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from motcua.base.errors import Refusal


class Incomplete(Refusal):
    """The dossier cannot be filed yet; `fields` says what is missing or wrong, by field or component."""

    status = 422


class AlreadyFiled(Refusal):
    """Another dossier is about the same thing. `public_id`: of it, where it is one's own."""

    def __init__(self, message: object, *, public_id: str = "") -> None:
        super().__init__(message)
        self.public_id = public_id


class MissingFile(Incomplete):
    """A file that was handed in can no longer be read."""


class NotNow(Refusal):
    """The table of the lifecycle knows no such passage from here, or a condition of it is not met."""


class Stale(Refusal):
    """Somebody else was faster."""

    def __init__(self) -> None:
        super().__init__(_("Hồ sơ vừa có người khác xử lý. Xin tải lại trang để xem tình trạng mới."))


class Taken(Refusal):
    """Two reached for the same step; the other one has it."""

    def __init__(self) -> None:
        super().__init__(_("Việc này vừa có người khác nhận. Xin chọn hồ sơ khác."))
