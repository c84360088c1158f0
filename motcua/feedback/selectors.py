"""Questions about ratings."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from motcua.base.errors import NotFound
from motcua.directory.api import Agency, Viewer
from motcua.feedback.models import Invitation, Rating
from motcua.feedback.tokens import digest_of
from motcua.rules.codes import Role


def invitation_by_token(token: str) -> Invitation:
    """The invitation behind a link. Raises `NotFound`."""
    found = Invitation.objects.filter(token_sha256=digest_of(token)).first()
    if found is None:
        raise NotFound(_("Đường dẫn đánh giá này không đúng."))
    return found


def comments_for(viewer: Viewer, limit: int = 100) -> list[Rating]:
    """What people wrote about the agencies the viewer leads or controls; without who wrote it."""
    agencies = [
        held.agency_id
        for held in viewer.roles
        if held.role in (str(Role.LEADER), str(Role.CONTROLLER), str(Role.AUDITOR))
    ]
    if not agencies:
        return []
    codes = list(Agency.objects.filter(pk__in=agencies).values_list("code", flat=True))
    found = Rating.objects.select_related("invitation").filter(invitation__agency__in=codes).exclude(comment="")
    return list(found.order_by("-at", "-id")[:limit])
