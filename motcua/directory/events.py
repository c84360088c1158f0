"""What happens in this room."""

from __future__ import annotations

from datetime import date, datetime

from motcua.base.events import Event, event


@event("directory.signed_in")
class SignedIn(Event):
    """Somebody came in. `started_at`: the press on "Đăng nhập", before leaving for the provider. `language`: chosen on
    that device; empty where nobody chose."""

    kind: str
    method: str
    level: int
    device: str
    started_at: datetime
    first_time: bool
    language: str = ""


@event("directory.signed_out")
class SignedOut(Event):
    """Somebody left. `how`: pressed, everywhere, idle."""

    how: str


@event("directory.acting_for_started")
class ActingForStarted(Event):
    """A person chose to act for a child or an organisation; `subject` is its internal id as in organisation:7."""

    kind: str
    subject: str


@event("directory.acting_for_ended")
class ActingForEnded(Event):
    """The person acts for themself again."""

    subject: str


@event("directory.representation_recorded")
class RepresentationRecorded(Event):
    """At a desk it was recorded that a person may act for a child or an organisation; `person` and `subject` (as in
    organisation:7) are internal ids, `agency` the code of the one whose staff recorded it."""

    representation: int
    kind: str
    person: int
    subject: str
    agency: str
    valid_from: date
    valid_to: date | None
    scanned: bool


@event("directory.representation_ended")
class RepresentationEnded(Event):
    """At a desk a representation was ended before its time; it counts from now on nowhere. `was_to`: the last day it
    would have had."""

    representation: int
    kind: str
    person: int
    subject: str
    agency: str
    was_to: date | None


@event("directory.account_locked")
class AccountLocked(Event):
    """Too many wrong attempts in a row."""

    user: int


@event("directory.account_unlocked")
class AccountUnlocked(Event):
    """An admin opened a locked account again."""

    user: int


@event("directory.second_factor_set")
class SecondFactorSet(Event):
    """A second factor was bound to an account."""

    user: int


@event("directory.second_factor_reset")
class SecondFactorReset(Event):
    """An admin took the second factor off an account; the next sign-in binds a new one."""

    user: int


@event("directory.recovery_codes_made")
class RecoveryCodesMade(Event):
    """A member of staff made new recovery codes; earlier ones no longer open anything."""

    user: int


@event("directory.recovery_code_used")
class RecoveryCodeUsed(Event):
    """Somebody came in with a recovery code in place of the second factor."""

    user: int
    left: int


@event("directory.session_ended")
class SessionEnded(Event):
    """A member of staff ended one of their open sessions."""

    user: int


@event("directory.password_reset")
class PasswordReset(Event):
    """An admin gave an account a new first password, to be changed at the next sign-in."""

    user: int


@event("directory.password_changed")
class PasswordChanged(Event):
    """A member of staff has a new password."""

    user: int


@event("directory.role_granted")
class RoleGranted(Event):
    """A role was given; `grant` is its internal id."""

    grant: int
    staff: int
    role: str
    agency: str
    unit: int | None
    valid_from: date
    valid_to: date | None


@event("directory.role_revoked")
class RoleRevoked(Event):
    """A role ended; the last day it holds is `valid_to`."""

    grant: int
    staff: int
    role: str
    agency: str
    valid_to: date


@event("directory.staff_created")
class StaffCreated(Event):
    """An account for a member of staff was made; it may do nothing until a role is granted."""

    staff: int
    user: int
    agency: str
    unit: int | None


@event("directory.staff_changed")
class StaffChanged(Event):
    """What is known of a member of staff changed; `fields` names what, never the values."""

    staff: int
    agency: str
    fields: tuple[str, ...]


@event("directory.staff_reactivated")
class StaffReactivated(Event):
    """A switched-off account may sign in again."""

    staff: int
    agency: str


@event("directory.staff_deactivated")
class StaffDeactivated(Event):
    """A member of staff can no longer sign in. `why`: left, idle."""

    staff: int
    agency: str
    why: str


@event("directory.delegated")
class Delegated(Event):
    """A role was lent for some days by a numbered decision (ký thay)."""

    delegation: int
    from_staff: int
    to_staff: int
    role: str
    agency: str
    valid_from: date
    valid_to: date


@event("directory.delegation_revoked")
class DelegationRevoked(Event):
    """A lent role was taken back before its last day."""

    delegation: int


@event("directory.agency_created")
class AgencyCreated(Event):
    """An agency was entered; `parent` is the code of the one above it."""

    agency: str
    parent: str


@event("directory.agency_changed")
class AgencyChanged(Event):
    """What is known of an agency changed: `fields` names what; the working hours are told, they move due times."""

    agency: str
    fields: tuple[str, ...]
    work_sessions: tuple[tuple[str, str], ...] = ()


@event("directory.agency_end_set")
class AgencyEndSet(Event):
    """By a numbered decision an agency ends with `last_day`, and `successor` (code) follows it."""

    agency: str
    successor: str
    last_day: date
    decision: str


@event("directory.agency_end_called_off")
class AgencyEndCalledOff(Event):
    """An agency that was to end goes on."""

    agency: str


@event("directory.agency_ended")
class AgencyEnded(Event):
    """The last day of an agency is over; from now on `successor` (code) stands in for it."""

    agency: str
    successor: str


@event("directory.unit_created")
class UnitCreated(Event):
    """A unit was entered in an agency."""

    unit: int
    agency: str
    code: str


@event("directory.unit_changed")
class UnitChanged(Event):
    """A unit was renamed, or closed or opened again (`active`)."""

    unit: int
    agency: str
    active: bool


@event("directory.refused")
class AccessRefused(Event):
    """Somebody who is signed in asked for a page that is not theirs; `route` is the name of the address."""

    route: str
