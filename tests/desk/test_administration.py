"""The pages that run an agency: by role, by colleague, by stranger, and what they do."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse

from motcua.base.clock import today
from motcua.base.models import JournalEntry
from motcua.directory.api import Agency, Delegation, RoleGrant, Staff, Unit, User, all_doors, viewer_of_staff
from motcua.dossiers import api
from motcua.rules.codes import Role
from tests.desk.town import Town, hour

pytestmark = pytest.mark.django_db
Enter = Callable[[str], Client]

ADMIN, HERE = "quantri.anhoa", "H99.31"
OF_SOMEBODY = ("person", "change", "leave", "come_back", "unlock", "password", "second_factor", "grant")
OF_THE_AGENCY = (
    "people", "add", "changes", "delegations", "lend", "agency", "contacts", "collection", "hours", "add_unit",
    "certificates", "ask_certificate",
)  # fmt: skip
# What only the agency above does.
FROM_ABOVE = ("add_agency", "end_agency", "call_off_end")
READ = {"people", "changes", "home"}
# Who may not even read, and who reads only; both of this commune.
OUTSIDERS = ("tiepnhan.anhoa", "hotich.anhoa", "ketoan.anhoa", "vanthu.anhoa", "tocongnghe.anhoa")
READERS = ("chutich.anhoa", "thanhtra.anhoa", "kiemsoat.anhoa")


def addresses(town: Town) -> dict[str, str]:
    """Every page of administration, about something of this commune."""
    clerk = town.staff("tiepnhan.anhoa")
    grant = RoleGrant.objects.get(staff=clerk)
    lent = Delegation.objects.create(
        from_staff=town.staff("chutich.anhoa"), to_staff=town.staff("vanthu.anhoa"), role="signer",
        valid_from=today(), valid_to=today(), decision="1/QĐ",
    )  # fmt: skip
    person = {name: [clerk.public_id] for name in OF_SOMEBODY}
    whole = {name: [HERE] for name in OF_THE_AGENCY}
    more = {
        "home": [], "revoke": [clerk.public_id, grant.pk], "take_back": [HERE, lent.pk], "unit": [HERE, "justice"],
        "add_agency": ["H99"], "end_agency": [HERE], "call_off_end": [HERE],
        "request_file": [HERE, "abcdefghjkmn"], "bind_certificate": [HERE, "abcdefghjkmn"],
        "stop_certificate": [HERE, "abcdefghjkmn"],
    }  # fmt: skip
    return {name: reverse(f"administration:{name}", args=args) for name, args in (person | whole | more).items()}


def with_a_certificate(name: str) -> bool:
    return name in ("request_file", "bind_certificate", "stop_certificate")


def test_the_list_above_names_every_page(town: Town) -> None:
    doors = {address: door for address, door in all_doors() if address.startswith("/can-bo/quan-tri/")}
    assert len(doors) == len(addresses(town))
    assert all(door is not None and door.kind == "staff" and door.roles for door in doors.values())


def test_a_stranger_is_sent_to_sign_in_and_a_citizen_away(town: Town, client: Client) -> None:
    for name, address in addresses(town).items():
        answer = client.get(address)
        assert (answer.status_code, answer["Location"].split("?")[0]) == (302, reverse("staff_sign_in")), name


@pytest.mark.parametrize("who", OUTSIDERS)
def test_colleagues_without_the_role_open_nothing(town: Town, enter: Enter, who: str) -> None:
    browser = enter(who)
    for name, address in addresses(town).items():
        assert browser.get(address).status_code == 403, name
        assert browser.post(address).status_code in (403, 405), name


@pytest.mark.parametrize("who", READERS)
def test_those_who_watch_read_and_change_nothing(town: Town, enter: Enter, who: str) -> None:
    browser = enter(who)
    for name, address in addresses(town).items():
        wanted = (302 if name == "home" else 200) if name in READ else 403
        assert browser.get(address).status_code == wanted, name
    shown = browser.get(reverse("administration:people", args=[HERE])).content.decode()
    assert "Phạm Thu Hà" in shown
    assert "Thêm cán bộ" not in shown


def test_the_admin_of_the_next_commune_finds_nothing(town: Town, enter: Enter) -> None:
    browser = enter("quantri.thanhlam")
    for name, address in addresses(town).items():
        if name == "home":
            continue
        assert browser.get(address).status_code == 404, name
        assert browser.post(address, {"role": "signer"}).status_code in (404, 405), name
    assert User.objects.get(username="tiepnhan.anhoa").is_active


@pytest.mark.parametrize("who", [ADMIN, "quantri.tinh"])
def test_the_admin_and_the_one_above_open_all(town: Town, enter: Enter, who: str) -> None:
    browser = enter(who)
    for name, address in addresses(town).items():
        if with_a_certificate(name):
            continue
        above = 404 if who == ADMIN else 200
        wanted = {"home": 302 if who == ADMIN else 200} | dict.fromkeys(FROM_ABOVE, above)
        assert browser.get(address).status_code == wanted.get(name, 200), name


def test_somebody_new_comes_in_and_chooses_a_password(town: Town, enter: Enter) -> None:
    admin = enter(ADMIN)
    form = {"username": "moi.anhoa", "full_name": "  Lê  Thị Mới ", "unit": "justice", "title": "Chuyên viên"}
    shown = admin.post(reverse("administration:add", args=[HERE]), form).content.decode()
    password = re.search(r"[a-z2-9]{4}(-[a-z2-9]{4}){3}", shown)
    assert password
    made = Staff.objects.get(user__username="moi.anhoa")
    assert (made.full_name, made.unit.code if made.unit else "", made.agency.code) == ("Lê Thị Mới", "justice", HERE)
    assert not viewer_of_staff(made).roles
    assert password[0] not in "".join(JournalEntry.objects.values_list("body", flat=True))
    address = reverse("administration:grant", args=[made.public_id])
    day = today()
    from_today = {"valid_from-day": day.day, "valid_from-month": day.month, "valid_from-year": day.year}
    assert admin.post(address, {"role": "officer", "unit": "justice", **from_today}).status_code == 422  # no decision
    assert admin.post(address, {"role": "king", "reason": "1/QĐ", **from_today}).status_code == 422
    assert (
        admin.post(address, {"role": "officer", "unit": "justice", "reason": "1/QĐ", **from_today}).status_code == 302
    )
    assert viewer_of_staff(made).serves(Role.OFFICER, made.agency_id, "justice")
    assert not viewer_of_staff(made).serves(Role.OFFICER, made.agency_id, "")
    entry = JournalEntry.objects.get(event="directory.role_granted", stream=f"staff:{made.pk}")
    assert entry.actor == f"staff:{town.staff(ADMIN).pk}"


@pytest.mark.parametrize("name", ["tiepnhan.anhoa", "Có Dấu", "a", "x" * 61, "a b"])
def test_a_name_that_is_taken_or_cannot_be_typed_is_refused(town: Town, enter: Enter, name: str) -> None:
    before = User.objects.count()
    form = {"username": name, "full_name": "Lê Thị Mới"}
    assert enter(ADMIN).post(reverse("administration:add", args=[HERE]), form).status_code == 422
    assert User.objects.count() == before


def test_who_leaves_gives_back_what_was_in_hand(town: Town, enter: Enter) -> None:
    officer, taken = town.staff("hotich.anhoa"), town.at["taken"]
    assert town.now("taken").holder_id == officer.pk
    address = reverse("administration:leave", args=[officer.public_id])
    with hour():
        browser = enter(ADMIN)
        asked = browser.get(address).content.decode()
        count = api.Dossier.objects.filter(holder=officer).count()
        assert f"{count} hồ sơ đang giữ" in asked
        assert Staff.objects.get(pk=officer.pk).active  # asking is not doing
        browser.post(address)
    assert not Staff.objects.get(pk=officer.pk).active
    assert town.now("taken").holder_id is None
    assert not api.Dossier.objects.filter(holder=officer).exists()
    assert JournalEntry.objects.filter(event="dossiers.step_released", stream=taken.stream).exists()
    assert not RoleGrant.objects.filter(staff=officer).exclude(valid_to__lt=today()).exists()
    assert enter("hotich2.anhoa").get(reverse("desk:dossier", args=[taken.public_id])).status_code == 200
    browser.post(reverse("administration:come_back", args=[officer.public_id]))
    again = Staff.objects.get(pk=officer.pk)
    assert again.active
    assert not viewer_of_staff(again).roles  # what ended is granted anew, by a decision


def test_nobody_does_it_to_themself_and_the_last_admin_stays(town: Town, enter: Enter) -> None:
    admin, above = town.staff(ADMIN), enter("quantri.tinh")
    own = enter(ADMIN)
    for name in ("leave", "unlock", "password", "second_factor"):
        assert own.post(reverse(f"administration:{name}", args=[admin.public_id])).status_code == 403, name
    day = {"valid_from-day": today().day, "valid_from-month": today().month, "valid_from-year": today().year}
    form = {"role": "signer", "reason": "1/QĐ", **day}
    assert own.post(reverse("administration:grant", args=[admin.public_id]), form).status_code == 403
    held = RoleGrant.objects.get(staff=admin, role="admin")
    for address in (
        reverse("administration:leave", args=[admin.public_id]),
        reverse("administration:revoke", args=[admin.public_id, held.pk]),
    ):
        answer = above.post(address)
        assert (answer.status_code, "quản trị viên cuối cùng" in answer.content.decode()) == (422, True)
    assert viewer_of_staff(Staff.objects.get(pk=admin.pk)).has_role(Role.ADMIN)


def test_an_admin_lends_nobodys_role_to_themself(town: Town, enter: Enter) -> None:
    admin, chairman = town.staff(ADMIN), town.staff("chutich.anhoa")
    day = today()
    parts = {
        f"{box}-{part}": getattr(day, part) for box in ("valid_from", "valid_to") for part in ("day", "month", "year")
    }
    form = {"from_staff": chairman.public_id, "role": "signer", "decision": "9/QĐ", **parts}
    address = reverse("administration:lend", args=[HERE])
    browser = enter(ADMIN)
    assert browser.post(address, {**form, "to_staff": admin.public_id}).status_code == 403
    assert browser.post(address, {**form, "to_staff": town.staff("vanthu.anhoa").public_id}).status_code == 302
    lent = Delegation.objects.get()
    assert viewer_of_staff(town.staff("vanthu.anhoa")).has_role(Role.SIGNER)
    assert browser.post(reverse("administration:take_back", args=[HERE, lent.pk])).status_code == 302
    assert not viewer_of_staff(town.staff("vanthu.anhoa")).has_role(Role.SIGNER)


def test_a_new_password_ends_sessions_and_a_lost_phone_is_taken_off(town: Town, enter: Enter) -> None:
    clerk, theirs, admin = town.staff("tiepnhan.anhoa"), enter("tiepnhan.anhoa"), enter(ADMIN)
    assert theirs.get(reverse("desk:work")).status_code == 200
    shown = admin.post(reverse("administration:password", args=[clerk.public_id])).content.decode()
    assert re.search(r"[a-z2-9]{4}(-[a-z2-9]{4}){3}", shown)
    assert theirs.get(reverse("desk:work")).status_code == 302
    assert User.objects.get(pk=clerk.user_id).password_changed_at is None
    theirs = enter("tiepnhan.anhoa")
    admin.post(reverse("administration:second_factor", args=[clerk.public_id]))
    assert not Authenticator.objects.filter(user=clerk.user_id).exists()
    assert theirs.get(reverse("desk:work")).status_code == 302


def test_hours_are_read_or_refused(town: Town, enter: Enter) -> None:
    browser, address = enter(ADMIN), reverse("administration:hours", args=[HERE])
    for wrong in (
        {}, {"from1": "7", "to1": "sáng"}, {"from1": "11:00", "to1": "07:00"},
        {"from1": "07:00", "to1": "11:30", "from2": "11:00", "to2": "17:00"}, {"from1": "07:00"},
    ):  # fmt: skip
        assert browser.post(address, wrong).status_code == 422, wrong
    browser.post(address, {"from1": "7:30", "to1": "11:30", "from2": "13:00", "to2": "17:00"})
    assert Agency.objects.get(code=HERE).work_sessions == [["07:30", "11:30"], ["13:00", "17:00"]]
    assert JournalEntry.objects.get(event="directory.agency_changed").data["work_sessions"][0] == ["07:30", "11:30"]


def test_units_are_added_named_anew_and_closed_when_empty(town: Town, enter: Enter) -> None:
    browser = enter(ADMIN)
    form = {"name": "Phòng mới", "code": "phong_moi", "kind": "division"}
    browser.post(reverse("administration:add_unit", args=[HERE]), form)
    made = Unit.objects.get(agency__code=HERE, code="phong_moi")
    assert browser.post(reverse("administration:add_unit", args=[HERE]), form).status_code == 422
    address = reverse("administration:unit", args=[HERE, "phong_moi"])
    browser.post(address, {"name": "Phòng Y", "active": "no"})
    made.refresh_from_db()
    assert (made.name, made.active) == ("Phòng Y", False)
    told = browser.get(reverse("administration:changes", args=[HERE])).content.decode()
    assert "Lập đơn vị Phòng Y" in told
    assert "Sửa hoặc đóng đơn vị Phòng Y" in told
    assert "phong_moi" not in told
    full = reverse("administration:unit", args=[HERE, "justice"])
    assert browser.post(full, {"name": "Tư pháp", "active": "no"}).status_code == 422


def test_a_new_commune_begins_with_its_units_and_no_people(town: Town, enter: Enter) -> None:
    browser, address = enter("quantri.tinh"), reverse("administration:add_agency", args=["H99"])
    form = {"code": "H99.77", "name": "UBND xã Mới", "short_name": "Xã Mới", "kind": "commune", "place": "24175"}
    for wrong in ({"code": "99"}, {"code": HERE}, {"place": "1"}, {"name": ""}):
        assert browser.post(address, form | wrong).status_code == 422, wrong
    assert browser.post(address, form).status_code == 302
    made = Agency.objects.get(code="H99.77")
    assert {"desk", "justice", "leadership", "police"} <= set(made.units.values_list("code", flat=True))
    assert browser.get(reverse("administration:people", args=["H99.77"])).status_code == 200


def test_the_book_of_changes_says_who_did_what(town: Town, enter: Enter) -> None:
    clerk = town.staff("tiepnhan2.anhoa")
    enter(ADMIN).post(reverse("administration:unlock", args=[clerk.public_id]))
    shown = enter("thanhtra.anhoa").get(reverse("administration:changes", args=[HERE])).content.decode()
    assert f"Mở khóa tài khoản của {clerk.full_name}" in shown
    assert town.staff(ADMIN).full_name in shown


def test_a_role_ends_on_a_day_to_come_but_not_in_the_past(town: Town, enter: Enter) -> None:
    clerk = town.staff("tiepnhan.anhoa")
    held, browser = RoleGrant.objects.get(staff=clerk), enter(ADMIN)
    address = reverse("administration:revoke", args=[clerk.public_id, held.pk])
    for day, status in ((today() - timedelta(days=1), 422), (today() + timedelta(days=5), 302)):
        form = {"last_day-day": day.day, "last_day-month": day.month, "last_day-year": day.year}
        assert browser.post(address, form).status_code == status
    held.refresh_from_db()
    assert held.valid_to == today() + timedelta(days=5)
    assert viewer_of_staff(clerk).has_role(Role.CLERK)
