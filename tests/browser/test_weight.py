"""What a first view costs on the line, and every standing page looked at: public ones and a citizen's own."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageDraw
from playwright.sync_api import Page

from tests.browser.conftest import NewCitizen, NewPage
from tests.browser.looking import Inspector, sizes, too_wide, violations
from tests.browser.people import HOUSE
from tests.browser.stage import Stage

pytestmark = [pytest.mark.browser]

MOST_BYTES, MOST_REQUESTS = 14 * 1024, 2
PUBLIC = [
    "/", "/tim/", "/tim/?q=khai+sinh", "/tim/?q=zzzzqq", "/thu-tuc/", "/thu-tuc/birth_registration/",
    "/thu-tuc/building_permit_new/", "/viec/birth/", "/tra-cuu/", "/kiem-tra/", "/kiem-tra/ABCD-EFGH-JKLM/",
    "/du-lieu-cua-toi/", "/so-lieu/", "/so-lieu/H99-31/", "/dang-nhap/", "/khong-co-trang-nay/",
]  # fmt: skip
OWN = ["/", "/ho-so/", "/giay-to/", "/hop-thu/", "/toi/", "/lam-thay/"]


class Meter:
    """Bytes on the wire and requests of one view, with nothing in the cache."""

    def __init__(self, page: Page) -> None:
        self.page, self.bytes, self.requests = page, 0, 0
        line = page.context.new_cdp_session(page)
        line.send("Network.enable")
        line.send("Network.setCacheDisabled", {"cacheDisabled": True})
        line.on("Network.requestWillBeSent", self._begin)
        line.on("Network.loadingFinished", self._count)
        self._in_page: set[str] = set()

    def _begin(self, told: dict[str, Any]) -> None:
        if told["request"]["url"].startswith("data:"):  # a picture that came with the page
            self._in_page.add(told["requestId"])

    def _count(self, told: dict[str, Any]) -> None:
        if told["requestId"] not in self._in_page:
            self.bytes += int(told["encodedDataLength"])
            self.requests += 1

    def view(self, address: str) -> tuple[int, int]:
        """(bytes, requests) of the page, until the line is quiet."""
        self.bytes = self.requests = 0
        self.page.goto(address, wait_until="networkidle")
        return self.bytes, self.requests


def heavy(page: Page, stage: Stage, paths: list[str]) -> list[str]:
    """What is wrong with these pages; their figures are written down beside the demo's data."""
    meter, wrong = Meter(page), []
    for path in paths:
        weight, requests = meter.view(stage.address + path)
        with (stage.folder / "weights.jsonl").open("a", encoding="utf-8") as out:
            out.write(json.dumps({"path": path, "bytes": weight, "requests": requests}) + "\n")
        if weight > MOST_BYTES or requests > MOST_REQUESTS:
            wrong.append(f"{path}: {weight} bytes, {requests} requests")
        wrong += [f"{path}: {each}" for each in [*violations(page), *too_wide(page), *sizes(page)]]
    return wrong


def test_public_pages(new_page: NewPage, stage: Stage) -> None:
    wrong = heavy(new_page(), stage, PUBLIC)
    assert not wrong, "\n".join(wrong)


def test_own_pages(new_page: NewPage, new_citizen: NewCitizen, stage: Stage) -> None:
    page = new_page()
    person = new_citizen(page=page)
    person.begin("civil_status_copy", "Bùi Thị Hạnh")
    top = page.url.split("/hoi/")[0].removeprefix(stage.address)
    person.answer_all({"event_type": "birth"})
    before = [f"{top}/hoi/event/", f"{top}/xem-lai/", f"{top}/sua/applicant_phone/", f"{top}/sua/applicant_residence/"]
    wrong = heavy(page, stage, before)
    person.go(f"{top}/xem-lai/")
    person.file()
    page.get_by_text("Xem hồ sơ của tôi").click()
    page.wait_for_load_state()
    dossier = page.url.removeprefix(stage.address)
    wrong += heavy(page, stage, [*OWN, f"{top}/da-nop/", dossier, f"{dossier}nop-phi/", f"{dossier}rut/"])
    assert not wrong, "\n".join(wrong)


def photographs(folder: Path, count: int) -> list[Path]:
    """Written pages on a grained table, as a phone takes them: 12 megapixels, each a little different."""
    table = Image.effect_noise((750, 1000), 60).resize((3000, 4000)).convert("RGB").point(lambda value: value // 2 + 40)
    made = []
    for number in range(count):
        page = Image.effect_noise((2200, 3100), 20).convert("RGB").point(lambda value: min(255, value + 90))
        pen = ImageDraw.Draw(page)
        for line in range(36):
            pen.text((220, 300 + 72 * line), "Giấy tờ kèm theo hồ sơ " * 3, fill="#222", font_size=52)
        pen.ellipse((1400, 2300, 1900, 2800), outline="#b3151b", width=24)
        taken = table.copy()
        taken.paste(page.rotate(3 * number, fillcolor="#604030"), (350, 400))
        made.append(folder / f"anh-{number}.jpg")
        taken.save(made[-1], quality=75)
    return made


def test_pages_with_photographs(new_page: NewPage, new_citizen: NewCitizen, stage: Stage, tmp_path: Path) -> None:
    """The pictures that find room stand in the page, the others are a line to open: never a request more."""
    page = new_page()
    person = new_citizen(page=page)
    person.begin("building_permit_new", "Hoàng Minh Tuấn")
    person.answer_all(HOUSE)
    taken = photographs(tmp_path, 6)
    person.page.locator("input[type=file]").set_input_files(taken)
    paper = page.url.removeprefix(stage.address)
    person.tap("button[name=send]")
    person.hand_in_papers()
    top = re.sub("/giay-to/.*", "", paper)
    wrong = heavy(page, stage, [paper, f"{top}/xem-lai/"])

    assert not wrong, "\n".join(wrong)
    assert page.locator("main img").count() >= 2
    assert f"Đã có {len(taken)} tệp" in page.locator("main").inner_text()
    person.go(paper)
    assert page.locator("main .cards li").count() == len(taken)
    with page.expect_response("**/anh/**") as opened:
        page.locator("main .cards li a").last.click()
    assert opened.value.headers["content-type"] == "image/jpeg"


def test_a_refused_paper_and_a_wrong_answer(new_page: NewPage, new_citizen: NewCitizen, stage: Stage) -> None:
    """States with errors: the summary has the focus and leads to the box; nothing typed is gone."""
    page = new_page()
    inspector = Inspector(page)
    person = new_citizen(inspector, page)
    person.begin("building_permit_new", "Trịnh Thị Nhung")
    person.type("floors", "900")
    person.tap("button[name=go]")
    inspector("ask-wrong")

    assert page.evaluate("document.activeElement.id") == "errors"
    assert page.title().startswith("Lỗi:")
    assert page.locator("[name=floors]").input_value() == "900"
    page.locator("#errors a").first.click()
    assert page.evaluate("document.activeElement.name || document.activeElement.id").startswith("floors")
    assert not inspector.wrong, "\n".join(inspector.wrong)
