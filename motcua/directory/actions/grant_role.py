from __future__ import annotations

from datetime import date

from django.db import transaction

from motcua.base.actor import Actor
from motcua.base.clock import today
from motcua.base.errors import Refusal
from motcua.base.events import record
from motcua.base.verdict import require
from motcua.directory.events import RoleGranted
from motcua.directory.models import RoleGrant, Staff, Unit
from motcua.directory.policies import actor_of, may_grant
from motcua.directory.viewer import Viewer
from motcua.directory.words import ALREADY_HELD, BACKWARDS, IN_THE_PAST, NO_REASON, STAFF_LEFT, UNIT_ELSEWHERE
from motcua.rules.codes import Role


@transaction.atomic
def grant_role(
    *,
    staff: Staff,
    role: Role,
    reason: str,
    by: Viewer | Actor,
    unit: Unit | None = None,
    valid_from: date | None = None,
    valid_to: date | None = None,
) -> RoleGrant:
    """Give `staff` a role in their agency, or only in one unit, from a day (default: today) to a day or for good.

    People cannot date a role back; only the program does (installation, demo). Raises `Refusal`.
    """
    require(may_grant(by, staff))
    _check(staff, reason, valid_from or today(), valid_to, by)
    if unit is not None and unit.agency_id != staff.agency_id:
        raise Refusal(UNIT_ELSEWHERE)
    first, last = valid_from or today(), valid_to
    overlapping = RoleGrant.objects.filter(staff=staff, role=role.value, unit=unit).exclude(valid_to__lt=first)
    if (overlapping.filter(valid_from__lte=last) if last else overlapping).exists():
        raise Refusal(ALREADY_HELD)
    grant = RoleGrant.objects.create(
        staff=staff,
        role=role.value,
        unit=unit,
        valid_from=first,
        valid_to=last,
        granted_by=str(actor_of(by)),
        reason=reason.strip(),
    )
    happened = RoleGranted(
        grant=grant.pk,
        staff=staff.pk,
        role=role.value,
        agency=staff.agency.code,
        unit=unit.pk if unit else None,
        valid_from=grant.valid_from,
        valid_to=grant.valid_to,
    )
    record(happened, stream=f"staff:{staff.pk}", by=actor_of(by))
    return grant


def _check(staff: Staff, reason: str, first: date, last: date | None, by: Viewer | Actor) -> None:
    if not reason.strip():
        raise Refusal(NO_REASON)
    if not staff.active:
        raise Refusal(STAFF_LEFT)
    if first < today() and isinstance(by, Viewer):
        raise Refusal(IN_THE_PAST)
    if last is not None and last < first:
        raise Refusal(BACKWARDS)
