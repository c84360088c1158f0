"""Sentences of this room that several of its parts say."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

NO_STEP = _("Hồ sơ không có bước nào để làm việc này.")
NO_SUCH_DOSSIER = _("Không tìm thấy hồ sơ này. Xin kiểm tra lại mã hồ sơ.")
ONLY_STAFF = _("Chỉ cán bộ mới làm được việc này.")
NO_DRAFT_YET = _("Chưa có dự thảo kết quả. Xin lập dự thảo trước khi trình ký.")
APPEAL_ROUTE = _(
    "Nếu không đồng ý, ông/bà có quyền khiếu nại tới thủ trưởng cơ quan này hoặc khởi kiện tại Tòa án theo quy định."
)
