"""Ways that ended nowhere: an empty answer, a code where a name should stand, a page without its other language."""

from __future__ import annotations

import re

import pytest
from django.conf import settings
from django.test import Client

from motcua.directory.api import person_subject
from motcua.dossiers.api import track
from motcua.eforms.api import Draft
from motcua.vault.api import record_use
from tests.desk.conftest import enter as enter_staff
from tests.desk.town import Town, citizen, hour
from tests.portal.conftest import OWNER, Enter

__all__ = ["enter_staff"]
pytestmark = pytest.mark.django_db
STAFF_DOOR, OWN_DOOR = "/can-bo/dang-nhap", "/dang-nhap/"


def main_of(page: str) -> str:
    return page.split("<main")[1].split("</main>")[0]


@pytest.mark.parametrize("address", ["/dang-xuat", "/ngon-ngu/", "/dang-xuat/moi-noi"])
def test_the_address_of_a_press_opened_as_a_page_is_a_page(town: Town, enter: Enter, address: str) -> None:
    """A browser shows an empty 405 as a fault of its own."""
    answer = enter(OWNER).get(address)
    page = answer.content.decode()
    assert (answer.status_code, answer["Allow"]) == (405, "POST")
    assert "chỉ nhận khi bấm nút" in main_of(page)
    assert 'href="/"' in main_of(page)


def test_what_was_filed_with_faults_may_be_opened_again(draft: Draft, enter: Enter) -> None:
    """The page of faults stands at the address of the press; a reload, or the other language, finds the letter."""
    top = f"/khai/{draft.public_id}/"
    browser = enter(OWNER)
    for _time in range(2):
        assert browser.get(f"{top}nop/")["Location"] == f"{top}xem-lai/"
    assert enter("066201008901").get(f"{top}nop/").status_code == 404


def test_staff_who_lose_their_way_are_led_back_to_the_desk(town: Town, enter: Enter, enter_staff: Enter) -> None:
    for browser, back in ((enter(OWNER), "/"), (enter(), "/"), (enter_staff("tiepnhan.anhoa"), "/ban-lam-viec/")):
        for address in ("/ban-lam-viec/khong/co/", "/ngon-ngu/"):
            answer = browser.get(address)
            assert answer.status_code in (404, 405)
            assert f'<a class="btn quiet" href="{back}">' in main_of(answer.content.decode()), (address, back)


@pytest.mark.parametrize("door", [STAFF_DOOR, OWN_DOOR])
def test_the_door_speaks_both_languages(town: Town, door: str) -> None:
    browser = Client()
    page = browser.get(f"{door}?next=/ho-so/").content.decode()
    form = page.split('action="/ngon-ngu/"')[1].split("</form>")[0]
    back = re.search('name="next" value="([^"]*)"', form)
    assert back is not None
    assert back[1] == f"{door}?next=/ho-so/"
    assert browser.post("/ngon-ngu/", {"language": "en", "next": back[1]})["Location"] == back[1]
    english = browser.get(back[1]).content.decode()
    assert '<html lang="en"' in english
    assert "Tiếng Việt</button>" in english


def test_a_member_of_staff_changes_the_language_on_the_own_page(town: Town, enter_staff: Enter) -> None:
    assert 'name="language" value="en"' in enter_staff("tiepnhan.anhoa").get("/can-bo/tai-khoan/").content.decode()


def test_a_page_made_by_a_press_offers_no_way_back_to_the_press(town: Town) -> None:
    """Only what can be asked for again offers the other language."""
    page = Client().post(STAFF_DOOR, {"username": "nobody", "password": "wrong", "code": ""}).content.decode()
    assert "chưa đúng" in page
    assert "/ngon-ngu/" not in page


def test_who_was_looked_up_for_a_form_reads_no_code_of_ours(town: Town, draft: Draft, enter: Enter) -> None:
    looked = "066192002345"
    with hour():
        record_use(
            subject=person_subject(looked), what="registry:population", purpose="Điền sẵn tờ khai",
            dossier=draft.stream, by=citizen(OWNER),
        )  # fmt: skip
    page = main_of(enter(looked).get("/toi/").content.decode())
    assert "Điền sẵn tờ khai" in page
    assert draft.public_id not in page


@pytest.mark.parametrize("between", [" ", " - ", "\u2013", "\u2014", "-"])
def test_a_code_copied_by_hand_is_found(town: Town, between: str) -> None:
    code = town.now("baby").code
    written = f" {code.replace('-', between).lower()} "
    assert track(written).code == code
    page = Client().post("/tra-cuu/", {"code": written}).content.decode()
    assert f'<p class="code">{code}</p>' in page


def test_a_search_for_nothing_says_how_to_ask(town: Town) -> None:
    assert "không dấu cũng được" in main_of(Client().get("/tim/").content.decode())
    assert "không dấu cũng được" not in main_of(Client().get("/tim/?q=khai+sinh").content.decode())


def test_what_can_be_done_here_stands_first_for_an_event_of_life(town: Town) -> None:
    cards = re.findall('<li><a class="card".*?</li>', Client().get("/viec/birth/").content.decode(), re.S)
    now = ["Làm ngay được" in each for each in cards]
    assert True in now
    assert now == sorted(now, reverse=True)


def test_a_wrong_link_to_rate_says_where_the_right_one_is(town: Town) -> None:
    assert "Hộp thư" in main_of(Client().get("/danh-gia/khong-co/").content.decode())


def test_the_other_language_is_offered_where_portal_pages_are(town: Town) -> None:
    page = Client().get("/?x=1").content.decode()
    assert 'name="next" value="/?x=1"' in page
    assert Client(headers={"cookie": f"{settings.LANGUAGE_COOKIE_NAME}=en"}).get("/")["Content-Language"] == "en"
