"""Pages of one's own: what a letter is about is named, whom one acts for stands on every page."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from motcua.base.actor import system
from motcua.base.files import keep
from motcua.catalogue.api import load_packs
from motcua.catalogue.pack.parts import Text
from motcua.catalogue.packs import read_pack
from motcua.catalogue.selectors import forget
from motcua.directory.api import person_subject
from motcua.directory.signin.session import ACTING_FOR
from motcua.dossiers.api import withdraw
from motcua.eforms.api import Draft, use_paper
from motcua.notices.api import tell
from motcua.vault.api import Paper, give_consent, has_consented, keep_paper, record_use, revoke_paper
from tests.desk.town import Town, citizen, hour
from tests.portal.conftest import Enter

pytestmark = pytest.mark.django_db
FATHER, CHILD = "066090001234", "066220003456"


def acting(browser: Client) -> Client:
    session = browser.session
    session[ACTING_FOR] = str(person_subject(CHILD))
    session.save()
    return browser


@pytest.mark.parametrize("path", ["/", "/ho-so/", "/giay-to/", "/hop-thu/", "/toi/", "/thu-tuc/birth_registration/"])
def test_whom_one_acts_for_is_seen_everywhere(town: Town, enter: Enter, path: str) -> None:
    browser = enter(FATHER)
    assert "Đang làm thay" not in browser.get(path).content.decode()
    strip = re.search(r'<div class="acting">.*?</div></div>', acting(browser).get(path).content.decode(), re.S)
    assert strip
    assert "Nguyễn Minh Khôi" in strip.group()
    assert f'href="/lam-thay/?next={path}"' in strip.group()


def test_a_letter_names_the_procedure(town: Town, enter: Enter) -> None:
    dossier = town.now("baby")
    with hour():
        words = {"code": dossier.code, "due": ""}
        about = f"dossier:{dossier.public_id}"
        tell(to=str(citizen(FATHER).actor), kind="accepted", words=words, about=about, key="test:1")
    page = enter(FATHER).get("/hop-thu/").content.decode()
    assert "<small>Đăng ký khai sinh</small>" in page


def test_a_text_without_a_translation_is_read_out_in_vietnamese(town: Town, enter: Enter) -> None:
    """A commune's own pack may have no English; those that travel with the program have it everywhere."""
    browser, path = enter(), "/thu-tuc/copy_certification/"
    own = read_pack(Path(settings.PROCEDURES) / "copy_certification.yaml")
    assert own is not None
    with hour():
        load_packs(packs=[own.model_copy(update={"summary": Text(vi="Xã xác nhận bản sao.")})], by=system("test"))
        forget()
        assert 'lang="vi"' not in browser.get(path).content.decode().split("<main")[1].split("</main>")[0]
        browser.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
        page = browser.get(path).content.decode()
    assert '<h1 class="read">Certification of copies' in page
    assert '<p class="read big" lang="vi">Xã xác nhận bản sao.</p>' in page
    assert page.split("<main")[1].split("</main>")[0].count('lang="vi"') == 1


def test_who_looked_at_my_data_is_named(town: Town, enter: Enter) -> None:
    """The one question of that list: who. On my own page and on the dossier's."""
    dossier, clerk = town.now("new"), town.viewer("tiepnhan.anhoa")
    whose = person_subject(dossier.subject_key)
    with hour():
        record_use(subject=whose, what="dossier", purpose="Giải quyết hồ sơ", dossier=dossier.code, by=clerk)
    assert clerk.staff is not None
    said = f"{clerk.staff.full_name}, {town.here.short_name}"
    browser = enter(dossier.subject_key)
    assert f"<b>{said}</b>" in browser.get("/toi/").content.decode()
    assert f"<li>{said}: " in browser.get(f"/ho-so/{dossier.public_id}/").content.decode()


def test_nobody_to_act_for_is_said(town: Town, enter: Enter) -> None:
    words = "Chưa có con nhỏ hay tổ chức nào"
    assert words in enter("066302008035").get("/lam-thay/").content.decode()
    assert words not in enter(FATHER).get("/lam-thay/").content.decode()


def test_who_must_sign_in_again_hears_that_nothing_is_lost(town: Town, enter: Enter) -> None:
    words = "Những gì đã lưu vẫn còn"
    assert words in enter().get("/khai/abc/hoi/event/", follow=True).content.decode()
    assert words not in enter().get("/dang-nhap/").content.decode()


def test_a_fee_owed_is_told_in_the_list_until_it_is_paid_or_the_dossier_ended(town: Town, enter: Enter) -> None:
    unpaid, browser = town.now("unpaid"), enter("066173007890")
    for path in ("/", "/ho-so/"):
        assert f"{unpaid.code} · <b>Chưa nộp phí</b>" in browser.get(path).content.decode(), path
    withdraw(dossier=unpaid, by=citizen("066173007890"), reason="Không cần nữa")
    for path in ("/", "/ho-so/"):
        page = browser.get(path).content.decode()
        assert unpaid.code in page
        assert "Chưa nộp phí" not in page, path


