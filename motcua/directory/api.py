"""The door of the directory: who people and agencies are, what they may do."""

from motcua.directory.actions.act_for import start_acting_for, stop_acting_for
from motcua.directory.actions.deactivate_staff import deactivate_staff
from motcua.directory.actions.delegate import delegate, revoke_delegation
from motcua.directory.actions.grant_role import grant_role
from motcua.directory.actions.revoke_role import revoke_role
from motcua.directory.actions.unlock_account import unlock_account
from motcua.directory.demo import demo_accounts, make_demo
from motcua.directory.doors import all_doors, citizen, known, mark_all, public, staff, unmarked, viewer_of
from motcua.directory.events import SignedIn
from motcua.directory.models import Agency, Organisation, Person, Representation, RoleGrant, Staff, Unit, User
from motcua.directory.selectors import (
    Chain,
    MayActFor,
    MaySign,
    agencies,
    agency,
    agency_now,
    agency_tree,
    held_roles,
    may_act_for,
    name_of,
    organisation_by_code,
    person_by_number,
    representatives_of,
    staff_with_role,
    who_may_sign,
)
from motcua.directory.subject import Subject, mask, organisation_subject, person_subject
from motcua.directory.viewer import ANONYMOUS, HeldRole, Session, Viewer
from motcua.directory.viewing import viewer_of_organisation, viewer_of_person, viewer_of_staff

__all__ = [
    "ANONYMOUS",
    "Agency",
    "Chain",
    "HeldRole",
    "MayActFor",
    "MaySign",
    "Organisation",
    "Person",
    "Representation",
    "RoleGrant",
    "Session",
    "SignedIn",
    "Staff",
    "Subject",
    "Unit",
    "User",
    "Viewer",
    "agencies",
    "agency",
    "agency_now",
    "agency_tree",
    "all_doors",
    "citizen",
    "deactivate_staff",
    "delegate",
    "demo_accounts",
    "grant_role",
    "held_roles",
    "known",
    "make_demo",
    "mark_all",
    "mask",
    "may_act_for",
    "name_of",
    "organisation_by_code",
    "organisation_subject",
    "person_by_number",
    "person_subject",
    "public",
    "representatives_of",
    "revoke_delegation",
    "revoke_role",
    "staff",
    "staff_with_role",
    "start_acting_for",
    "stop_acting_for",
    "unlock_account",
    "unmarked",
    "viewer_of",
    "viewer_of_organisation",
    "viewer_of_person",
    "viewer_of_staff",
    "who_may_sign",
]
