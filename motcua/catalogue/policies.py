"""Who may enter what the province decides."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from motcua.base.verdict import Verdict, allow, refuse
from motcua.directory.api import Agency, Viewer
from motcua.rules.codes import Role

ENTERERS = (Role.CONTROLLER, Role.ADMIN)


def may_set_fees(viewer: Viewer, agency: Agency) -> Verdict:
    """Controllers and administrators of the agency, or of one above it."""
    above: Agency | None = agency
    while above is not None:
        if any(viewer.serves(role, above.pk, "") for role in ENTERERS):
            return allow()
        above = above.parent
    return refuse(_("Chỉ công chức kiểm soát thủ tục hoặc quản trị của cơ quan được nhập mức thu."))
