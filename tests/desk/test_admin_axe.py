"""Pages of administration and of one's own account, in every state, looked at by axe at desk and on a phone."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from motcua.base.clock import today
from motcua.directory.api import Agency, Delegation, RoleGrant, Staff, end_agency
from motcua.directory.demo import STAFF_PASSWORD
from motcua.directory.models import User
from motcua.dossiers import api
from tests.desk.browsing import page_for, session_of, too_wide, violations
from tests.desk.town import MORNING, Town, fill_town, hour, make_town
from tests.support.morning_browser import browser, morning_everywhere

__all__ = ["browser", "morning_everywhere"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
DESK, PHONE = {"width": 1280, "height": 900}, {"width": 360, "height": 780}
SIZES = (DESK, PHONE)
HERE, PROVINCE, ADMIN = "H99.31", "quantri.tinh", "quantri.anhoa"


def sit(browser: Browser, town: Town, live_server: LiveServer, who: str, size: dict[str, int]) -> Page:
    return page_for(browser, session_of(town.staff(who)), live_server.url, size=size)


def wrong_with(page: Page, name: str) -> list[str]:
    width = page.viewport_size["width"] if page.viewport_size else 0
    found = [f"{name} {width}: {each}" for each in violations(page)]
    return found + ([f"{name} {width}: {too_wide(page)} px too wide"] if too_wide(page) else [])


def lived_in(town: Town) -> list[str]:
    """Everything there is to show: somebody locked, somebody gone, roles lent and to come. Answers the addresses."""
    clerk, gone = town.staff("tiepnhan.anhoa"), town.staff("tiepnhan2.anhoa")
    User.objects.filter(pk=clerk.user_id).update(locked_at=MORNING, password_changed_at=None)
    Staff.objects.filter(pk=gone.pk).update(active=False, deactivated_at=MORNING)
    grant = RoleGrant.objects.get(staff=clerk)
    lent = Delegation.objects.create(
        from_staff=town.staff("chutich.anhoa"), to_staff=town.staff("vanthu.anhoa"), role="signer",
        valid_from=today(), valid_to=today(), decision="Quyết định số 1/QĐ-UBND ngày 02/12/2026",
    )  # fmt: skip
    of_clerk = ("person", "change", "leave", "unlock", "password", "second_factor", "grant")
    of_agency = ("people", "add", "changes", "delegations", "lend", "agency", "contacts", "collection", "hours",
                 "add_unit", "certificates", "ask_certificate")  # fmt: skip
    named = [(name, [clerk.public_id]) for name in of_clerk] + [(name, [HERE]) for name in of_agency]
    named += [("person", [gone.public_id]), ("come_back", [gone.public_id]), ("take_back", [HERE, lent.pk])]
    named += [("revoke", [clerk.public_id, grant.pk]), ("unit", [HERE, "justice"])]
    own = [reverse(f"account:{name}") for name in ("account", "password", "recovery_codes", "lend")]
    return [reverse(f"administration:{name}", args=args) for name, args in named] + own


def test_every_page_of_administration_and_of_ones_own_account(browser: Browser, live_server: LiveServer) -> None:
    with hour():
        town = make_town()
        addresses = lived_in(town)
    wrong: list[str] = []
    for size in SIZES:
        page = sit(browser, town, live_server, ADMIN, size)
        for address in addresses:
            answer = page.goto(live_server.url + address)
            assert answer is not None
            assert answer.status == 200, address
            wrong += wrong_with(page, address)
        page.context.close()
    assert wrong == []


def test_pages_of_the_agency_above_and_of_an_end(browser: Browser, live_server: LiveServer) -> None:
    with hour():
        town = make_town()
        names = [("home", []), ("agency", ["H99"]), ("add_agency", ["H99"]), ("agency", [HERE]), ("end_agency", [HERE])]
        before = [reverse(f"administration:{name}", args=args) for name, args in names]
    wrong: list[str] = []
    pages = [sit(browser, town, live_server, PROVINCE, size) for size in SIZES]
    for page in pages:
        for address in before:
            page.goto(live_server.url + address)
            wrong += wrong_with(page, address)
    with hour():
        end_agency(
            agency=town.here, last_day=today(), successor=town.there, decision="1", by=town.viewer(PROVINCE)
        )  # fmt: skip
    for page in pages:
        for name in ("agency", "call_off_end", "end_agency"):
            page.goto(live_server.url + reverse(f"administration:{name}", args=[HERE]))
            wrong += wrong_with(page, f"{name}, ending")
        expect(page.get_by_label("Cơ quan kế tục")).to_have_value(town.there.code)
        page.context.close()
    assert Agency.objects.get(code=HERE).successor == town.there
    assert wrong == []


def test_what_is_wrong_and_what_is_shown_once(browser: Browser, live_server: LiveServer, settings: object) -> None:
    settings.FRESH_CODE_MINUTES = 0  # type: ignore[attr-defined]
    with hour():
        town = make_town()
    wrong: list[str] = []
    for size in SIZES:
        page = sit(browser, town, live_server, ADMIN, size)
        for name, button in (("add", "Lập tài khoản"), ("lend", "Ghi việc giao quyền")):
            page.goto(live_server.url + reverse(f"administration:{name}", args=[HERE]))
            page.get_by_label("Mã xác thực 6 số").fill("000000")
            page.get_by_role("button", name=button).click()
            expect(page.locator("#errors")).to_be_visible()
            wrong += wrong_with(page, f"{name} refused")
        page.goto(live_server.url + reverse("account:password"))
        page.get_by_label("Mật khẩu hiện tại").fill("không phải")
        page.get_by_label("Mật khẩu mới", exact=True).fill("ngắn")
        page.get_by_label("Nhập lại mật khẩu mới").fill("khác")
        page.get_by_role("button", name="Đổi mật khẩu").click()
        expect(page.locator("#current-error")).to_be_visible()
        wrong += wrong_with(page, "password refused")
        page.goto(live_server.url + reverse("account:recovery_codes"))
        page.get_by_label("Mật khẩu hiện tại").fill(STAFF_PASSWORD)
        page.get_by_role("button", name="Tạo 10 mã mới").click()
        expect(page.get_by_role("heading", name="10 mã dự phòng")).to_be_visible()
        assert page.locator(".codes li").count() == 10
        wrong += wrong_with(page, "codes")
        page.context.close()
        User.objects.filter(username=ADMIN).update(locked_at=None)
    assert wrong == []


@pytest.mark.parametrize("width", [1024, 1180, 1280, 1920])
def test_nothing_in_the_work_list_runs_into_its_neighbour(
    browser: Browser, live_server: LiveServer, width: int
) -> None:
    with hour():
        town = fill_town(make_town())
        api.ask_fee(dossier=town.now("taken"), lines=[fee()], by=town.viewer("hotich.anhoa"))
    page = sit(browser, town, live_server, "tiepnhan.anhoa", {"width": width, "height": 900})
    page.goto(f"{live_server.url}/ban-lam-viec/?loc=tat-ca")
    expect(page.get_by_text(re.compile("^tạm dừng, còn"))).to_be_visible()
    over = page.evaluate(
        """() => [...document.querySelectorAll('table.work td')].filter(cell => {
          const end = cell.getBoundingClientRect().right;
          return [...cell.querySelectorAll('*')].some(e => e.getBoundingClientRect().right > end + 1);
        }).map(cell => cell.innerText)"""
    )
    assert over == []
    page.context.close()


def fee() -> dict[str, object]:
    more = {"kind": "phi", "list": 1000, "payable": 1000, "units": 1, "basis": "", "reason": ""}
    return {"code": "x", "name": "x", **more}
