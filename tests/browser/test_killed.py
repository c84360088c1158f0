"""kill -9 at every step of a whole journey, of the web and of the worker, and the browser closed: nothing is lost or
done twice, from the first paper to the rating."""

from __future__ import annotations

import os
import re
import signal
import urllib.request
from collections.abc import Callable
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import NewCitizen, NewPage
from tests.browser.people import HOUSE
from tests.browser.stage import ME, Stage
from tests.browser.test_whole_way import COMMUNES, at_desk, wait_for

pytestmark = [pytest.mark.browser]
EVENTS = "select event, count(*) from base_journalentry where stream = ? group by event"


def cut(stage: Stage) -> None:
    stage.kill_web()
    stage.start_web()


def cut_worker(stage: Stage) -> None:
    worker = stage.family.members["worker"]
    os.kill(worker.pid, signal.SIGKILL)
    worker.wait(timeout=60)
    stage.family.start("worker", [*ME, "motcua.command_line", "worker"], stage.environment)


# Milliseconds from the press to the cut: before it arrives, while it is done; the third time when it is done.
MOMENTS = (0, 150)


def press_and_cut(stage: Stage, page: Page, selector: str, turn: int = 2) -> None:
    """Press, and pull the plug at the moment of this turn."""
    if turn < len(MOMENTS):
        page.locator(selector).first.click(no_wait_after=True)
        page.wait_for_timeout(MOMENTS[turn])
    else:
        with page.expect_navigation():
            page.locator(selector).first.click()
    cut(stage)


def told(stage: Stage, dossier: str) -> dict[str, int]:
    return dict(stage.rows(EVENTS, f"dossier:{dossier}"))  # type: ignore[arg-type]


def test_killed_at_every_paper_and_the_browser_closed(new_citizen: NewCitizen, stage: Stage) -> None:
    person, who = new_citizen(), "Hoàng Minh Tuấn"
    person.begin("building_permit_new", who)
    person.answer_all(HOUSE)
    found = re.search(r"/khai/([^/]+)/giay-to/", person.page.url)
    assert found, person.page.url
    draft = found.group(1)
    presses = 0
    while "/giay-to/" in person.page.url and presses < 12:
        presses += 1
        use = person.page.locator("button[name=use]").count()
        if not use:
            person.page.locator("input[type=file]").set_input_files(person.picture)
        press_and_cut(stage, person.page, "button[name=use]" if use else "button[name=send]", (presses - 1) % 3)
        if presses == 1:  # another day, another telephone
            person.page.context.close()
            person = new_citizen()
            person.go(f"/khai/{draft}/")
            person.sign_in(who)
        person.go(f"/khai/{draft}/")
    assert person.page.url.endswith("/xem-lai/"), person.page.url
    kept = stage.rows(
        "select p.component, count(*) from eforms_draftpaper p join eforms_draft d on d.id = p.draft_id"
        " where d.public_id = ? group by p.component",
        draft,
    )
    assert kept
    assert {count for _component, count in kept} == {1}
    press_and_cut(stage, person.page, "main form[action$='/nop/'] .btn")
    person.go(f"/khai/{draft}/")
    if person.page.url.endswith("/xem-lai/"):
        person.tap("main form[action$='/nop/'] .btn")
    assert person.page.url.endswith("/da-nop/")
    of_draft = "select count(*) from dossiers_dossier d join eforms_draft f on f.id = d.draft_id where f.public_id = ?"
    assert stage.rows(of_draft, draft) == [(1,)]


