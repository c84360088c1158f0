from __future__ import annotations

from django.db import transaction

from motcua.base.actor import Actor
from motcua.base.events import record
from motcua.base.verdict import require
from motcua.directory.events import AccountUnlocked
from motcua.directory.models import Staff, User
from motcua.directory.policies import actor_of, may_keep_account
from motcua.directory.signin.attempts import forgive
from motcua.directory.viewer import Viewer


@transaction.atomic
def unlock_account(*, staff: Staff, by: Viewer | Actor) -> None:
    """Open an account that wrong attempts locked. An admin, and nobody for themself."""
    require(may_keep_account(by, staff))
    User.objects.filter(pk=staff.user_id).update(locked_at=None)
    forgive(staff.user.username)
    record(AccountUnlocked(user=staff.user_id), stream=f"user:{staff.user_id}", by=actor_of(by))
