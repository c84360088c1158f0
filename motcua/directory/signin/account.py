"""`request.user`, with what was read beside the session."""

from __future__ import annotations

from functools import partial

from django.contrib.auth import SESSION_KEY, get_user
from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from motcua.directory.models import User
from motcua.directory.signin.store import SessionStore, beside_session, remember_owner


class AccountMiddleware(AuthenticationMiddleware):
    """Django's own checks (who it is, whether the password changed since), with a statement fewer a request."""

    def process_request(self, request: HttpRequest) -> None:
        """Set `request.user`; nothing is read before somebody asks."""
        super().process_request(request)
        request.user = SimpleLazyObject(partial(_account, request))  # type: ignore[assignment]


def _account(request: HttpRequest) -> User | AnonymousUser:
    session = request.session
    session.get(SESSION_KEY)  # reads the session, where the request has one
    beside = session.account if isinstance(session, SessionStore) else None
    token = beside_session.set(beside)
    try:
        user: User | AnonymousUser = get_user(request)
    finally:
        beside_session.reset(token)
    if user.pk is not None:
        remember_owner(session.session_key, user.pk)
    return user
