"""Sentences of this room that people read."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

NO_SUCH_AGENCY = _("Không tìm thấy cơ quan này.")
NOT_YOURS_TO_ACT_FOR = _("Ông/bà chưa được ghi nhận là người đại diện cho người hoặc tổ chức này.")
NO_LONGER_ACTING = _("Ông/bà không còn được ghi nhận là người đại diện. Từ đây ông/bà làm cho chính mình.")
ONLY_PEOPLE_ACT_FOR = _("Chỉ người đã đăng nhập bằng VNeID mới chọn làm thay được.")
NOT_BY_ONESELF = _("Ông/bà không tự làm việc này với tài khoản của mình. Xin nhờ quản trị viên khác.")
NOT_LENT_TO_ONESELF = _("Không thể tự nhận vai trò của người khác. Xin nhờ người giữ vai trò hoặc quản trị viên khác.")
LAST_ADMIN = _("Đây là quản trị viên cuối cùng của cơ quan. Xin giao vai trò quản trị cho người khác trước.")
BACKWARDS = _("Ngày kết thúc phải từ ngày bắt đầu trở đi.")
IN_THE_PAST = _("Vai trò bắt đầu từ hôm nay hoặc một ngày sau này, không ghi lùi ngày.")
STAFF_LEFT = _("Người này không còn làm việc ở cơ quan. Xin mở lại tài khoản trước.")
NO_SUCH_STAFF = _("Không tìm thấy cán bộ này.")
ONLY_ADMIN = _("Chỉ quản trị viên của cơ quan mới làm được việc này.")
NOT_TO_ONESELF = _("Ông/bà không thể tự giao vai trò cho chính mình. Xin nhờ quản trị viên khác.")
UNIT_ELSEWHERE = _("Đơn vị này không thuộc cơ quan của cán bộ.")
ALREADY_HELD = _("Người này đang giữ vai trò đó rồi.")
NOT_HELD = _("Vai trò này đã kết thúc từ trước.")
NO_REASON = _("Xin ghi căn cứ của việc này.")
NOT_ALLOWED = _(
    "Tài khoản này chưa có quyền xem trang này. Nếu đây là việc của ông/bà, xin nhờ quản trị của cơ quan cấp quyền."
)
FOR_CITIZENS = _("Trang này dành cho người dân và tổ chức. Ông/bà đang dùng tài khoản cán bộ.")
FOR_STAFF = _("Trang này dành cho cán bộ. Ông/bà đang dùng tài khoản của người dân hoặc tổ chức.")
