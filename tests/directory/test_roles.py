from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.test import Client

from motcua.base.actor import Actor, system
from motcua.base.clock import HO_CHI_MINH, freeze, now
from motcua.base.errors import Forbidden, Refusal
from motcua.base.models import JournalEntry
from motcua.directory.actions.act_for import start_acting_for
from motcua.directory.api import (
    ANONYMOUS,
    Subject,
    agency,
    agency_now,
    colleagues_of,
    deactivate_staff,
    delegate,
    demo_accounts,
    grant_role,
    key_of,
    mask,
    may_act_for,
    people_of,
    person_subject,
    representatives_of,
    revoke_delegation,
    revoke_role,
    staff_with_role,
    viewer_of_person,
    viewer_of_staff,
    who_may_sign,
)
from motcua.directory.models import (
    Agency,
    Delegation,
    Organisation,
    Person,
    Representation,
    RoleGrant,
    Staff,
    Unit,
    User,
)
from motcua.rules.codes import Role
from tests.directory.test_doors import enter

pytestmark = pytest.mark.django_db

Named = Callable[[str], Staff]
People = Callable[[str], Person]
GATHERED = now()  # when the tests are gathered, which may be the evening before they run
TODAY = GATHERED.astimezone(HO_CHI_MINH).date()


@pytest.fixture(autouse=True)
def _still_that_day() -> Iterator[None]:
    with freeze(GATHERED):
        yield


def test_the_demo_has_every_role_in_every_commune(demo: None) -> None:
    for code in ("H99.31", "H99.32", "H99.33"):
        for role in Role:
            assert staff_with_role(agency(code), role).exists(), (code, role)


def test_the_demo_is_a_province_with_three_communes_twenty_citizens_and_two_organisations(demo: None) -> None:
    assert Agency.objects.filter(kind=Agency.Kind.COMMUNE, parent__kind=Agency.Kind.PROVINCE).count() == 3
    assert Agency.objects.filter(kind=Agency.Kind.DEPARTMENT).count() >= 2
    people = [each for each in demo_accounts() if each["role"] == "citizen"]
    assert len(people) >= 20
    assert len({each["personal_id"] for each in people}) == len(people)
    assert sum(each["role"] == "organisation" for each in demo_accounts()) == 2


def test_roles_hold_in_ones_own_agency_only(staff_named: Named) -> None:
    clerk = viewer_of_staff(staff_named("tiepnhan.anhoa"))
    assert clerk.has_role(Role.CLERK, agency("H99.31"))
    assert not clerk.has_role(Role.CLERK, agency("H99.32"))
    assert not clerk.has_role(Role.SIGNER, agency("H99.31"))
    assert not ANONYMOUS.has_role(Role.CLERK)


def test_a_role_of_one_unit_does_not_reach_beyond_it(staff_named: Named, commune: Agency) -> None:
    police = viewer_of_staff(staff_named("truongcongan.anhoa"))
    unit = Unit.objects.get(agency=commune, code="police")
    assert police.may_act_in(Role.SIGNER, commune, unit.pk)
    assert not police.may_act_in(Role.SIGNER, commune, None)
    chairman = viewer_of_staff(staff_named("chutich.anhoa"))
    assert chairman.may_act_in(Role.SIGNER, commune, None)
    assert chairman.may_act_in(Role.SIGNER, commune, unit.pk)


def test_a_role_begins_and_ends_on_its_days(staff_named: Named, commune: Agency) -> None:
    clerk, admin = staff_named("tiepnhan.anhoa"), viewer_of_staff(staff_named("quantri.anhoa"))
    first, last = TODAY + timedelta(days=3), TODAY + timedelta(days=5)
    grant_role(staff=clerk, role=Role.ACCOUNTANT, valid_from=first, valid_to=last, reason="QĐ 01", by=admin)
    held = [viewer_of_staff(clerk, on=TODAY + timedelta(days=each)).has_role(Role.ACCOUNTANT) for each in range(2, 7)]
    assert held == [False, True, True, True, False]


