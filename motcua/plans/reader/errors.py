"""Why a file could not be read, each in a sentence for the person who brought it.

A worker keeps it in Vietnamese; whoever looks later reads it in their language (`plans.reasons`).
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy, gettext_noop

from motcua.base.errors import Refusal
from motcua.plans.reasons import REASONS

_EMPTY = REASONS.known(gettext_noop("Tệp không có chữ nào. Vui lòng kiểm tra lại tệp rồi tải lên lần nữa."))
_LOCKED = REASONS.known(gettext_noop("Tệp có mật khẩu. Vui lòng bỏ mật khẩu rồi tải lên lại."))
_BROKEN = REASONS.known(gettext_noop("Tệp bị hỏng, không mở được. Vui lòng xuất lại tệp từ bản gốc."))
_UNKNOWN = REASONS.known(
    gettext_noop("Chưa đọc được loại tệp này. Vui lòng dùng tệp Word (.docx), PDF, ảnh chụp hoặc văn bản (.txt).")
)
_OLD_WORD = REASONS.known(
    gettext_noop("Đây là tệp Word kiểu cũ (.doc). Vui lòng mở bằng Word hoặc LibreOffice và lưu thành .docx.")
)
_OPEN_SHEET = REASONS.known(
    gettext_noop("Đây là bảng tính OpenDocument (.ods). Vui lòng mở bằng LibreOffice hoặc Excel và lưu thành .xlsx.")
)
_OPEN_TEXT = REASONS.known(
    gettext_noop("Đây là văn bản OpenDocument (.odt). Vui lòng mở bằng LibreOffice hoặc Word và lưu thành .docx.")
)
_NO_TOOL = REASONS.known(
    gettext_noop(
        "Máy này thiếu chương trình %(tool)s nên chưa đọc được bản quét. Nhờ quản trị viên cài đặt, hoặc dùng tệp Word."
    )
)
_NOTHING_SEEN = REASONS.known(gettext_noop("Không nhận ra chữ trong ảnh. Vui lòng quét lại rõ hơn, đủ cả trang."))
_NO_PLAN = REASONS.known(
    gettext_noop(
        "Tệp này không giống một kế hoạch: không thấy mục tiêu, nhiệm vụ hay phần tổ chức thực hiện. "
        "Vui lòng kiểm tra lại tệp."
    )
)
_NO_COLUMNS = REASONS.known(
    gettext_noop(
        "Không tìm thấy hàng tên cột đọc được trong bảng tính. Cần cột “Nhiệm vụ” và ít nhất một trong các cột "
        "“Sản phẩm”, “Cơ quan chủ trì”, “Thời gian hoàn thành”. Hàng giống tên cột nhất ghi: %(seen)s. "
        "Vui lòng sửa tên cột rồi đưa tệp lên lại."
    )
)


class UnreadablePlan(Refusal):
    """The file cannot be read as a plan; the message says why and what to do."""

    status = 422


def empty_file() -> UnreadablePlan:
    return UnreadablePlan(gettext_lazy(_EMPTY))


def locked_file() -> UnreadablePlan:
    return UnreadablePlan(gettext_lazy(_LOCKED))


def broken_file() -> UnreadablePlan:
    return UnreadablePlan(gettext_lazy(_BROKEN))


def unknown_kind() -> UnreadablePlan:
    return UnreadablePlan(gettext_lazy(_UNKNOWN))


def old_word() -> UnreadablePlan:
    return UnreadablePlan(gettext_lazy(_OLD_WORD))


def open_sheet() -> UnreadablePlan:
    return UnreadablePlan(gettext_lazy(_OPEN_SHEET))


def open_text() -> UnreadablePlan:
    return UnreadablePlan(gettext_lazy(_OPEN_TEXT))


def missing_tool(tool: str) -> UnreadablePlan:
    return UnreadablePlan(gettext_lazy(_NO_TOOL) % {"tool": tool})


def nothing_recognised() -> UnreadablePlan:
    return UnreadablePlan(gettext_lazy(_NOTHING_SEEN))


def not_a_plan() -> UnreadablePlan:
    return UnreadablePlan(gettext_lazy(_NO_PLAN))


def no_columns(seen: str) -> UnreadablePlan:
    return UnreadablePlan(gettext_lazy(_NO_COLUMNS) % {"seen": seen})
