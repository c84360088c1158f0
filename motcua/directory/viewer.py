"""Who is looking: built once a request from the session, handed to every selector, policy and action."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from motcua.base.actor import PERSON, PUBLIC, STAFF, Actor
from motcua.directory.models import Agency, Organisation, Person, Staff
from motcua.directory.subject import Subject
from motcua.rules.codes import Role


@dataclass(frozen=True, slots=True)
class Session:
    """What is known of how this viewer came in. Times are aware UTC.

    `started_at`: the press on "Đăng nhập", before leaving for the provider; `login_at`: the return. Minutes from
    login to submission run from `started_at`. `method`: oidc, password_totp or none; `level`: assurance level of
    the account; `device`: phone, tablet, desktop, shared or unknown; `place`: home, counter, kiosk, or empty where
    nobody knows.
    """

    started_at: datetime | None = None
    login_at: datetime | None = None
    method: str = "none"
    level: int = 0
    device: str = "unknown"
    place: str = ""


@dataclass(frozen=True, slots=True)
class HeldRole:
    """A role held today; `on_behalf_of`: the staff who delegated it (ký thay), `decision` its number;
    `unit`: code of the unit it is limited to."""

    role: str
    agency_id: int
    unit_id: int | None = None
    on_behalf_of: int | None = None
    decision: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Viewer:
    """A person, an organisation's account, a member of staff, or nobody known (`ANONYMOUS`).

    `acting_for` is set only after the person chose it: a child or an organisation.
    """

    person: Person | None = None
    staff: Staff | None = None
    organisation: Organisation | None = None
    acting_for: Subject | None = None
    roles: frozenset[HeldRole] = frozenset()
    session: Session = field(default_factory=Session)

    @property
    def is_known(self) -> bool:
        """Signed in?"""
        return self.is_citizen or self.staff is not None

    @property
    def is_citizen(self) -> bool:
        """A person or an organisation, signed in through the identity provider?"""
        return self.person is not None or self.organisation is not None

    @property
    def may_file(self) -> bool:
        """Assurance level 2 (Decree 69/2024/NĐ-CP); organisation accounts have one level only."""
        return self.organisation is not None or (self.person is not None and self.session.level >= 2)

    @property
    def actor(self) -> Actor:
        """The author for the journal: internal ids only."""
        if self.staff is not None:
            return Actor(STAFF, str(self.staff.pk))
        if self.person is not None:
            return Actor(PERSON, str(self.person.pk))
        if self.organisation is not None:
            return Actor("organisation", str(self.organisation.pk))
        return Actor(PUBLIC)

    @property
    def own_subject(self) -> Subject | None:
        """The account's own subject; None for staff and strangers."""
        found = self.person or self.organisation
        return found.subject if found is not None else None

    @property
    def subject(self) -> Subject | None:
        """Whose data the viewer works on: the one acted for, else their own; None for staff and strangers."""
        return self.acting_for or self.own_subject

    def has_role(self, role: Role | str, agency: Agency | int | None = None, unit_id: int | None = None) -> bool:
        """Does the viewer hold `role` today (in `agency`; in the unit, where the grant is limited to one)?"""
        agency_id = agency.pk if isinstance(agency, Agency) else agency
        return any(
            held.role == str(role)
            and agency_id in (None, held.agency_id)
            and (unit_id is None or held.unit_id in (None, unit_id))
            for held in self.roles
        )

    def may_act_in(self, role: Role | str, agency: Agency | int, unit_id: int | None) -> bool:
        """Strict: a role limited to a unit counts only in that unit, never where no unit is named."""
        agency_id = agency.pk if isinstance(agency, Agency) else agency
        return any(
            held.role == str(role) and held.agency_id == agency_id and held.unit_id in (None, unit_id)
            for held in self.roles
        )

    def serves(self, role: Role | str, agency_id: int, unit: str) -> bool:
        """Strict as `may_act_in`, for work that names its unit by code: `unit` empty means the whole agency."""
        return any(
            held.role == str(role) and held.agency_id == agency_id and (held.unit_id is None or held.unit == unit)
            for held in self.roles
        )

    def has_any_role(self, *roles: Role | str, agency: Agency | int | None = None) -> bool:
        """Does the viewer hold one of `roles` today?"""
        return any(self.has_role(role, agency) for role in roles)


ANONYMOUS = Viewer()
