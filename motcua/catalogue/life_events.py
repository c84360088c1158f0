"""The six moments of a life by which people look for a procedure."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

LIFE_EVENTS: Mapping[str, str | Promise] = {
    "birth": _("Sinh con"),
    "marriage": _("Kết hôn"),
    "land_house": _("Nhà đất"),
    "business": _("Kinh doanh"),
    "elderly": _("Người cao tuổi"),
    "death": _("Người mất"),
}
