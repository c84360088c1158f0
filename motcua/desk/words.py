"""Codes as clerks say them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from motcua.rules.codes import Channel
from motcua.rules.lifecycle import Status

_CHANNELS = {Channel.COUNTER: _("tại quầy"), Channel.ONLINE: _("trực tuyến"), Channel.POST: _("bưu chính")}
_STATUSES = {
    Status.REGISTERED: _("Chờ tiếp nhận"),
    Status.ACCEPTED: _("Đã tiếp nhận, chưa chuyển"),
    Status.REFUSED: _("Không tiếp nhận"),
    Status.PROCESSING: _("Đang giải quyết"),
    Status.SUPPLEMENT: _("Chờ người dân bổ sung"),
    Status.FEE_DUE: _("Chờ người dân nộp phí"),
    Status.WITHDRAWN: _("Người nộp đã rút"),
    Status.STOPPED: _("Đã dừng giải quyết"),
    Status.DONE: _("Đã xong, chờ trả kết quả"),
    Status.RETURNED: _("Đã trả kết quả"),
}
_TONES = {
    Status.REFUSED: "bad", Status.STOPPED: "bad", Status.SUPPLEMENT: "wait", Status.FEE_DUE: "wait",
    Status.DONE: "done", Status.RETURNED: "done",
}  # fmt: skip


def channel_words(channel: int) -> str:
    """How a dossier came."""
    return str(_CHANNELS[Channel(channel)])


_TAKEN_BACK = _("Kết quả đã thu hồi, cần kết quả mới")


def status_words(status: int, *, back: bool = False) -> str:
    """Where a dossier stands. `back`: its result was revoked before it was handed over."""
    return str(_TAKEN_BACK if back else _STATUSES[Status(status)])


def status_tone(status: int, *, back: bool = False) -> str:
    """The tint of a status: "", done, wait or bad."""
    return "bad" if back else _TONES.get(Status(status), "")
