from __future__ import annotations

from django.db import transaction

from motcua.base.errors import NotFound
from motcua.base.events import record
from motcua.directory.events import SessionEnded
from motcua.directory.models import OpenSession, User
from motcua.directory.signin.open_sessions import forget_session
from motcua.directory.viewer import Viewer
from motcua.directory.words import NOT_ALLOWED


@transaction.atomic
def end_session(*, user: User, session: int, by: Viewer) -> None:
    """End one of one's own open sessions. Raises `NotFound` for another's, or one that is gone."""
    row = OpenSession.objects.filter(pk=session, user=user).first()
    if row is None:
        raise NotFound(NOT_ALLOWED)
    forget_session(row)
    record(SessionEnded(user=user.pk), stream=f"user:{user.pk}", by=by.actor)
