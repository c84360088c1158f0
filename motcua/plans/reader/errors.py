"""Why a file could not be read, each in a sentence for the person who brought it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from motcua.base.errors import Refusal


class UnreadablePlan(Refusal):
    """The file cannot be read as a plan; the message says why and what to do."""

    status = 422


def empty_file() -> UnreadablePlan:
    return UnreadablePlan(_("Tệp không có chữ nào. Vui lòng kiểm tra lại tệp rồi tải lên lần nữa."))


def locked_file() -> UnreadablePlan:
    return UnreadablePlan(_("Tệp có mật khẩu. Vui lòng bỏ mật khẩu rồi tải lên lại."))


def broken_file() -> UnreadablePlan:
    return UnreadablePlan(_("Tệp bị hỏng, không mở được. Vui lòng xuất lại tệp từ bản gốc."))


def unknown_kind() -> UnreadablePlan:
    return UnreadablePlan(
        _("Chưa đọc được loại tệp này. Vui lòng dùng tệp Word (.docx), PDF, ảnh chụp hoặc văn bản (.txt).")
    )


def old_word() -> UnreadablePlan:
    return UnreadablePlan(
        _("Đây là tệp Word kiểu cũ (.doc). Vui lòng mở bằng Word hoặc LibreOffice và lưu thành .docx.")
    )


def open_sheet() -> UnreadablePlan:
    return UnreadablePlan(
        _("Đây là bảng tính OpenDocument (.ods). Vui lòng mở bằng LibreOffice hoặc Excel và lưu thành .xlsx.")
    )


def missing_tool(tool: str) -> UnreadablePlan:
    return UnreadablePlan(
        _(
            "Máy này thiếu chương trình %(tool)s nên chưa đọc được bản quét. Nhờ quản trị viên cài đặt, "
            "hoặc dùng tệp Word."
        )
        % {"tool": tool}
    )


def nothing_recognised() -> UnreadablePlan:
    return UnreadablePlan(_("Không nhận ra chữ trong ảnh. Vui lòng quét lại rõ hơn, đủ cả trang."))


def not_a_plan() -> UnreadablePlan:
    return UnreadablePlan(
        _(
            "Tệp này không giống một kế hoạch: không thấy mục tiêu, nhiệm vụ hay phần tổ chức thực hiện. "
            "Vui lòng kiểm tra lại tệp."
        )
    )


def no_columns(seen: str) -> UnreadablePlan:
    return UnreadablePlan(
        _(
            "Không tìm thấy hàng tên cột đọc được trong bảng tính. Cần cột “Nhiệm vụ” và ít nhất một trong các cột "
            "“Sản phẩm”, “Cơ quan chủ trì”, “Thời gian hoàn thành”. Hàng đầu của tệp ghi: %(seen)s. "
            "Vui lòng sửa tên cột rồi đưa tệp lên lại."
        )
        % {"seen": seen}
    )
