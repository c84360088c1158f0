"""Questions about ratings."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from motcua.base.clock import now
from motcua.base.errors import NotFound
from motcua.directory.api import Agency, Viewer
from motcua.feedback.models import Invitation, Rating
from motcua.feedback.tokens import digest_of, token_of
from motcua.rules.codes import Role


def invitation_by_token(token: str) -> Invitation:
    """The invitation behind a link. Raises `NotFound`."""
    found = Invitation.objects.filter(token_sha256=digest_of(token)).first()
    if found is None:
        raise NotFound(_("Đường dẫn đánh giá này không đúng."))
    return found


def token_to_rate(dossier: str) -> str:
    """The secret of the link by which `dossier` (public id) can still be rated; empty where nobody was asked, where it
    was rated, and where the time is over."""
    still_asked = Invitation.objects.filter(dossier=dossier, used_at=None, expires_at__gt=now())
    return token_of(dossier) if still_asked.exists() else ""


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
