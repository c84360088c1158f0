"""What stands in the head of the staff pages of the board."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from motcua.base.clock import today
from motcua.directory.api import staff_pages, viewer_of
from motcua.notices.api import unread


def with_head(request: HttpRequest, **context: Any) -> dict[str, Any]:
    """The context of a page for a member of staff, with its head and the day."""
    viewer = viewer_of(request)
    staff = viewer.staff
    head = {
        "agency": staff.agency.short_name if staff else "",
        "name": staff.full_name if staff else "",
        "title": staff.title if staff else "",
        "unread": unread(viewer) if staff else 0,
        "pages": staff_pages(viewer),
    }
    return {"head": head, "today": today(), **context}
