from collections.abc import Callable, Iterator

import pytest
from django.db import transaction
from django.test import Client

from motcua.base.clock import now
from motcua.directory.api import Session
from motcua.directory.models import Person, User
from motcua.directory.signin.session import remember
from tests.desk.town import Town, fill_town, hour, make_town

BACKEND = "motcua.directory.signin.backend.AccountBackend"
Enter = Callable[[str], Client]


@pytest.fixture(scope="module")
def town(django_db_setup: None, django_db_blocker: object) -> Iterator[Town]:
    """A commune with dossiers at every stage, made once for a module; every test's own changes are rolled back."""
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        atomic = transaction.atomic()
        atomic.__enter__()
        try:
            with hour():
                yield fill_town(make_town())
        finally:
            transaction.set_rollback(True)
            atomic.__exit__(None, None, None)


@pytest.fixture
def enter(town: Town, db: None) -> Enter:
    """A browser in which the citizen with this personal number is signed in; without a number, a stranger's."""

    def sign_in(number: str = "") -> Client:
        browser = Client()
        if number:
            person = Person.objects.get(personal_id=number)
            user, _new = User.objects.get_or_create(username=number, defaults={"person": person})
            browser.force_login(user, backend=BACKEND)
            session = browser.session
            remember(session, Session(method="oidc", level=2, login_at=now(), started_at=now()))
            session.save()
        return browser

    return sign_in
