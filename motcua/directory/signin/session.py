"""What the session remembers: how and when somebody came in, when they last pressed anything, whom they act for.

How long it may idle and how long a proven second factor counts: TCVN 14423:2026, 5.5.2.2 and 5.6.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase

from motcua.base.clock import now
from motcua.directory.subject import Subject
from motcua.directory.viewer import Session, Viewer
from motcua.rules.codes import Role

FACTS = "motcua.session"
ACTING_FOR = "motcua.acting_for"
SEEN = "motcua.seen"
PROVEN = "motcua.proven"
ID_TOKEN = "motcua.id_token"  # noqa: S105 - a key of the session, not a secret
WITH_A_CODE = "password_totp"
SEEN_EVERY = timedelta(seconds=60)


def remember(session: SessionBase, facts: Session) -> None:
    """Write how somebody came in."""
    session[FACTS] = {
        "started_at": facts.started_at.isoformat() if facts.started_at else "",
        "login_at": facts.login_at.isoformat() if facts.login_at else "",
        "method": facts.method,
        "level": facts.level,
        "device": facts.device,
        "place": facts.place,
    }
    session[SEEN] = now().timestamp()
    if facts.method == WITH_A_CODE:
        remember_proof(session)


def remember_proof(session: SessionBase) -> None:
    """The second factor was proven just now."""
    session[PROVEN] = now().timestamp()


def proven_lately(session: SessionBase) -> bool:
    """Was the second factor proven so recently that a grave act need not ask for it again?"""
    return now().timestamp() - float(session.get(PROVEN, 0)) < settings.FRESH_CODE_MINUTES * 60


def recall(session: SessionBase) -> Session:
    """How they came in; an empty `Session` where nothing is known."""
    told = session.get(FACTS) or {}
    return Session(
        started_at=_moment(told.get("started_at")),
        login_at=_moment(told.get("login_at")),
        method=str(told.get("method", "none")),
        level=int(told.get("level", 0)),
        device=str(told.get("device", "unknown")),
        place=str(told.get("place", "")),
    )


def acting_for(session: SessionBase) -> Subject | None:
    """Whom the person chose to act for."""
    told = session.get(ACTING_FOR)
    return Subject.parse(told) if told else None


def idle_time(viewer: Viewer) -> timedelta:
    """How long a session may lie without a press: an administrator's shortest."""
    if viewer.staff is None:
        return timedelta(minutes=settings.IDLE_MINUTES_CITIZEN)
    admin = viewer.has_role(Role.ADMIN)
    return timedelta(minutes=settings.IDLE_MINUTES_ADMIN if admin else settings.IDLE_MINUTES_STAFF)


def still_awake(session: SessionBase, *, limit: timedelta) -> bool:
    """Was there a press within the idle time? Remembers this one, at most once a minute."""
    idle = timedelta(seconds=now().timestamp() - float(session.get(SEEN, 0)))
    if idle > limit:
        return False
    if idle > SEEN_EVERY:
        session[SEEN] = now().timestamp()
    return True


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
