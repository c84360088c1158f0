from __future__ import annotations

from django.db import transaction

from motcua.base.actor import Actor
from motcua.base.events import record
from motcua.directory.actions.sign_in_staff import prove_password
from motcua.directory.events import RecoveryCodesMade
from motcua.directory.models import User
from motcua.directory.signin import second_factor


def make_recovery_codes(*, user: User, password: str, address: str) -> list[str]:
    """Ten codes, each good for one sign-in without the phone; earlier ones end. Asks the password. Raises `Refusal`."""
    prove_password(user, password, address=address)
    with transaction.atomic():
        codes = second_factor.new_recovery_codes(user)
        record(RecoveryCodesMade(user=user.pk), stream=f"user:{user.pk}", by=Actor("staff", str(user.staff.pk)))
    return codes
