"""The birth journey for those without scripts and those without a mouse."""

import pytest

from tests.browser.citizen import Citizen
from tests.browser.conftest import NewCitizen
from tests.browser.stage import Stage

pytestmark = [pytest.mark.browser]

MOST_TABS = 90


def test_birth_without_scripts(new_citizen: NewCitizen, stage: Stage) -> None:
    person = new_citizen(java_script_enabled=False)
    person.begin("birth_registration", "Trần Thị Mai")
    person.answer_all({"child_given_name": "Khánh Vy"})
    person.hand_in_papers()
    code = person.file()
    assert stage.rows("select count(*) from dossiers_dossier where code = ?", code) == [(1,)]
    person.take_back(code)


def test_another_province_without_scripts(new_citizen: NewCitizen) -> None:
    """A press shows the communes of the province that was chosen; the detail stays."""
    person = new_citizen(java_script_enabled=False)
    open_an_address(person, "Nguyễn Văn Hùng")
    assert person.page.locator("select[name$='-province']").input_value() == "99"
    assert "An Hòa" in person.page.locator("select[name$='-commune'] option:checked").inner_text()
    person.page.locator("select[name$='-province']").select_option("52")
    person.page.locator("[name$='-detail']").fill("Tổ 3")
    person.page.locator("button[name=province]").click()
    person.page.wait_for_load_state()

    communes = person.page.locator("select[name$='-commune'] option")
    assert communes.count() > 100
    assert person.page.locator("[name$='-detail']").input_value() == "Tổ 3"
    label = communes.nth(5).inner_text()
    person.page.locator("select[name$='-commune']").select_option(label=label)
    person.page.locator("main form .btn:not(.quiet)").click()
    person.page.wait_for_url("**/xem-lai/")
    assert f"Tổ 3, {label}" in person.page.locator("main").inner_text()


def test_another_province_with_scripts(new_citizen: NewCitizen) -> None:
    person = new_citizen()
    open_an_address(person, "Hoàng Minh Tuấn")
    assert not person.page.locator("button[name=province]").is_visible()
    person.page.locator("select[name$='-province']").select_option("52")
    person.page.locator("select[name$='-commune'] option").nth(100).wait_for(state="attached")
    assert person.page.locator("select[name$='-commune']").input_value() == ""


def test_a_place_outside_the_list_survives_another_detail(new_citizen: NewCitizen) -> None:
    person = new_citizen()
    open_an_address(person, "Lê Văn Bình")
    person.page.locator("[name$='-detail']").fill("Thôn 4, nhà số 7")
    person.page.locator("main form .btn:not(.quiet)").click()
    person.page.wait_for_url("**/xem-lai/")
    text = person.page.locator("main").inner_text()
    assert "Thôn 4, nhà số 7, xã An Hòa (DEMO), tỉnh Sơn Hà (DEMO)" in text


def open_an_address(person: Citizen, name: str) -> None:
    """The page that changes where the applicant lives."""
    person.begin("civil_status_copy", name)
    person.answer_all({"event_type": "birth"})
    person.page.locator(".fold summary").click()
    person.page.locator("a.act[href*='residence']").first.click()
    person.page.wait_for_load_state()


def test_birth_by_keyboard_alone(new_citizen: NewCitizen) -> None:
    person = new_citizen()
    page = person.page
    person.go("/")
    tab_to(person, "#q")
    page.keyboard.type("khai sinh")
    page.keyboard.press("Enter")
    page.wait_for_url("**/tim/**")
    tab_to(person, "a.card[href='/thu-tuc/birth_registration/']", press="Enter")
    page.wait_for_url("**/thu-tuc/**")
    tab_to(person, "main a.btn", press="Enter")
    page.wait_for_url("**/vneid/**")
    person.page.get_by_text("Trần Thị Mai").first.focus()
    page.get_by_text("Trần Thị Mai").first.press("Enter")
    page.wait_for_url("**/khai/**")
    for _turn in range(6):
        if "/hoi/" not in page.url:
            break
        here = page.url
        if "child_name" in here:
            tab_to(person, "[name=child_given_name]")
            page.keyboard.type("An")
        else:
            tab_to(person, "input[type=radio]", press="Space")
        tab_to(person, "button[name=go]", press="Enter")
        page.wait_for_url(lambda url, here=here: url != here)
    assert page.url.endswith("/xem-lai/")
    tab_to(person, "main form[action$='/nop/'] .btn", press="Enter")
    page.wait_for_url("**/da-nop/")
    person.take_back(page.locator(".code").first.inner_text().strip())


def tab_to(person: Citizen, selector: str, press: str = "") -> None:
    """Tab until the focus is on it, seen on the way; then a key."""
    for _turn in range(MOST_TABS):
        person.page.keyboard.press("Tab")
        if person.page.evaluate("s => document.activeElement.matches(s)", selector):
            outline = person.page.evaluate("getComputedStyle(document.activeElement).boxShadow")
            assert outline != "none", f"the focus on {selector} cannot be seen"
            if press:
                person.page.keyboard.press(press)
            return
    raise AssertionError(f"{selector} is not reached with {MOST_TABS} tabs on {person.page.url}")
