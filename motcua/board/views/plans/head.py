"""What stands in the head of the pages of plans."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from motcua.base.clock import today
from motcua.directory.api import viewer_of
from motcua.notices.api import unread
from motcua.rules.codes import Role


def with_head(request: HttpRequest, **context: Any) -> dict[str, Any]:
    """The context of a page for a member of staff, with its head and the day."""
    viewer = viewer_of(request)
    staff = viewer.staff
    head = {
        "agency": staff.agency.short_name if staff else "",
        "name": staff.full_name if staff else "",
        "title": staff.title if staff else "",
        "unread": unread(viewer) if staff else 0,
        "signs": viewer.has_role(Role.SIGNER),
        "money": viewer.has_role(Role.ACCOUNTANT),
        "troubles": False,
    }
    return {"head": head, "today": today(), **context}