def test_killed_at_every_deed_from_the_desk_to_the_rating(
    new_page: NewPage, new_citizen: NewCitizen, stage: Stage
) -> None:
    person = new_citizen()
    person.begin("marital_status_certificate", "Phan Thị Ngọc")
    person.answer_all({"purpose": "loan"})
    person.hand_in_papers()
    code = person.file()
    dossier = str(stage.rows("select public_id from dossiers_dossier where code = ?", code)[0][0])
    commune = COMMUNES[code[:6]]

    clerk = at_desk(new_page, stage, f"tiepnhan.{commune}", dossier)
    do_and_cut(stage, clerk, "tiep-nhan", lambda: "dossiers.accepted" in told(stage, dossier))
    officer = at_desk(new_page, stage, f"hotich.{commune}", dossier)
    for deed, event in (
        ("nhan-viec", "dossiers.step_claimed"),
        ("du-thao", "dossiers.result_drafted"),
        ("chuyen-buoc", "dossiers.step_finished"),
    ):
        before = told(stage, dossier).get(event, 0)
        do_and_cut(stage, officer, deed, lambda e=event, b=before: told(stage, dossier).get(e, 0) > b)
    signer = at_desk(new_page, stage, f"phochutich.{commune}", dossier)
    do_and_cut(stage, signer, "ky", lambda: "dossiers.sign_asked" in told(stage, dossier))
    cut_worker(stage)
    wait_for(stage, dossier, "returned")
    cut_worker(stage)

    once = ("submitted", "accepted", "sign_asked", "result_signed", "result_returned")
    assert {name: told(stage, dossier).get(f"dossiers.{name}") for name in once} == dict.fromkeys(once, 1)
    person.go(f"/ho-so/{dossier}/")
    person.press("Đánh giá")
    address = person.page.url
    person.page.locator("input[name=level]").last.check()
    press_and_cut(stage, person.page, "main form .btn")
    person.page.goto(address)
    if person.page.locator("input[name=level]").count():
        person.page.locator("input[name=level]").last.check()
        person.tap("main form .btn")
    assert "Cảm ơn" in person.page.locator("h1").inner_text()
    assert told(stage, dossier)["feedback.rated"] == 1


def do_and_cut(stage: Stage, page: Page, slug: str, happened: Callable[[], bool]) -> None:
    """The deed with the plug pulled while it is done; then again, if it had not been done."""
    case = page.url
    for turn in range(3):
        page.locator(f".deeds [action$='/{slug}'] button, .deeds a[href$='/{slug}']").first.click()
        page.wait_for_load_state()
        if page.url.endswith(slug):
            press_and_cut(stage, page, "main form .btn:not(.quiet)", turn)
        else:
            cut(stage)
        page.goto(case)
        if happened():
            return
    raise AssertionError(f"{slug} never happened")


def test_killed_while_money_comes(new_citizen: NewCitizen, stage: Stage) -> None:
    person = new_citizen()
    person.begin("civil_status_copy", "Lê Văn Bình")
    person.answer_all({"event_type": "birth"})
    person.hand_in_papers()
    code = person.file()
    dossier = str(stage.rows("select public_id from dossiers_dossier where code = ?", code)[0][0])
    person.go(f"/ho-so/{dossier}/nop-phi/")
    cut(stage)
    person.go(f"/ho-so/{dossier}/nop-phi/")
    qr = parse_qs(urlsplit(str(person.page.locator("a[href*='qr=']").get_attribute("href"))).query)["qr"][0]
    transfer(stage, qr)
    for turn in range(3):
        if person.page.url.endswith("/nop-phi/"):
            press_and_cut(stage, person.page, "main form .btn", turn)
            cut_worker(stage)
            person.go(f"/ho-so/{dossier}/nop-phi/")
    assert not person.page.url.endswith("/nop-phi/")
    paid = "select count(*), sum(m.amount) from payments_movement m join payments_bill b on b.id = m.bill_id"
    [(count, amount)] = stage.rows(f"{paid} where b.reference like ?", f"dossier:{dossier}:%")
    assert (count, amount) == (1, 8_000)
    assert told(stage, dossier)["dossiers.fee_paid"] == 1


def transfer(stage: Stage, qr: str) -> None:
    """The person's bank carries out what the code says; its notice to us comes twice."""
    body = urlencode({"qr": qr, "notice": "twice"}).encode()
    with urllib.request.urlopen(f"{stage.outside}/bank/pay", body, timeout=10) as answer:
        assert answer.status == 200
