"""Whose inbox holds what."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from motcua.base.clock import now
from motcua.base.errors import NotFound
from motcua.directory.api import Viewer
from motcua.notices.models import Notice
from motcua.notices.rendering import Shown, show

LONGEST = 100


def inbox(viewer: Viewer, limit: int = LONGEST) -> list[Shown]:
    """The viewer's own notices, newest first."""
    if not viewer.is_known:
        return []
    return [show(notice) for notice in Notice.objects.filter(to=str(viewer.actor)).order_by("-made_at", "-id")[:limit]]


def unread(viewer: Viewer) -> int:
    """How many the viewer has not read."""
    return Notice.objects.filter(to=str(viewer.actor), read_at=None).count() if viewer.is_known else 0


def read(viewer: Viewer, public_id: str) -> Shown:
    """One of the viewer's notices, marked read. Raises `NotFound` for anybody else's."""
    notice = Notice.objects.filter(public_id=public_id, to=str(viewer.actor)).first() if viewer.is_known else None
    if notice is None:
        raise NotFound(_("Không có thông báo này."))
    Notice.objects.filter(pk=notice.pk, read_at=None).update(read_at=now())
    return show(notice)
