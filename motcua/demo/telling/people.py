"""Who acts: citizens by their short names, staff by commune and work."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from motcua.demo.telling.script import Told, written
from motcua.directory.actions.sign_in_citizen import sign_in_citizen
from motcua.directory.api import (
    Agency,
    Person,
    Session,
    Staff,
    Subject,
    Viewer,
    agency,
    organisation_subject,
    person_by_number,
    viewer_of_person,
    viewer_of_staff,
)
from motcua.directory.signin.identity import Identity
from motcua.rules.codes import AccountKind

COMMUNES = {"anhoa": "H99.31", "thanhlam": "H99.32", "tanson": "H99.33"}
COMPANY = "6601999002"
# Who does a step: by role and unit of the route, the first part of the account's name.
DOES = {
    ("officer", "justice"): "hotich",
    ("officer", "culture_society"): "xahoi",
    ("officer", "economy"): "kinhte",
    ("officer", "police"): "congan",
    ("officer", "tax"): "thue",
    ("clerk", "police"): "congan",
    ("signer", "police"): "truongcongan",
    ("division_head", "culture_society"): "truongphong.xahoi",
    ("division_head", "economy"): "truongphong.kinhte",
}
USUALLY = {"clerk": "tiepnhan", "signer": "phochutich", "registrar": "vanthu"}
# From the press on "Đăng nhập" until VNeID sends the person back.
AT_THE_PROVIDER = timedelta(seconds=24)


def commune(told: Told) -> Agency:
    """Where it was filed. `LookupError` for an unknown name."""
    found = agency(COMMUNES[told.at])
    if found is None:
        raise LookupError(told.at)
    return found


def staff(told: Told, name: str) -> Viewer:
    """The member of staff called `name` ("tiepnhan") of that commune, with today's roles."""
    return viewer_of_staff(clerk_named(told, name))


def clerk_named(told: Told, name: str) -> Staff:
    """As `staff`, the row."""
    return Staff.objects.select_related("agency", "unit", "user").get(user__username=f"{name}.{told.at}")


def does(told: Told, role: str, unit: str) -> Viewer:
    """Who does the steps of this role and unit."""
    return staff(told, DOES.get((role, unit)) or USUALLY[role])


def person(name: str) -> Person:
    """The citizen with this short name. `LookupError` for a stranger."""
    found = person_by_number(written()["people"][name]["id"])
    if found is None:
        raise LookupError(name)
    return found


def citizen(told: Told, *, began: datetime | None = None) -> Viewer:
    """The applicant, acting for whom they chose to act for; signed in since `began` where they came by themselves."""
    who = person(told.who)
    if began is None:
        session = Session(method="none" if told.channel == "counter" else "oidc", level=2, device=told.device)
    else:
        session = Session(began, began + AT_THE_PROVIDER, "oidc", 2, told.device)
    return viewer_of_person(who, acting_for=_acting_for(told), session=session)


def sign_in(told: Told, began: datetime) -> None:
    """The sign-in through VNeID, journalled as it is when the provider sends somebody back."""
    who = person(told.who)
    born = who.birth_date if isinstance(who.birth_date, date) else None
    identity = Identity(
        kind=AccountKind.CITIZEN,
        subject=who.oidc_subject,
        full_name=who.full_name,
        personal_id=who.personal_id,
        birth_date=born,
        birth_precision=who.birth_precision,
        level=2,
        tech_id=who.tech_id,
    )
    sign_in_citizen(identity=identity, started_at=began, device=told.device)


def _acting_for(told: Told) -> Subject | None:
    if told.subject == "company":
        return organisation_subject(COMPANY)
    return person(told.subject).subject if told.subject else None
