"""Who may act for a child or an organisation is recorded at a desk and ended there; else it counts nowhere."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Barrier
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from motcua.base.clock import HO_CHI_MINH, freeze, now
from motcua.base.errors import Forbidden, Refusal
from motcua.base.models import JournalEntry, StoredFile
from motcua.directory import words
from motcua.directory.actions.act_for import start_acting_for
from motcua.directory.api import (
    Named,
    Organisation,
    Person,
    Representation,
    Shown,
    Staff,
    User,
    Viewer,
    end_representation,
    key_of,
    make_demo,
    may_act_for,
    organisation_subject,
    person_subject,
    record_representation,
    representatives_of,
    viewer_of_person,
    viewer_of_staff,
)
from motcua.notices.api import inbox
from motcua.notices.models import Notice
from tests.desk.town import photo
from tests.directory.test_doors import enter

pytestmark = pytest.mark.django_db
OfStaff = Callable[[str], Staff]
OfPeople = Callable[[str], Person]

CLERK, HUNG, MAI, KHOI = "tiepnhan.anhoa", "066090001234", "066192002345", "066220003456"
COMPANY, DIRECTOR = "6601999002", "066178001357"
NEW, NEW_CHILD, NEW_BODY = "066085011223", "066218033445", "0100109106"
GATHERED = now()  # when the tests are gathered, which may be the evening before they run
TODAY = GATHERED.astimezone(HO_CHI_MINH).date()
PAPER: dict[str, Any] = {
    "document": "Quyết định công nhận giám hộ", "number": "12/QĐ", "issuer": "UBND xã An Hòa", "issued_on": TODAY,
}  # fmt: skip


@pytest.fixture(autouse=True)
def _still_that_day() -> Iterator[None]:
    with freeze(GATHERED):
        yield


@pytest.fixture
def clerk(staff_named: OfStaff) -> Viewer:
    return viewer_of_staff(staff_named(CLERK))


def told(**other: Any) -> dict[str, Any]:
    """Hùng, whom we know, for a company that we know."""
    usual: dict[str, Any] = {
        "person": Named(number=HUNG, name="Nguyễn Văn Hùng"), "of": Named(number=COMPANY), "kind": "authorised",
        "shown": Shown(**PAPER), "valid_from": TODAY, "valid_to": None,
    }  # fmt: skip
    return usual | other


def of_child(**other: Any) -> dict[str, Any]:
    born = Named(number=NEW_CHILD, name="Lê Bảo An", born=date(2018, 6, 1))
    return told(person=Named(number=NEW, name="Lê Văn Tư"), of=born, kind="parent", **other)


def person(number: str) -> Person:
    return Person.objects.get(personal_id=number)


def names(number: str, on: date | None = None) -> list[str]:
    return [each.name for each in may_act_for(person(number), on=on)]


def test_a_clerk_records_it_and_the_journal_says_who_without_saying_whom(clerk: Viewer) -> None:
    made = record_representation(**told(), by=clerk)
    assert names(HUNG) == ["Nguyễn Minh Khôi", "Công ty TNHH Nông sản Sơn Hà (DEMO)"]
    assert [each.personal_id for each in representatives_of(organisation_subject(COMPANY))] == [DIRECTOR, HUNG]
    assert may_act_for(person(HUNG))[1].source == (
        f"Quyết định công nhận giám hộ số 12/QĐ, UBND xã An Hòa cấp ngày {TODAY:%d/%m/%Y}"
    )
    entry = JournalEntry.objects.get(event="directory.representation_recorded")
    body = Organisation.objects.get(tax_code=COMPANY)
    assert clerk.staff is not None
    assert entry.actor == f"staff:{clerk.staff.pk}"
    assert (entry.data["subject"], entry.data["agency"]) == (f"organisation:{body.pk}", "H99.31")
    assert (made.recorded_by_id, made.recorded_in_id) == (clerk.staff.pk, clerk.staff.agency_id)
    assert not any(each in entry.body for each in (HUNG, COMPANY, "Hùng", "Nông sản", "12/QĐ"))


def test_who_was_never_here_is_entered_and_finds_it_at_the_first_sign_in(clerk: Viewer) -> None:
    record_representation(**of_child(), by=clerk)
    assert names(NEW) == ["Lê Bảo An"]
    assert person(NEW_CHILD).birth_date == date(2018, 6, 1)
    body = Named(number="0100 109 106", name="Hội Khuyến học")
    record_representation(
        **told(person=Named(number=NEW, name="lê văn  tư"), of=body, kind="legal_representative"), by=clerk
    )
    assert names(NEW) == ["Lê Bảo An", "Hội Khuyến học"]
    assert Person.objects.filter(personal_id=NEW).count() == 1


def test_a_parents_right_ends_with_the_eighteenth_birthday(clerk: Viewer) -> None:
    record_representation(**of_child(), by=clerk)
    assert names(NEW, date(2036, 5, 31)) == ["Lê Bảo An"]
    assert names(NEW, date(2036, 6, 1)) == []
    assert representatives_of(person_subject(NEW_CHILD), on=date(2036, 6, 1)) == []


def test_before_its_first_day_after_its_last_and_once_ended_it_counts_nowhere(clerk: Viewer, browser: Client) -> None:
    first, last = TODAY + timedelta(days=1), TODAY + timedelta(days=9)
    made = record_representation(**told(valid_from=first, valid_to=last), by=clerk)
    company, hung = organisation_subject(COMPANY), viewer_of_person(person(HUNG))
    found = [(company.key in [each.subject.key for each in may_act_for(person(HUNG), on=day)]) for day in (
        TODAY, first, last, last + timedelta(days=1))]  # fmt: skip
    assert found == [False, True, True, False]
    with pytest.raises(Forbidden):
        start_acting_for(subject=company, by=hung)
    end_representation(representation=made, reason="Rút ủy quyền", by=clerk)
    assert names(HUNG, first) == ["Nguyễn Minh Khôi"]


def test_an_end_counts_from_the_next_press_of_who_was_acting(clerk: Viewer, browser: Client) -> None:
    made = record_representation(**told(), by=clerk)
    enter(browser, User.objects.create_user("person:hung", person=person(HUNG)))
    browser.post("/lam-thay/", {"choice": key_of(Organisation.objects.get(tax_code=COMPANY)), "next": "/"})
    assert browser.get("/giay-to/").wsgi_request.viewer.subject.key == COMPANY  # type: ignore[attr-defined]
    end_representation(representation=made, reason="Đã có người khác", by=clerk)
    assert browser.get("/giay-to/").wsgi_request.viewer.subject.key == HUNG  # type: ignore[attr-defined]
    entry = JournalEntry.objects.get(event="directory.representation_ended")
    assert entry.actor == str(clerk.actor)
    made.refresh_from_db()
    assert (made.end_reason, made.ended_by) == ("Đã có người khác", clerk.staff)
    assert "người khác" not in entry.body


def test_whom_one_acts_for_is_asked_by_one_statement(clerk: Viewer, browser: Client) -> None:
    record_representation(**told(), by=clerk)
    enter(browser, User.objects.create_user("person:hung", person=person(HUNG)))

    def asked() -> int:
        browser.get("/tim/")
        with CaptureQueriesContext(connection) as statements:
            browser.get("/tim/")
        return len(statements)

    before = asked()
    browser.post("/lam-thay/", {"choice": key_of(Organisation.objects.get(tax_code=COMPANY)), "next": "/"})
    with CaptureQueriesContext(connection) as statements:
        viewer = browser.get("/tim/").wsgi_request.viewer  # type: ignore[attr-defined]
    assert viewer.subject.key == COMPANY
    about = [each["sql"] for each in statements if "directory_representation" in each["sql"]]
    assert (before, len(about)) == (1, 1)


WRONG: list[tuple[dict[str, Any], str, object]] = [
    (told(kind="cousin"), "kind", words.NO_KIND),
    (told(person=Named(number="06609000123", name="A")), "person_number", None),
    (told(of=Named(number="6601999003")), "of_number", None),
    (told(of=Named(number=NEW_BODY)), "of_name", words.NO_SUCH_ORGANISATION),
    (told(of=Named(number=COMPANY, name="Công ty khác")), "of_name", None),
    (told(person=Named(number=HUNG)), "person_name", words.NO_NAME),
    (told(person=Named(number=HUNG, name="Trần Văn Ba")), "person_name", words.OTHER_NAME),
    (told(of=Named(number=HUNG, name="Nguyễn Văn Hùng"), kind="guardian"), "of_number", words.NOT_FOR_ONESELF),
    (told(of=Named(number="066201008901", name="Lê Quốc Huy"), kind="parent"), "of_number", words.OF_AGE),
    (told(of=Named(number=NEW_CHILD, name="Lê Bảo An"), kind="parent"), "of_born", words.NO_BIRTH),
    (told(of=Named(number=KHOI, name="Nguyễn Minh Khôi", born=date(2019, 3, 8)), kind="guardian"), "of_born",
     words.OTHER_BIRTH),
    (told(of=Named(number=KHOI, name="Nguyễn Minh Khôi"), kind="parent"), "of_number", words.RECORDED_BEFORE),
    (told(valid_from=None), "valid_from", words.NO_FIRST_DAY),
    (told(valid_to=TODAY - timedelta(days=1)), "valid_to", words.BACKWARDS),
    (told(valid_from=TODAY - timedelta(days=9), valid_to=TODAY - timedelta(days=1)), "valid_to", words.OVER_ALREADY),
    (told(shown=Shown(**PAPER | {"document": " "})), "document", words.NO_PAPER["document"]),
    (told(shown=Shown(**PAPER | {"number": "1" * 81})), "document_number", None),
    (told(shown=Shown(**PAPER | {"issued_on": None})), "issued_on", words.NO_PAPER["issued_on"]),
    (told(shown=Shown(**PAPER | {"issued_on": TODAY + timedelta(days=1)})), "issued_on", words.NOT_ISSUED_YET),
    (told(shown=Shown(**PAPER, scan=(b"MZ\x90", "giay.pdf"))), "file", None),
]  # fmt: skip


@pytest.mark.parametrize(("typed", "box", "sentence"), WRONG, ids=[f"{n}-{each[1]}" for n, each in enumerate(WRONG)])
def test_what_cannot_be_is_said_at_its_box_and_nothing_is_kept(
    clerk: Viewer, typed: dict[str, Any], box: str, sentence: object
) -> None:
    before = (Representation.objects.count(), Person.objects.count(), Organisation.objects.count())
    with pytest.raises(Refusal) as refused:
        record_representation(**typed, by=clerk)
    assert list(refused.value.fields) == [box]
    assert sentence is None or refused.value.fields[box] == sentence
    assert len(str(refused.value.fields[box])) > 10
    assert (Representation.objects.count(), Person.objects.count(), Organisation.objects.count()) == before
    assert not JournalEntry.objects.filter(event="directory.representation_recorded").exists()


def test_several_wrong_things_are_said_at_once(clerk: Viewer) -> None:
    with pytest.raises(Refusal) as refused:
        record_representation(**told(kind="", valid_from=None, shown=Shown(**PAPER | {"issuer": ""})), by=clerk)
    assert set(refused.value.fields) == {"kind", "valid_from", "issuer"}
    nobody = {"person": Named(number=" "), "of": Named(number=""), "kind": "parent"}
    with pytest.raises(Refusal) as refused:
        record_representation(**told(**nobody), by=clerk)
    assert set(refused.value.fields) == {"person_number", "person_name", "of_number", "of_name"}


def test_an_accent_typed_wrong_is_nobody_else(clerk: Viewer) -> None:
    made = record_representation(**told(person=Named(number=HUNG, name="nguyen van  Hưng")), by=clerk)
    assert made.person.full_name == "Nguyễn Văn Hùng"


def test_an_adult_may_have_a_guardian(clerk: Viewer) -> None:
    grown = Named(number="066201008901", name="Lê Quốc Huy")
    record_representation(**told(of=grown, kind="guardian"), by=clerk)
    assert "Lê Quốc Huy" in names(HUNG)
    assert [each.title for each in inbox(viewer_of_person(person(grown.number)))] == ["Thêm một người được làm thay"]


def test_pressed_twice_it_is_one_and_another_hand_is_told(clerk: Viewer, staff_named: OfStaff) -> None:
    first = record_representation(**told(), by=clerk)
    assert record_representation(**told(), by=clerk).pk == first.pk
    other = viewer_of_staff(staff_named("tiepnhan2.anhoa"))
    with pytest.raises(Refusal) as refused:
        record_representation(**told(kind="legal_representative"), by=other)
    assert refused.value.message == words.RECORDED_BEFORE
    end_representation(representation=first, reason="Nhầm", by=clerk)
    end_representation(representation=first, reason="Nhầm", by=clerk)
    with pytest.raises(Refusal) as refused:
        end_representation(representation=first, reason="Nhầm", by=other)
    assert refused.value.message == words.ENDED_BEFORE
    events = [each.event for each in JournalEntry.objects.filter(event__contains="representation")]
    assert sorted(events) == ["directory.representation_ended", "directory.representation_recorded"]
    record_representation(**told(), by=other)  # what was ended stands in nobody's way


def test_after_its_last_day_it_may_be_recorded_anew(clerk: Viewer) -> None:
    long_ago = {"valid_from": TODAY, "valid_to": TODAY + timedelta(days=2)}
    record_representation(**told(**long_ago), by=clerk)
    record_representation(**told(valid_from=TODAY + timedelta(days=3)), by=clerk)
    with pytest.raises(Refusal):
        record_representation(**told(valid_from=TODAY + timedelta(days=2)), by=clerk)


def test_an_end_needs_a_reason(clerk: Viewer) -> None:
    made = record_representation(**told(), by=clerk)
    with pytest.raises(Refusal) as refused:
        end_representation(representation=made, reason="  ", by=clerk)
    assert refused.value.fields == {"reason": words.NO_END_REASON}
    with pytest.raises(IntegrityError), transaction.atomic():
        Representation.objects.filter(pk=made.pk).update(ended_at=made.recorded_at)


def test_nobody_records_or_ends_what_is_their_own(staff_named: OfStaff) -> None:
    Staff.objects.filter(user__username=CLERK).update(personal_id=HUNG)
    own = viewer_of_staff(staff_named(CLERK))
    with pytest.raises(Refusal) as refused:
        record_representation(**told(), by=own)
    assert refused.value.fields == {"person_number": words.YOUR_OWN_REPRESENTATION}
    held = Representation.objects.get(person__personal_id=HUNG)
    with pytest.raises(Refusal):
        end_representation(representation=held, reason="Thôi", by=own)


@pytest.mark.parametrize("who", ["hotich.anhoa", "congan.anhoa", "chutich.anhoa", "ketoan.anhoa", "thanhtra.anhoa"])
def test_only_the_desk_and_administrators(staff_named: OfStaff, clerk: Viewer, who: str) -> None:
    made = record_representation(**told(), by=clerk)
    other = viewer_of_staff(staff_named(who))
    for act in (
        lambda: record_representation(**of_child(), by=other),
        lambda: end_representation(representation=made, reason="x", by=other),
        lambda: end_representation(representation=made, reason="x", by=viewer_of_person(person(HUNG))),
    ):
        with pytest.raises(Forbidden):
            act()
    record_representation(**of_child(), by=viewer_of_staff(staff_named("quantri.anhoa")))


def test_the_scan_is_kept_with_it(clerk: Viewer) -> None:
    picture = photo("uy-quyen").read()
    made = record_representation(**told(shown=Shown(**PAPER, scan=(picture, "uy-quyen.jpg"))), by=clerk)
    assert made.scan is not None
    assert (made.scan.media_type, made.scan.name) == ("image/jpeg", "uy-quyen.jpg")
    record_representation(**told(shown=Shown(**PAPER, scan=(picture, "uy-quyen.jpg"))), by=clerk)
    assert StoredFile.objects.count() == 1


def test_both_sides_are_told_at_the_beginning_and_at_the_end(clerk: Viewer) -> None:
    made = record_representation(**told(), by=clerk)
    body = Organisation.objects.get(tax_code=COMPANY)
    hung, director = f"person:{person(HUNG).pk}", f"person:{person(DIRECTOR).pk}"

    def heard(*kinds: str) -> set[tuple[str, str]]:
        return set(Notice.objects.filter(kind__in=kinds).values_list("to", "kind"))

    theirs = {f"organisation:{body.pk}", director}
    assert heard("acts_for", "acted_for") == {(hung, "acts_for"), *((to, "acted_for") for to in theirs)}
    end_representation(representation=made, reason="Rút ủy quyền", by=clerk)
    ended = {(hung, "acts_for_no_more"), *((to, "acted_for_no_more") for to in theirs)}
    assert heard("acts_for_no_more", "acted_for_no_more") == ended
    (newest, oldest) = inbox(viewer_of_person(person(HUNG)))
    assert "UBND xã An Hòa (DEMO)" in oldest.sentence
    assert f"{TODAY:%d/%m/%Y}" in oldest.sentence
    assert newest.way == "/toi/"


def test_of_a_child_the_other_parent_hears_and_the_child_does_not(clerk: Viewer) -> None:
    born = Named(number=KHOI, name="Nguyễn Minh Khôi")
    record_representation(**told(person=Named(number=NEW, name="Lê Văn Tư"), of=born, kind="guardian"), by=clerk)
    told_to = set(Notice.objects.values_list("to", flat=True))
    assert told_to == {f"person:{person(number).pk}" for number in (NEW, HUNG, MAI)}


@pytest.mark.django_db(transaction=True)
def test_two_clerks_at_once_record_it_once() -> None:
    make_demo()
    desks = [
        viewer_of_staff(Staff.objects.select_related("agency", "user").get(user__username=name))
        for name in (CLERK, "tiepnhan2.anhoa")
    ]
    barrier = Barrier(2)

    def press(by: Viewer) -> object:
        try:
            barrier.wait(timeout=60)
            return record_representation(**told(), by=by)
        except Refusal as refusal:
            return refusal.message
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        answers = [each.result(timeout=120) for each in [pool.submit(press, by) for by in desks]]
    assert Representation.objects.filter(organisation__tax_code=COMPANY, person__personal_id=HUNG).count() == 1
    assert [each for each in answers if not isinstance(each, Representation)] == [words.RECORDED_BEFORE]
