"""What stands in the head of every page of the desk."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest

from motcua.desk.pages.troubles import oldest_trouble, watches_troubles
from motcua.directory.api import Viewer, viewer_of
from motcua.dossiers.api import SIGNERS
from motcua.notices.api import unread
from motcua.rules.codes import Role

# Who has the pages of administration (some only to read), who the page of figures.
KEEPERS = (Role.ADMIN, Role.LEADER, Role.AUDITOR, Role.CONTROLLER)
WATCHERS = (Role.LEADER, Role.CONTROLLER, Role.AUDITOR, Role.DIVISION_HEAD, Role.SIGNER)


@dataclass(frozen=True)
class Head:
    """Who sits here, what waits in the inbox, which pages they have, since when something is broken."""

    agency: str
    name: str
    title: str
    unread: int
    signs: bool
    money: bool
    troubles: bool
    figures: bool
    keeps: bool
    fees: bool
    trouble_since: datetime | None


def head_of(viewer: Viewer) -> Head:
    """The head for a member of staff; at most two queries."""
    if viewer.staff is None:
        raise ValueError("the desk is for staff")
    watches = watches_troubles(viewer)
    return Head(
        agency=viewer.staff.agency.short_name,
        name=viewer.staff.full_name,
        title=viewer.staff.title,
        unread=unread(viewer),
        signs=viewer.has_any_role(*SIGNERS),
        money=viewer.has_role(Role.ACCOUNTANT),
        troubles=watches,
        figures=viewer.has_any_role(*WATCHERS),
        keeps=viewer.has_any_role(*KEEPERS),
        fees=viewer.has_any_role(Role.CONTROLLER, Role.ADMIN),
        trouble_since=oldest_trouble() if watches else None,
    )


def with_head(request: HttpRequest, **context: Any) -> dict[str, Any]:
    """The context of a page with its head."""
    return {"head": head_of(viewer_of(request)), **context}
