"""Where sessions lie: in the database, so that ending one ends it everywhere at once; read with a kept query.

Whose a session is never changes. A process that has met it once reads session and account by one statement, both as
they are now: a session that was ended and an account that was switched off are seen at the next request.
"""

from __future__ import annotations

import json
from contextvars import ContextVar
from functools import lru_cache
from typing import Any

from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.contrib.sessions.models import Session
from django.utils import timezone

from motcua.base.kept_query import KeptQuery, both
from motcua.directory.models import User

MOST_REMEMBERED = 5_000
_by_key: KeptQuery[Session] = KeptQuery(lambda key: Session.objects.filter(session_key=key), str)
account_by_number: KeptQuery[User] = KeptQuery(
    lambda number: User.objects.select_related("person").filter(pk=number), int
)
_owners: dict[str, int] = {}
# The account that came with the session of the request whose account is being asked for.
beside_session: ContextVar[User | None] = ContextVar("beside_session", default=None)


class SessionStore(DatabaseStore):
    """Django's own store; only reading a session, which every request does, goes another way."""

    account: User | None = None

    def decode(self, session_data: str) -> dict[str, Any]:  # type: ignore[override]  # the stubs know one kind of value
        """As Django's: what the signed text of a session says, {} where the signature is not ours. Checked once: what
        hardly ever changes is asked for with every request."""
        told: dict[str, Any] = json.loads(_checked(session_data))
        return told

    def _get_session_from_db(self) -> Session | None:
        found = self._read() if self.session_key else None
        if found is None or found.expire_date <= timezone.now():
            self._session_key = None
            return None
        return found

    def _read(self) -> Session | None:
        owner = _owners.get(self.session_key or "")
        if owner is None:
            return _by_key.one(self.session_key or "")
        found, self.account = both(_by_key, (self.session_key or "",), account_by_number, (owner,))
        return found


@lru_cache(maxsize=MOST_REMEMBERED)
def _checked(session_data: str) -> str:
    return json.dumps(DatabaseStore.decode(SessionStore(), session_data))


def remember_owner(session_key: str | None, number: int) -> None:
    """The session belongs to account `number`; a hint for the next request, which looks again whether it is true."""
    if session_key and session_key not in _owners:
        if len(_owners) >= MOST_REMEMBERED:
            _owners.clear()
        _owners[session_key] = number
