"""The pages of figures in the system's Chromium, at a phone's width and at a desk's: axe finds nothing, nothing is
pushed sideways; each figure opened, for a commune and for whoever oversees it."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from motcua.indicators.api import CRITERIA, catch_up
from tests.board.test_plans_seen import Eyes
from tests.desk.town import MORNING, fill_town, hour, make_town
from tests.support.morning_browser import browser, morning_everywhere

__all__ = ["browser", "morning_everywhere"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
MONTH = f"?ky={MORNING:%Y-%m}"


def test_figures_and_what_is_behind_them(browser: Browser, live_server: LiveServer) -> None:
    with hour():
        fill_town(make_town())
        catch_up()
    eyes = Eyes(browser, live_server.url)
    eyes.see(f"/bang-dieu-hanh/{MONTH}", "chutich.anhoa", "Đang trễ")
    eyes.see(f"/bang-dieu-hanh/{MONTH}", "lanhdao.tinh", "Từng cơ quan")
    for page in ("", "form/"):
        eyes.see(f"/bang-dieu-hanh/{page}{MONTH}", "thanhtra.anhoa", "ghi mục đích để mở")
    for who in ("chutich.anhoa", "truongphong.xahoi.anhoa", "lanhdao.tinh"):
        eyes.see(f"/bang-dieu-hanh/can-bo/{MONTH}", who, "Ai đang giữ việc gì")
    for criterion in CRITERIA:
        eyes.see(f"/bang-dieu-hanh/{criterion}/{MONTH}", "chutich.anhoa", "n = ")
    eyes.see(f"/bang-dieu-hanh/form/{MONTH}", "lanhdao.tinh", "không thuộc quyền xem")
    eyes.done()
