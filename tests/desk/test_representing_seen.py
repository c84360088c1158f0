"""The pages about who acts for whom in every state, looked at by axe at desk and on a phone; by keyboard."""

from __future__ import annotations

import os

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from motcua.directory.api import (
    Named,
    Organisation,
    Shown,
    end_representation,
    key_of,
    record_representation,
)
from tests.desk.browsing import page_for, session_of, too_wide, violations
from tests.desk.town import MORNING, Town, hour, make_town, photo
from tests.support.morning_browser import browser, morning_everywhere

__all__ = ["browser", "morning_everywhere"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SIZES = ({"width": 1280, "height": 900}, {"width": 360, "height": 780})
FIND, CLERK, COMPANY = "/ban-lam-viec/dai-dien/", "tiepnhan.anhoa", "6601999002"


def lived_in(town: Town) -> str:
    """One by a register, one on a scanned paper, one ended, one to come; the page they stand on."""
    viewer = town.viewer(CLERK)
    scan = (photo("uy-quyen").read(), "uy-quyen.jpg")
    paper = {"document": "Giấy ủy quyền", "issuer": "Công ty TNHH Nông sản Sơn Hà", "issued_on": MORNING.date()}
    people = (("066090001234", "Nguyễn Văn Hùng"), ("066192002345", "Trần Thị Mai"), ("066070006789", "Lê Văn Bình"))
    made = [
        record_representation(
            person=Named(number=number, name=name),
            of=Named(number=COMPANY),
            kind="authorised",
            shown=Shown(**paper, number=f"{at}/2026/UQ", scan=scan if at == 0 else None),
            valid_from=MORNING.date().replace(day=2 + at),
            valid_to=MORNING.date().replace(day=28),
            by=viewer,
        )
        for at, (number, name) in enumerate(people)
    ]
    end_representation(representation=made[1], reason="Công ty rút lại ủy quyền", by=viewer)
    return f"{FIND}{key_of(Organisation.objects.get(tax_code=COMPANY))}/"


def look(page: Page, name: str, says: str) -> list[str]:
    """What is wrong with a page as it stands; a picture of it where somebody wants to see it."""
    expect(page.locator("main")).to_contain_text(says)
    width = page.viewport_size["width"] if page.viewport_size else 0
    if os.environ.get("MOTCUA_PICTURES"):
        page.screenshot(path=f"{os.environ['MOTCUA_PICTURES']}/represent-{name}-{width}.png", full_page=True)
    found = [f"{name} {width}: {each}" for each in violations(page)]
    return found + ([f"{name} {width}: {too_wide(page)} px too wide"] if too_wide(page) else [])


def test_every_page_and_state(browser: Browser, live_server: LiveServer) -> None:
    with hour():
        town = make_town()
        where = lived_in(town)
    wrong: list[str] = []
    for size in SIZES:
        page = page_for(browser, session_of(town.staff(CLERK)), live_server.url, size=size)

        page.goto(live_server.url + FIND)
        wrong += look(page, "find", "Ai được làm thay cho ai?")
        page.keyboard.press("Tab")
        page.locator("#number").fill("0660")
        page.keyboard.press("Enter")
        wrong += look(page, "find-wrong", "đã nhập 4 chữ số")
        page.locator("#number").fill("066099009999")
        page.keyboard.press("Enter")
        wrong += look(page, "find-unknown", "Chưa ghi gì về số này")
        page.locator("#number").fill(COMPANY)
        page.keyboard.press("Enter")
        page.wait_for_url(f"**{where}")
        wrong += look(page, "of", "đã cho thôi")
        page.get_by_role("link", name="Ghi người được làm thay").click()
        wrong += look(page, "record", "Được làm thay từ ngày")
        page.locator("#document_number").press("Enter")
        wrong += look(page, "record-wrong", "Xin chọn quan hệ giữa hai bên")
        page.goto(live_server.url + where)
        page.get_by_role("link", name="Cho thôi Nguyễn Văn Hùng").click()
        wrong += look(page, "end", "Từ lúc bấm")
        page.get_by_role("button", name="Cho thôi làm thay").press("Enter")
        wrong += look(page, "end-wrong", "Xin ghi vì sao")
        page.context.close()
    assert wrong == []
