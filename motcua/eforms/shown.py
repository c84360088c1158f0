"""Values as people read them, and as they stand in a box when they are changed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from motcua.base.kit.figures import number_in_box, show_number, show_vnd
from motcua.catalogue.api import say
from motcua.catalogue.pack import Field
from motcua.directory.api import places


def shown(field: Field, value: Any) -> str:
    """The value in words and figures of the reader; empty where there is none."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("Có") if value else _("Không")
    if field.type == "choice":
        return next((say(each.label) for each in field.options if each.value == value), str(value))
    if field.type == "money" and isinstance(value, int):
        return show_vnd(value)
    return in_a_box(field, value)


def in_a_box(field: Field, value: Any) -> str:
    """The value as text that, typed again, means the same."""
    if value is None:
        return ""
    if field.type == "date":
        return "/".join(reversed(str(value).split("-")))
    if isinstance(value, Mapping):
        return address(value)
    if isinstance(value, float):
        return number_in_box(value)
    if field.type == "money" and isinstance(value, int):
        return show_number(value)
    return str(value)


def address(value: Mapping[str, Any]) -> str:
    """Thôn 2, xã An Hòa, tỉnh Sơn Hà; the text of a source or an old paper where there are no parts."""
    commune, province = places.commune(value.get("commune", "")), places.province(value.get("province", ""))
    parts = [
        value.get("detail"),
        value.get("commune_name") or (commune.full_name if commune else None),
        value.get("province_name") or (province.full_name if province else None),
        value.get("country") if value.get("country") != "VN" else None,
    ]
    return ", ".join(part for part in parts if part) or str(value.get("text", ""))
