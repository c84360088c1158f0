"""Bad days: back button, double press, two devices, an ended session, a killed server, silent registers."""

import re

import pytest

from tests.browser.citizen import Citizen
from tests.browser.conftest import NewCitizen, NewPage
from tests.browser.looking import violations
from tests.browser.people import BIRTH
from tests.browser.stage import Stage

pytestmark = [pytest.mark.browser]

COPY = "civil_status_copy"
OF_DRAFT = "select count(*) from dossiers_dossier d join eforms_draft f on f.id = d.draft_id where f.public_id = ?"


def draft_of(person: Citizen) -> str:
    found = re.search(r"/khai/([^/]+)/", person.page.url)
    assert found, person.page.url
    return found.group(1)


def filed_from(stage: Stage, draft: str) -> int:
    return int(stage.rows(OF_DRAFT, draft)[0][0])


def test_back_button_and_double_press_make_one_dossier(new_citizen: NewCitizen, stage: Stage) -> None:
    person = new_citizen()
    person.begin(COPY, "Võ Thị Lan")
    person.answer_all({"event_type": "marriage"})
    draft = draft_of(person)
    person.page.locator("main form[action$='/nop/'] .btn").dblclick()
    person.page.wait_for_url("**/da-nop/")
    code = person.page.locator(".code").inner_text()

    person.page.go_back()
    person.page.wait_for_load_state()
    button = person.page.locator("main form[action$='/nop/'] .btn")
    if button.count():
        button.click()
        person.page.wait_for_load_state()
    person.go(f"/khai/{draft}/xem-lai/")

    assert person.page.url.endswith("/da-nop/")
    assert person.page.locator(".code").inner_text() == code
    assert filed_from(stage, draft) == 1


def test_two_presses_at_once_without_scripts_make_one_dossier(new_citizen: NewCitizen, stage: Stage) -> None:
    """The server alone, asked twice with the same form, files once and leads to the same receipt."""
    person = new_citizen()
    person.begin(COPY, "Dương Văn Khang")
    person.answer_all({"event_type": "birth"})
    draft = draft_of(person)
    token = person.page.locator("main form[action$='/nop/'] input[name=csrfmiddlewaretoken]").get_attribute("value")

    landed = person.page.evaluate(
        """async ([path, token]) => {
          const send = () => fetch(path, {method: 'POST', headers: {'X-CSRFToken': token}}).then(a => a.url);
          return Promise.all([send(), send(), send()]);
        }""",
        [f"/khai/{draft}/nop/", token],
    )

    assert {url.split("/khai/")[1] for url in landed} == {f"{draft}/da-nop/"}
    assert filed_from(stage, draft) == 1


def test_a_press_without_a_network_stays_on_the_page_with_what_was_typed(new_citizen: NewCitizen) -> None:
    page = (person := new_citizen()).page
    person.begin(COPY, "Bùi Thị Hạnh")
    asked = page.url
    page.locator("main input[value=birth]").check()
    page.context.set_offline(True)
    page.locator("button[name=go]").click()

    page.get_by_role("alert").get_by_text("Đang mất mạng").wait_for()
    assert page.url == asked
    assert page.locator("main input[value=birth]").is_checked()

    page.context.set_offline(False)
    page.get_by_role("alert").wait_for(state="detached")
    page.locator("button[name=go]").click()
    page.wait_for_url(lambda url: url != asked)


def test_a_page_opened_without_a_network_is_one_of_ours_and_opens_when_it_is_back(
    new_page: NewPage, stage: Stage
) -> None:
    page = new_page(service_workers="allow")
    page.goto(f"{stage.address}/")
    page.wait_for_function("caches.keys().then(names => names.length === 1)")
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.goto(f"{stage.address}/thu-tuc/")
    page.context.set_offline(True)
    page.goto(f"{stage.address}/tra-cuu/")
    page.get_by_role("heading", name="Đang mất mạng").wait_for()
    assert page.url == f"{stage.address}/tra-cuu/"
    assert not violations(page)
    page.context.set_offline(False)
    page.get_by_role("link", name="Thử lại").click()
    page.get_by_role("heading", name="Tra cứu hồ sơ").wait_for()
    kept = page.evaluate("caches.keys().then(names => caches.open(names[0])).then(kept => kept.keys())"
                         ".then(found => found.map(each => new URL(each.url).pathname))")  # fmt: skip
    assert kept == ["/mat-mang/"]