def test_a_revoked_role_is_gone_at_once_and_stays_on_record(staff_named: Named) -> None:
    clerk, admin = staff_named("tiepnhan.anhoa"), viewer_of_staff(staff_named("quantri.anhoa"))
    grant = RoleGrant.objects.get(staff=clerk, role="clerk")
    revoke_role(grant=grant, by=admin)
    assert not viewer_of_staff(clerk).has_role(Role.CLERK)
    assert RoleGrant.objects.filter(pk=grant.pk).exists()
    entry = JournalEntry.objects.get(event="directory.role_revoked")
    assert entry.actor == str(admin.actor)
    with pytest.raises(Refusal):
        revoke_role(grant=grant, by=admin)
    grant_role(staff=clerk, role=Role.CLERK, reason="QĐ 02", by=admin)
    assert viewer_of_staff(clerk).has_role(Role.CLERK)


@pytest.mark.parametrize("who", ["tiepnhan.anhoa", "chutich.anhoa", "quantri.thanhlam", "kiemsoat.tinh"])
def test_only_an_admin_grants(staff_named: Named, who: str) -> None:
    with pytest.raises(Forbidden):
        grant_role(
            staff=staff_named("tiepnhan2.anhoa"), role=Role.SIGNER, reason="QĐ", by=viewer_of_staff(staff_named(who))
        )


def test_nobody_grants_to_themself_and_citizens_grant_nothing(staff_named: Named, person_named: People) -> None:
    admin = staff_named("quantri.anhoa")
    for by in (viewer_of_staff(admin), viewer_of_person(person_named("Trần Thị Mai")), ANONYMOUS, Actor("person", "1")):
        with pytest.raises(Forbidden):
            grant_role(staff=admin, role=Role.SIGNER, reason="QĐ", by=by)


def test_a_grant_needs_a_reason_and_is_given_once(staff_named: Named) -> None:
    clerk, admin = staff_named("tiepnhan.anhoa"), viewer_of_staff(staff_named("quantri.tinh"))
    with pytest.raises(Refusal, match="căn cứ"):
        grant_role(staff=clerk, role=Role.REGISTRAR, reason=" ", by=admin)
    with pytest.raises(Refusal, match="đang giữ"):
        grant_role(staff=clerk, role=Role.CLERK, reason="QĐ", by=admin)


def test_the_database_refuses_two_open_grants(staff_named: Named) -> None:
    clerk = staff_named("tiepnhan.anhoa")
    with pytest.raises(IntegrityError), transaction.atomic():
        RoleGrant.objects.create(staff=clerk, role="clerk", valid_from=TODAY, granted_by="x", reason="x")


def test_signing_for_the_chairman_by_a_numbered_decision(staff_named: Named, commune: Agency) -> None:
    chairman, registrar = staff_named("chutich.anhoa"), staff_named("vanthu.anhoa")
    lent = delegate(
        from_staff=chairman,
        to_staff=registrar,
        role=Role.SIGNER,
        valid_from=TODAY,
        valid_to=TODAY + timedelta(days=2),
        decision="12/QĐ-UBND",
        by=viewer_of_staff(chairman),
    )
    viewer = viewer_of_staff(registrar)
    assert viewer.may_act_in(Role.SIGNER, commune, None)
    held = next(each for each in viewer.roles if each.role == "signer")
    assert (held.on_behalf_of, held.decision) == (chairman.pk, "12/QĐ-UBND")
    stands_in = next(each for each in who_may_sign(commune) if each.staff == registrar)
    assert (stands_in.for_staff, stands_in.decision) == (chairman, "12/QĐ-UBND")
    assert not viewer_of_staff(registrar, on=TODAY + timedelta(days=3)).has_role(Role.SIGNER)
    with pytest.raises(Refusal, match="không giữ vai trò"):
        delegate(
            from_staff=registrar,
            to_staff=staff_named("ketoan.anhoa"),
            role=Role.SIGNER,
            valid_from=TODAY,
            valid_to=TODAY,
            decision="13/QĐ-UBND",
            by=viewer_of_staff(registrar),
        )
    revoke_delegation(delegation=lent, by=viewer_of_staff(chairman))
    assert not viewer_of_staff(registrar).has_role(Role.SIGNER)


