"""The commune with dossiers at every stage as a fixture, and browsers in which somebody is signed in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from motcua.base.clock import now
from motcua.directory.api import Session, User
from motcua.directory.signin.session import remember
from tests.desk.town import Town, fill_town, hour, make_town

BACKEND = "motcua.directory.signin.backend.AccountBackend"
Enter = Callable[[str], Client]


@pytest.fixture(scope="module")
def town(django_db_setup: None, django_db_blocker: Any) -> Iterator[Town]:
    """A Wednesday morning there, made once for a module; every test's own changes are rolled back."""
    with django_db_blocker.unblock():
        atomic = transaction.atomic()
        atomic.__enter__()
        try:
            with hour():
                yield fill_town(make_town())
        finally:
            transaction.set_rollback(True)
            atomic.__exit__(None, None, None)


def signed_in(user: User, method: str) -> Client:
    """A browser in which the account has just come in, by `method` (oidc, password_totp)."""
    browser = Client()
    browser.force_login(user, backend=BACKEND)
    session = browser.session
    remember(session, Session(method=method, level=2, login_at=now(), started_at=now()))
    session.save()
    return browser
