"""What a first view costs on the line, and every standing page looked at: public ones and a citizen's own."""

import json

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import NewCitizen, NewPage
from tests.browser.looking import Inspector, sizes, too_wide, violations
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
        line.on("Network.loadingFinished", self._count)

    def _count(self, told: dict[str, float]) -> None:
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
