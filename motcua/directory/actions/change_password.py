from __future__ import annotations

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from motcua.base.actor import Actor
from motcua.base.clock import now
from motcua.base.errors import Refusal
from motcua.base.events import record
from motcua.directory.actions.sign_in_staff import prove_password
from motcua.directory.events import PasswordChanged
from motcua.directory.models import User
from motcua.directory.signin.passwords import check_new_password, remember_used

NOT_THE_SAME = _("Hai lần nhập chưa giống nhau. Xin nhập lại.")


def change_own_password(*, user: User, current: str, new: str, again: str, address: str) -> User:
    """As `choose_password`, after the current one was proven; wrong ones count as failed sign-ins. Raises `Refusal`."""
    prove_password(user, current, address=address)
    return choose_password(user=user, new=new, again=again)


@transaction.atomic
def choose_password(*, user: User, new: str, again: str) -> User:
    """The person's own new password: every other open session of the account ends. Raises `Refusal` with `fields`."""
    if new != again:
        raise Refusal(NOT_THE_SAME, fields={"again": NOT_THE_SAME})
    check_new_password(user, new)
    remember_used(user)
    user.password, user.password_changed_at = make_password(new), now()
    user.save(update_fields=["password", "password_changed_at"])
    record(PasswordChanged(user=user.pk), stream=f"user:{user.pk}", by=Actor("staff", str(user.staff.pk)))
    return user
