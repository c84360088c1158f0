"""Who owes a task today: whom it was given to, and who stands in where nobody is left."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _

from motcua.base.actor import STAFF, Actor
from motcua.directory.api import Agency, Staff, Viewer, staff_with_role
from motcua.plans.binding import unit_named, units_of
from motcua.plans.models import Finding, Input, Inspection, OwedReport, Share, Target, Task
from motcua.rules.codes import Role


@dataclass(frozen=True)
class Owner:
    """`acting`: who must see to it today. `reason` is a sentence where that is not the person it was given to."""

    given_to: Staff | None
    acting: tuple[Staff, ...]
    reason: str

    @property
    def is_missing(self) -> bool:
        """Whether the task has to be given to somebody."""
        return bool(self.reason)


def owner_of(item: Task | Target) -> Owner:
    """The owner of an item: a person at work; else the head of the unit; else the controller of the agency."""
    person = item.staff
    if person is not None and person.active:
        return Owner(person, (person,), "")
    heads = heads_for(item)
    keepers = tuple(staff_with_role(item.plan.agency, Role.CONTROLLER))
    if person is not None:
        words = _("%(name)s không còn làm việc; việc về người phụ trách đơn vị cho đến khi giao lại.")
        return Owner(person, heads or keepers, words % {"name": person.full_name})
    if unit_id_of(item) is None:
        return Owner(None, keepers, _("Chưa giao cho đơn vị hay người nào."))
    return Owner(None, heads or keepers, "" if heads else _("Đơn vị được giao chưa có người phụ trách."))


def unit_id_of(item: Task | Target) -> int | None:
    """The unit of an item: its own, else the one its person worked in."""
    if item.unit_id is not None:
        return item.unit_id
    return item.staff.unit_id if item.staff is not None else None


def heads_for(item: Task | Target) -> tuple[Staff, ...]:
    """Who heads the unit of the item."""
    return heads_of(item.plan.agency, unit_id_of(item))


def heads_of(agency: Agency, unit_id: int | None) -> tuple[Staff, ...]:
    """Who heads a unit of an agency; nobody for none."""
    return tuple(staff_with_role(agency, Role.DIVISION_HEAD, unit_id=unit_id)) if unit_id else ()


def who_answers(asked: Input) -> tuple[Staff, ...]:
    """Who answers what a unit (or an agency below) is asked: its head, else the controller of the agency."""
    return heads_of(asked.agency, asked.unit_id) or tuple(staff_with_role(asked.agency, Role.CONTROLLER))


def who_mends(finding: Finding) -> tuple[Staff, ...]:
    """Who mends what an inspection found: the person at work; else the head of the unit; else the controller."""
    person, agency = finding.staff, finding.inspection.plan.agency
    if person is not None and person.active:
        return (person,)
    return heads_of(agency, mending_unit(finding)) or tuple(staff_with_role(agency, Role.CONTROLLER))


def who_reports(owed: OwedReport) -> tuple[Staff, ...]:
    """Who sees to a report the plan asks for: who heads the unit the plan names, and the controller of the agency."""
    agency = owed.plan.agency
    said = owed.plan.as_read.get("reporting", ())
    named = [str(said[owed.line].get("from") or "")] if owed.line < len(said) else []
    unit = unit_named(named, units_of(agency))
    found = [*heads_of(agency, unit.pk if unit else None), *staff_with_role(agency, Role.CONTROLLER)]
    return tuple({each.pk: each for each in found}.values())


def who_checks(agency: Agency, closed_by: str) -> tuple[Staff, ...]:
    """Who may look at what `closed_by` (an actor, as in the journal) delivered: another leader or controller of the
    agency; its auditors where there is none. Nobody confirms their own work, so it may be nobody."""
    for roles in ((Role.LEADER, Role.CONTROLLER), (Role.AUDITOR,)):
        found = {each.pk: each for role in roles for each in staff_with_role(agency, role)}
        others = tuple(each for each in found.values() if str(Actor(STAFF, str(each.pk))) != closed_by)
        if others:
            return others
    return ()


def who_concludes(inspection: Inspection) -> tuple[Staff, ...]:
    """Who inspects; the controller of the agency where that one has left."""
    leader = inspection.leader
    return (leader,) if leader.active else tuple(staff_with_role(inspection.plan.agency, Role.CONTROLLER))


def mending_unit(finding: Finding) -> int | None:
    """The unit a finding is with: its own, else the one its person works in."""
    if finding.unit_id is not None:
        return finding.unit_id
    return finding.staff.unit_id if finding.staff is not None else None


def heads_unit_of(viewer: Viewer, item: Task | Target) -> bool:
    """Does the viewer head the unit of the item?"""
    unit_id = unit_id_of(item)
    return unit_id is not None and viewer.has_role(Role.DIVISION_HEAD, item.plan.agency_id, unit_id)


def owed_by(viewer: Viewer, path: str = "") -> Q:
    """Tasks the viewer has to see to: given to them, to their unit where nobody is named, or left to them by
    somebody of their unit who is gone. `path` leads to the task ("task__")."""
    staff = viewer.staff
    if staff is None:
        return Q(pk__in=[])
    found = Q(**{f"{path}staff": staff})
    if staff.unit_id is not None:
        found |= Q(**{f"{path}staff__isnull": True, f"{path}unit": staff.unit_id})
        if viewer.has_role(Role.DIVISION_HEAD, staff.agency_id, staff.unit_id):
            left = Q(**{f"{path}staff__active": False})
            found |= left & (
                Q(**{f"{path}unit": staff.unit_id})
                | Q(**{f"{path}unit__isnull": True, f"{path}staff__unit": staff.unit_id})
            )
    return found


def share_name(share: Share) -> str:
    """Whose share it is."""
    if share.unit is not None:
        return share.unit.name
    return share.staff.full_name if share.staff is not None else ""
