"""A quarter of an hour over a refusal and the session has ended: the words are there again for whoever typed them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.auth import SESSION_KEY
from django.test import Client
from django.urls import reverse

from motcua.base.clock import freeze, now
from motcua.directory.api import Session
from motcua.directory.signin.session import remember
from tests.desk.conftest import BACKEND, Enter
from tests.desk.town import Town

pytestmark = pytest.mark.django_db
CLERK, COLLEAGUE, WORDS = "tiepnhan.anhoa", "tiepnhan2.anhoa", "Không thuộc xã An Hòa vì hai ông bà ở nơi khác"


def address_in(town: Town, slug: str = "tu-choi", stage: str = "new") -> str:
    return reverse("desk:dossier", args=[town.at[stage].public_id]) + slug


def pressed_too_late(browser: Client, address: str, sent: dict[str, str]) -> None:
    assert browser.get(address).status_code == 200
    with freeze(now() + timedelta(minutes=20)):
        answer = browser.post(address, sent, HTTP_REFERER=f"http://testserver{address}")
    assert answer["Location"].startswith(f"{reverse('staff_sign_in')}?next=")
    assert SESSION_KEY not in browser.session


def in_again(town: Town, browser: Client, username: str) -> None:
    browser.force_login(town.staff(username).user, backend=BACKEND)
    session = browser.session
    remember(session, Session(method="password_totp", level=2, login_at=now(), started_at=now()))
    session.save()


def test_what_was_pressed_too_late_is_there_again_once(town: Town, enter: Enter) -> None:
    browser, address = enter(CLERK), address_in(town)
    pressed_too_late(browser, address, {"words": WORDS, "reason": "other"})
    assert town.now("new").status == 1
    in_again(town, browser, CLERK)
    assert WORDS in browser.get(address).content.decode()
    assert WORDS not in browser.get(address).content.decode()


def test_a_colleague_at_the_same_machine_does_not_find_it(town: Town, enter: Enter) -> None:
    """They may refuse the dossier too: the words of another are not put into their mouth."""
    browser, address = enter(CLERK), address_in(town)
    pressed_too_late(browser, address, {"words": WORDS, "reason": "other"})
    in_again(town, browser, COLLEAGUE)
    page = browser.get(address)
    assert page.status_code == 200
    assert WORDS not in page.content.decode()
