"""What a consent is for, in the words its giver reads. Handling a dossier needs none (standards 9.5): only further uses
do."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

CONSENTS: Mapping[str, object] = {
    "zalo": _("Gửi tin về dịch vụ mới cho tôi qua Zalo, tin nhắn"),
    "reuse": _("Dùng giấy tờ trong kho của tôi cho việc khác với việc tôi đã nộp"),
    "publish_name": _("Nêu tên tôi khi khen ngợi người làm thủ tục trực tuyến"),
}
