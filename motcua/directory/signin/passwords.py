"""Passwords of staff: what is taken, what was used before, when a new one is due (TCVN 14423:2026, 5.6.2.2)."""

from __future__ import annotations

import secrets
from datetime import timedelta

from django.conf import settings
from django.contrib.auth.hashers import check_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from motcua.base.clock import now
from motcua.base.errors import Refusal
from motcua.directory.models import Staff, UsedPassword, User
from motcua.directory.selectors import held_roles
from motcua.rules.codes import Role

NOT_AGAIN = 10  # of the last passwords
# Nothing that is read as something else: no 0 and o, 1, i and l.
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
_GROUPS, _GROUP = 4, 4

_WORDS = {
    "password_too_short": _("Mật khẩu cần ít nhất 12 ký tự. Một câu dài dễ nhớ là tốt nhất."),
    "password_too_common": _("Nhiều người đã dùng mật khẩu này nên dễ bị đoán. Xin chọn câu khác."),
    "password_entirely_numeric": _("Mật khẩu chỉ có chữ số dễ bị đoán. Xin thêm chữ."),
    "password_too_similar": _("Mật khẩu quá giống tên đăng nhập. Xin chọn câu khác."),
}
USED_BEFORE = _("Mật khẩu này đã dùng rồi. Xin chọn mật khẩu khác 10 mật khẩu gần nhất.")


def first_password() -> str:
    """A password for somebody to be told, and to be changed at the first sign-in; 79 bits by chance."""
    return "-".join("".join(secrets.choice(_LETTERS) for _each in range(_GROUP)) for _group in range(_GROUPS))


def check_new_password(user: User, password: str) -> None:
    """Raise `Refusal` with the field "new" where `password` is weak or was had before."""
    check_strength(user, password)
    had = UsedPassword.objects.filter(user=user).order_by("-until", "-pk").values_list("password", flat=True)
    if any(check_password(password, each) for each in [user.password, *had[: NOT_AGAIN - 1]]):
        raise Refusal(USED_BEFORE, fields={"new": USED_BEFORE})


def check_strength(user: User, password: str) -> None:
    """Raise `Refusal` with the field "new" where `password` is weak; `user` need not be kept yet."""
    try:
        validate_password(password, user)
    except ValidationError as error:
        words = [_WORDS.get(each.code or "", str(each.messages[0])) for each in error.error_list]
        raise Refusal(words[0], fields={"new": words[0]}) from error


def remember_used(user: User) -> None:
    """Keep the hash of the password that ends now; forget all but the last ten."""
    UsedPassword.objects.create(user=user, password=user.password, until=now())
    kept = UsedPassword.objects.filter(user=user).order_by("-until", "-pk").values_list("pk", flat=True)[:NOT_AGAIN]
    UsedPassword.objects.filter(user=user).exclude(pk__in=list(kept)).delete()


def must_choose_password(user: User) -> bool:
    """Is the password one that somebody else gave, or an admin's older than `MOTCUA_ADMIN_PASSWORD_DAYS`?"""
    if user.password_changed_at is None:
        return True
    days = settings.ADMIN_PASSWORD_DAYS
    if not days or user.password_changed_at > now() - timedelta(days=days):
        return False
    staff = Staff.objects.filter(user=user).select_related("agency").first()
    return staff is not None and any(held.role == Role.ADMIN.value for held in held_roles(staff))
