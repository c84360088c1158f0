"""The registers an administrator keeps: who works here, who may what and since which decision, what changed.

Every question takes the viewer; strangers and admins of other agencies get nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet

from motcua.base.clock import today
from motcua.base.errors import NotFound, Refusal
from motcua.base.models import JournalEntry
from motcua.base.verdict import require
from motcua.directory.models import Agency, Delegation, Organisation, Person, Representation, RoleGrant, Staff, Unit
from motcua.directory.policies import may_administer, may_keep_representations, may_oversee
from motcua.directory.selectors import organisation_by_code, person_by_number
from motcua.directory.viewer import Viewer
from motcua.directory.words import NO_NUMBER, NO_SUCH_AGENCY, NO_SUCH_REPRESENTATION, NO_SUCH_STAFF, unfit_words
from motcua.rules.codes import Role
from motcua.rules.errors import Unfit
from motcua.rules.identifiers import personal_number, tax_code
from motcua.rules.text import sort_key_name

# What becomes of accounts and rights; sign-ins are not among them.
CHANGES = (
    "directory.staff_created", "directory.staff_changed", "directory.staff_deactivated",
    "directory.staff_reactivated", "directory.role_granted", "directory.role_revoked", "directory.delegated",
    "directory.delegation_revoked", "directory.account_locked", "directory.account_unlocked",
    "directory.password_reset", "directory.second_factor_reset", "directory.agency_created",
    "directory.agency_changed", "directory.agency_end_set", "directory.agency_end_called_off",
    "directory.agency_ended", "directory.unit_created", "directory.unit_changed",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Change:
    """One entry of the journal about rights: `who` did it (empty: the program), `whom` it concerns, which `unit`."""

    entry: JournalEntry
    who: str
    whom: str
    unit: str = ""

    @property
    def at(self) -> datetime:
        """When, aware UTC."""
        return datetime.fromisoformat(self.entry.at)


def administered(viewer: Viewer) -> list[Agency]:
    """Agencies of today this viewer may administer: their own and all below; by code."""
    own = {held.agency_id for held in viewer.roles if held.role == Role.ADMIN.value and held.unit_id is None}
    alive = Agency.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=today())).order_by("code")
    reach, rows = set(own), list(alive)
    for _level in range(4):  # Decision 20/2020/QĐ-TTg: four levels at most
        reach |= {each.pk for each in rows if each.parent_id in reach}
    return [each for each in rows if each.pk in reach]


def agency_to_administer(viewer: Viewer, code: str) -> Agency:
    """The agency with this code, for whoever administers it. `NotFound` for everybody else."""
    found = Agency.objects.filter(code=code).select_related("parent__parent__parent").first()
    if found is None or not may_administer(viewer, found):
        raise NotFound(NO_SUCH_AGENCY)
    return found


def agency_to_oversee(viewer: Viewer, code: str) -> Agency:
    """The agency with this code, for its admins, leaders and auditors. `NotFound` for everybody else."""
    found = Agency.objects.filter(code=code).select_related("parent__parent__parent").first()
    if found is None or not may_oversee(viewer, found):
        raise NotFound(NO_SUCH_AGENCY)
    return found


def staff_to_administer(viewer: Viewer, public_id: str) -> Staff:
    """The member of staff, for whoever administers their agency. `NotFound` for everybody else."""
    rows = Staff.objects.select_related("user", "unit", "agency__parent__parent__parent")
    found = rows.filter(public_id=public_id).first()
    if found is None or not may_administer(viewer, found.agency):
        raise NotFound(NO_SUCH_STAFF)
    return found


def staff_of(viewer: Viewer, agency: Agency) -> QuerySet[Staff]:
    """Everybody of an agency, those at work first, by name. `Forbidden` for who does not oversee it."""
    require(may_oversee(viewer, agency))
    found = Staff.objects.filter(agency=agency).select_related("user", "unit")
    return found.order_by("-active", "full_name", "pk")


def people_of(agency: Agency) -> list[Staff]:
    """Who works in an agency today, in the order of Vietnamese lists: by given name, then by what stands before it."""
    found = Staff.objects.filter(agency=agency, active=True)
    return sorted(found, key=lambda each: (sort_key_name(each.full_name), each.pk))


def colleagues_of(own: Staff) -> list[Staff]:
    """Who works in the same agency today: whom one may lend a role to."""
    return [each for each in people_of(own.agency) if each.pk != own.pk]


def units_of(agency: Agency, *, closed: bool = False) -> QuerySet[Unit]:
    """Units of an agency by name; closed ones too when asked."""
    found = Unit.objects.filter(agency=agency).order_by("-active", "name", "pk")
    return found if closed else found.filter(active=True)


def grants_of(people: Iterable[Staff], *, on: date | None = None) -> list[RoleGrant]:
    """Role grants of these people; with `on` only those that hold that day or will hold later. Newest first."""
    found = RoleGrant.objects.filter(staff__in=list(people)).select_related("unit", "staff__agency")
    if on is not None:
        found = found.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=on))
    return list(found.order_by("-valid_from", "-pk"))


def delegations_of(
    *, agency: Agency | None = None, staff: Staff | None = None, on: date | None = None
) -> list[Delegation]:
    """What is lent in an agency, or by and to somebody; with `on` only what still holds or will. Newest first."""
    found = Delegation.objects.select_related("from_staff__agency", "to_staff__agency")
    if agency is not None:
        found = found.filter(from_staff__agency=agency)
    if staff is not None:
        found = found.filter(Q(from_staff=staff) | Q(to_staff=staff))
    if on is not None:
        found = found.filter(revoked_at__isnull=True, valid_to__gte=on)
    return list(found.order_by("-valid_from", "-pk"))


def representations_of(viewer: Viewer, whose: Person | Organisation) -> list[Representation]:
    """Whom somebody may, might and will act for, and who for them; newest first. `Forbidden` for who keeps none."""
    require(may_keep_representations(viewer))
    whom = Q(organisation=whose) if isinstance(whose, Organisation) else Q(person=whose) | Q(child=whose)
    return list(_representations().filter(whom).order_by("-valid_from", "-pk"))


def known_by_number(viewer: Viewer, text: str) -> Person | Organisation | None:
    """The person or organisation with this number, if we have met them. Raises `Forbidden`, `Refusal`."""
    require(may_keep_representations(viewer))
    if not text.strip():
        raise Refusal.of_fields({"number": NO_NUMBER})
    digits = sum(each.isdecimal() for each in text)
    try:
        number = tax_code(text).value if digits in (10, 13) else personal_number(text).value
    except Unfit as unfit:
        raise Refusal.of_fields({"number": unfit_words(unfit)}) from unfit
    return person_by_number(number) or organisation_by_code(number)


def named_by_key(viewer: Viewer, key: str) -> Person | Organisation:
    """Whom a page of the desk is about. `Forbidden`, `NotFound`."""
    require(may_keep_representations(viewer))
    kind, _dash, public_id = key.partition("-")
    rows: dict[str, type[Person] | type[Organisation]] = {"person": Person, "organisation": Organisation}
    found = rows[kind].objects.filter(public_id=public_id).first() if kind in rows else None
    if found is None:
        raise NotFound(NO_SUCH_REPRESENTATION)
    return found


def representation_to_keep(viewer: Viewer, number: int) -> Representation:
    """One of them. `Forbidden` for who keeps none, `NotFound`."""
    require(may_keep_representations(viewer))
    found = _representations().filter(pk=number).first()
    if found is None:
        raise NotFound(NO_SUCH_REPRESENTATION)
    return found


def _representations() -> QuerySet[Representation]:
    return Representation.objects.select_related(
        "person", "child", "organisation", "scan", "recorded_by", "recorded_in", "ended_by"
    )


def changes_of(viewer: Viewer, agency: Agency, *, staff: Staff | None = None, most: int = 100) -> list[Change]:
    """What changed in accounts and rights of an agency (or of one person there), newest first; four queries.

    For admins, leaders and auditors of the agency: the half-yearly review of TCVN 14423:2026, 5.6.2.1 reads it.
    """
    require(may_oversee(viewer, agency))
    people = {each.pk: each for each in ([staff] if staff else Staff.objects.filter(agency=agency))}
    streams = [f"staff:{each}" for each in people] + [f"user:{each.user_id}" for each in people.values()]
    if staff is None:
        streams.append(f"agency:{agency.code}")
    entries = list(JournalEntry.objects.filter(stream__in=streams, event__in=CHANGES).order_by("-id")[:most])
    authors = {each.actor.removeprefix("staff:") for each in entries if each.actor.startswith("staff:")}
    names = dict(Staff.objects.filter(pk__in=authors).values_list("pk", "full_name"))
    accounts = {each.user_id: each for each in people.values()}
    units = dict(Unit.objects.filter(agency=agency).values_list("pk", "name"))
    return [
        Change(each, _author(each, names), _about(each, people, accounts), units.get(each.data.get("unit") or 0, ""))
        for each in entries
    ]


def _author(entry: JournalEntry, names: dict[int, str]) -> str:
    kind, _colon, ref = entry.actor.partition(":")
    return names.get(int(ref), "") if kind == "staff" and ref.isdecimal() else ""


def _about(entry: JournalEntry, people: dict[int, Staff], accounts: dict[int, Staff]) -> str:
    kind, _colon, ref = entry.stream.partition(":")
    known = {"staff": people, "user": accounts}.get(kind, {})
    found = known.get(int(ref)) if ref.isdecimal() else None
    return found.full_name if found else ""
