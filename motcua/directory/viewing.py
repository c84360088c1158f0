"""Making viewers: from a row, for jobs, the command line and tests; the middleware does it from a session."""

from __future__ import annotations

from datetime import date

from motcua.directory.models import Person, Staff
from motcua.directory.selectors import held_roles
from motcua.directory.subject import Subject
from motcua.directory.viewer import Session, Viewer


def viewer_of_person(person: Person, *, acting_for: Subject | None = None, session: Session | None = None) -> Viewer:
    """The viewer for a citizen; without `session` as if signed in at the level the person last had (at least 2)."""
    return Viewer(
        person=person,
        acting_for=acting_for,
        session=session or Session(method="oidc", level=max(person.assurance_level, 2)),
    )


def viewer_of_staff(staff: Staff, *, on: date | None = None, session: Session | None = None) -> Viewer:
    """The viewer for a member of staff with the roles of a day (default: today)."""
    return Viewer(
        staff=staff, roles=held_roles(staff, on=on), session=session or Session(method="password_totp", level=2)
    )
