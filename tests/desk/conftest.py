from collections.abc import Callable, Iterator

import pytest
from django.db import transaction
from django.test import Client

from motcua.base.clock import now
from motcua.directory.api import Session
from motcua.directory.signin.session import remember
from tests.desk.town import Town, fill_town, hour, make_town

BACKEND = "motcua.directory.signin.backend.AccountBackend"


@pytest.fixture(scope="module")
def town(django_db_setup: None, django_db_blocker: object) -> Iterator[Town]:
    """The commune on a Wednesday morning, made once for a module; every test's own changes are rolled back."""
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        atomic = transaction.atomic()
        atomic.__enter__()
        try:
            with hour():
                yield fill_town(make_town())
        finally:
            transaction.set_rollback(True)
            atomic.__exit__(None, None, None)


Enter = Callable[[str], Client]


@pytest.fixture
def enter(town: Town, db: None) -> Enter:
    """A browser in which somebody of the demo is signed in."""

    def sign_in(username: str) -> Client:
        browser = Client()
        browser.force_login(town.staff(username).user, backend=BACKEND)
        session = browser.session
        remember(session, Session(method="password_totp", level=2, login_at=now(), started_at=now()))
        session.save()
        return browser

    return sign_in
