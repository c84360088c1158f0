"""The last one who can open the doors for others is never shut out."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet

from motcua.base.errors import Refusal
from motcua.directory.models import Agency, RoleGrant, Staff
from motcua.directory.words import LAST_ADMIN
from motcua.rules.codes import Role


def is_last_admin(staff: Staff, *, on: date) -> bool:
    """Does `staff` hold the admin's role on a day, and nobody else of the agency who can sign in does?"""
    holders = set(admins_of(staff.agency, on=on).values_list("staff_id", flat=True))
    return holders == {staff.pk}


def keep_an_admin(staff: Staff, *, on: date) -> None:
    """Raise `Refusal` where from day `on` the agency would be without admin. Two who remove each other wait in line."""
    Agency.objects.select_for_update().get(pk=staff.agency_id)
    if is_last_admin(staff, on=on):
        raise Refusal(LAST_ADMIN)


def admins_of(agency: Agency, *, on: date) -> QuerySet[RoleGrant]:
    """Grants of the admin's role to active staff of an agency that hold on a day; lent ones do not count."""
    ends = Q(valid_to__isnull=True) | Q(valid_to__gte=on)
    return RoleGrant.objects.filter(
        ends, staff__agency=agency, staff__active=True, role=Role.ADMIN.value, unit__isnull=True, valid_from__lte=on
    )
