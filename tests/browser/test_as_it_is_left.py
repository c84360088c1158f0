"""A field is saved as it is left: what the page says while the server is gone, after the session has ended, and when a
button is pressed more than once."""

from __future__ import annotations

import os
import signal
import time

import pytest
from playwright.sync_api import Page, Request

from tests.browser.citizen import Citizen
from tests.browser.conftest import NewCitizen
from tests.browser.stage import Stage
from tests.browser.test_bad_days import draft_of, filed_from

pytestmark = [pytest.mark.browser]
ANSWER = (
    "select a.value from eforms_answer a join eforms_draft d on d.id = a.draft_id where d.public_id = ? and a.field = ?"
)


def leave(page: Page, box: str, words: str) -> None:
    page.locator(f"[name={box}]").fill(words)
    page.keyboard.press("Tab")


def mark_says(page: Page, words: str) -> None:
    page.locator("#saved").get_by_text(words).wait_for()


def without_session(page: Page) -> None:
    kept = [each for each in page.context.cookies() if each["name"] != "motcua"]
    page.context.clear_cookies()
    page.context.add_cookies(kept)  # type: ignore[arg-type]


def at_the_house(person: Citizen, name: str) -> Page:
    person.begin("building_permit_new", name)
    assert person.page.locator("[name=floors]").count()
    return person.page


def test_a_field_left_while_the_server_is_gone_is_saved_when_it_is_back(new_citizen: NewCitizen, stage: Stage) -> None:
    page = at_the_house(person := new_citizen(), "Hoàng Minh Tuấn")
    draft = draft_of(person)
    stage.kill_web()
    leave(page, "floors", "4")
    mark_says(page, str(page.locator("#saved").get_attribute("data-not")))
    assert stage.rows(ANSWER, draft, "floors") == []
    stage.start_web()
    mark_says(page, "Đã lưu")
    [(kept,)] = stage.rows(ANSWER, draft, "floors")
    assert str(kept).strip('"') == "4"
    assert page.locator("[name=floors]").input_value() == "4"


def test_a_field_left_after_the_session_has_ended_is_not_called_saved(new_citizen: NewCitizen, stage: Stage) -> None:
    page = at_the_house(person := new_citizen(), "Lê Quốc Huy")
    draft = draft_of(person)
    without_session(page)
    leave(page, "floors", "5")
    mark_says(page, str(page.locator("#saved").get_attribute("data-out")))
    assert stage.rows(ANSWER, draft, "floors") == []
    person.tap("button[name=go]")
    person.sign_in("Lê Quốc Huy")
    assert page.locator("[name=floors]").input_value() == "5"


def test_pressed_again_while_the_server_thinks_it_is_one_request(new_citizen: NewCitizen, stage: Stage) -> None:
    person = new_citizen()
    person.begin("civil_status_copy", "Bùi Thị Hạnh")
    person.answer_all({"event_type": "marriage"})
    draft, sent = draft_of(person), list[Request]()
    person.page.on("request", lambda each: sent.append(each) if each.url.endswith("/nop/") else None)
    button, web = person.page.locator("main form[action$='/nop/'] .btn"), stage.family.members["web"].pid
    button.scroll_into_view_if_needed()
    box = button.bounding_box()
    assert box is not None
    os.killpg(web, signal.SIGSTOP)
    try:
        for _press in range(3):
            person.page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
            time.sleep(0.4)
    finally:
        os.killpg(web, signal.SIGCONT)
    person.page.wait_for_url("**/da-nop/")
    assert [each.method for each in sent] == ["POST"]
    assert filed_from(stage, draft) == 1


def test_a_page_that_comes_back_from_memory_has_buttons_that_work(new_citizen: NewCitizen) -> None:
    """The browser keeps the page as it was, with its button just pressed."""
    page = at_the_house(new_citizen(), "Ngô Thị Thu")
    page.evaluate(
        """() => {
          document.querySelectorAll('main form').forEach(form => { form.dataset.sentAt = Date.now(); });
          window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
        }"""
    )
    before = page.url
    page.locator("[name=floors]").fill("2")
    page.locator("button[name=go]").click(no_wait_after=True)
    page.wait_for_function("before => location.href !== before || document.getElementById('errors')", arg=before)


def test_who_closes_the_page_has_left_the_field(new_citizen: NewCitizen, stage: Stage) -> None:
    page = at_the_house(person := new_citizen(), "Ngô Thị Thu")
    draft = draft_of(person)
    leave(page, "floors", "3")
    mark_says(page, "Đã lưu")
    page.locator("[name=footprint_area]").fill("92")
    page.close()
    for _moment in range(600):
        if kept := stage.rows(ANSWER, draft, "footprint_area"):
            break
        time.sleep(0.1)
    assert [str(value).strip('"') for (value,) in kept] == ["92"]


def test_who_stops_typing_is_saved_before_the_battery_is_empty(new_citizen: NewCitizen, stage: Stage) -> None:
    page = at_the_house(person := new_citizen(), "Ngô Thị Thu")
    page.locator("[name=floor_area]").fill("184")
    page.locator("#saved.fresh").wait_for()
    [(kept,)] = stage.rows(ANSWER, draft_of(person), "floor_area")
    assert str(kept).strip('"') == "184"


def test_another_device_goes_on_at_the_same_box(new_citizen: NewCitizen) -> None:
    page = at_the_house(new_citizen(), "Phan Thị Ngọc")
    leave(page, "floors", "3")
    mark_says(page, "Đã lưu")
    page.context.close()
    other = new_citizen(viewport={"width": 1280, "height": 800})
    other.begin("building_permit_new", "Phan Thị Ngọc")
    assert other.page.url.endswith("/hoi/size/#footprint_area")
    assert other.page.evaluate("document.activeElement.name") == "footprint_area"


def test_a_box_that_is_left_by_pressing_the_button_is_sent_once(new_citizen: NewCitizen) -> None:
    """A save that came after the press would bring back what was sent."""
    page, sent = at_the_house(new_citizen(), "Đặng Văn Phúc"), list[str]()
    page.on("request", lambda each: sent.append(each.url) if each.method == "POST" else None)
    before = page.url
    page.locator("[name=floors]").fill("2")
    page.locator("button[name=go]").click(no_wait_after=True)
    page.wait_for_function("before => location.href !== before || document.getElementById('errors')", arg=before)
    assert sent == [before]


def test_words_beside_a_form_are_there_again_on_another_device(new_citizen: NewCitizen, stage: Stage) -> None:
    [(dossier, name), *_others] = stage.rows(
        "select d.public_id, p.full_name from dossiers_dossier d join directory_person p on p.id = d.applicant_id"
        " where d.status in (1, 2, 4) and d.subject_kind = 'person' order by d.id"
    )
    for words in ("", "Tôi nộp nhầm nơi"):
        person = new_citizen()
        person.go(f"/ho-so/{dossier}/rut/")
        person.sign_in(name)
        assert person.page.locator("[name=reason]").input_value() == words
        leave(person.page, "reason", "Tôi nộp nhầm nơi")
        mark_says(person.page, "mới là gửi")
        person.page.context.close()
