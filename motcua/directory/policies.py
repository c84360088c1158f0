"""Who may do what in this room."""

from __future__ import annotations

from motcua.base.actor import SYSTEM, Actor
from motcua.base.verdict import Verdict, allow, refuse
from motcua.directory.models import Agency, Staff
from motcua.directory.selectors import may_act_for
from motcua.directory.subject import Subject
from motcua.directory.viewer import Viewer
from motcua.directory.words import NOT_TO_ONESELF, NOT_YOURS_TO_ACT_FOR, ONLY_ADMIN, ONLY_PEOPLE_ACT_FOR
from motcua.rules.codes import Role


def may_administer(by: Viewer | Actor, agency: Agency) -> Verdict:
    """An admin of the agency or of an agency above it; the program itself (installation, demo, nightly jobs)."""
    if isinstance(by, Actor):
        return allow() if by.kind == SYSTEM else refuse(ONLY_ADMIN)
    above: Agency | None = agency
    for _level in range(4):
        if above is None:
            break
        if by.has_role(Role.ADMIN, above):
            return allow()
        above = above.parent
    return refuse(ONLY_ADMIN)


def may_grant(by: Viewer | Actor, staff: Staff) -> Verdict:
    """Whoever administers the agency, but never to themself."""
    if isinstance(by, Viewer) and by.staff is not None and by.staff.pk == staff.pk:
        return refuse(NOT_TO_ONESELF)
    return may_administer(by, staff.agency)


def may_delegate(by: Viewer | Actor, from_staff: Staff) -> Verdict:
    """The one whose role it is, or whoever administers the agency."""
    if isinstance(by, Viewer) and by.staff is not None and by.staff.pk == from_staff.pk:
        return allow()
    return may_administer(by, from_staff.agency)


def may_start_acting_for(viewer: Viewer, subject: Subject) -> Verdict:
    """A signed-in person who is recorded as parent, guardian or representative."""
    if viewer.person is None:
        return refuse(ONLY_PEOPLE_ACT_FOR)
    if subject not in [each.subject for each in may_act_for(viewer.person)]:
        return refuse(NOT_YOURS_TO_ACT_FOR)
    return allow()


def actor_of(by: Viewer | Actor) -> Actor:
    """The author for the journal."""
    return by.actor if isinstance(by, Viewer) else by
