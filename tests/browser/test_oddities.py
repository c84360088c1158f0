"""Real lives: two registers that differ, the same child twice, filing for a child and for an organisation."""

import re

import pytest

from tests.browser.citizen import Citizen
from tests.browser.conftest import NewCitizen, NewPage
from tests.browser.looking import Inspector
from tests.browser.people import BIRTH, HOUSE
from tests.browser.stage import Stage
from tests.browser.test_whole_way import COMMUNES, at_desk

pytestmark = [pytest.mark.browser]

COPY = "civil_status_copy"
# The land register holds nothing of the co-operative.
LAND = {
    "certificate_no": "AB 123456",
    "land_basis": "own",
    "parcel_number": "12",
    "map_sheet": "4",
    "parcel_address-province": "99",
    "parcel_address-commune": "99002",
    "parcel_address-detail": "Thôn 1",
    "parcel_area": "900",
    "land_purpose": "Đất ở tại nông thôn",
}
OF_CODE = "select public_id, subject_kind, subject_key, applicant_id from dossiers_dossier where code = ?"


def choose(person: Citizen, box: str, words: str) -> None:
    person.page.locator(f'label.opt:has-text("{words}") input[name="{box}"]').check()


def act_for(person: Citizen, who: str, name: str) -> None:
    """Sign in and say for whom; the choice is explicit and seen on the page."""
    person.go("/lam-thay/")
    person.sign_in(name)
    person.go("/lam-thay/")
    person.look("act-for")
    choose(person, "choice", who)
    person.tap("main form .btn")


def test_card_and_population_database_name_two_birth_dates(
    new_page: NewPage, new_citizen: NewCitizen, stage: Stage
) -> None:
    """Nothing is typed: both dates are offered with their sources, one tap decides, the officer reads both."""
    page = new_page()
    inspector = Inspector(page)
    person = new_citizen(inspector, page)
    person.begin(COPY, "Lý A Páo")
    person.answer_all({"event_type": "birth"}, until="subject")
    asked = page.locator("main").inner_text()
    assert "01/11/1988" in asked
    assert "01/01/1988" in asked
    assert "từ CSDL dân cư" in asked
    assert "từ VNeID" in asked
    assert "Lỗi" not in asked
    assert page.locator("main input.in").count() == 0
    choose(person, "subject_date_of_birth", "01/01/1988")
    person.tap("button[name=go]")
    assert "/hoi/" not in page.url, "the same difference is asked once"
    code = person.file()

    assert person.cost.keys == 0
    told = stage.rows("select body from base_journalentry where event = 'eforms.sources_differed'")
    assert [each for (each,) in told if '"what":"date_of_birth"' in each and '"chosen":"vneid"' in each]
    [(dossier, *_rest)] = stage.rows(OF_CODE, code)
    read = at_desk(new_page, stage, f"tiepnhan.{COMMUNES[code[:6]]}", dossier).locator("main").inner_text()
    assert "VNeID ghi khác: 01/01/1988. Người nộp cho rằng 01/01/1988 là đúng." in read
    assert not inspector.wrong, "\n".join(inspector.wrong)


def test_a_second_dossier_for_the_same_child(new_page: NewPage, new_citizen: NewCitizen, stage: Stage) -> None:
    page = new_page()
    inspector = Inspector(page)
    father = new_citizen(inspector, page)
    father.begin(BIRTH.slug, BIRTH.name)
    father.answer_all(BIRTH.said)
    father.hand_in_papers()
    code = father.file()

    father.begin(BIRTH.slug, BIRTH.name)
    father.look("second")
    assert code in page.locator("[role=alert]").inner_text(), "told at once, before anything is asked"
    # Told apart for screen readers, yet it can be pressed: whoever does hears why it is refused.
    page.locator("main form[action$='/nop/'] .btn").click(force=True)
    assert code in page.locator("[role=alert]").inner_text()
    assert not page.url.endswith("/da-nop/")

    mother = new_citizen()
    mother.begin(BIRTH.slug, "Trần Thị Mai")
    words = mother.page.locator("[role=alert]").inner_text()
    assert code not in words
    assert "đã được nộp" in words

    father.take_back(code)
    mother.begin(BIRTH.slug, "Trần Thị Mai")
    assert re.search(r"/khai/[^/]+/hoi/", mother.page.url)
    assert "đã được nộp" not in mother.page.locator("main").inner_text(), "the way is free again"
    assert not inspector.wrong, "\n".join(inspector.wrong)


def test_filing_for_a_child(new_page: NewPage, new_citizen: NewCitizen, stage: Stage) -> None:
    page = new_page()
    inspector = Inspector(page)
    person = new_citizen(inspector, page)
    act_for(person, "Nguyễn Minh Khôi", "Nguyễn Văn Hùng")
    person.begin(COPY, "Nguyễn Văn Hùng")
    person.answer_all({"event_type": "birth"})
    person.hand_in_papers()
    assert "Nguyễn Minh Khôi" in page.locator("main").inner_text()
    code = person.file()

    [(dossier, kind, key, applicant)] = stage.rows(OF_CODE, code)
    assert (kind, key) == ("person", "066220003456")
    assert stage.rows("select full_name from directory_person where id = ?", applicant) == [("Nguyễn Văn Hùng",)]
    desk = at_desk(new_page, stage, f"tiepnhan.{COMMUNES[code[:6]]}", dossier)
    read = desk.locator("main").inner_text()
    assert "Nguyễn Minh Khôi" in desk.locator("h1").inner_text()
    assert "người nộp: Nguyễn Văn Hùng" in read
    assert not inspector.wrong, "\n".join(inspector.wrong)


def test_filing_for_an_organisation(new_page: NewPage, new_citizen: NewCitizen, stage: Stage) -> None:
    page = new_page()
    inspector = Inspector(page)
    person = new_citizen(inspector, page)
    act_for(person, "Hợp tác xã Dịch vụ nông nghiệp", "Vũ Đình Long")
    person.begin("building_permit_new", "Vũ Đình Long")
    person.answer_all(HOUSE | LAND)
    person.hand_in_papers()
    code = person.file()

    [(dossier, kind, key, applicant)] = stage.rows(OF_CODE, code)
    assert (kind, key) == ("organisation", "6601999027")
    assert stage.rows("select full_name from directory_person where id = ?", applicant) == [("Vũ Đình Long",)]
    desk = at_desk(new_page, stage, f"tiepnhan.{COMMUNES[code[:6]]}", dossier)
    read = desk.locator("main").inner_text()
    assert "Hợp tác xã Dịch vụ nông nghiệp Thanh Lâm" in desk.locator("h1").inner_text()
    assert "người nộp: Vũ Đình Long" in read
    assert not inspector.wrong, "\n".join(inspector.wrong)
