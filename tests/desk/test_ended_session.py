"""A quarter of an hour over a refusal and the session has ended: the words are there again for whoever typed them."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.contrib.auth import SESSION_KEY
from django.test import Client
from django.urls import reverse

import motcua
from motcua.base.clock import freeze, now
from motcua.desk.administration.sheet import SECOND_CODE
from motcua.directory.api import Session
from motcua.directory.signin.session import remember
from motcua.directory.typed import SECRETS
from motcua.payments.api import Movement
from tests.catalogue.sample import GOOD
from tests.desk.conftest import BACKEND, Enter
from tests.desk.test_presses import unknown_money
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


ACCOUNTANT, CONTROLLER, ADMIN = "ketoan.anhoa", "kiemsoat.tinh", "quantri.anhoa"
MONEY, PACKS = "/ban-lam-viec/tien/", "/ban-lam-viec/thu-tuc/"


def pressed_on(browser: Client, page: str, to: str, sent: dict[str, str], *, minutes: int = 20) -> None:
    """Press a button of the page after that long."""
    assert browser.get(page).status_code == 200
    with freeze(now() + timedelta(minutes=minutes)):
        answer = browser.post(to, sent, HTTP_REFERER=f"http://testserver{page}")
    assert answer.status_code == 302
    assert answer["Location"].startswith(reverse("staff_sign_in")) is (minutes >= 20), answer["Location"]


def refund_to(town: Town) -> str:
    unknown_money(town)
    return reverse("desk:money_settle", args=[Movement.objects.get().public_id, "tra-lai"])


def test_words_about_money_are_there_again_in_their_own_form(town: Town, enter: Enter) -> None:
    browser, to = enter(ACCOUNTANT), refund_to(town)
    pressed_on(browser, MONEY, to, {"account": "0123456789 Agribank", "note": "Chuyển nhầm đơn vị"})
    in_again(town, browser, ACCOUNTANT)
    page = browser.get(MONEY).content.decode()
    assert 'value="0123456789 Agribank"' in page
    assert 'value="Chuyển nhầm đơn vị"' in page
    assert "Chữ gõ trước khi đăng nhập lại vẫn còn đây" in page
    assert "Chuyển nhầm đơn vị" not in browser.get(MONEY).content.decode()


def test_words_about_money_are_not_shown_to_a_colleague(town: Town, enter: Enter) -> None:
    browser, to = enter(ACCOUNTANT), refund_to(town)
    pressed_on(browser, MONEY, to, {"account": "0123456789 Agribank", "note": "Chuyển nhầm đơn vị"})
    in_again(town, browser, CLERK)
    assert "Chuyển nhầm" not in browser.get("/ban-lam-viec/").content.decode()
    in_again(town, browser, ACCOUNTANT)
    assert "Chuyển nhầm" not in browser.get(MONEY).content.decode()


def test_words_whose_form_is_gone_are_still_read(town: Town, enter: Enter) -> None:
    browser, to = enter(ACCOUNTANT), refund_to(town)
    pressed_on(browser, MONEY, to, {"account": "0123456789", "note": "Chuyển nhầm <đơn vị>"})
    Movement.objects.all().delete()
    in_again(town, browser, ACCOUNTANT)
    page = browser.get(MONEY).content.decode()
    assert "Chỗ gửi không còn trên trang này nữa" in page
    assert "<p>Chuyển nhầm &lt;đơn vị&gt;</p>" in page


def test_words_that_were_refused_are_there_again(town: Town, enter: Enter) -> None:
    browser = enter(ACCOUNTANT)
    unknown_money(town)
    to = reverse("desk:money_settle", args=[Movement.objects.get().public_id, "gan-vao"])
    pressed_on(browser, MONEY, to, {"bill": "MC00000000"}, minutes=0)
    assert 'value="MC00000000"' in browser.get(MONEY).content.decode()


def test_a_pack_that_was_looked_at_is_there_again_with_its_day(town: Town, enter: Enter) -> None:
    browser = enter(CONTROLLER)
    text = GOOD + "# " + "x" * 50_000  # longer than what a stranger may leave
    sent = {"name": "dog_notice.yaml", "text": text, "valid_from-day": "17", "valid_from-month": "2"}
    pressed_on(browser, PACKS, PACKS, sent | {"valid_from-year": "2027"})
    in_again(town, browser, CONTROLLER)
    page = browser.get(PACKS).content.decode()
    assert "x" * 50_000 in page
    assert 'value="17"' in page
    assert 'value="2027"' in page


def test_questions_of_administration_are_there_again(town: Town, enter: Enter) -> None:
    browser, page = enter(CONTROLLER), f"{PACKS}birth_registration/thoi-cong-bo"
    pressed_on(browser, page, page, {"reason": "Quyết định 12 bãi bỏ"})
    in_again(town, browser, CONTROLLER)
    assert "Quyết định 12 bãi bỏ" in browser.get(page).content.decode()


def test_no_password_is_kept(town: Town, enter: Enter) -> None:
    browser, page = enter(ADMIN), reverse("account:password")
    sent = {"current": "Motcua-demo-2026", "new": "Con mèo nhà hàng xóm", "again": "Con mèo nhà hàng xóm"}
    pressed_on(browser, page, page, sent | {"second_code": "123456"})
    assert not [each for each in (*sent.values(), "123456") if each in str(dict(browser.session))]


def test_every_box_of_a_password_is_known_as_one() -> None:
    boxes = [
        found
        for template in (Path(motcua.__file__).parent).rglob("*.html")
        for found in re.findall(r'<input[^>]* name="([^"]+)"[^>]* type="password"', template.read_text("utf-8"))
    ]
    assert boxes
    assert set(boxes) | {SECOND_CODE} == SECRETS
