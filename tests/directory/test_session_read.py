"""Session and account are read together, and both as they are at this request."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session as StoredSession
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from motcua.base.clock import now
from motcua.directory.api import Person, Session
from motcua.directory.models import User
from motcua.directory.signin.session import remember
from motcua.directory.signin.store import remember_owner

pytestmark = pytest.mark.django_db
BACKEND = "motcua.directory.signin.backend.AccountBackend"
PAGE = "/tim/"


def make(number: str, name: str) -> User:
    person = Person.objects.create(personal_id=number, full_name=name, assurance_level=2)
    return User.objects.create(username=f"person:{number}", password="!", person=person)


def browser_of(user: User) -> Client:
    browser = Client()
    browser.force_login(user, backend=BACKEND)
    session = browser.session
    remember(session, Session(method="oidc", level=2, login_at=now(), started_at=now()))
    session.save()
    return browser


@pytest.fixture
def user() -> User:
    return make("001090000011", "Nguyễn Thị Hoa")


def seen(browser: Client) -> str:
    viewer = browser.get(PAGE).wsgi_request.viewer  # type: ignore[attr-defined]
    return viewer.person.full_name if viewer.person else ""


def test_one_statement_tells_session_and_account(user: User) -> None:
    browser = browser_of(user)
    assert seen(browser) == "Nguyễn Thị Hoa"
    with CaptureQueriesContext(connection) as asked:
        assert seen(browser) == "Nguyễn Thị Hoa"
    assert len(asked) == 1


def test_what_changed_since_the_last_request_is_seen(user: User) -> None:
    browser = browser_of(user)
    seen(browser)
    Person.objects.filter(user=user).update(full_name="Nguyễn Thị Hòa")
    assert seen(browser) == "Nguyễn Thị Hòa"


@pytest.mark.parametrize("how", ["switched off", "ended", "run out", "stamped anew"])
def test_whoever_is_put_out_is_out_at_the_next_request(user: User, how: str) -> None:
    browser = browser_of(user)
    seen(browser)
    if how == "switched off":
        User.objects.filter(pk=user.pk).update(is_active=False)
    elif how == "ended":
        StoredSession.objects.all().delete()
    elif how == "run out":
        StoredSession.objects.update(expire_date=now() - timedelta(seconds=1))
    else:
        User.objects.filter(pk=user.pk).update(session_stamp="another")
    assert seen(browser) == ""


def test_a_wrong_memory_of_whose_a_session_is_opens_nothing(user: User) -> None:
    browser, other = browser_of(user), make("001090000012", "Trần Văn Bình")
    remember_owner(browser.session.session_key, int(other.pk or 0))
    assert seen(browser) == "Nguyễn Thị Hoa"


def test_another_person_in_the_same_browser_is_another_person(user: User) -> None:
    browser = browser_of(user)
    seen(browser)
    other = make("001090000012", "Trần Văn Bình")
    browser.force_login(other, backend=BACKEND)
    session = browser.session
    remember(session, Session(method="oidc", level=2, login_at=now(), started_at=now()))
    session.save()
    assert seen(browser) == "Trần Văn Bình"


def test_what_is_made_of_a_session_is_each_request_s_own(user: User) -> None:
    store = browser_of(user).session
    text = store.encode({"words": ["một"]})
    store.decode(text)["words"].append("hai")
    assert store.decode(text) == {"words": ["một"]}


def test_a_session_whose_text_is_not_ours_says_nothing(user: User) -> None:
    browser = browser_of(user)
    assert seen(browser) == "Nguyễn Thị Hoa"
    stored = StoredSession.objects.get()
    StoredSession.objects.update(
        session_data=stored.session_data[:-1] + ("a" if stored.session_data[-1] != "a" else "b")
    )
    assert seen(browser) == ""
