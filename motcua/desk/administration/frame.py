"""What every page about an agency shows: which agency, its pages, what this viewer may do there."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from motcua.desk.pages.head import with_head
from motcua.directory.api import Agency, administered, may_administer, viewer_of
from motcua.rules.codes import Role

KEEPERS = (Role.ADMIN,)
READERS = (Role.ADMIN, Role.LEADER, Role.AUDITOR, Role.CONTROLLER)
PAGES = (
    ("people", _("Cán bộ")),
    ("delegations", _("Giao quyền")),
    ("agency", _("Đơn vị, giờ làm việc")),
    ("certificates", _("Chứng thư số")),
    ("changes", _("Sổ thay đổi")),
)
FOR_READERS = ("people", "changes")


def with_frame(request: HttpRequest, agency: Agency, page: str, **context: Any) -> dict[str, Any]:
    """The context of a page about `agency`."""
    viewer = viewer_of(request)
    keeps = bool(may_administer(viewer, agency))
    shown = [each for each in PAGES if keeps or each[0] in FOR_READERS]
    return with_head(
        request,
        agency=agency,
        keeps=keeps,
        several=len(administered(viewer)) > 1,
        tabs=[(reverse(f"administration:{name}", args=[agency.code]), words, name == page) for name, words in shown],
        **context,
    )


def back_to(page: str, agency: Agency) -> tuple[str, object]:
    """Where a sheet about the agency leads back to."""
    return reverse(f"administration:{page}", args=[agency.code]), dict(PAGES)[page]
