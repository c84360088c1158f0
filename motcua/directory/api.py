"""The door of the directory: who people and agencies are, what they may do."""

from motcua.directory import places
from motcua.directory.actions.change_agency import change_agency, set_work_sessions
from motcua.directory.actions.change_password import change_own_password
from motcua.directory.actions.change_staff import change_staff
from motcua.directory.actions.create_agency import create_agency
from motcua.directory.actions.create_staff import create_staff
from motcua.directory.actions.deactivate_staff import deactivate_staff
from motcua.directory.actions.delegate import delegate, revoke_delegation
from motcua.directory.actions.end_agency import call_off_end, end_agency
from motcua.directory.actions.end_representation import end_representation
from motcua.directory.actions.end_session import end_session
from motcua.directory.actions.grant_role import grant_role
from motcua.directory.actions.keep_unit import change_unit, create_unit
from motcua.directory.actions.make_recovery_codes import make_recovery_codes
from motcua.directory.actions.reactivate_staff import reactivate_staff
from motcua.directory.actions.record_representation import Named, Shown, record_representation
from motcua.directory.actions.reset_access import reset_password, reset_second_factor
from motcua.directory.actions.revoke_role import revoke_role
from motcua.directory.actions.set_collection import Collection, set_collection
from motcua.directory.actions.sign_in_staff import prove_second_factor
from motcua.directory.actions.unlock_account import unlock_account
from motcua.directory.demo import demo_accounts, make_demo
from motcua.directory.doors import all_doors, citizen, known, mark_all, public, staff, unmarked, viewer_of
from motcua.directory.events import (
    AgencyEnded,
    RepresentationEnded,
    RepresentationRecorded,
    SignedIn,
    StaffDeactivated,
)
from motcua.directory.models import (
    Agency,
    Delegation,
    Organisation,
    Person,
    Representation,
    RoleGrant,
    Staff,
    Unit,
    User,
)
from motcua.directory.policies import actor_of, may_administer, may_end_agency, may_keep_representations
from motcua.directory.registers import (
    Change,
    administered,
    agency_to_administer,
    agency_to_oversee,
    changes_of,
    colleagues_of,
    delegations_of,
    grants_of,
    known_by_number,
    named_by_key,
    people_of,
    representation_to_keep,
    representations_of,
    staff_of,
    staff_to_administer,
    units_of,
)
from motcua.directory.representing import (
    MayActFor,
    acts_for,
    holds,
    is_adult,
    is_in_force,
    key_of,
    may_act_for,
    representations_held,
    representatives_of,
)
from motcua.directory.role_words import role_words
from motcua.directory.security_log import address_of
from motcua.directory.selectors import (
    agencies,
    agencies_between,
    agency,
    agency_above,
    agency_and_above,
    agency_now,
    name_of,
    organisation_by_code,
    person_by_number,
    predecessors_of,
    staff_with_role,
    who_may_sign,
)
from motcua.directory.signin.open_sessions import follow_session, open_sessions
from motcua.directory.signin.second_factor import has_second_factor, recovery_codes_left
from motcua.directory.signin.session import proven_lately, remember_proof
from motcua.directory.staff_pages import WORKING_ROLES, StaffPages, staff_pages
from motcua.directory.subject import Subject, mask, organisation_subject, person_subject
from motcua.directory.viewer import ANONYMOUS, HeldRole, Session, Viewer
from motcua.directory.viewing import viewer_of_person, viewer_of_staff
