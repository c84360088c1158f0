"""States of the citizen's pages in the system's Chromium: axe finds nothing, nothing is pushed sideways, at a phone's
width and at a desk's, with letters twice their size, and in English.
"""

from __future__ import annotations

import re

import pytest
from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.db import transaction
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

import motcua.portal.views.home
from motcua.base.clock import now
from motcua.directory.api import Session, person_subject
from motcua.directory.models import Person, User
from motcua.directory.signin.session import ACTING_FOR, remember
from motcua.dossiers import api
from motcua.eforms.api import open_draft
from motcua.feedback.api import rate, token_of
from motcua.feedback.models import Invitation
from motcua.gateways.api import SourceDown, forget_failures
from motcua.payments.api import Arrival, bill_for, hear_of_money, take_cash
from motcua.rules.codes import Delivery
from tests.desk.browsing import page_for, too_wide, violations
from tests.desk.test_presses import _bank
from tests.desk.town import MORNING, Town, citizen, fill_town, hour, issued, make_town
from tests.portal.conftest import BACKEND
from tests.support.morning_browser import browser, morning_everywhere

__all__ = ["browser", "morning_everywhere"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHONE, WIDE = {"width": 360, "height": 780}, {"width": 1280, "height": 900}
FATHER, CHILD, PAYER, TENANT, NEWCOMER = "066090001234", "066220003456", "066173007890", "066199006677", "066302008035"
BUILDER = "066082004455"
# What a person does whose eyes want letters twice the size: every text, not the window.
BIGGER = """() => { const all = [...document.body.querySelectorAll('*')].map(e => {
    const now = getComputedStyle(e); return [e, parseFloat(now.fontSize), parseFloat(now.lineHeight)]; });
  for (const [e, size, line] of all) {
    e.style.fontSize = 2 * size + 'px'; if (line) e.style.lineHeight = 2 * line + 'px'; } }"""
WIDEST = """() => [...document.querySelectorAll('main *, header *, footer *')]
  .filter(e => e.getBoundingClientRect().right > innerWidth + 1 && !e.closest('.skip'))
  .map(e => e.outerHTML.slice(0, 90)).at(-1)"""
IN_ENGLISH = [
    "/", "/tim/?q=birth", "/thu-tuc/", "/thu-tuc/birth_registration/", "/tra-cuu/", "/kiem-tra/", "/so-lieu/",
    "/du-lieu-cua-toi/", "/hop-thu/", "/ho-so/", "/giay-to/", "/toi/",
]  # fmt: skip


@pytest.fixture(autouse=True)
def _sources_are_asked_anew() -> None:
    forget_failures()


def cookie(number: str, acting_for: str = "") -> str:
    """Of a citizen who has just signed in."""
    user, _new = User.objects.get_or_create(
        username=number, defaults={"person": Person.objects.get(personal_id=number)}
    )
    session = SessionStore()
    session["_auth_user_id"], session["_auth_user_backend"] = str(user.pk), BACKEND
    session["_auth_user_hash"] = user.get_session_auth_hash()
    remember(session, Session(method="oidc", level=2, started_at=now(), login_at=now()))
    if acting_for:
        session[ACTING_FOR] = str(person_subject(acting_for))
    session.save()
    return str(session.session_key)


class Eye:
    """One visitor at two widths; `wrong` gathers what is found, with where."""

    def __init__(self, browser: Browser, address: str, number: str = "", *, acting_for: str = "") -> None:
        self.address, self.wrong = address, []  # type: str, list[object]
        key = cookie(number, acting_for) if number else "nobody"
        self.pages = [page_for(browser, key, address, size=size) for size in (PHONE, WIDE)]

    def speak_english(self) -> Eye:
        for page in self.pages:
            url = self.address
            page.context.add_cookies([{"name": settings.LANGUAGE_COOKIE_NAME, "value": "en", "url": url}])
        return self

    def see(self, path: str, *, says: str, status: int = 200) -> None:
        for page in self.pages:
            answer = page.goto(self.address + path)
            assert answer is not None
            assert answer.status == status, (path, answer.status)
            self.look(page, path, says)

    def look(self, page: Page, path: str, says: str) -> None:
        assert says in page.locator("body").inner_text().replace("\xa0", " "), (path, says)
        width = page.viewport_size["width"] if page.viewport_size else 0
        self.wrong += [(path, width, each) for each in violations(page)]
        self.wrong += [(path, width, "too wide")] if too_wide(page) > 0 else []
        page.evaluate(BIGGER)
        self.wrong += [(path, width, "too wide, twice the size", page.evaluate(WIDEST))] if too_wide(page) > 0 else []

    def done(self) -> None:
        for page in self.pages:
            page.context.close()
        assert self.wrong == []


@pytest.fixture
def town() -> Town:
    with hour():
        return fill_town(make_town())


def test_supplement_and_its_answer(browser: Browser, live_server: LiveServer, town: Town) -> None:
    eye, path = Eye(browser, live_server.url, TENANT), f"/ho-so/{town.at['supplement'].public_id}/"
    eye.see(path, says="Cần ông/bà bổ sung")
    eye.see(f"{path}bo-sung/", says="Bổ sung một lần là đủ")
    for page in eye.pages:
        page.goto(f"{live_server.url}{path}bo-sung/")
        page.get_by_role("button", name="Gửi bổ sung").click()
        eye.look(page, "empty answer", "chỗ cần sửa")
    page = eye.pages[0]
    page.goto(f"{live_server.url}{path}bo-sung/")
    page.get_by_label("Nội dung sửa trong tờ khai").fill("Dùng để vay vốn")
    page.get_by_role("button", name="Gửi bổ sung").click()
    eye.look(page, "answered", town.at["supplement"].code)
    eye.done()


def test_money_in_every_state(browser: Browser, live_server: LiveServer, town: Town) -> None:
    eye, dossier = Eye(browser, live_server.url, PAYER), town.at["unpaid"]
    path = f"/ho-so/{dossier.public_id}/"
    eye.see(path, says="Cần nộp phí 8.000 đ.")
    eye.see(f"{path}nop-phi/", says="quét mã này")
    bill = bill_for(dossier.bill)
    assert bill is not None
    with hour():
        arrival = Arrival("FT-3", "1200099001", 3_000, f"phi {bill.code}", MORNING)
        hear_of_money(arrival=arrival, heard_by="notice", by=_bank(), agency=town.here)
    eye.see(path, says="Đã nhận 3.000 đ, còn thiếu 5.000 đ.")
    eye.see(f"{path}nop-phi/", says="Nộp 5.000 đ")
    with hour():
        take_cash(bill=bill_for(dossier.bill), amount=5_000, by=town.viewer("tiepnhan.anhoa"), key="quay")  # type: ignore[arg-type]
        again = Arrival("FT-4", "1200099001", 8_000, f"phi {bill.code}", MORNING)
        hear_of_money(arrival=again, heard_by="notice", by=_bank(), agency=town.here)
    eye.see(path, says="Đã nhận thừa 8.000 đ.")
    eye.done()


def test_ended_running_and_done(browser: Browser, live_server: LiveServer, town: Town) -> None:
    eye, path = Eye(browser, live_server.url, NEWCOMER), f"/ho-so/{town.at['new'].public_id}/"
    eye.see(path, says="Tiếp nhận")
    eye.see(f"{path}rut/", says="Rút hồ sơ này?")
    with hour():
        api.refuse(dossier=town.now("new"), reason="other", words="Sai nơi nộp " * 12, by=town.viewer("tiepnhan.anhoa"))
    eye.see(path, says="Không tiếp nhận")
    for own in ("/ho-so/", "/giay-to/", "/hop-thu/", "/toi/"):
        eye.see(own, says="Quyên")
    eye.done()


def test_rating_by_its_link(browser: Browser, live_server: LiveServer, town: Town) -> None:
    with hour(), transaction.atomic():
        api.sign_result(dossier=town.now("to_sign"), by=town.viewer("chutich.anhoa"))
        dossier = issued(town.now("to_sign"))
        api.return_result(dossier=dossier, how=Delivery.COUNTER, to="Hoàng Minh Tuấn", by=town.viewer("tiepnhan.anhoa"))
    token = token_of(dossier.public_id)
    eye = Eye(browser, live_server.url)
    eye.see(f"/danh-gia/{token}/", says="Ông/bà có hài lòng không?")
    for page in eye.pages:
        page.goto(f"{live_server.url}/danh-gia/{token}/")
        page.get_by_role("button", name="Gửi đánh giá").click()
        eye.look(page, "nothing chosen", "Xin chọn một trong ba mức")
    Invitation.objects.update(expires_at=MORNING)
    eye.see(f"/danh-gia/{token}/", says="Đường dẫn đã hết hạn")
    Invitation.objects.update(expires_at=MORNING.replace(year=2027))
    with hour():
        rate(token=token, level=2)
    eye.see(f"/danh-gia/{token}/", says="Cảm ơn ông/bà")
    eye.see("/danh-gia/khong-phai-duong-dan/", says="Đường dẫn đánh giá này không đúng", status=404)
    eye.done()


def test_acting_for_a_child(browser: Browser, live_server: LiveServer, town: Town) -> None:
    eye = Eye(browser, live_server.url, FATHER, acting_for=CHILD)
    for path in ("/", "/ho-so/", "/toi/", "/thu-tuc/civil_status_copy/"):
        eye.see(path, says="Đang làm thay cho Nguyễn Minh Khôi")
    eye.see("/lam-thay/", says="Làm thay cho ai?")
    eye.done()


def test_a_draft_given_up(browser: Browser, live_server: LiveServer, town: Town) -> None:
    with hour():
        draft = open_draft(viewer=citizen(FATHER), procedure="civil_status_copy", agency=town.here)
    eye = Eye(browser, live_server.url, FATHER)
    eye.see("/ho-so/", says="Bỏ bản khai này")
    eye.see(f"/khai/{draft.public_id}/bo/", says="Bỏ bản khai này?")
    page = eye.pages[0]
    page.goto(f"{live_server.url}/khai/{draft.public_id}/bo/")
    page.get_by_role("button", name="Bỏ bản khai").click()
    eye.look(page, "given up", "Đã bỏ bản khai: ")
    eye.see(f"/khai/{draft.public_id}/", says="Bản khai này đã bỏ.", status=409)
    eye.done()


def test_tracking_and_checking(browser: Browser, live_server: LiveServer, town: Town) -> None:
    eye = Eye(browser, live_server.url)
    eye.see(f"/tra-cuu/?ma={town.at['supplement'].code}", says="Cần bổ sung")
    eye.see(f"/tra-cuu/?ma={town.at['late'].code}", says="hẹn ngày")
    eye.see("/tra-cuu/?ma=H99.31-000000-0000", says="Không có hồ sơ nào mang mã này")
    eye.see("/kiem-tra/ABCD-EFGH/", says="Không tìm thấy văn bản")
    eye.done()


def test_in_english(browser: Browser, live_server: LiveServer, town: Town) -> None:
    eye = Eye(browser, live_server.url, PAYER).speak_english()
    dossier = town.at["unpaid"].public_id
    for path in [*IN_ENGLISH, *(f"/ho-so/{dossier}/{more}" for more in ("", "nop-phi/", "rut/")), "/lam-thay/"]:
        eye.see(path, says="Continue" if path == "/lam-thay/" else "Tiếng Việt")
        assert {page.evaluate("document.documentElement.lang") for page in eye.pages} == {"en"}
    eye.see("/khong-co-trang-nay/", says="Page not found", status=404)
    eye.done()


def test_what_went_wrong(
    browser: Browser, live_server: LiveServer, town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    eye = Eye(browser, live_server.url, PAYER)
    eye.see("/khong-co-trang-nay/", says="Không tìm thấy trang", status=404)
    eye.see(f"/ho-so/{town.at['new'].public_id}/", says="Chưa làm được việc này", status=404)
    eye.see("/ban-lam-viec/", says="Chưa làm được việc này", status=403)
    for page in eye.pages:
        page.goto(f"{live_server.url}/tra-cuu/")
        page.evaluate("document.querySelectorAll('[name=csrfmiddlewaretoken]').forEach(e => e.value = 'x')")
        page.get_by_role("button", name="Xem").click()
        eye.look(page, "stale form", "Mở lại trang")
        page.goto(f"{live_server.url}/tra-cuu/")
        page.evaluate("""() => { const form = document.querySelector('main form'); for (let i = 0; i < 600; i++)
            form.append(Object.assign(document.createElement('input'), {type: 'hidden', name: 'a' + i})); }""")
        page.get_by_role("button", name="Xem").click()
        eye.look(page, "too much", "Chưa nhận được")

    def breaks(*_all: object) -> None:
        raise SourceDown("population")

    monkeypatch.setattr(motcua.portal.views.home, "life_events", breaks)
    monkeypatch.setattr(settings, "DEBUG_PROPAGATE_EXCEPTIONS", False)
    eye.see("/", says="Máy chủ gặp lỗi", status=500)
    eye.done()


def test_names_and_addresses_as_long_as_they_come(browser: Browser, live_server: LiveServer, town: Town) -> None:
    long = "Công Tằng Tôn Nữ Hoàng Thị Nguyệt Minh Phương Thảo Nguyên An Bình"
    Person.objects.filter(personal_id=BUILDER).update(full_name=long)
    town.here.short_name = "UBND xã " + "Đắk Nuê Krông Bông " * 3
    town.here.save(update_fields=["short_name"])
    eye = Eye(browser, live_server.url, BUILDER)
    eye.see("/toi/", says=long)
    eye.see(f"/ho-so/{town.at['to_sign'].public_id}/", says="Đắk Nuê")
    eye.see("/nop/civil_status_copy/", says="Đắk Nuê")
    eye.done()


def test_the_eye_would_tell(browser: Browser, live_server: LiveServer, town: Town) -> None:
    eye = Eye(browser, live_server.url)
    page = eye.pages[0]
    page.set_content("<html><body>x<img src='x.png'><div style='width:900px'>x</div></body></html>")
    eye.look(page, "broken", "x")
    assert {"too wide"} <= {str(each[-1]) for each in eye.wrong}  # type: ignore[index]
    assert any(re.match("image-alt", str(each[-1])) for each in eye.wrong)  # type: ignore[index]
    for each in eye.pages:
        each.context.close()
