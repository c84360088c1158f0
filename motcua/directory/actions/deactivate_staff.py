from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from motcua.base.actor import Actor
from motcua.base.clock import now, today
from motcua.base.events import record
from motcua.base.verdict import require
from motcua.directory.actions.revoke_role import end_grant
from motcua.directory.admins import keep_an_admin
from motcua.directory.events import DelegationRevoked, StaffDeactivated
from motcua.directory.models import Delegation, RoleGrant, Staff, User
from motcua.directory.policies import actor_of, may_keep_account
from motcua.directory.viewer import Viewer

LEFT, IDLE = "left", "idle"


@transaction.atomic
def deactivate_staff(*, staff: Staff, by: Viewer | Actor, why: str = LEFT) -> Staff:
    """Switch somebody off: no sign-in, open sessions end with the next press. Twice is once.

    Who `left` loses the roles too, lends and holds nothing any more; who was only `idle` finds the roles again. Rooms
    above hear of it and take back what was in hand (steps, tasks). Raises `Refusal` for the last admin, `Forbidden`.
    """
    require(may_keep_account(by, staff))
    keep_an_admin(staff, on=today())
    moment = now()
    if not Staff.objects.filter(pk=staff.pk, active=True).update(active=False, deactivated_at=moment):
        return staff
    User.objects.filter(pk=staff.user_id).update(is_active=False)
    if why == LEFT:
        _end_roles(staff, actor_of(by))
    _end_delegations(staff, moment, why, actor_of(by))
    staff.active, staff.deactivated_at = False, moment
    happened = StaffDeactivated(staff=staff.pk, agency=staff.agency.code, why=why)
    record(happened, stream=f"staff:{staff.pk}", by=actor_of(by))
    return staff


def _end_roles(staff: Staff, by: Actor) -> None:
    yesterday = today() - timedelta(days=1)
    for grant in RoleGrant.objects.filter(staff=staff).exclude(valid_to__lte=yesterday).order_by("pk"):
        grant.staff = staff
        end_grant(grant, yesterday, by)


def _end_delegations(staff: Staff, moment: datetime, why: str, by: Actor) -> None:
    whose = Q(to_staff=staff) | Q(from_staff=staff) if why == LEFT else Q(to_staff=staff)
    for each in Delegation.objects.filter(whose, revoked_at__isnull=True).order_by("pk"):
        Delegation.objects.filter(pk=each.pk).update(revoked_at=moment)
        record(DelegationRevoked(delegation=each.pk), stream=f"staff:{each.to_staff_id}", by=by)
