from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction

from motcua.base.actor import Actor
from motcua.base.clock import today
from motcua.base.errors import Refusal
from motcua.base.events import record
from motcua.base.verdict import require
from motcua.directory.admins import keep_an_admin
from motcua.directory.events import RoleRevoked
from motcua.directory.models import RoleGrant
from motcua.directory.policies import actor_of, may_administer
from motcua.directory.viewer import Viewer
from motcua.directory.words import NOT_HELD
from motcua.rules.codes import Role


@transaction.atomic
def revoke_role(*, grant: RoleGrant, by: Viewer | Actor, last_day: date | None = None) -> RoleGrant:
    """End a role; without `last_day` at once: it no longer holds today.

    The last admin of an agency keeps the role. Raises `Refusal` for that, and where it ended before.
    """
    require(may_administer(by, grant.staff.agency))
    day = last_day or today() - timedelta(days=1)
    if grant.role == Role.ADMIN.value:
        keep_an_admin(grant.staff, on=max(day + timedelta(days=1), today()))
    return end_grant(grant, day, actor_of(by))


def end_grant(grant: RoleGrant, day: date, by: Actor) -> RoleGrant:
    """Write that `day` is the last of a grant, and tell it. `Refusal` where it ended before; the caller has checked."""
    changed = RoleGrant.objects.filter(pk=grant.pk).exclude(valid_to__lte=day).update(valid_to=day)
    if not changed:
        raise Refusal(NOT_HELD)
    grant.valid_to = day
    happened = RoleRevoked(
        grant=grant.pk, staff=grant.staff_id, role=grant.role, agency=grant.staff.agency.code, valid_to=day
    )
    record(happened, stream=f"staff:{grant.staff_id}", by=by)
    return grant
