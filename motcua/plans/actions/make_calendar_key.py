"""A secret address for somebody's calendar of tasks."""

from __future__ import annotations

import hashlib
import secrets

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from motcua.base.clock import now
from motcua.base.errors import Forbidden
from motcua.base.events import record
from motcua.directory.api import Viewer
from motcua.plans.events import CalendarAddressMade
from motcua.plans.models import CalendarKey


@transaction.atomic
def make_calendar_key(*, by: Viewer) -> str:
    """A new key for the viewer's own calendar, told once; the one before ends. Raises `Forbidden` for non-staff."""
    if by.staff is None:
        raise Forbidden(_("Lịch việc chỉ có cho cán bộ, công chức."))
    key = secrets.token_urlsafe(24)
    CalendarKey.objects.update_or_create(staff=by.staff, defaults={"sha256": hashed(key), "made_at": now()})
    record(CalendarAddressMade(by.staff.pk), stream=f"staff:{by.staff.pk}", by=by.actor)
    return key


def hashed(key: str) -> str:
    """What is kept of a key: 192 random bits need no slow hash."""
    return hashlib.sha256(key.encode()).hexdigest()
