"""An administrator's session idles for minutes only, and a grave act asks for the second factor anew."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from motcua.base.clock import now
from motcua.base.models import JournalEntry
from motcua.directory.api import RoleGrant, Staff
from motcua.directory.demo import demo_secret
from motcua.directory.models import FailedAttempt, User
from motcua.directory.signin.session import PROVEN, SEEN
from tests.desk.town import Town, hour
from tests.directory.test_staff_sign_in import code_of

pytestmark = pytest.mark.django_db
Enter = Callable[[str], Client]
ADMIN = "quantri.anhoa"
MINUTE = 1 / 60


def proven(browser: Client, minutes_ago: float) -> Client:
    """The browser, its second factor proven some minutes ago."""
    session = browser.session
    session[PROVEN] = now().timestamp() - minutes_ago * 60
    session.save()
    return browser


def address(town: Town, act: str, who: str = "tiepnhan.anhoa") -> str:
    return reverse(f"administration:{act}", args=[town.staff(who).public_id])


@pytest.mark.parametrize(
    ("who", "minutes", "in_still"),
    [(ADMIN, 4, True), (ADMIN, 6, False), ("tiepnhan.anhoa", 6, True), ("tiepnhan.anhoa", 16, False)],
)
def test_who_may_open_doors_for_others_is_let_idle_for_less(
    town: Town, enter: Enter, who: str, minutes: int, in_still: bool
) -> None:
    browser = enter(who)
    with hour(hours=minutes * MINUTE):
        answer = browser.get(reverse("account:account"))
    assert (answer.status_code == 200) is in_still
    if not in_still:
        assert answer["Location"].startswith(reverse("staff_sign_in"))
        assert SEEN not in browser.session


def test_right_after_signing_in_no_code_is_asked(town: Town, enter: Enter) -> None:
    browser = proven(enter(ADMIN), 4)
    assert "second_code" not in browser.get(address(town, "leave")).content.decode()
    assert browser.post(address(town, "leave")).status_code == 302
    assert not Staff.objects.get(user__username="tiepnhan.anhoa").active


ACTS = ("leave", "password", "second_factor", "grant")


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("code", ["", "000000"])
def test_later_nothing_grave_happens_without_the_right_code(town: Town, enter: Enter, act: str, code: str) -> None:
    browser, where = proven(enter(ADMIN), 6), address(town, act)
    assert "one-time-code" in browser.get(where).content.decode()
    before = JournalEntry.objects.count(), User.objects.get(username="tiepnhan.anhoa").password
    answer = browser.post(where, granting() | {"second_code": code})
    assert answer.status_code == 422
    assert "Mã xác thực chưa đúng" in answer.content.decode()
    assert (JournalEntry.objects.count(), User.objects.get(username="tiepnhan.anhoa").password) == before
    assert FailedAttempt.objects.filter(username=ADMIN).count() == 1


def test_the_right_code_does_it_and_is_good_for_what_follows(town: Town, enter: Enter) -> None:
    browser, where = proven(enter(ADMIN), 6), address(town, "grant")
    half = granting() | {"reason": "", "second_code": code_of(demo_secret(ADMIN))}
    answer = browser.post(where, half)
    assert answer.status_code == 422  # no decision was named, but the code was right: it is not asked for again
    assert "second_code" not in answer.content.decode()
    assert browser.post(where, granting()).status_code == 302
    assert RoleGrant.objects.filter(staff=town.staff("tiepnhan.anhoa"), role="registrar").exists()


def test_five_wrong_codes_lock_the_account_here_too(town: Town, enter: Enter) -> None:
    browser = proven(enter(ADMIN), 6)
    for _attempt in range(5):
        answer = browser.post(address(town, "leave"), {"second_code": "000000"})
    assert "khóa" in answer.content.decode()
    assert User.objects.get(username=ADMIN).locked_at is not None


def test_an_installation_may_ask_every_time(town: Town, enter: Enter, settings: Settings) -> None:
    settings.FRESH_CODE_MINUTES = 0
    assert "second_code" in enter(ADMIN).get(address(town, "leave")).content.decode()


def granting() -> dict[str, Any]:
    day = now()
    start = {"valid_from-day": day.day, "valid_from-month": day.month, "valid_from-year": day.year}
    return {"role": "registrar", "unit": "", "reason": "15/QĐ-UBND"} | start
