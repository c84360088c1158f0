from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from motcua.base.actor import Actor, system
from motcua.base.clock import now
from motcua.base.errors import Refusal
from motcua.base.events import record
from motcua.directory.events import AccountLocked, RecoveryCodeUsed, SignedIn
from motcua.directory.models import Staff, User
from motcua.directory.signin import second_factor
from motcua.directory.signin.attempts import MOST, address_is_paused, forgive, note_failure
from motcua.directory.signin.passwords import must_choose_password
from motcua.directory.signin.staff_errors import StaffSignInRefused

WRONG_PASSWORD = _("Mật khẩu hiện tại chưa đúng.")
WRONG_CODE = _("Mã xác thực chưa đúng hoặc đã dùng rồi. Xin đợi mã kế tiếp trên điện thoại.")


def sign_in_staff(
    *,
    username: str,
    password: str,
    code: str,
    address: str,
    device: str,
    started_at: datetime | None = None,
    language: str = "",
) -> User:
    """The account of a member of staff whose password and second factor are both right. `language`: chosen on the
    device, for letters.

    Raises `StaffSignInRefused` with one of: wrong, locked, paused, enrol (password right, no second factor yet),
    choose (both right, but the password must be changed first); the last two carry the account. What exactly was wrong
    is never told. A recovery code stands in for the second factor, once. Five failures lock the account until an admin
    unlocks it, and pause the address. Failures are kept even though the sign-in fails: no transaction around them.
    """
    if address_is_paused(address):
        raise StaffSignInRefused("paused")
    user = User.objects.filter(username=username).select_related("staff").first()
    if not _password_fits(user, password) or user is None:
        raise _failed(user, username, address)
    if user.locked_at is not None:
        raise StaffSignInRefused("locked")
    if not second_factor.has_second_factor(user):
        raise StaffSignInRefused("enrol", user)
    if not second_factor.accept(user, code) and not _recovered(user, code):
        raise _failed(user, username, address)
    if must_choose_password(user):
        raise StaffSignInRefused("choose", user)
    return admit(user=user, address=address, device=device, started_at=started_at or now(), language=language)


@transaction.atomic
def admit(*, user: User, address: str, device: str, started_at: datetime, language: str = "") -> User:
    """Both factors were right: forget the failures, journal the sign-in."""
    forgive(user.username, address)
    by = Actor("staff", str(user.staff.pk))
    happened = SignedIn(
        kind="staff",
        method="password_totp",
        level=2,
        device=device,
        started_at=started_at,
        first_time=user.last_login is None,
        language=language,
    )
    record(happened, stream=str(by), by=by)
    return user


def prove_password(user: User, password: str, *, address: str) -> None:
    """Raise `Refusal` with the field "current" unless `password` is the account's; failures count as at the door."""
    _prove(user, lambda: _password_fits(user, password), address, {"current": WRONG_PASSWORD})


def prove_second_factor(user: User, code: str, *, address: str) -> None:
    """Raise `Refusal` with the field "second_code" unless `code` is right now and new; failures count as at the door.

    A recovery code stands in for it, once.
    """
    _prove(
        user,
        lambda: second_factor.accept(user, code) or _recovered(user, code),
        address,
        {"second_code": WRONG_CODE},
    )


def _prove(user: User, fits: Callable[[], bool], address: str, wrong: Mapping[str, object]) -> None:
    if address_is_paused(address):
        raise _unproven(wrong, StaffSignInRefused("paused"))
    if user.locked_at is not None or not fits():
        refused = _failed(user, user.username, address)
        raise _unproven(wrong, refused if refused.code == "locked" else None)
    forgive(user.username)


def _unproven(wrong: Mapping[str, object], refused: StaffSignInRefused | None) -> Refusal:
    said = {field: refused.message if refused else words for field, words in wrong.items()}
    return Refusal.of_fields(said)


def _recovered(user: User, code: str) -> bool:
    if not second_factor.accept_recovery_code(user, code):
        return False
    with transaction.atomic():
        happened = RecoveryCodeUsed(user=user.pk, left=second_factor.recovery_codes_left(user))
        record(happened, stream=f"user:{user.pk}", by=Actor("staff", str(user.staff.pk)))
    return True


def _password_fits(user: User | None, password: str) -> bool:
    staff = getattr(user, "staff", None)
    if user is None or not isinstance(staff, Staff) or not staff.active or not user.is_active:
        make_password(password)  # as slow as a real check: the time must not tell which accounts exist
        return False
    return check_password(password, user.password)


def _failed(user: User | None, username: str, address: str) -> StaffSignInRefused:
    failures = note_failure(username, address)
    if user is None or user.locked_at is not None or failures < MOST:
        return StaffSignInRefused("locked" if user is not None and user.locked_at else "wrong")
    with transaction.atomic():
        User.objects.filter(pk=user.pk).update(locked_at=now())
        record(AccountLocked(user=user.pk), stream=f"user:{user.pk}", by=system("sign-in"))
    return StaffSignInRefused("locked")
