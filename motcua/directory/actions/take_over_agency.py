"""The day after an agency ended: its staff belong to the successor, without the roles they had."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.db.models import Q

from motcua.base.actor import Actor
from motcua.base.clock import now, today
from motcua.base.events import record
from motcua.base.models import JournalEntry
from motcua.directory.actions.revoke_role import end_grant
from motcua.directory.events import AgencyEnded, DelegationRevoked, StaffChanged
from motcua.directory.models import Agency, Delegation, RoleGrant, Staff, Unit
from motcua.directory.selectors import agency_now


@transaction.atomic
def take_over_agency(*, agency: Agency, by: Actor) -> bool:
    """End every role in an agency that ended before today and move its staff to the successor; once, False afterwards.

    The successor's admin gives roles anew, by its own decisions. Rooms above hear `AgencyEnded` and follow with drafts
    and running dossiers. For the program only.
    """
    held = Agency.objects.select_for_update().get(pk=agency.pk)
    if held.valid_to is None or held.valid_to >= today() or held.successor_id is None or _is_done(held):
        return False
    successor = agency_now(held)
    people = list(Staff.objects.select_related("agency", "unit").filter(agency=held).order_by("pk"))
    for staff in people:
        _end_roles(staff, by)
    for staff in people:
        if staff.active:
            _move(staff, successor, by)
    happened = AgencyEnded(agency=held.code, successor=successor.code)
    record(happened, stream=f"agency:{held.code}", by=by)
    return True


def _is_done(held: Agency) -> bool:
    told = JournalEntry.objects.filter(stream=f"agency:{held.code}", event="directory.agency_ended")
    return told.exists()


def _end_roles(staff: Staff, by: Actor) -> None:
    yesterday = today() - timedelta(days=1)
    for grant in RoleGrant.objects.filter(staff=staff).exclude(valid_to__lte=yesterday).order_by("pk"):
        grant.staff = staff
        end_grant(grant, yesterday, by)
    lent = Delegation.objects.filter(Q(to_staff=staff) | Q(from_staff=staff), revoked_at__isnull=True)
    for each in lent.order_by("pk"):
        Delegation.objects.filter(pk=each.pk).update(revoked_at=now())
        record(DelegationRevoked(delegation=each.pk), stream=f"staff:{each.to_staff_id}", by=by)


def _move(staff: Staff, successor: Agency, by: Actor) -> None:
    unit = Unit.objects.filter(agency=successor, code=staff.unit.code, active=True).first() if staff.unit else None
    Staff.objects.filter(pk=staff.pk).update(agency=successor, unit=unit)
    happened = StaffChanged(staff=staff.pk, agency=successor.code, fields=("agency", "unit"))
    record(happened, stream=f"staff:{staff.pk}", by=by)
