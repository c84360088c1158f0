from __future__ import annotations

from django.db import transaction

from motcua.base.actor import Actor
from motcua.base.clock import now
from motcua.base.events import record
from motcua.base.verdict import require
from motcua.directory.events import StaffReactivated
from motcua.directory.models import Staff, User
from motcua.directory.policies import actor_of, may_keep_account
from motcua.directory.viewer import Viewer


@transaction.atomic
def reactivate_staff(*, staff: Staff, by: Viewer | Actor) -> Staff:
    """Let somebody who came back sign in again, with the password they had. Roles that ended stay ended."""
    require(may_keep_account(by, staff))
    if not Staff.objects.filter(pk=staff.pk, active=False).update(active=True, deactivated_at=None):
        return staff
    # As if seen today: the nightly job would switch the account off again before its first sign-in.
    User.objects.filter(pk=staff.user_id).update(is_active=True, last_login=now())
    staff.active, staff.deactivated_at = True, None
    happened = StaffReactivated(staff=staff.pk, agency=staff.agency.code)
    record(happened, stream=f"staff:{staff.pk}", by=actor_of(by))
    return staff
