"""Who does it, from whatever the caller has."""

from __future__ import annotations

from motcua.base.actor import Actor
from motcua.base.verdict import require
from motcua.directory.api import Agency, Subject, Viewer
from motcua.vault.policies import may_keep


def require_may_keep(by: Viewer | Actor, subject: Subject) -> None:
    """Raise `Forbidden` where a citizen would write into a vault that is not theirs. A bare actor is a room."""
    if isinstance(by, Viewer):
        require(may_keep(by, subject))


def name_and_agency(by: Viewer | Actor) -> tuple[str, Agency | None]:
    """How the subject of the data reads who it was."""
    if isinstance(by, Actor):
        return "", None
    if by.staff is not None:
        return by.staff.full_name, by.staff.agency
    if by.person is not None:
        return by.person.full_name, None
    return (by.organisation.name if by.organisation is not None else ""), None
