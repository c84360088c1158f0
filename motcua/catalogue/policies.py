"""Who may enter what the province decides, and publish procedures."""

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


def may_publish_packs(viewer: Viewer) -> Verdict:
    """Controllers and administrators of the agency above all others here: a version holds for every agency below."""
    mine = Agency.objects.filter(pk__in={each.agency_id for each in viewer.roles}, parent=None)
    above_all = mine.values_list("pk", flat=True)
    if any(viewer.serves(role, each, "") for each in above_all for role in ENTERERS):
        return allow()
    return refuse(_("Thủ tục dùng chung cho mọi cơ quan nên chỉ kiểm soát thủ tục hoặc quản trị cấp trên công bố."))
