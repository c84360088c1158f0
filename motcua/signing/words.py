"""Sentences of this room that people read."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

NO_SUCH_HOLDER = _("Không tìm thấy người hoặc cơ quan giữ chứng thư này.")
NO_CERTIFICATE = _(
    "Không đọc được chứng thư nào trong tệp. Tệp đúng có dòng BEGIN CERTIFICATE, hoặc là tệp .cer, .crt."
)
NOT_OUR_KEY = _("Chứng thư này không đi với khóa nào đang chờ. Xin chọn đúng yêu cầu đã gửi cho nơi cấp.")
WRONG_KIND = _("Đây là %(kind)s; ở đây cần %(wanted)s.")
WRONG_NAME = _("Chứng thư ghi tên “%(written)s”, không phải “%(wanted)s”.")
NOT_IN_FORCE = _("Chứng thư này chưa đến hạn dùng hoặc đã hết hạn.")
NOT_TRUSTED = _("Nơi cấp chứng thư này chưa được tin cậy ở đây. Xin người cài đặt thêm chứng thư gốc của nơi cấp.")
ALREADY_ENTERED = _("Chứng thư này đã được ghi từ trước.")
NO_REQUEST = _("Không tìm thấy yêu cầu này, hoặc chứng thư của nó đã về.")