def test_lending_to_another_commune_or_backwards_is_refused(staff_named: Named) -> None:
    chairman = staff_named("chutich.anhoa")
    for to_staff, last in (("vanthu.thanhlam", TODAY), ("vanthu.anhoa", TODAY - timedelta(days=1))):
        with pytest.raises(Refusal):
            delegate(
                from_staff=chairman,
                to_staff=staff_named(to_staff),
                role=Role.SIGNER,
                valid_from=TODAY,
                valid_to=last,
                decision="1",
                by=system("test"),
            )
    assert not Delegation.objects.exists()


def test_who_may_sign_leaves_out_the_head_of_one_unit_unless_it_is_named(commune: Agency) -> None:
    names = {each.staff.user.username for each in who_may_sign(commune)}
    assert names == {"chutich.anhoa", "phochutich.anhoa"}
    unit = Unit.objects.get(agency=commune, code="police")
    assert "truongcongan.anhoa" in {each.staff.user.username for each in who_may_sign(commune, unit_id=unit.pk)}


def test_who_left_holds_nothing_any_more(staff_named: Named, commune: Agency) -> None:
    chairman = staff_named("chutich.anhoa")
    deactivate_staff(staff=chairman, by=viewer_of_staff(staff_named("quantri.anhoa")))
    deactivate_staff(staff=chairman, by=viewer_of_staff(staff_named("quantri.anhoa")))
    assert not viewer_of_staff(staff_named("chutich.anhoa")).roles
    assert {each.staff.user.username for each in who_may_sign(commune)} == {"phochutich.anhoa"}
    assert JournalEntry.objects.filter(event="directory.staff_deactivated").count() == 1


def test_an_agency_that_ended_has_a_successor(demo: None) -> None:
    old = Agency.objects.create(
        code="H99.40",
        name="UBND xã cũ",
        short_name="xã cũ",
        kind="commune",
        valid_from=date(2020, 1, 1),
        valid_to=date(2025, 6, 30),
        successor=agency("H99.31"),
    )
    assert agency_now(old).code == "H99.31"
    assert agency_now(old, on=date(2025, 6, 30)) == old


def test_people_stand_in_the_order_of_vietnamese_lists(commune: Agency) -> None:
    third, first, second = Staff.objects.filter(agency=commune, active=True).order_by("pk")[:3]
    for each, name in ((first, "Đỗ Thị An"), (second, "Bùi Văn Ân"), (third, "Trần Thị Đào")):
        Staff.objects.filter(pk=each.pk).update(full_name=name)
    shown = [each.pk for each in people_of(commune)]
    assert [each for each in shown if each in (first.pk, second.pk, third.pk)] == [first.pk, second.pk, third.pk]
    assert [each.pk for each in colleagues_of(third)] == [each for each in shown if each != third.pk]


ALICE, CHARLIE, CHILD = "Trần Thị Mai", "Bùi Thị Hạnh", "Nguyễn Minh Khôi"


def test_a_mother_acts_for_her_child_and_the_neighbour_does_not(person_named: People) -> None:
    child = person_subject(person_named(CHILD).personal_id)
    chosen = start_acting_for(subject=child, by=viewer_of_person(person_named(ALICE)))
    assert (chosen.kind, chosen.name) == ("parent", CHILD)
    entry = JournalEntry.objects.get(event="directory.acting_for_started")
    assert child.key not in entry.body
    for other in (viewer_of_person(person_named(CHARLIE)), ANONYMOUS):
        with pytest.raises(Forbidden):
            start_acting_for(subject=child, by=other)


def test_staff_act_for_nobody(staff_named: Named, person_named: People) -> None:
    child = person_subject(person_named(CHILD).personal_id)
    with pytest.raises(Forbidden):
        start_acting_for(subject=child, by=viewer_of_staff(staff_named("tiepnhan.anhoa")))


