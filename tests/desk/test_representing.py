"""The pages where the desk records and ends who may act for whom: by role, colleague and stranger; what they say."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from motcua.base.clock import freeze
from motcua.base.models import JournalEntry
from motcua.directory.api import Organisation, Person, Representation, key_of
from motcua.vault.api import Use
from tests.desk.town import MORNING, Town, hour, photo
from tests.portal.conftest import enter as enter_citizen

__all__ = ["enter_citizen"]
pytestmark = pytest.mark.django_db
Enter = Callable[[str], Client]

FIND, RECORD = "/ban-lam-viec/dai-dien/", "/ban-lam-viec/dai-dien/moi"
CLERK, HUNG, COMPANY, DIRECTOR = "tiepnhan.anhoa", "066090001234", "6601999002", "066178001357"
OPEN_TO = ("tiepnhan.anhoa", "tiepnhan.tanson", "quantri.anhoa", "quantri.tinh")
CLOSED_TO = ("hotich.anhoa", "congan.anhoa", "chutich.anhoa", "ketoan.anhoa", "kiemsoat.anhoa", "thanhtra.anhoa",
             "vanthu.anhoa", "tocongnghe.anhoa", "truongcongan.anhoa")  # fmt: skip
TYPED = {
    "kind": "authorised", "person_number": "066 090 001 234", "person_name": "Nguyễn Văn Hùng", "of_number": COMPANY,
    "of_name": "", "document": "Giấy ủy quyền", "document_number": "08/UQ", "issuer": "Công ty",
    "issued_on-day": "1", "issued_on-month": "12", "issued_on-year": "2026",
    "valid_from-day": "2", "valid_from-month": "12", "valid_from-year": "2026",
}  # fmt: skip


@pytest.fixture(autouse=True)
def morning(town: Town) -> Any:
    with hour():
        yield


def company() -> Organisation:
    return Organisation.objects.get(tax_code=COMPANY)


def page_of(found: Person | Organisation) -> str:
    return f"{FIND}{key_of(found)}/"


def addresses() -> list[str]:
    held = Representation.objects.get(organisation=company(), person__personal_id=DIRECTOR)
    return [FIND, RECORD, page_of(company()), f"{FIND}{held.pk}/thoi", f"{FIND}{held.pk}/ban-chup"]


def recorded() -> Representation:
    return Representation.objects.get(organisation=company(), person__personal_id=HUNG)


@pytest.mark.parametrize("who", OPEN_TO)
def test_clerks_of_every_desk_and_administrators_open_them(town: Town, enter: Enter, who: str) -> None:
    browser = enter(who)
    assert [browser.get(each).status_code for each in addresses()] == [200, 200, 200, 200, 404]  # no scan
    assert 'href="/ban-lam-viec/dai-dien/" aria-current="page">Đại diện' in browser.get(FIND).content.decode()


@pytest.mark.parametrize("who", CLOSED_TO)
def test_nobody_else_does(town: Town, enter: Enter, who: str) -> None:
    browser = enter(who)
    assert [browser.get(each).status_code for each in addresses()] == [403] * 5
    pressed = [browser.post(each, TYPED | {"number": HUNG, "reason": "x"}).status_code for each in addresses()]
    assert set(pressed) <= {403, 405}
    assert "Đại diện</a>" not in browser.get(reverse("desk:inbox")).content.decode()
    assert not Representation.objects.exclude(recorded_by=None).exists()


def test_a_stranger_is_sent_to_sign_in_and_a_citizen_away(
    town: Town, client: Client, enter_citizen: Callable[..., Client]
) -> None:
    for each in addresses():
        answer = client.get(each)
        assert (answer.status_code, answer["Location"].split("?")[0]) == (302, reverse("staff_sign_in"))
        assert enter_citizen(DIRECTOR).get(each).status_code == 403


def test_found_by_number_and_the_look_is_read_by_whom_it_is_about(town: Town, enter: Enter) -> None:
    browser = enter(CLERK)
    answer = browser.post(FIND, {"number": "6601 999 002"})
    assert answer["Location"] == page_of(company())
    page = browser.get(answer["Location"]).content.decode()
    assert "Hồ Thị Kim Oanh" in page
    assert "6601***002" in page
    assert COMPANY not in page
    browser.get(answer["Location"])  # the same look
    (use,) = Use.objects.filter(subject_key=COMPANY, what="representations")
    assert (use.actor_name, "làm thay" in use.purpose) == (town.staff(CLERK).full_name, True)
    child = browser.post(FIND, {"number": "066220003456"})["Location"]
    assert "Trần Thị Mai" in browser.get(child).content.decode()


@pytest.mark.parametrize(
    ("number", "status", "says"),
    [
        ("066099009999", 200, "Chưa ghi gì về số này"),
        ("0660", 422, "Số định danh gồm đúng 12 chữ số; ông/bà đã nhập 4 chữ số."),
        ("6601999003", 422, "chữ số kiểm tra không khớp"),
        ("", 422, "Xin ghi số định danh hoặc mã số thuế."),
    ],
)
def test_a_number_that_finds_nobody_stays_in_its_box(
    town: Town, enter: Enter, number: str, status: int, says: str
) -> None:
    answer = enter(CLERK).post(FIND, {"number": number})
    page = answer.content.decode()
    assert (answer.status_code, says in page, f'name="number" value="{number}"' in page) == (status, True, True)


def test_recorded_and_ended_at_the_desk(town: Town, enter: Enter) -> None:
    browser = enter(CLERK)
    form = browser.get(f"{RECORD}?cho={key_of(company())}").content.decode()
    assert f'name="of_number" value="{COMPANY}"' in form
    scan = SimpleUploadedFile("uy-quyen.jpg", photo("uy-quyen").read(), content_type="image/jpeg")
    answer = browser.post(RECORD, TYPED | {"file": scan})
    assert (answer.status_code, answer["Location"]) == (302, page_of(company()))
    page = browser.get(answer["Location"]).content.decode()
    assert "Đã ghi: Nguyễn Văn Hùng được làm thay cho Công ty TNHH Nông sản Sơn Hà (DEMO)." in page
    assert "Giấy ủy quyền số 08/UQ, Công ty cấp ngày 01/12/2026" in page
    shown = browser.get(f"{FIND}{recorded().pk}/ban-chup")
    assert b"".join(shown.streaming_content).startswith(b"\xff\xd8")  # type: ignore[attr-defined]
    assert (shown["X-Content-Type-Options"], "no-store" in shown["Cache-Control"]) == ("nosniff", True)

    ending = f"{FIND}{recorded().pk}/thoi"
    refused = browser.post(ending, {"reason": ""})
    assert (refused.status_code, "Xin ghi vì sao" in refused.content.decode()) == (422, True)
    for _press in range(2):
        assert browser.post(ending, {"reason": "Công ty rút lại"})["Location"] == page_of(company())
    page = browser.get(page_of(company())).content.decode()
    assert "đã cho thôi" in page
    assert "Công ty rút lại" in page
    assert ending not in page
    assert JournalEntry.objects.filter(event="directory.representation_ended").count() == 1


def test_pressed_twice_it_is_recorded_once(town: Town, enter: Enter) -> None:
    browser = enter(CLERK)
    assert {browser.post(RECORD, TYPED)["Location"] for _press in range(2)} == {page_of(company())}
    assert recorded().recorded_by == town.staff(CLERK)


def test_what_was_typed_stays_and_a_file_is_asked_for_again(town: Town, enter: Enter) -> None:
    typed = TYPED | {"person_name": "Trần Văn Ba", "file": photo("uy-quyen")}
    answer = enter(CLERK).post(RECORD, typed)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Họ và tên không khớp với số định danh này" in page
    assert "Xin chọn lại tệp" in page
    for said in ("066 090 001 234", "Trần Văn Ba", COMPANY, "Giấy ủy quyền", "08/UQ", "Công ty"):
        assert f'value="{said}"' in page, said
    assert re.search(r'value="authorised" checked', page)
    assert 'name="issued_on-month" value="12"' in page
    alone = enter(CLERK).post(RECORD, TYPED | {"file": SimpleUploadedFile("a.pdf", b"MZ\x90\x00")})
    assert alone.status_code == 422
    assert 'id="file-error"' in alone.content.decode()


def test_what_was_typed_when_the_session_had_ended_stands_there_again(town: Town, enter: Enter) -> None:
    browser = enter(CLERK)
    with freeze(MORNING + timedelta(hours=2)):
        assert browser.post(RECORD, TYPED)["Location"].startswith(reverse("staff_sign_in"))
    browser.cookies.update(_signed_in_again(browser, enter))
    page = browser.get(RECORD).content.decode()
    assert 'value="08/UQ"' in page
    assert not Representation.objects.exclude(recorded_by=None).exists()


def _signed_in_again(browser: Client, enter: Enter) -> Any:
    """The same browser after the sign-in: what waits in its session goes along."""
    kept, fresh = browser.session.get("motcua.typed"), enter(CLERK)
    session = fresh.session
    session["motcua.typed"] = kept
    session.save()
    return fresh.cookies


def test_an_ended_one_that_a_colleague_was_faster_with_says_so(town: Town, enter: Enter) -> None:
    enter(CLERK).post(RECORD, TYPED)
    ending = f"{FIND}{recorded().pk}/thoi"
    enter("tiepnhan2.anhoa").post(ending, {"reason": "Rút"})
    answer = enter(CLERK).post(ending, {"reason": "Rút lại"})
    assert (answer.status_code, "đã kết thúc từ trước" in answer.content.decode()) == (422, True)


def test_whoever_is_acted_for_reads_by_whom(town: Town, enter: Enter, enter_citizen: Callable[..., Client]) -> None:
    Representation.objects.create(
        person=Person.objects.get(personal_id=HUNG), child=Person.objects.get(personal_id="066144005678"),
        kind="guardian", document="Quyết định", document_number="3", issuer="Tòa án", issued_on=MORNING.date(),
        valid_from=MORNING.date(),
    )  # fmt: skip
    page = enter_citizen("066144005678").get("/toi/").content.decode()
    assert "Ai được làm thay tôi" in page
    assert "Nguyễn Văn Hùng" in page
    assert "Quyết định số 3, Tòa án cấp ngày 02/12/2026" in page
    assert "Ai được làm thay tôi" not in enter_citizen(HUNG).get("/toi/").content.decode()


def test_a_parent_of_who_came_of_age_is_not_shown_as_in_force(town: Town, enter: Enter) -> None:
    grown = Person.objects.get(personal_id="066201008901")
    Representation.objects.create(
        person=Person.objects.get(personal_id=HUNG), child=grown, kind="parent", source="CSDL hộ tịch",
        valid_from=MORNING.date(),
    )  # fmt: skip
    page = enter(CLERK).get(page_of(grown)).content.decode()
    assert "con đã đủ 18 tuổi" in page
    assert "đang dùng" not in page


@pytest.mark.parametrize("more", ["thoi", "ban-chup", "moi"])
def test_no_page_shows_somebody_without_a_trace(town: Town, enter: Enter, more: str) -> None:
    browser = enter(CLERK)
    browser.post(RECORD, TYPED | {"file": photo("uy-quyen")})
    address = f"{RECORD}?cho={key_of(company())}" if more == "moi" else f"{FIND}{recorded().pk}/{more}"
    assert browser.get(address).status_code == 200
    assert Use.objects.filter(subject_key=COMPANY, what="representations").count() == 1


def test_nobody_is_found_by_a_name_that_is_none(town: Town, enter: Enter) -> None:
    for key in ("person-abcdefghjkmn", "thing-1", "person", "staff-1"):
        assert enter(CLERK).get(f"{FIND}{key}/").status_code == 404
    assert enter(CLERK).get(f"{FIND}999999/thoi").status_code == 404
    assert enter(CLERK).get(f"{RECORD}?cho=person-x").status_code == 404
