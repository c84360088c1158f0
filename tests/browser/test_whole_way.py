"""One dossier from the phone through clerk, officer and signer back to the phone, to a stranger, to the leader."""

import time
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.citizen import Citizen
from tests.browser.conftest import NewCitizen, NewPage
from tests.browser.looking import Inspector
from tests.browser.stage import Stage

pytestmark = [pytest.mark.browser]

MOST_TURNS = 800  # a worker that was killed keeps its job for two minutes; two jobs make a result
COMMUNES = {"H99.31": "anhoa", "H99.32": "thanhlam", "H99.33": "tanson"}
DESK = {"width": 1280, "height": 900}
WHO, SLUG = "Dương Văn Khang", "marital_status_certificate"


def test_from_search_to_rated_result(new_page: NewPage, new_citizen: NewCitizen, stage: Stage, tmp_path: Path) -> None:
    page = new_page()
    inspector = Inspector(page)
    person = new_citizen(inspector, page)
    code, dossier = file_it(person, stage)
    commune = COMMUNES[code[:6]]

    clerk = at_desk(new_page, stage, f"tiepnhan.{commune}", dossier)
    do(clerk, "tiep-nhan")
    officer = at_desk(new_page, stage, f"hotich.{commune}", dossier)
    for deed in ("nhan-viec", "du-thao", "chuyen-buoc"):
        do(officer, deed)
    signer = at_desk(new_page, stage, f"phochutich.{commune}", dossier)
    do(signer, "ky")
    wait_for(stage, dossier, "returned")  # an electronic result goes home by itself

    person.go(f"/ho-so/{dossier}/")
    inspector("dossier-returned")
    with person.page.expect_download() as found:
        person.page.evaluate(
            "() => { const a = document.querySelector('.note.done a'); a.download = 'ket-qua.pdf'; a.click(); }"
        )
    result = tmp_path / "ket-qua.pdf"
    found.value.save_as(result)
    person.press("Đánh giá")
    inspector("rate")
    person.tap("input[name=level] >> nth=-1")
    person.tap("main form .btn")
    inspector("rated")
    assert "Cảm ơn" in person.page.locator("h1").inner_text()

    by_code(new_citizen, stage, dossier)
    by_file(new_citizen, result, tmp_path)
    leader = at_desk(new_page, stage, f"chutich.{commune}", "")
    leader.goto(stage.address + "/bang-dieu-hanh/")
    assert "Từ đăng nhập đến nộp xong" in leader.locator("main").inner_text()
    assert not inspector.wrong, "\n".join(inspector.wrong)


def file_it(person: Citizen, stage: Stage) -> tuple[str, str]:
    person.go("/")
    person.look("home")
    person.page.locator("#q").fill("xac nhan doc than")
    person.tap("form[role=search] .btn")
    person.look("find")
    person.tap(f"a.card[href='/thu-tuc/{SLUG}/']")
    person.begin(SLUG, WHO)
    person.answer_all({"purpose": "loan"})
    person.hand_in_papers()
    code = person.file()
    return code, str(stage.rows("select public_id from dossiers_dossier where code = ?", code)[0][0])


def at_desk(new_page: NewPage, stage: Stage, username: str, dossier: str) -> Page:
    page = new_page(viewport=DESK)
    page.goto(stage.address + "/can-bo/dang-nhap")
    page.locator("[name=username]").fill(username)
    page.locator("[name=password]").fill(stage.account(username)["password"])
    page.locator("[name=code]").fill(stage.one_time_code(username))
    page.locator("main form .btn").click()
    page.wait_for_load_state()
    assert "/dang-nhap" not in page.url, page.locator("main").inner_text()
    if dossier:
        page.goto(f"{stage.address}/ban-lam-viec/ho-so/{dossier}/")
    return page


def do(page: Page, slug: str) -> None:
    """The deed on the dossier's page, and the button of its own page where it has one; then back at the dossier."""
    case = page.url
    page.locator(f".deeds [action$='/{slug}'] button, .deeds a[href$='/{slug}']").first.click()
    page.wait_for_load_state()
    if page.url.endswith(slug):
        page.locator("main form .btn:not(.quiet)").first.click()
        page.wait_for_load_state()
    assert not page.url.endswith(slug), page.locator("main").inner_text()
    page.goto(case)


def wait_for(stage: Stage, dossier: str, state: str) -> None:
    """Until the worker has signed and sealed the result."""
    question = (
        "select r.state from dossiers_result r join dossiers_dossier d on d.id = r.dossier_id where d.public_id = ?"
    )
    for _turn in range(MOST_TURNS):
        if stage.rows(question, dossier) == [(state,)]:
            return
        time.sleep(0.5)
    raise AssertionError(stage.rows(question, dossier))


def by_code(new_citizen: NewCitizen, stage: Stage, dossier: str) -> None:
    """A stranger types the code that stands on the paper and learns that it is in force, and no name."""
    code = stage.rows(
        "select i.check_code from papers_issuedpaper i join dossiers_result r on r.issued_paper_id = i.id"
        " join dossiers_dossier d on d.id = r.dossier_id where d.public_id = ?",
        dossier,
    )[0][0]
    stranger = new_citizen()
    stranger.go("/kiem-tra/")
    stranger.type("code", str(code))
    stranger.tap("main form:has([name=code]) .btn")
    assert stranger.page.locator(".note.done").count() == 1
    assert WHO not in stranger.page.locator("main").inner_text()


def by_file(new_citizen: NewCitizen, result: Path, tmp_path: Path) -> None:
    """The file is green as it is and red with one byte changed."""
    changed = tmp_path / "sua.pdf"
    content = bytearray(result.read_bytes())
    at = content.index(b"stream") + 40
    content[at] ^= 1
    changed.write_bytes(content)
    for path, tone in ((result, "done"), (changed, "bad")):
        stranger = new_citizen()
        stranger.go("/kiem-tra/")
        stranger.page.locator("[name=file]").set_input_files(path)
        stranger.tap("main form:has([name=file]) .btn")
        assert stranger.page.locator(f".note.{tone}").count() == 1, stranger.page.locator("main").inner_text()
