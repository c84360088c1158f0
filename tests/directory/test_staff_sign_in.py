from __future__ import annotations

import base64
import hashlib
import hmac
import struct
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from motcua.base.clock import freeze
from motcua.base.errors import Forbidden
from motcua.base.models import JournalEntry
from motcua.directory.actions.unlock_account import unlock_account
from motcua.directory.api import viewer_of_staff
from motcua.directory.demo import STAFF_PASSWORD, demo_accounts, demo_secret
from motcua.directory.jobs import nightly
from motcua.directory.models import FailedAttempt, Staff, User

pytestmark = pytest.mark.django_db

CLERK = "tiepnhan.anhoa"
DOOR = "/can-bo/dang-nhap"


def code_of(secret: str, *, steps: int = 0) -> str:
    """RFC 6238 written anew from its text."""
    counter = struct.pack(">Q", int(time.time()) // 30 + steps)
    digest = hmac.new(base64.b32decode(secret), counter, hashlib.sha1).digest()
    at = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[at : at + 4])[0] & 0x7FFFFFFF) % 1_000_000:06d}"


def press(
    browser: Client, *, username: str = CLERK, password: str = STAFF_PASSWORD, code: str | None = None, **more: str
) -> int:
    form = {
        "username": username,
        "password": password,
        "code": code_of(demo_secret(username)) if code is None else code,
    }
    return browser.post(DOOR, form | more).status_code


@pytest.fixture
def others() -> Client:
    """A browser elsewhere in the country."""
    return Client(HTTP_HOST="127.0.0.1:8000", REMOTE_ADDR="10.1.1.1")


def test_both_factors_open_the_door(demo: None, browser: Client) -> None:
    browser.post("/ngon-ngu/", {"language": "en", "next": "/"})
    answer = browser.post(
        DOOR, {"username": CLERK, "password": STAFF_PASSWORD, "code": code_of(demo_secret(CLERK)), "next": "/lam-thay/"}
    )
    assert (answer.status_code, answer["Location"]) == (302, "/lam-thay/")
    viewer = browser.get(DOOR).wsgi_request.viewer  # type: ignore[attr-defined]
    assert viewer.staff.user.username == CLERK
    assert viewer.has_role("clerk", viewer.staff.agency)
    assert (viewer.session.method, viewer.subject) == ("password_totp", None)
    entry = JournalEntry.objects.get(event="directory.signed_in", actor=str(viewer.actor))
    assert '"language":"en"' in entry.body.replace(" ", "")


@pytest.mark.parametrize(
    "wrong", [{"password": "something else"}, {"code": "000000"}, {"code": ""}, {"username": "nobody"}]
)
def test_one_wrong_factor_keeps_it_shut_and_never_says_which(
    demo: None, browser: Client, wrong: dict[str, str]
) -> None:
    right = {"username": CLERK, "password": STAFF_PASSWORD, "code": code_of(demo_secret(CLERK))}
    answer = browser.post(DOOR, right | wrong)
    assert answer.status_code == 403
    assert "Tên đăng nhập, mật khẩu hoặc mã xác thực chưa đúng" in answer.content.decode()
    assert not browser.get(DOOR).wsgi_request.viewer.is_known  # type: ignore[attr-defined]


def test_a_code_opens_only_once(demo: None, browser: Client, others: Client) -> None:
    code = code_of(demo_secret(CLERK))
    assert press(browser, code=code) == 302
    assert press(others, code=code) == 403
    assert press(others, code=code_of(demo_secret(CLERK), steps=1)) == 302


def test_five_failures_lock_the_account_wherever_they_come_from(
    demo: None, staff_named: Callable[[str], Staff], browser: Client
) -> None:
    for number in range(5):
        press(Client(REMOTE_ADDR=f"10.0.0.{number}"), password="wrong")
    assert press(browser) == 403
    clerk = staff_named(CLERK)
    assert clerk.user.locked_at is not None
    assert JournalEntry.objects.filter(event="directory.account_locked").count() == 1
    unlock_account(staff=clerk, by=viewer_of_staff(staff_named("quantri.anhoa")))
    assert press(browser) == 302


