"""Sentences of this room that several of its parts say."""

from __future__ import annotations

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from motcua.catalogue.api import Pack
from motcua.rules.codes import Delivery
from motcua.rules.lifecycle import Status

NO_STEP = _("Hồ sơ không có bước nào để làm việc này.")
NO_SUCH_DOSSIER = _("Không tìm thấy hồ sơ này. Xin kiểm tra lại mã hồ sơ.")
NOT_FROM_HERE = _("Hồ sơ đang ở trạng thái “%(status)s” nên không làm được việc này.")
ONLY_STAFF = _("Chỉ cán bộ mới làm được việc này.")
NO_DRAFT_YET = _("Chưa có dự thảo kết quả. Xin lập dự thảo trước khi trình ký.")
NO_CORRECTION = _("Hồ sơ này không có bản đính chính nào chờ ký.")
CORRECTING = _("Kết quả đang được đính chính. Xin chờ bản mới rồi trao.")
TAKEN_BACK = _("Kết quả đã thu hồi trước khi trao, hồ sơ cần kết quả mới.")
NOTHING_TO_FETCH = _("Kết quả đã thu hồi trước khi trao, ông/bà chưa phải đến nhận.")
APPEAL_ROUTE = _(
    "Nếu không đồng ý, ông/bà có quyền khiếu nại tới thủ trưởng cơ quan này hoặc khởi kiện tại Tòa án theo quy định."
)
# What a step is for a reader to whom the name in the pack says nothing.
_STEPS = {
    "receive": _("Tiếp nhận hồ sơ"),
    "examine": _("Thẩm định hồ sơ"),
    "check": _("Kiểm tra, trình ký"),
    "sign": _("Ký kết quả"),
    "issue": _("Vào sổ, đóng dấu"),
    "return": _("Trả kết quả"),
}
# Where a dossier stands, by the names of the national list.
STATES = {
    Status.REGISTERED: _("Mới đăng ký"),
    Status.ACCEPTED: _("Được tiếp nhận"),
    Status.REFUSED: _("Không được tiếp nhận"),
    Status.PROCESSING: _("Đang xử lý"),
    Status.SUPPLEMENT: _("Yêu cầu bổ sung giấy tờ"),
    Status.FEE_DUE: _("Yêu cầu thực hiện nghĩa vụ tài chính"),
    Status.WITHDRAWN: _("Công dân yêu cầu rút hồ sơ"),
    Status.STOPPED: _("Dừng xử lý"),
    Status.DONE: _("Đã xử lý xong"),
    Status.RETURNED: _("Đã trả kết quả"),
}
WITHOUT_RESULT = (Status.REFUSED, Status.WITHDRAWN, Status.STOPPED)
ENDED = {each: STATES[each] for each in WITHOUT_RESULT}
DELIVERED = {
    Delivery.COUNTER: _("Nhận tại quầy"),
    Delivery.POST: _("Nhận qua bưu chính"),
    Delivery.ELECTRONIC: _("Nhận bản điện tử"),
}


def not_from_here(status: Status) -> str:
    """Why the table of the lifecycle has no row for what somebody wanted."""
    return NOT_FROM_HERE % {"status": STATES[status]}


def step_words(pack: Pack, key: str, kind: str, name: str) -> str:
    """A step of the route as the reader calls it: in Vietnamese its `name`, else the pack's own words for it in that
    language, else what its kind is.
    """
    if (get_language() or "vi").startswith("vi"):
        return name
    own = next((each.name.en for each in pack.route if each.id == key), None)
    return own or str(_STEPS.get(kind, name))