def test_two_devices_share_one_draft(new_citizen: NewCitizen, stage: Stage) -> None:
    phone, laptop = new_citizen(), new_citizen(viewport={"width": 1280, "height": 800})
    phone.begin("building_permit_new", "Ngô Thị Thu")
    phone.type("floors", "2")
    phone.page.locator("[name=footprint_area]").focus()
    phone.page.get_by_text("Đã lưu").wait_for()

    laptop.begin("building_permit_new", "Ngô Thị Thu")

    assert draft_of(laptop) == draft_of(phone)
    assert laptop.page.locator("[name=floors]").input_value() == "2"
    laptop.page.locator("[name=floors]").fill("3")
    laptop.page.locator("button[name=go]").click()
    phone.type("footprint_area", "80")
    phone.page.locator("button[name=go]").click()
    phone.page.wait_for_load_state()
    owner = "select count(*) from eforms_draft where public_id = ?"
    assert stage.rows(owner, draft_of(phone)) == [(1,)]


def test_session_ends_in_the_middle_of_a_page(new_citizen: NewCitizen) -> None:
    person = new_citizen()
    person.begin("birth_registration", "Trần Thị Mai")
    person.answer_all({}, until="child_name")
    before = person.page.url
    context = person.page.context
    kept = [each for each in context.cookies() if each["name"] != "motcua"]
    context.clear_cookies()
    context.add_cookies(kept)  # type: ignore[arg-type]
    person.page.locator("[name=child_given_name]").fill("Hải Đăng")

    person.tap("button[name=go]")
    assert "/dang-nhap/" in person.page.url
    person.sign_in("Trần Thị Mai")

    assert person.page.url == before
    assert person.page.locator("[name=child_given_name]").input_value() == "Hải Đăng"
    assert "vẫn còn" in person.page.locator("main [role=status]").inner_text()


def test_what_one_typed_is_not_shown_to_the_next(new_citizen: NewCitizen) -> None:
    """On a shared machine somebody else signs in: they see neither the page nor the words."""
    person = new_citizen()
    person.begin("building_permit_new", "Hoàng Minh Tuấn")
    before, context = person.page.url, person.page.context
    kept = [each for each in context.cookies() if each["name"] != "motcua"]
    context.clear_cookies()
    context.add_cookies(kept)  # type: ignore[arg-type]
    person.page.locator("[name=floors]").fill("7717")
    person.tap("button[name=go]")
    person.sign_in("Lê Quốc Huy")

    assert person.page.url == before
    assert "7717" not in person.page.content()
    assert person.page.locator("[name=floors]").count() == 0


def test_server_killed_at_each_step(new_citizen: NewCitizen, stage: Stage) -> None:
    """What was saved is there after every restart; in the end there is exactly one dossier."""
    person = new_citizen()

    def cut() -> None:
        stage.kill_web()
        stage.start_web()

    person.begin(BIRTH.slug, BIRTH.name)
    draft = draft_of(person)
    cut()
    for path, box, value in (("", "child_given_name", "Minh Anh"), ("hoi/copies/", "copies_count", "2")):
        person.go(f"/khai/{draft}/{path}")
        with person.page.expect_response("**/luu/**"):
            person.type(box, value)
            person.page.keyboard.press("Tab")
        address = person.page.url
        cut()
        person.go(address.removeprefix(stage.address))
        assert person.page.locator(f'[name="{box}"]').input_value() == value
        person.tap("button[name=go]")
        cut()
    person.go(f"/khai/{draft}/")
    assert person.page.url.endswith("/xem-lai/")
    assert "Minh Anh" in person.page.locator("main").inner_text()
    assert "16.000" in person.page.locator("main").inner_text()
    person.page.locator("main form[action$='/nop/'] .btn").click(no_wait_after=True)
    cut()
    person.go(f"/khai/{draft}/")
    if person.page.url.endswith("/xem-lai/"):  # the press came too late: it is still only a draft
        assert filed_from(stage, draft) == 0
        person.tap("main form[action$='/nop/'] .btn")
    assert person.page.url.endswith("/da-nop/")
    assert filed_from(stage, draft) == 1
    person.take_back(person.page.locator(".code").first.inner_text().strip())
