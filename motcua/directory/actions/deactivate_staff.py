from __future__ import annotations

from django.db import transaction

from motcua.base.actor import Actor
from motcua.base.clock import now
from motcua.base.events import record
from motcua.base.verdict import require
from motcua.directory.events import StaffDeactivated
from motcua.directory.models import Delegation, Staff, User
from motcua.directory.policies import actor_of, may_administer
from motcua.directory.viewer import Viewer


@transaction.atomic
def deactivate_staff(*, staff: Staff, by: Viewer | Actor, why: str = "left") -> Staff:
    """Switch somebody off: no sign-in, open sessions end with the next press, lent roles end. Twice is once."""
    require(may_administer(by, staff.agency))
    moment = now()
    if not Staff.objects.filter(pk=staff.pk, active=True).update(active=False, deactivated_at=moment):
        return staff
    User.objects.filter(pk=staff.user_id).update(is_active=False)
    Delegation.objects.filter(to_staff=staff, revoked_at__isnull=True).update(revoked_at=moment)
    staff.active, staff.deactivated_at = False, moment
    happened = StaffDeactivated(staff=staff.pk, agency=staff.agency.code, why=why)
    record(happened, stream=f"staff:{staff.pk}", by=actor_of(by))
    return staff
