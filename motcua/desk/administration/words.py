"""Roles, units and changes in the words of people."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.directory.api import Change, Staff, role_words
from motcua.rules.codes import Role

_EVENTS = {
    "directory.staff_created": gettext_lazy("Lập tài khoản cho %(whom)s"),
    "directory.staff_changed": gettext_lazy("Sửa thông tin của %(whom)s"),
    "directory.staff_deactivated": gettext_lazy("Cho tài khoản của %(whom)s ngừng làm việc"),
    "directory.staff_reactivated": gettext_lazy("Mở lại tài khoản của %(whom)s"),
    "directory.role_granted": gettext_lazy("Giao vai trò %(role)s cho %(whom)s, từ %(valid_from)s"),
    "directory.role_revoked": gettext_lazy("Thu vai trò %(role)s của %(whom)s, hết ngày %(valid_to)s"),
    "directory.delegated": gettext_lazy("%(whom)s được giao quyền %(role)s từ %(valid_from)s đến %(valid_to)s"),
    "directory.delegation_revoked": gettext_lazy("Thu lại quyền đã giao cho %(whom)s"),
    "directory.account_locked": gettext_lazy("Tài khoản của %(whom)s bị khóa vì nhập sai 5 lần"),
    "directory.account_unlocked": gettext_lazy("Mở khóa tài khoản của %(whom)s"),
    "directory.password_reset": gettext_lazy("Cấp mật khẩu mới cho %(whom)s"),
    "directory.second_factor_reset": gettext_lazy("Gỡ mã xác thực của %(whom)s"),
    "directory.agency_created": gettext_lazy("Lập cơ quan"),
    "directory.agency_changed": gettext_lazy("Sửa thông tin cơ quan"),
    "directory.agency_end_set": gettext_lazy(
        "Cơ quan kết thúc hoạt động hết ngày %(last_day)s, kế tục là %(successor)s (%(decision)s)"
    ),
    "directory.agency_end_called_off": gettext_lazy("Bỏ ngày kết thúc hoạt động của cơ quan"),
    "directory.agency_ended": gettext_lazy("Cơ quan đã kết thúc, %(successor)s kế tục"),
    "directory.unit_created": gettext_lazy("Lập đơn vị %(unit)s"),
    "directory.unit_changed": gettext_lazy("Sửa hoặc đóng đơn vị %(unit)s"),
}
_DEVICES = {
    "phone": gettext_lazy("Điện thoại"),
    "tablet": gettext_lazy("Máy tính bảng"),
    "desktop": gettext_lazy("Máy tính"),
}


def role_options() -> list[tuple[str, str]]:
    """Every role, to choose from."""
    return [(role.value, role_words(role.value)) for role in Role]


def staff_options(people: Any) -> list[tuple[str, str]]:
    """People, to choose from."""
    return [(each.public_id, _person(each)) for each in people]


def device_words(device: str) -> str:
    """A class of device."""
    return str(_DEVICES.get(device, _("Thiết bị không rõ")))


def change_words(change: Change) -> str:
    """What a change of rights was, in a sentence."""
    told = dict(change.entry.data)
    told |= {name: _day(told[name]) for name in ("valid_from", "valid_to", "last_day") if told.get(name)}
    told |= {"unit": change.unit or told.get("code", "")}
    told |= {"role": role_words(str(told.get("role", ""))).lower(), "whom": change.whom or _("cơ quan")}
    return str(_EVENTS[change.entry.event]) % told


def _person(staff: Staff) -> str:
    return f"{staff.full_name}, {staff.title}" if staff.title else staff.full_name


def _day(text: str) -> str:
    return "/".join(reversed(text.split("-")))
