"""A plan by keyboard alone, in the system's Chromium: brought in, each item looked at with the keys the page tells,
put in force, a task of it closed with its product and a file.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from pytest_django.live_server_helper import LiveServer

from motcua.base.actor import system
from motcua.directory.api import make_demo
from motcua.plans.api import Plan, to_confirm
from tests.board.plan_stage import KEEPER, photograph, staff
from tests.desk.browsing import page_for, session_of
from tests.desk.town import hour
from tests.plans.conftest import PLAN_FILE
from tests.support.morning_browser import browser, morning_everywhere

__all__ = ["browser", "morning_everywhere"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
MOST_TABS = 150
NO_MOUSE = """addEventListener('pointerdown', () => { document.title = 'a pointer was used'; }, true)"""


def reach(page: Page, where: Locator, key: str = "Tab") -> None:
    """Press Tab until it has the focus, and see that one sees where one is."""
    expect(where).to_have_count(1)
    for _step in range(MOST_TABS):
        if where.evaluate("each => each === document.activeElement"):
            assert where.evaluate("e => { const s = getComputedStyle(e); return s.outlineStyle !== 'none'; }")
            return
        page.keyboard.press(key)
    raise AssertionError(f"{MOST_TABS} times {key} do not reach {where}")


def bring_in(page: Page) -> None:
    reach(page, page.get_by_text("Hoặc dán nội dung", exact=True))
    page.keyboard.press("Enter")
    reach(page, page.get_by_label("Nội dung kế hoạch"))
    page.keyboard.insert_text(PLAN_FILE.read_text("utf-8"))
    reach(page, page.get_by_role("button", name="Đọc kế hoạch"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Máy hiểu kế hoạch")


def focused_item(page: Page) -> str:
    return str(page.evaluate("document.activeElement.closest('.items > li')?.innerText.split('\\n')[0] || ''"))


def judged(page: Page, key: str, left: int) -> None:
    """Press it; the page comes again, with one item less to look at and the next one under the hand."""
    page.keyboard.press(key)
    settled(page, left)


def settled(page: Page, left: int) -> None:
    words = f"Còn {left} mục chờ xem" if left else "Mọi mục đã được xem"
    expect(page.locator("#con-lai")).to_contain_text(words)
    page.wait_for_load_state("load")
    if left:
        expect(page.locator(".items > li:not(.judged) [data-row]").first).to_be_focused()


def look_at_all(page: Page) -> None:
    left = page.locator(".items > li:not(.judged)").count()
    page.keyboard.press("j")
    first = focused_item(page)
    page.keyboard.press("j")
    assert first != focused_item(page) != ""
    page.keyboard.press("k")
    assert focused_item(page) == first
    judged(page, "d", left - 1)
    page.keyboard.press("s")
    mended = page.locator(".items textarea:focus")
    expect(mended).to_be_visible()
    page.keyboard.press("Control+End")
    page.keyboard.insert_text(" (đã xem)")
    reach(page, page.locator("details[open] button[value=correct]"))
    page.keyboard.press("Enter")
    settled(page, left - 2)
    judged(page, "b", left - 3)
    for still in range(left - 4, -1, -1):
        judged(page, "d", still)


def test_nobody_needs_a_mouse(browser: Browser, live_server: LiveServer, tmp_path: Path) -> None:
    with hour(days=-30):
        make_demo(by=system("test"))
    page = page_for(browser, session_of(staff(KEEPER)), live_server.url)
    page.add_init_script(NO_MOUSE)
    page.on("filechooser", lambda _chooser: None)  # from now on: asked for at the last moment, it may come too late
    page.goto(f"{live_server.url}/ke-hoach/")
    bring_in(page)
    told = page.locator("body").inner_text()
    assert "j, k đi từng mục; d là Đúng, b là Bỏ, s là Sửa" in told
    look_at_all(page)
    plan = Plan.objects.get()
    states = [each.state for each in to_confirm(plan)]
    assert (states.count("dropped"), states.count("proposed")) == (1, 0)
    assert plan.corrections.filter(after__endswith="(đã xem)").count() == 1
    reach(page, page.get_by_role("button", name="Xác nhận kế hoạch"), "Shift+Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Kế hoạch đã được xác nhận và bắt đầu theo dõi.")).to_be_visible()

    task = plan.tasks.filter(state="confirmed").order_by("position")[0]
    reach(page, page.locator(f'main a[href="/ke-hoach/viec/{task.public_id}/"]'))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1, name=f"Nhiệm vụ {task.number}")).to_be_visible()
    deliver(page, tmp_path)
    task.refresh_from_db()
    assert (task.stage, task.evidence_text, task.evidence is not None) == ("done", "KH 31/KH-UBND", True)
    assert page.title() != "a pointer was used"
    page.context.close()


def deliver(page: Page, folder: Path) -> None:
    """Words alone of nothing are refused where they stand; words and a file close the task."""
    close = page.get_by_role("button", name="Nộp sản phẩm và đóng")
    reach(page, page.get_by_label("Đã làm đến đâu"))
    page.keyboard.insert_text("KH 31/KH-UBND")
    path = folder / "ke-hoach.png"
    path.write_bytes(photograph())
    reach(page, page.get_by_label("Tệp sản phẩm"))
    with page.expect_file_chooser() as chooser:
        page.keyboard.press("Enter")
    chooser.value.set_files(path)
    reach(page, close)
    page.keyboard.press("Enter")
    expect(page.get_by_text("Sản phẩm đã nộp")).to_be_visible()
    expect(page.get_by_text("ke-hoach.png")).to_be_visible()
