"""What `motcua setup` and `motcua check` ask of this room."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import date

import segno
from django.db import transaction

from motcua.base.actor import system
from motcua.base.clock import today
from motcua.base.errors import Refusal
from motcua.directory.actions.bind_second_factor import bind_second_factor
from motcua.directory.actions.create_agency import create_agency
from motcua.directory.actions.create_staff import create_staff
from motcua.directory.actions.deactivate_staff import deactivate_staff
from motcua.directory.actions.grant_role import grant_role
from motcua.directory.admins import admins_of
from motcua.directory.models import Agency, Staff
from motcua.directory.selectors import agencies, agency, staff_with_role
from motcua.directory.signin import second_factor
from motcua.rules.codes import Role

BY = system("setup")


@dataclass(frozen=True)
class FirstAdmin:
    """The account that was made; `otpauth` and `picture` (half blocks, for a terminal) are shown once."""

    username: str
    agency: str
    otpauth: str
    picture: str


def agency_command(
    *, code: str, name: str, short_name: str, kind: str, place: str, parent: str = "", valid_from: date | None = None
) -> Agency:
    """Enter an agency with its units. Raises `Refusal`, `NotFound` for an unknown parent."""
    above = agency(parent) if parent else None
    return create_agency(
        code=code, name=name, short_name=short_name, kind=Agency.Kind(kind), place_code=place, parent=above,
        valid_from=valid_from, by=BY,
    )  # fmt: skip


def has_an_admin(code: str, *, but: str = "") -> bool:
    """Does anybody (but the account named) administer the agency who can sign in?"""
    return admins_of(agency(code), on=today()).exclude(staff__user__username=but).exists()


@transaction.atomic
def first_admin_command(*, code: str, username: str, full_name: str, password: str, instead_of: str = "") -> FirstAdmin:
    """The first administrator of an agency, with a second factor; or one in place of the last, who is gone for good.

    Raises `Refusal` where there is one already (another than `instead_of`, whose account is switched off).
    """
    where = agency(code)
    Agency.objects.select_for_update().get(pk=where.pk)
    if has_an_admin(code, but=instead_of):
        raise Refusal(f"{where.short_name} has an administrator; accounts are made on the page Quản trị")
    staff, _password = create_staff(agency=where, username=username, full_name=full_name, password=password, by=BY)
    grant_role(staff=staff, role=Role.ADMIN, reason="motcua setup first-admin", by=BY)
    for gone in Staff.objects.filter(agency=where, user__username=instead_of).select_related("agency", "user"):
        deactivate_staff(staff=gone, by=BY)
    secret = second_factor.new_secret()
    bind_second_factor(user=staff.user, secret=secret, by=BY)
    address = second_factor.address_for_app(staff.user, secret)
    drawn = io.StringIO()
    segno.make(address, error="m").terminal(drawn, compact=True)
    return FirstAdmin(username, where.code, address, drawn.getvalue())


def missing_command() -> list[str]:
    """What the agencies of an installation still lack, a line each: agencies, admins, people for the usual way."""
    found = agencies()
    if not found:
        return ["there is no agency yet: motcua setup agency"]
    if not any(admins_of(each, on=today()).exists() for each in found):
        return ["nobody can administer any agency: motcua setup first-admin"]
    lines = []
    for each in found:
        if each.kind != Agency.Kind.COMMUNE:
            continue
        absent = [role.value for role in NEEDED if not staff_with_role(each, role).exists()]
        if absent:
            lines.append(f"{each.code}: nobody is {', '.join(absent)}")
    return lines


def signers_command() -> list[tuple[str, str]]:
    """(holder, who) of every agency that seals and everybody who signs for one today."""
    found = [(f"agency:{each.code}", each.code) for each in agencies(kind=Agency.Kind.COMMUNE)]
    signers = {each.pk: each for where in agencies() for each in staff_with_role(where, Role.SIGNER)}
    return found + [(f"staff:{each.pk}", _username(each)) for each in signers.values()]


# Without one of each a dossier does not come to its end.
NEEDED = (Role.CLERK, Role.OFFICER, Role.SIGNER, Role.REGISTRAR)


def _username(staff: Staff) -> str:
    return staff.user.username