def test_a_paper_that_was_revoked_since_is_said_to_serve_no_more(draft: Draft, enter: Enter) -> None:
    file = keep(b"%PDF-1.4 old", name="cu.pdf", media_type="application/pdf", pages=1)
    given = {"kind": "marital_status_certificate", "title": "Giấy xác nhận cũ", "number": "12/XN", "source": "result"}
    paper = keep_paper(subject=person_subject(FATHER), file=file, by=system("test"), **given)
    use_paper(draft=draft, component="old_certificate", paper=paper, by=citizen(FATHER))
    address = f"/khai/{draft.public_id}/giay-to/old_certificate/"
    browser = enter(FATHER)
    assert "<b>cu.pdf</b>" in browser.get(address).content.decode()
    revoke_paper(paper=paper, reason="Quyết định 15/QĐ-UBND", by=system("test"))
    page = browser.get(address).content.decode()
    assert "Giấy xác nhận cũ không còn hiệu lực nên không dùng được nữa." in page
    assert "<b>cu.pdf</b>" not in page


def test_what_i_agreed_to_is_read_and_taken_back_by_me_alone(town: Town, enter: Enter) -> None:
    whose, browser = person_subject(FATHER), enter(FATHER)
    assert "Tôi đã đồng ý" not in browser.get("/toi/").content.decode()
    with hour():
        for purpose in ("zalo", "publish_name"):
            give_consent(subject=whose, purpose=purpose, text_version="1", channel="portal", by=citizen(FATHER))
    page = browser.get("/toi/").content.decode()
    assert "<b>Nêu tên tôi khi khen ngợi người làm thủ tục trực tuyến</b>" in page
    assert page.count("Đồng ý ngày 02/12/2026.") == 2
    stranger = enter("066302008035")
    assert "Tôi đã đồng ý" not in stranger.get("/toi/").content.decode()
    stranger.post("/toi/", {"withdraw": "publish_name"})
    assert has_consented(whose, "publish_name")
    with hour():
        for _press in range(2):
            after = browser.post("/toi/", {"withdraw": "publish_name"}, follow=True).content.decode()
    assert not has_consented(whose, "publish_name")
    assert has_consented(whose, "zalo")
    assert "Đồng ý ngày 02/12/2026, đã rút lại ngày 02/12/2026." in after
    assert 'value="publish_name"' not in after
    assert 'value="zalo"' in after


def kept_result(town: Town, number: str, valid_to: date | None, **more: Any) -> Paper:
    given = {"kind": "marital_status_certificate", "title": f"Giấy {number}", "number": number, "source": "result",
             "origin": town.at["new"].code, "issued_on": date(2026, 6, 1), "by": system("test")} | more  # fmt: skip
    return keep_paper(subject=person_subject(FATHER), valid_to=valid_to, **given)


def card_of(page: str, title: str) -> str:
    """What stands in the list about the paper of this title."""
    return next(each for each in page.split("<li>") if f"<b>{title}</b>" in each)


def test_where_a_result_serves_no_longer_another_is_one_press_away(town: Town, enter: Enter) -> None:
    browser, anew = enter(FATHER), 'href="/thu-tuc/marital_status_certificate/">Làm bản mới'
    kept_result(town, "hết hạn", date(2026, 12, 1))
    ending = kept_result(town, "sắp hết", date(2027, 1, 1))
    kept_result(town, "gửi lên", date(2026, 11, 1), source="upload")
    kept_result(town, "nơi khác", date(2026, 11, 1), origin="H01-000000-0001")
    with hour():
        page = browser.get("/giay-to/").content.decode()
    assert '<span class="tag wait">hết hạn</span>' in card_of(page, "Giấy hết hạn")
    assert '<span class="tag wait">sắp hết hạn</span>' in card_of(page, "Giấy sắp hết")
    told = {each: anew in card_of(page, f"Giấy {each}") for each in ("hết hạn", "sắp hết", "gửi lên", "nơi khác")}
    assert told == {"hết hạn": True, "sắp hết": True, "gửi lên": False, "nơi khác": False}
    revoke_paper(paper=ending, reason="Quyết định 15/QĐ-UBND", by=system("test"))
    with hour():
        page = browser.get("/giay-to/").content.decode()
    assert '<span class="tag bad">đã thu hồi</span>' in card_of(page, "Giấy sắp hết")
    assert anew in card_of(page, "Giấy sắp hết")
    kept_result(town, "còn dùng", date(2027, 1, 2))
    with hour():
        page = browser.get("/giay-to/").content.decode()
    assert "Làm bản mới" not in page
    assert '<span class="tag' not in card_of(page, "Giấy còn dùng")
