from __future__ import annotations

import secrets

from django.db import transaction

from motcua.base.events import record
from motcua.directory.events import SignedOut
from motcua.directory.models import User
from motcua.directory.viewer import Viewer


@transaction.atomic
def sign_out(*, by: Viewer, how: str = "pressed") -> None:
    """Journal that somebody left. `how`: pressed, idle."""
    if by.is_known:
        record(SignedOut(how=how), stream=str(by.actor), by=by.actor)


@transaction.atomic
def sign_out_everywhere(*, user: User, by: Viewer) -> None:
    """End every session of the account, on every device, with its next press."""
    User.objects.filter(pk=user.pk).update(session_stamp=secrets.token_hex(8))
    record(SignedOut(how="everywhere"), stream=str(by.actor), by=by.actor)
