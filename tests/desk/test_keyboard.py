"""The day of a dossier by keyboard alone, in the system's Chromium; and every page looked at by axe."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from motcua.base.models import OutboxItem
from motcua.dossiers import api
from motcua.dossiers.actions.issue_result import fail_result
from tests.desk.browsing import DESK, PHONE, page_for, session_of, too_wide, violations
from tests.desk.town import MORNING, Town, filed, fill_town, hour, make_town
from tests.support.morning_browser import browser, morning_everywhere

__all__ = ["browser", "morning_everywhere"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def at_desk(browser: Browser, town: Town, live_server: LiveServer, who: str, address: str = "", **more: object) -> Page:
    page = page_for(browser, session_of(town.staff(who)), live_server.url, **more)  # type: ignore[arg-type]
    page.goto(f"{live_server.url}/ban-lam-viec/{address}")
    return page


def test_clerk_officer_and_signer_need_no_mouse(browser: Browser, live_server: LiveServer) -> None:
    with hour():
        town = make_town()
        dossier = filed(town, "066097007788", "marital_status_certificate")

    clerk = at_desk(browser, town, live_server, "tiepnhan.anhoa")
    press(clerk, "j", "Enter")
    arrived(clerk, "Dương Văn Khang")
    press(clerk, "a")
    expect(clerk.get_by_role("status")).to_contain_text("Đã tiếp nhận")

    officer = at_desk(browser, town, live_server, "hotich.anhoa")
    press(officer, "j", "t")
    expect(officer.get_by_role("status")).to_contain_text("Việc này của ông/bà")
    expect(officer.locator("[data-row]").first).to_be_focused()  # the list stands where it stood
    press(officer, "Enter")
    arrived(officer, "Dương Văn Khang")
    press(officer, "d")
    arrived(officer, "Dự thảo kết quả")
    officer.get_by_label("Tình trạng hôn nhân").press("Enter")
    expect(officer.get_by_role("status")).to_contain_text("Đã lưu dự thảo")
    officer.wait_for_load_state("load")  # whoever presses a key before the page hears them presses nothing
    press(officer, "n")
    arrived(officer, "Xong bước này")
    officer.get_by_label("Ý kiến xử lý").press("Tab")
    press(officer, "Enter")
    expect(officer.get_by_role("status")).to_contain_text("Đã chuyển sang bước sau")

    signer = at_desk(browser, town, live_server, "chutich.anhoa", "ky/")
    press(signer, "j", "x")
    expect(signer.get_by_role("checkbox", name=re.compile(dossier.code))).to_be_checked()
    press(signer, "Shift+K")
    expect(signer.get_by_text("đang ký", exact=True)).to_be_visible()
    result = api.Result.objects.get(dossier=dossier)
    assert (result.state, result.signer) == ("signing", town.staff("chutich.anhoa"))
    assert OutboxItem.objects.filter(task="dossiers.sign_result").count() == 1

    with hour():
        fail_result(result=result, attempt=1, reason="down", final=True, by=town.viewer("chutich.anhoa").actor)
    signer.reload()
    expect(signer.get_by_text("Lần ký trước chưa được")).to_be_visible()


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def arrived(page: Page, heading: str) -> None:
    """The page with this heading is there, its script too."""
    expect(page.get_by_role("heading", level=1, name=heading)).to_be_visible()
    page.wait_for_load_state("load")


def test_every_page_fits_and_axe_is_content(browser: Browser, live_server: LiveServer) -> None:
    with hour():
        town = fill_town(make_town())
        dead = OutboxItem.objects.order_by("-pk").values_list("pk", flat=True)[0]
        OutboxItem.objects.filter(pk=dead).update(state="dead", ended_at=MORNING, last_error="SourceDown")
    dossier = {name: f"ho-so/{each.public_id}/" for name, each in town.at.items()}
    looked = [
        ("tiepnhan.anhoa", ["?loc=tat-ca", "?q=khong+co+ai", "hop-thu/", "phim-tat/", dossier["new"]]),
        ("tiepnhan.anhoa", [dossier["new"] + "kiem-tra-giay-to", dossier["baby"] + "yeu-cau-bo-sung"]),
        ("tiepnhan.anhoa", [dossier["new"] + "tu-choi", dossier["unpaid"] + "thu-tien-mat", dossier["supplement"]]),
        ("hotich.anhoa", [dossier["taken"], dossier["taken"] + "du-thao", dossier["taken"] + "hen-lai"]),
        ("hotich.anhoa", [dossier["taken"] + "chuyen-don-vi", dossier["taken"] + "xin-y-kien", dossier["asked"]]),
        ("hotich.thanhlam", [dossier["asked"] + "cho-y-kien"]),
        ("chutich.anhoa", ["", "ky/", dossier["to_sign"], "su-co/"]),
        ("ketoan.anhoa", ["tien/"]),
        ("kiemsoat.anhoa", ["thu-tuc/", "muc-thu/", dossier["late"]]),
        ("thanhtra.anhoa", [dossier["new"]]),
    ]
    wrong: list[object] = []
    for size in (DESK, PHONE):
        for who, addresses in looked:
            page = at_desk(browser, town, live_server, who, size=size)
            for address in addresses:
                page.goto(f"{live_server.url}/ban-lam-viec/{address}")
                wrong += [(address, size["width"], each) for each in violations(page)]
                wrong += [(address, size["width"], "too wide")] if too_wide(page) else []
            page.context.close()
    assert wrong == []


def test_axe_would_tell(browser: Browser) -> None:
    page = browser.new_page()
    page.set_content("<html><body><img src='x.png'><input></body></html>")
    assert {each.split(":")[0] for each in violations(page)} >= {"image-alt", "label", "html-has-lang"}
    page.close()


def test_the_core_works_without_scripts(browser: Browser, live_server: LiveServer) -> None:
    with hour():
        town = make_town()
        filed(town, "066097007788", "marital_status_certificate")
    page = at_desk(browser, town, live_server, "tiepnhan.anhoa", java_script_enabled=False)
    page.get_by_role("link", name=re.compile("H99.31-")).click()
    page.get_by_role("button", name="Tiếp nhận").click()
    expect(page.get_by_role("status")).to_contain_text("Đã tiếp nhận")
    page.get_by_role("link", name="Phím tắt").click()
    expect(page.get_by_role("heading", name="Làm việc bằng bàn phím")).to_be_visible()


def test_the_head_of_a_phone_is_one_line_and_every_page_of_it_is_reached_by_keyboard(
    browser: Browser, live_server: LiveServer
) -> None:
    with hour():
        town = make_town()
    page = at_desk(browser, town, live_server, "chutich.anhoa", "hop-thu/", size=PHONE, java_script_enabled=False)
    head = page.locator("header.mast")
    assert head.evaluate("e => e.getBoundingClientRect().height") <= 60
    last = head.get_by_role("button", name="Đăng xuất")
    for _press in range(20):
        press(page, "Tab")
        if last.evaluate("e => e === document.activeElement"):
            break
    expect(last).to_be_focused()
    expect(last).to_be_in_viewport()
    assert too_wide(page) == 0
    page.context.close()


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_a_pack_that_was_brought_reads_well(
    browser: Browser, live_server: LiveServer, tmp_path: Path, size: dict[str, int]
) -> None:
    with hour():
        town = make_town()
    pack = Path(__file__).parents[2] / "procedures" / "marital_status_certificate.yaml"
    text = pack.read_text(encoding="utf-8")
    changed, faulty = tmp_path / "marital_status_certificate.yaml", tmp_path / "sai.yaml"
    changed.write_text(text.replace("Nghị định", "Nghị định số", 2), encoding="utf-8")
    faulty.write_text(text.replace("type: ", "type: x", 3), encoding="utf-8")
    page = at_desk(browser, town, live_server, "kiemsoat.tinh", size=size)
    for file, told in ((faulty, "phải sửa"), (changed, "không có lỗi")):
        page.goto(f"{live_server.url}/ban-lam-viec/thu-tuc/")
        page.set_input_files("#file", file)
        page.get_by_role("button", name="Kiểm tra tệp").click()
        page.get_by_text(told).first.wait_for()
        assert (violations(page), too_wide(page)) == ([], 0)
    page.context.close()
