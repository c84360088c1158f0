"""Letting somebody in again who forgot the password or lost the phone."""

from __future__ import annotations

import secrets

from allauth.mfa.models import Authenticator
from django.contrib.auth.hashers import make_password
from django.db import transaction

from motcua.base.actor import Actor
from motcua.base.events import record
from motcua.base.verdict import require
from motcua.directory.events import PasswordReset, SecondFactorReset
from motcua.directory.models import Staff, User
from motcua.directory.policies import actor_of, may_keep_account
from motcua.directory.signin.passwords import first_password, remember_used
from motcua.directory.viewer import Viewer


@transaction.atomic
def reset_password(*, staff: Staff, by: Viewer | Actor) -> str:
    """A new first password, told once; every open session ends. An admin, and nobody their own."""
    require(may_keep_account(by, staff))
    first = first_password()
    remember_used(staff.user)
    User.objects.filter(pk=staff.user_id).update(password=make_password(first), password_changed_at=None)
    record(PasswordReset(user=staff.user_id), stream=f"user:{staff.user_id}", by=actor_of(by))
    return first


@transaction.atomic
def reset_second_factor(*, staff: Staff, by: Viewer | Actor) -> None:
    """Take second factor and recovery codes off the account; every open session ends, the next sign-in binds anew."""
    require(may_keep_account(by, staff))
    Authenticator.objects.filter(user_id=staff.user_id).delete()
    User.objects.filter(pk=staff.user_id).update(session_stamp=secrets.token_hex(8))
    record(SecondFactorReset(user=staff.user_id), stream=f"user:{staff.user_id}", by=actor_of(by))
