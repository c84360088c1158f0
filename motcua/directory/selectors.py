"""Questions about agencies and the people in them. None of these answers is secret inside the house; doors decide."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from motcua.base.clock import today
from motcua.base.errors import NotFound
from motcua.base.kept_query import KeptQuery
from motcua.directory.models import Agency, Delegation, Organisation, Person, RoleGrant, Staff
from motcua.directory.subject import Subject
from motcua.directory.viewer import HeldRole
from motcua.directory.words import NO_SUCH_AGENCY
from motcua.rules.codes import Role

# Codes have four levels at most, so three agencies can stand above one.
_above: KeptQuery[Agency] = KeptQuery(
    lambda number: (
        Agency.objects.select_related("parent__parent")
        .only("parent", "parent__parent", "parent__parent__parent")
        .filter(pk=number)
    ),
    int,
)

_agency: KeptQuery[Agency] = KeptQuery(lambda number: Agency.objects.filter(pk=number), int)
_by_number: KeptQuery[Person] = KeptQuery(lambda number: Person.objects.filter(personal_id=number), str)
_of_kind: KeptQuery[Agency] = KeptQuery(lambda kind: Agency.objects.filter(kind=kind).order_by("code"), str)


@dataclass(frozen=True, slots=True)
class MaySign:
    """Somebody who may sign today; `for_staff` is whom they sign for (ký thay) by `decision`, else None."""

    staff: Staff
    for_staff: Staff | None = None
    decision: str = ""


def agency(code: str) -> Agency:
    """The agency with this code, ended ones too. Raises `NotFound`."""
    found = Agency.objects.filter(code=code).first()
    if found is None:
        raise NotFound(NO_SUCH_AGENCY)
    return found


def agencies(*, kind: str | None = None, on: date | None = None) -> list[Agency]:
    """Agencies that exist on a day (default: today), by code."""
    day = on or today()
    if kind is None:
        return list(Agency.objects.filter(_in_force(day)).order_by("code"))
    return [
        each
        for each in _of_kind.all(kind)
        if each.valid_from <= day and (each.valid_to is None or each.valid_to >= day)
    ]


def agencies_between(since: date, until: date, *, kind: str) -> list[Agency]:
    """Agencies of a kind that existed on any day of a period (both days included), by code; ended ones too."""
    return [
        each
        for each in _of_kind.all(kind)
        if each.valid_from <= until and (each.valid_to is None or each.valid_to >= since)
    ]


def predecessors_of(found: Agency) -> list[Agency]:
    """The agencies that ended and were followed by `found`, by code."""
    return list(Agency.objects.filter(successor=found, valid_to__lt=today()).order_by("code"))


def agency_and_above(agency: Agency) -> list[int]:
    """The ids of an agency and of those above it, the nearest first; one query, none for an agency at the top."""
    found = [agency.pk]
    above = _above.one(agency.parent_id) if agency.parent_id is not None else None
    while above is not None and above.pk not in found:
        found.append(above.pk)
        above = above.parent
    return found


def agency_above(found: Agency) -> Agency | None:
    """The agency above `found`; None at the top."""
    if found.parent_id is not None and not Agency.parent.is_cached(found):
        found.parent = _agency.one(found.parent_id)
    return found.parent


def agency_now(found: Agency, *, on: date | None = None) -> Agency:
    """The agency that stands in for `found` on a day: itself, or the end of its line of successors."""
    day, seen = on or today(), {found.pk}
    while found.valid_to is not None and found.valid_to < day and found.successor_id is not None:
        found = Agency.objects.get(pk=found.successor_id)
        if found.pk in seen:
            return found
        seen.add(found.pk)
    return found


def held_roles(staff: Staff, *, on: date | None = None) -> frozenset[HeldRole]:
    """What this member of staff may be on a day: own grants, and grants of others delegated to them (two queries).

    What is lent reaches as far as the giver's own grant of that day: the same unit, and nothing once it has ended. A
    third query where something is lent.
    """
    day = on or today()
    if not staff.active:
        return frozenset()
    own = RoleGrant.objects.filter(_in_force(day), staff=staff).values_list("role", "unit_id", "unit__code")
    lent = Delegation.objects.filter(
        to_staff=staff,
        valid_from__lte=day,
        valid_to__gte=day,
        revoked_at__isnull=True,
    ).select_related("from_staff")
    return frozenset(
        [HeldRole(role, staff.agency_id, unit_id, unit=unit or "") for role, unit_id, unit in own] + _lent(lent, day)
    )


def _lent(lent: Iterable[Delegation], day: date) -> list[HeldRole]:
    given = [each for each in lent if each.from_staff.active]
    if not given:
        return []
    grants = RoleGrant.objects.filter(_in_force(day), staff__in={each.from_staff_id for each in given})
    owned = list(grants.values_list("staff_id", "role", "unit_id", "unit__code"))
    return [
        HeldRole(role, each.from_staff.agency_id, unit_id, each.from_staff_id, each.decision, unit or "")
        for each in given
        for owner, role, unit_id, unit in owned
        if (owner, role) == (each.from_staff_id, each.role)
    ]


def staff_with_role(
    found: Agency, role: Role | str, *, unit_id: int | None = None, on: date | None = None
) -> QuerySet[Staff]:
    """Active staff of an agency who hold `role` on a day by a grant of their own, by name."""
    day = on or today()
    grants = RoleGrant.objects.filter(_in_force(day), role=str(role))
    if unit_id is not None:
        grants = grants.filter(Q(unit__isnull=True) | Q(unit_id=unit_id))
    return Staff.objects.filter(agency=found, active=True, pk__in=grants.values("staff_id")).order_by("full_name", "pk")


def who_may_sign(found: Agency, *, unit_id: int | None = None, on: date | None = None) -> list[MaySign]:
    """Everybody who may sign for an agency on a day: signers first, then those who sign for one (ký thay).

    A signer of one unit only (the head of the commune's police) is among them only when that unit is named.
    """
    day = on or today()
    grants = RoleGrant.objects.filter(_in_force(day), role=Role.SIGNER.value)
    grants = grants.filter(Q(unit__isnull=True) | Q(unit_id=unit_id, unit__isnull=False))
    signers = list(
        Staff.objects.filter(agency=found, active=True, pk__in=grants.values("staff_id")).order_by("full_name", "pk")
    )
    lent = (
        Delegation.objects.filter(
            from_staff__in=signers,
            to_staff__active=True,
            role=Role.SIGNER.value,
            valid_from__lte=day,
            valid_to__gte=day,
            revoked_at__isnull=True,
        )
        .select_related("to_staff", "from_staff")
        .order_by("pk")
    )
    return [MaySign(each) for each in signers] + [
        MaySign(each.to_staff, each.from_staff, each.decision) for each in lent
    ]


def person_by_number(personal_id: str) -> Person | None:
    """The person with this personal number, if we have met them."""
    return _by_number.one(personal_id)


def organisation_by_code(tax_code: str) -> Organisation | None:
    """The organisation with this tax code, if we have met it."""
    return Organisation.objects.filter(tax_code=tax_code).first()


def name_of(subject: Subject) -> str:
    """The name of a subject, or an empty text where we never met it."""
    found: Person | Organisation | None
    if subject.is_person:
        found = person_by_number(subject.key)
        return found.full_name if found else ""
    found = organisation_by_code(subject.key)
    return found.name if found else ""


def _in_force(day: date) -> Q:
    return Q(valid_from__lte=day) & (Q(valid_to__isnull=True) | Q(valid_to__gte=day))
