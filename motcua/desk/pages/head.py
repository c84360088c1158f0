"""What stands in the head of every page of the desk."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest

from motcua.desk.pages.troubles import oldest_trouble
from motcua.directory.api import StaffPages, Viewer, staff_pages, viewer_of
from motcua.notices.api import unread


@dataclass(frozen=True)
class Head:
    """Who sits here, what waits in the inbox, which pages they have, since when something is broken."""

    agency: str
    name: str
    title: str
    unread: int
    pages: StaffPages
    trouble_since: datetime | None


def head_of(viewer: Viewer) -> Head:
    """The head for a member of staff; at most two queries."""
    if viewer.staff is None:
        raise ValueError("the desk is for staff")
    pages = staff_pages(viewer)
    return Head(
        agency=viewer.staff.agency.short_name,
        name=viewer.staff.full_name,
        title=viewer.staff.title,
        unread=unread(viewer),
        pages=pages,
        trouble_since=oldest_trouble() if pages.troubles else None,
    )


def with_head(request: HttpRequest, **context: Any) -> dict[str, Any]:
    """The context of a page with its head."""
    return {"head": head_of(viewer_of(request)), **context}
