"""Code lists of this room that are not law: who pressed the keys, where, on what, and states of work.

The codes of the exchange with the national portal (status, channel, delivery, payment flag) are in `rules`.
"""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class FiledAs(TextChoices):
    """Who really filed: three separate figures that no setting merges."""

    SELF = "self", _("Tự nộp")
    ASSISTED = "assisted", _("Có người hỗ trợ thao tác")
    BEHALF = "behalf", _("Nộp thay, nộp hộ")


class PlaceKind(TextChoices):
    """Where the keys were pressed."""

    ELSEWHERE = "elsewhere", _("Tại nhà hoặc nơi khác")
    DESK = "desk", _("Tại quầy của bộ phận Một cửa")
    KIOSK = "kiosk", _("Máy dùng chung tại bộ phận Một cửa")
    SUPPORT_POINT = "support_point", _("Điểm hỗ trợ tại thôn, tổ dân phố")
    UNKNOWN = "unknown", _("Không rõ")


class DeviceClass(TextChoices):
    """On what the keys were pressed."""

    PHONE = "phone", _("Điện thoại")
    TABLET = "tablet", _("Máy tính bảng")
    DESKTOP = "desktop", _("Máy tính")
    SHARED = "shared", _("Máy dùng chung")
    UNKNOWN = "unknown", _("Không rõ")


class HelpKind(TextChoices):
    """What help the person had."""

    NONE = "none", _("Không cần giúp")
    GUIDED = "guided", _("Được hướng dẫn, tự thao tác")
    TYPED = "typed", _("Được gõ giúp theo lời")
    SCANNED = "scanned", _("Được chụp, quét giấy tờ giúp")
    WHOLE = "whole", _("Được làm giúp toàn bộ")


class StepState(TextChoices):
    """One step of the route in one dossier."""

    WAITING = "waiting", _("Chưa đến lượt")
    OPEN = "open", _("Chờ người nhận việc")
    CLAIMED = "claimed", _("Đang làm")
    DONE = "done", _("Đã xong")
    SKIPPED = "skipped", _("Không cần làm")
    RETURNED = "returned", _("Đã trả lại bước trước")


class ResultState(TextChoices):
    """How far a result has come. A failed signature is a state with an owner, not an error page."""

    DRAFTED = "drafted", _("Dự thảo")
    SIGNING = "signing", _("Đang ký")
    FAILED = "failed", _("Ký chưa thành công")
    ISSUED = "issued", _("Đã ký, đã đóng dấu")
    RETURNED = "returned", _("Đã trả")
    DECLINED = "declined", _("Không ký")


SIGNED = (ResultState.ISSUED, ResultState.RETURNED)
UNSIGNED = (ResultState.DRAFTED, ResultState.SIGNING, ResultState.FAILED)


class ApologyState(TextChoices):
    """How far an apology has come: written by who settles, it counts once the head has signed it."""

    ASKED = "asked", _("Chờ ký")
    SIGNING = "signing", _("Đang ký")
    FAILED = "failed", _("Ký chưa thành công")
    SIGNED = "signed", _("Đã ký, đã gửi")
    DECLINED = "declined", _("Không ký")


class PartSource(TextChoices):
    """Where a part of a dossier came from."""

    UPLOAD = "upload", _("Người nộp tải lên")
    VAULT = "vault", _("Lấy từ kho giấy tờ điện tử")
    DESK = "desk", _("Quét tại quầy")
    DATA = "data", _("Thay bằng dữ liệu đã có")


class PartCheck(TextChoices):
    """What the officer found."""

    UNCHECKED = "unchecked", _("Chưa kiểm tra")
    GOOD = "good", _("Hợp lệ")
    BAD = "bad", _("Chưa hợp lệ")


class ItemVerdict(TextChoices):
    """One line of the checklist that must be complete before a supplement can be asked for."""

    GOOD = "good", _("Đã có, hợp lệ")
    MISSING = "missing", _("Còn thiếu")
    WRONG = "wrong", _("Có nhưng phải sửa")
    NOT_NEEDED = "not_needed", _("Không phải nộp")


class FeeState(TextChoices):
    """Whether the fee due now is paid."""

    NONE = "none", _("Không phải nộp")
    DUE = "due", _("Chưa nộp")
    PAID = "paid", _("Đã nộp")


class PauseReason(TextChoices):
    """For what the clock stands still; the wait is the applicant's."""

    SUPPLEMENT = "supplement", _("Chờ bổ sung")
    FEE = "fee", _("Chờ nộp phí, lệ phí")


class FormCode(TextChoices):
    """The papers this room makes: 01-06 are those of Annex I, Circular 03/2025/TT-VPCP; BL: Decree 123/2020."""

    ARRIVAL = "00", _("Giấy xác nhận đã nhận hồ sơ")
    RECEIPT = "01", _("Giấy tiếp nhận hồ sơ và hẹn trả kết quả")
    SUPPLEMENT = "02", _("Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ")
    REFUSAL = "03", _("Phiếu từ chối tiếp nhận giải quyết hồ sơ")
    APOLOGY = "04", _("Văn bản xin lỗi và đề nghị gia hạn thời gian giải quyết")
    STOP = "05", _("Thông báo dừng giải quyết hồ sơ")
    CONTROL = "06", _("Phiếu kiểm soát quá trình giải quyết hồ sơ")
    FEE_RECEIPT = "BL", _("Biên lai thu tiền phí, lệ phí")
    FEE_RECEIPT_XML = "BX", _("Biên lai thu tiền phí, lệ phí (tệp XML)")


class Opinion(TextChoices):
    """What a unit asked for its opinion says."""

    AGREE = "agree", _("Thống nhất")
    DISAGREE = "disagree", _("Không thống nhất")
    NO_OBJECTION = "comment", _("Có ý kiến khác")
