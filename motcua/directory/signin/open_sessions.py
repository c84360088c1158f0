"""The open sessions of a member of staff: which there are, and ending one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from django.contrib.sessions.models import Session as StoredSession

from motcua.base.clock import now
from motcua.directory.models import OpenSession, User
from motcua.directory.signin.session import SEEN


@dataclass(frozen=True, slots=True)
class Open:
    """One open session: since when, seen last, on what, from where; `here`: the one that asks."""

    id: int
    began_at: datetime
    seen_at: datetime
    device: str
    address: str
    here: bool


def remember_open(user: User, session_key: str, *, device: str, address: str) -> None:
    """Somebody came in with this session."""
    OpenSession.objects.update_or_create(
        session_key=session_key,
        defaults={"user": user, "began_at": now(), "device": device, "address": address or None},
    )


def follow_session(before: str, after: str) -> None:
    """The same session under another key, as after a new password."""
    OpenSession.objects.filter(session_key=before).update(session_key=after)


def open_sessions(user: User, *, here: str | None) -> list[Open]:
    """Those that are still open, the one that asks first, then the newest; two queries."""
    rows = {each.session_key: each for each in OpenSession.objects.filter(user=user)}
    alive = StoredSession.objects.filter(session_key__in=rows, expire_date__gt=now())
    found = [_open(rows[each.session_key], each.get_decoded(), here) for each in alive]
    return sorted(found, key=lambda each: (not each.here, -each.began_at.timestamp()))


def forget_session(row: OpenSession) -> None:
    """The session is gone: its next press asks to sign in."""
    StoredSession.objects.filter(session_key=row.session_key).delete()
    row.delete()


def _open(row: OpenSession, told: dict[str, object], here: str | None) -> Open:
    seen = datetime.fromtimestamp(float(str(told.get(SEEN, row.began_at.timestamp()))), UTC)
    return Open(row.pk, row.began_at, seen, row.device, row.address or "", row.session_key == here)