def test_only_an_admin_of_the_same_agency_unlocks(staff_named: Callable[[str], Staff]) -> None:
    for who in ("chutich.anhoa", "quantri.thanhlam", CLERK):
        with pytest.raises(Forbidden):
            unlock_account(staff=staff_named(CLERK), by=viewer_of_staff(staff_named(who)))
    unlock_account(staff=staff_named(CLERK), by=viewer_of_staff(staff_named("quantri.tinh")))


def test_five_failures_pause_the_address_but_not_the_others(demo: None, browser: Client, others: Client) -> None:
    for name in ("a", "b", "c", "d", "e"):
        press(browser, username=name, code="1")
    assert press(browser) == 403
    assert press(others) == 302
    with freeze(datetime.now(UTC) + timedelta(minutes=16)):
        assert press(browser, username="tiepnhan2.anhoa") == 302


def test_coming_in_forgets_the_failures(demo: None, browser: Client) -> None:
    for _time in range(4):
        press(browser, password="wrong")
    assert press(browser) == 302
    assert not FailedAttempt.objects.filter(forgiven=False).exists()


def test_who_left_cannot_come_in_and_is_out_at_once(
    demo: None, browser: Client, staff_named: Callable[[str], Staff]
) -> None:
    assert press(browser) == 302
    User.objects.filter(username=CLERK).update(is_active=False)
    assert not browser.get(DOOR).wsgi_request.viewer.is_known  # type: ignore[attr-defined]
    assert press(browser, code=code_of(demo_secret(CLERK), steps=1)) == 403


def test_the_first_time_an_authenticator_is_bound(demo: None, browser: Client) -> None:
    Authenticator.objects.filter(user__username=CLERK).delete()
    answer = browser.post(DOOR, {"username": CLERK, "password": STAFF_PASSWORD, "code": ""})
    assert answer["Location"] == "/can-bo/ma-xac-thuc"
    assert not browser.get(DOOR).wsgi_request.viewer.is_known  # type: ignore[attr-defined]
    page = browser.get("/can-bo/ma-xac-thuc").content.decode()
    secret = browser.session["motcua.enrol"]["secret"]
    assert secret in page
    assert "<svg" in page
    assert browser.post("/can-bo/ma-xac-thuc", {"code": "000000"}).status_code == 200
    assert browser.post("/can-bo/ma-xac-thuc", {"code": code_of(secret)}).status_code == 302
    assert browser.get(DOOR).wsgi_request.viewer.staff.user.username == CLERK  # type: ignore[attr-defined]


def test_binding_is_shut_to_strangers_and_to_who_has_one(demo: None, browser: Client) -> None:
    assert browser.get("/can-bo/ma-xac-thuc")["Location"] == DOOR


def test_secrets_lie_encrypted(demo: None) -> None:
    kept = Authenticator.objects.get(user__username=CLERK).data["secret"]
    assert demo_secret(CLERK) not in kept


def test_an_account_nobody_used_for_45_days_is_switched_off(demo: None, staff_named: Callable[[str], Staff]) -> None:
    User.objects.filter(username=CLERK).update(last_login=datetime.now(UTC))
    with freeze(datetime.now(UTC) + timedelta(days=44)):
        nightly()
    assert staff_named("tiepnhan2.anhoa").active
    User.objects.filter(username=CLERK).update(last_login=datetime.now(UTC) + timedelta(days=40))
    with freeze(datetime.now(UTC) + timedelta(days=46)):
        nightly()
    assert staff_named(CLERK).active
    assert not staff_named("tiepnhan2.anhoa").active
    assert not staff_named("tiepnhan2.anhoa").user.is_active


def test_demo_accounts_open_what_they_say(demo: None, browser: Client) -> None:
    roles = {each["role"] for each in demo_accounts()}
    assert roles >= {"citizen", "organisation", "clerk", "officer", "signer", "leader", "registrar", "admin", "auditor"}
    leader = next(each for each in demo_accounts() if each["username"] == "chutich.tanson")
    assert set(leader) == {"role", "name", "username", "password", "totp_secret", "personal_id"}
    form = {"username": leader["username"], "password": leader["password"], "code": code_of(leader["totp_secret"])}
    assert browser.post(DOOR, form).status_code == 302
