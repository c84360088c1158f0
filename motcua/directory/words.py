"""Sentences of this room that people read."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

NO_SUCH_AGENCY = _("Không tìm thấy cơ quan này.")
NOT_YOURS_TO_ACT_FOR = _("Bạn chưa được ghi nhận là người đại diện cho người hoặc tổ chức này.")
ONLY_PEOPLE_ACT_FOR = _("Chỉ người đã đăng nhập bằng VNeID mới chọn làm thay được.")
ONLY_ADMIN = _("Chỉ quản trị viên của cơ quan mới làm được việc này.")
NOT_TO_ONESELF = _("Bạn không thể tự giao vai trò cho chính mình. Xin nhờ quản trị viên khác.")
UNIT_ELSEWHERE = _("Đơn vị này không thuộc cơ quan của cán bộ.")
ALREADY_HELD = _("Người này đang giữ vai trò đó rồi.")
NOT_HELD = _("Vai trò này đã kết thúc từ trước.")
NO_REASON = _("Xin ghi căn cứ của việc này.")
NOT_SIGNED_IN = _("Xin đăng nhập để tiếp tục.")
LEVEL_TOO_LOW = _("Tài khoản VNeID của bạn chưa ở mức độ 2 nên chưa nộp được hồ sơ.")
NOT_ALLOWED = _("Bạn không có quyền xem trang này.")
