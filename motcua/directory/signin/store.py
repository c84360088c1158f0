"""Where sessions lie: in the database, so that ending one ends it everywhere at once; read with a kept query."""

from __future__ import annotations

from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.contrib.sessions.models import Session
from django.utils import timezone

from motcua.base.kept_query import KeptQuery

_by_key: KeptQuery[Session] = KeptQuery(lambda key: Session.objects.filter(session_key=key), str)


class SessionStore(DatabaseStore):
    """Django's own store; only reading a session, which every request does, goes another way."""

    def _get_session_from_db(self) -> Session | None:
        found = _by_key.one(self.session_key) if self.session_key else None
        if found is None or found.expire_date <= timezone.now():
            self._session_key = None
            return None
        return found
