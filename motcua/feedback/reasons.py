"""What may not have been good, in the words of Decree 61/2018's indices; codes go into the figures."""

from django.utils.translation import gettext_lazy as _

REASONS = {
    "time": _("Lâu hơn đã hẹn"),
    "again": _("Phải bổ sung, đi lại nhiều lần"),
    "form": _("Tờ khai khó điền"),
    "attitude": _("Thái độ chưa tốt"),
    "fee": _("Phí, lệ phí không rõ"),
    "result": _("Kết quả có sai sót"),
}
