"""Who may do what in this room."""

from __future__ import annotations

from motcua.base.actor import SYSTEM, Actor
from motcua.base.verdict import Verdict, allow, refuse
from motcua.directory.models import Agency, Staff
from motcua.directory.viewer import Viewer
from motcua.directory.words import (
    NOT_BY_ONESELF,
    NOT_LENT_TO_ONESELF,
    NOT_TO_ONESELF,
    ONLY_ADMIN,
    ONLY_THE_DESK,
)
from motcua.rules.codes import Role


def may_administer(by: Viewer | Actor, agency: Agency) -> Verdict:
    """An admin of the whole agency or of one above it; the program itself (installation, demo, nightly jobs)."""
    if isinstance(by, Actor):
        return allow() if by.kind == SYSTEM else refuse(ONLY_ADMIN)
    above: Agency | None = agency
    for _level in range(4):
        if above is None:
            break
        if by.may_act_in(Role.ADMIN, above, None):
            return allow()
        above = above.parent
    return refuse(ONLY_ADMIN)


def may_oversee(by: Viewer, agency: Agency) -> Verdict:
    """Read who may what: whoever administers the agency, its leaders, controllers and auditors."""
    if by.has_any_role(Role.LEADER, Role.AUDITOR, Role.CONTROLLER, agency=agency):
        return allow()
    return may_administer(by, agency)


def may_create_agency(by: Viewer | Actor, parent: Agency | None) -> Verdict:
    """Below an agency whoever administers that one; at the top only the program (installation)."""
    if parent is not None:
        return may_administer(by, parent)
    return allow() if isinstance(by, Actor) and by.kind == SYSTEM else refuse(ONLY_ADMIN)


def may_end_agency(by: Viewer | Actor, agency: Agency) -> Verdict:
    """Whoever administers the agency above it, never its own admin; at the top only the program."""
    return may_create_agency(by, agency.parent)


def may_keep_account(by: Viewer | Actor, staff: Staff) -> Verdict:
    """Unlock, reset, switch off: whoever administers the agency, but nobody their own account."""
    return refuse(NOT_BY_ONESELF) if _is(by, staff) else may_administer(by, staff.agency)


def may_grant(by: Viewer | Actor, staff: Staff) -> Verdict:
    """Whoever administers the agency, but never to themself."""
    return refuse(NOT_TO_ONESELF) if _is(by, staff) else may_administer(by, staff.agency)


def may_delegate(by: Viewer | Actor, from_staff: Staff, to_staff: Staff | None = None) -> Verdict:
    """The one whose role it is, or whoever administers the agency; an admin lends nobody's role to themself."""
    if _is(by, from_staff):
        return allow()
    if to_staff is not None and _is(by, to_staff):
        return refuse(NOT_LENT_TO_ONESELF)
    return may_administer(by, from_staff.agency)


def may_keep_representations(by: Viewer) -> Verdict:
    """Record and end who may act for whom: a clerk of a whole one-stop shop, an administrator of a whole agency."""
    keeps = any(held.role in (Role.CLERK, Role.ADMIN) and held.unit_id is None for held in by.roles)
    return allow() if by.staff is not None and keeps else refuse(ONLY_THE_DESK)


def _is(by: Viewer | Actor, staff: Staff) -> bool:
    return isinstance(by, Viewer) and by.staff is not None and by.staff.pk == staff.pk


def actor_of(by: Viewer | Actor) -> Actor:
    """The author for the journal."""
    return by.actor if isinstance(by, Viewer) else by
