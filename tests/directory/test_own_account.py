"""First passwords, changing one's own, recovery codes, open sessions, the security log."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from motcua.base.clock import freeze, now, today
from motcua.base.errors import Refusal
from motcua.base.models import JournalEntry
from motcua.directory.actions.sign_in_staff import prove_password
from motcua.directory.api import create_staff, delegate, reset_password, viewer_of_staff
from motcua.directory.demo import STAFF_PASSWORD, demo_secret
from motcua.directory.jobs import nightly
from motcua.directory.models import OpenSession, RoleGrant, Staff, User
from motcua.directory.signin.session import PROVEN, proven_lately
from motcua.rules.codes import Role
from tests.directory.test_staff_sign_in import CLERK, DOOR, code_of, press

pytestmark = pytest.mark.django_db
Named = Callable[[str], Staff]
NEW = "con trâu đi trước cái cày"
ACCOUNT = "/can-bo/tai-khoan/"


def enter_once(browser: Client, name: str = CLERK, password: str = STAFF_PASSWORD, *, steps: int = 0) -> str:
    form = {"username": name, "password": password, "code": code_of(demo_secret(name), steps=steps)}
    return str(browser.post(DOOR, form).get("Location", ""))


def is_in(browser: Client) -> bool:
    return bool(browser.get(DOOR).wsgi_request.viewer.is_known)  # type: ignore[attr-defined]


def test_a_first_password_opens_nothing_but_the_page_that_changes_it(staff_named: Named, browser: Client) -> None:
    admin = viewer_of_staff(staff_named("quantri.anhoa"))
    made, first = create_staff(agency=admin.staff.agency, username="moi.anhoa", full_name="Lê Mới", by=admin)  # type: ignore[union-attr]
    assert (
        browser.post(DOOR, {"username": "moi.anhoa", "password": first, "code": ""})["Location"]
        == "/can-bo/ma-xac-thuc"
    )
    browser.get("/can-bo/ma-xac-thuc")
    secret = browser.session["motcua.enrol"]["secret"]
    answer = browser.post("/can-bo/ma-xac-thuc", {"code": code_of(secret)})
    assert answer["Location"] == "/can-bo/mat-khau-moi"
    assert not is_in(browser)
    page = "/can-bo/mat-khau-moi"
    for new, again in (
        ("ngắn", "ngắn"),
        (NEW, NEW + "!"),
        (first, first),
        ("moi.anhoa.moi.anhoa", "moi.anhoa.moi.anhoa"),
    ):
        assert browser.post(page, {"new": new, "again": again}).status_code == 422
        assert not is_in(browser)
    assert browser.post(page, {"new": NEW, "again": NEW}).status_code == 302
    assert is_in(browser)
    assert User.objects.get(pk=made.user_id).password_changed_at is not None
    assert Client().get(page)["Location"] == DOOR


def test_the_page_of_the_new_password_does_not_stay_open(staff_named: Named, browser: Client) -> None:
    User.objects.filter(username=CLERK).update(password_changed_at=None)
    assert enter_once(browser) == "/can-bo/mat-khau-moi"
    with freeze(datetime.now(UTC) + timedelta(minutes=16)):
        assert browser.post("/can-bo/mat-khau-moi", {"new": NEW, "again": NEW})["Location"] == DOOR
    reset_password(staff=staff_named(CLERK), by=viewer_of_staff(staff_named("quantri.anhoa")))
    assert browser.post("/can-bo/mat-khau-moi", {"new": NEW, "again": NEW})["Location"] == DOOR
    assert not is_in(browser)


@pytest.mark.parametrize(("who", "where"), [("quantri.anhoa", "/can-bo/mat-khau-moi"), (CLERK, "/ban-lam-viec/")])
def test_an_administrators_password_is_changed_every_two_months(
    demo: None, browser: Client, who: str, where: str
) -> None:
    User.objects.update(password_changed_at=now() - timedelta(days=61))
    assert enter_once(browser, who) == where


def test_ones_own_password_is_changed_and_ends_the_other_sessions(demo: None, browser: Client) -> None:
    other = Client(HTTP_HOST="127.0.0.1:8000")
    enter_once(browser)
    enter_once(other, steps=1)
    form = {"current": STAFF_PASSWORD, "new": NEW, "again": NEW}
    address = f"{ACCOUNT}mat-khau"
    assert browser.post(address, form | {"current": "sai"}).status_code == 422
    assert browser.post(address, form | {"new": "123456789012", "again": "123456789012"}).status_code == 422
    assert browser.post(address, form)["Location"] == ACCOUNT
    assert is_in(browser)
    assert not is_in(other)
    assert "máy này" in browser.get(ACCOUNT).content.decode()
    back = {"current": NEW, "new": STAFF_PASSWORD, "again": STAFF_PASSWORD}
    assert "đã dùng rồi" in browser.post(address, back).content.decode()
    told = JournalEntry.objects.get(event="directory.password_changed")
    assert (told.stream, NEW in told.body) == (f"user:{User.objects.get(username=CLERK).pk}", False)


def test_guessing_the_password_inside_locks_as_at_the_door(demo: None, browser: Client) -> None:
    enter_once(browser)
    for _time in range(5):
        browser.post(f"{ACCOUNT}ma-du-phong", {"current": "sai"})
    assert User.objects.get(username=CLERK).locked_at is not None
    assert browser.post(f"{ACCOUNT}ma-du-phong", {"current": STAFF_PASSWORD}).status_code == 422


def test_a_recovery_code_opens_once_without_the_phone(demo: None, browser: Client) -> None:
    enter_once(browser)
    shown = browser.post(f"{ACCOUNT}ma-du-phong", {"current": STAFF_PASSWORD}).content.decode()
    codes = re.findall(r'<li class="tab big">(\d{8})</li>', shown)
    assert len(set(codes)) == 10
    kept = Authenticator.objects.get(user__username=CLERK, type="recovery_codes")
    assert not any(code in json.dumps(kept.data) for code in codes)
    others = [Client(HTTP_HOST="127.0.0.1:8000", REMOTE_ADDR=f"10.2.0.{n}") for n in range(3)]
    assert press(others[0], code=codes[3]) == 302
    assert press(others[1], code=codes[3]) == 403
    assert press(others[1], code=codes[4]) == 302
    assert "còn 8 mã" in browser.get(ACCOUNT).content.decode()
    assert JournalEntry.objects.filter(event="directory.recovery_code_used").count() == 2
    browser.post(f"{ACCOUNT}ma-du-phong", {"current": STAFF_PASSWORD})
    assert press(others[2], code=codes[5]) == 403


def test_open_sessions_are_listed_and_ended_by_their_owner_only(demo: None, browser: Client) -> None:
    phone = Client(HTTP_HOST="127.0.0.1:8000", REMOTE_ADDR="10.3.0.1", headers={"user-agent": "Windows"})
    colleague = Client(HTTP_HOST="127.0.0.1:8000")
    enter_once(browser)
    enter_once(phone, steps=1)
    enter_once(colleague, "tiepnhan2.anhoa")
    shown = browser.get(ACCOUNT).content.decode()
    assert "10.3.0.1" in shown
    row = OpenSession.objects.get(address="10.3.0.1")
    address = reverse("account:end", args=[row.pk])
    assert colleague.post(address).status_code == 404
    assert browser.get(address).status_code == 405
    assert is_in(phone)
    assert browser.post(address)["Location"] == ACCOUNT
    assert not is_in(phone)
    assert is_in(browser)
    assert browser.post(address).status_code == 404


def test_sessions_that_ended_are_forgotten_at_night(demo: None, browser: Client) -> None:
    enter_once(browser)
    with freeze(datetime.now(UTC) + timedelta(days=1)):
        nightly()
    assert not OpenSession.objects.exists()


@pytest.mark.parametrize("path", ["", "mat-khau", "ma-du-phong", "giao-quyen"])
def test_the_account_is_for_staff(demo: None, browser: Client, path: str) -> None:
    assert browser.get(ACCOUNT + path)["Location"].startswith(DOOR)
    enter_once(browser)
    assert browser.get(ACCOUNT + path).status_code == 200


@pytest.mark.usefixtures("one_moment")
def test_a_leader_lends_from_the_own_page_and_nobody_elses(staff_named: Named, browser: Client) -> None:
    enter_once(browser, "chutich.anhoa")
    day = today()
    parts = {
        f"{box}-{part}": getattr(day, part) for box in ("valid_from", "valid_to") for part in ("day", "month", "year")
    }
    form = {"role": "signer", "to_staff": staff_named("vanthu.anhoa").public_id, "decision": "12/QĐ-UBND", **parts}
    assert browser.post(f"{ACCOUNT}giao-quyen", form | {"role": "admin"}).status_code == 422
    assert (
        browser.post(f"{ACCOUNT}giao-quyen", form | {"to_staff": staff_named("vanthu.tanson").public_id}).status_code
        == 422
    )
    assert browser.post(f"{ACCOUNT}giao-quyen", form).status_code == 302
    assert viewer_of_staff(staff_named("vanthu.anhoa")).has_role(Role.SIGNER)
    lent = staff_named("chutich.anhoa").delegations_given.get()
    registrar = Client(HTTP_HOST="127.0.0.1:8000")
    enter_once(registrar, "vanthu.anhoa")
    assert registrar.post(f"{ACCOUNT}giao-quyen/{lent.pk}/thu").status_code == 404  # what was lent is not theirs
    assert browser.post(f"{ACCOUNT}giao-quyen/{lent.pk}/thu").status_code == 302
    assert not viewer_of_staff(staff_named("vanthu.anhoa")).has_role(Role.SIGNER)


def test_what_is_lent_keeps_the_unit_and_ends_with_the_givers_role(staff_named: Named) -> None:
    giver, taker = staff_named("hotich.anhoa"), staff_named("xahoi.anhoa")
    day = today()
    delegate(from_staff=giver, to_staff=taker, role=Role.OFFICER, valid_from=day, valid_to=day + timedelta(days=3),
             decision="1/QĐ", by=viewer_of_staff(giver))  # fmt: skip
    held = viewer_of_staff(taker)
    assert held.serves(Role.OFFICER, giver.agency_id, "justice")
    assert not held.serves(Role.OFFICER, giver.agency_id, "economy")
    assert not held.serves(Role.OFFICER, giver.agency_id, "")
    RoleGrant.objects.filter(staff=giver).update(valid_to=day - timedelta(days=1))
    assert not viewer_of_staff(taker).serves(Role.OFFICER, giver.agency_id, "justice")


def test_nobody_is_lent_a_role_in_the_past(staff_named: Named) -> None:
    giver = staff_named("chutich.anhoa")
    day = today() - timedelta(days=2)
    with pytest.raises(Refusal, match="không ghi lùi ngày"):
        delegate(from_staff=giver, to_staff=staff_named("vanthu.anhoa"), role=Role.SIGNER, valid_from=day,
                 valid_to=day + timedelta(days=9), decision="1/QĐ", by=viewer_of_staff(giver))  # fmt: skip


def test_a_good_sign_in_is_information_and_a_bad_one_a_warning(
    demo: None, browser: Client, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, logger="motcua.security"):
        press(browser, password="wrong")
        press(browser)
    told = [
        (each.levelname, json.loads(each.message)["outcome"])
        for each in caplog.records
        if each.name == "motcua.security"
    ]
    assert told == [("WARNING", "wrong"), ("INFO", "ok")]
    assert STAFF_PASSWORD not in caplog.text


def test_information_stays_off_the_console() -> None:
    handler = next(each for each in logging.getLogger().handlers if type(each) is logging.StreamHandler)
    assert handler.level == logging.WARNING
    assert logging.getLogger("motcua.security").isEnabledFor(logging.INFO)


def test_a_locked_account_proves_nothing_even_with_the_right_password(
    demo: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    user = User.objects.filter(staff__isnull=False).first()
    assert user is not None
    user.locked_at = now()
    user.save()
    monkeypatch.setattr("motcua.directory.actions.sign_in_staff._password_fits", lambda user, password: True)
    with pytest.raises(Refusal):
        prove_password(user, "right", address="127.0.0.1")


def test_a_code_proven_long_ago_does_not_open_a_grave_act(settings: Settings) -> None:
    settings.FRESH_CODE_MINUTES = 5
    proven: Any = {PROVEN: now().timestamp()}
    assert proven_lately(proven)
    with freeze(now() + timedelta(minutes=6)):
        assert not proven_lately(proven)
    never: Any = {}
    assert not proven_lately(never)
