"""The pages on which a result is corrected, looked at by axe at the desk and on a phone, and worked by keys alone."""

from __future__ import annotations

import os

import pytest
from django.db import transaction
from django.urls import reverse
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from motcua.directory.api import Person, User
from motcua.dossiers import api
from motcua.rules.codes import Delivery
from tests.desk.browsing import page_for, session_of, too_wide, violations
from tests.desk.test_correcting import OFFICER, OWNER, SIGNER, WRONG, correct, handed_over, paper, sign
from tests.desk.town import Town, fill_town, hour, issued, make_town
from tests.support.morning_browser import browser, morning_everywhere
from tests.support.town_fixture import signed_in

__all__ = ["browser", "morning_everywhere"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SIZES = ({"width": 1280, "height": 900}, {"width": 360, "height": 780})
PICTURES = os.environ.get("MOTCUA_PICTURES", "")


@pytest.fixture
def town() -> Town:
    """One dossier with a result on a numbered form, corrected, and corrected once more, not signed yet."""
    with hour():
        town = fill_town(make_town())
        with transaction.atomic():
            api.sign_result(dossier=town.now("to_sign"), by=town.viewer(SIGNER))
            issued(town.now("to_sign"))
            handed_over(town, Delivery.COUNTER, serials={"certificate": "AB 1"})
            correct(town)
            sign(town)
            correct(town, wrong="Còn sai năm sinh", status="Chưa kết hôn lần nào")
    return town


def looked_at(page: Page, address: str) -> list[str]:
    answer = page.goto(address)
    assert answer is not None
    assert answer.status == 200, address
    width = page.viewport_size["width"] if page.viewport_size else 0
    if PICTURES:
        page.screenshot(path=f"{PICTURES}/{address.strip('/').replace('/', '_')[-40:]}-{width}.png", full_page=True)
    wide = [f"{address} {width}: too wide"] if too_wide(page) else []
    return wide + [f"{address} {width}: {each}" for each in violations(page)]


def test_every_page_says_it_plainly(browser: Browser, live_server: LiveServer, town: Town) -> None:
    one = reverse("desk:dossier", args=[town.at["to_sign"].public_id])
    person = Person.objects.get(personal_id=OWNER)
    owner = signed_in(User.objects.get_or_create(username=OWNER, defaults={"person": person})[0], "oidc")
    cookie = owner.cookies["sessionid"].value if "sessionid" in owner.cookies else str(owner.session.session_key)
    mine = [reverse("portal:dossier", args=[town.at["to_sign"].public_id]), reverse("portal:my_papers")]
    mine += [reverse("portal:check_result") + f"{paper(town).check_code}/"]
    wrong: list[str] = []
    for size in SIZES:
        for who, addresses in (
            (OFFICER, [one, one + "dinh-chinh"]),
            (SIGNER, [one, one + "khong-ky-dinh-chinh", reverse("desk:sign"), reverse("desk:work")]),
            ("tiepnhan.anhoa", [one, reverse("desk:work") + "?loc=tat-ca"]),
        ):
            page = page_for(browser, session_of(town.staff(who)), live_server.url, size=size)
            wrong += [each for address in addresses for each in looked_at(page, live_server.url + address)]
            page.context.close()
        page = page_for(browser, cookie, live_server.url, size=size)
        wrong += [each for address in mine for each in looked_at(page, live_server.url + address)]
        page.context.close()
    assert wrong == []


def test_by_keys_alone_and_without_scripts(browser: Browser, live_server: LiveServer, town: Town) -> None:
    with hour(), transaction.atomic():
        api.decline_correction(dossier=town.now("to_sign"), reason="Xem lại sổ", by=town.viewer(SIGNER))
    address = live_server.url + reverse("desk:dossier", args=[town.at["to_sign"].public_id]) + "dinh-chinh"
    cookie = session_of(town.staff(OFFICER))
    page = page_for(browser, cookie, live_server.url, java_script_enabled=False)
    page.goto(address)
    page.get_by_label("Sai ở đâu, vì sao").focus()
    page.keyboard.press("Control+a")
    page.keyboard.type(WRONG)
    for _tab in range(40):
        page.keyboard.press("Tab")
        if page.locator("button:focus").count() and "Lưu, trình ký" in page.locator("button:focus").inner_text():
            break
    page.keyboard.press("Enter")
    page.get_by_text("Đã trình ký bản đính chính").wait_for()
    page.context.close()
    last = api.Result.objects.filter(dossier=town.at["to_sign"]).last()
    assert last is not None
    assert (last.wrong, last.state) == (WRONG, "drafted")