def test_a_child_is_represented_until_the_eighteenth_birthday(person_named: People) -> None:
    mother, child = person_named(ALICE), person_named(CHILD)
    assert child.birth_date == date(2020, 3, 8)
    assert [each.name for each in may_act_for(mother, on=date(2038, 3, 7))] == [CHILD]
    assert may_act_for(mother, on=date(2038, 3, 8)) == []


def test_an_ended_representation_ends(person_named: People) -> None:
    director = person_named("Hồ Thị Kim Oanh")
    body = Organisation.objects.get(tax_code="6601999002")
    assert [each.subject.key for each in may_act_for(director)] == [body.tax_code]
    assert representatives_of(Subject("organisation", body.tax_code)) == [director]
    Representation.objects.filter(person=director).update(valid_to=TODAY - timedelta(days=1))
    assert may_act_for(director) == []


def test_the_page_of_acting_for(person_named: People, browser: Client) -> None:
    mother = person_named(ALICE)
    enter(browser, User.objects.create_user("person:mai", person=mother))
    assert CHILD in browser.get("/lam-thay/").content.decode()
    assert browser.post("/lam-thay/", {"choice": key_of(person_named(CHILD)), "next": "/x"})["Location"] == "/x"
    viewer = browser.get("/lam-thay/").wsgi_request.viewer  # type: ignore[attr-defined]
    assert viewer.subject == person_subject(person_named(CHILD).personal_id)
    assert viewer.own_subject == person_subject(mother.personal_id)
    assert str(viewer.actor) == f"person:{mother.pk}"
    browser.post("/lam-thay/", {"choice": "self"})
    assert browser.get("/lam-thay/").wsgi_request.viewer.acting_for is None  # type: ignore[attr-defined]
    assert [each.event for each in JournalEntry.objects.filter(event__contains="acting_for").order_by("id")] == [
        "directory.acting_for_started",
        "directory.acting_for_ended",
    ]
    neighbour = Person.objects.get(personal_id="066215003344")
    for nonsense in ("0", "-1", "x", "²", key_of(neighbour)):
        answer = browser.post("/lam-thay/", {"choice": nonsense})
        assert (answer.status_code, "vừa chọn không còn trong danh sách" in answer.content.decode()) == (422, True)
    assert browser.get("/lam-thay/").wsgi_request.viewer.acting_for is None  # type: ignore[attr-defined]
    assert "Xin chọn một dòng" in browser.post("/lam-thay/", {}).content.decode()


def test_who_represents_nobody_any_more_acts_for_nobody_at_the_next_press(
    person_named: People, browser: Client
) -> None:
    mother = person_named(ALICE)
    enter(browser, User.objects.create_user("person:mai", person=mother))
    browser.post("/lam-thay/", {"choice": key_of(person_named(CHILD)), "next": "/"})
    assert browser.get("/lam-thay/").wsgi_request.viewer.acting_for is not None  # type: ignore[attr-defined]
    Representation.objects.filter(person=mother).update(valid_to=TODAY - timedelta(days=1))
    page = browser.get("/lam-thay/")
    assert page.wsgi_request.viewer.acting_for is None  # type: ignore[attr-defined]
    assert "không còn được ghi nhận là người đại diện" in page.content.decode()
    assert "không còn được ghi nhận" not in browser.get("/lam-thay/").content.decode()
    assert JournalEntry.objects.filter(event="directory.acting_for_ended").count() == 1


@pytest.mark.parametrize("number", ["12345678901", "1234567890123", "06609000123a", "", "٠٦٦٠٩٠٠٠١٢٣٤"])
def test_the_database_refuses_what_is_no_personal_number(db: None, number: str) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        Person.objects.create(personal_id=number, full_name="A")


def test_the_database_refuses_an_account_of_two(person_named: People) -> None:
    body = Organisation.objects.first()
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create_user("both", person=person_named(ALICE), organisation=body)


def test_subjects_read_what_they_write() -> None:
    subject = person_subject("066090001234")
    assert Subject.parse(str(subject)) == subject
    assert (subject.masked, mask("123")) == ("0660*****234", "***")
    for nonsense in ("person:", "thing:1", "", "person"):
        with pytest.raises(ValueError, match="a subject is"):
            Subject.parse(nonsense)
