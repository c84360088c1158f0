"""A session that ends while somebody types: what they press then is kept until they are in again, however long it is,
on every form of theirs; and shown to nobody else."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth import SESSION_KEY
from django.test import Client

from motcua.base.clock import freeze, now
from motcua.directory.api import Session
from motcua.directory.models import Person, User
from motcua.directory.signin.session import remember
from motcua.eforms.api import Draft, refresh_prefill
from motcua.eforms.models import Answer
from motcua.gateways.api import forget_failures, use_registries
from tests.desk.town import Town, citizen
from tests.eforms.test_real_packs import the_state
from tests.portal.conftest import BACKEND, OWNER, Enter

pytestmark = pytest.mark.django_db
ASKED, NEIGHBOUR = "066199006677", "066201008901"
# As long as an answer may be, and every letter with its marks.
LONG = "ữ" * 4_000


def late(browser: Client, address: str, sent: dict[str, Any]) -> str:
    """Press when the session has just ended; where that leads."""
    browser.get(address)
    with freeze(now() + timedelta(hours=2)):
        answer = browser.post(address, sent, HTTP_REFERER=f"http://testserver{address}")
    assert answer.status_code == 302
    assert answer["Location"].startswith("/dang-nhap/?next=")
    assert SESSION_KEY not in browser.session
    return str(answer["Location"])


def in_again(browser: Client, number: str) -> None:
    """Sign in at the same browser."""
    user, _new = User.objects.get_or_create(
        person=Person.objects.get(personal_id=number), defaults={"username": f"again:{number}"}
    )
    browser.force_login(user, backend=BACKEND)
    session = browser.session
    remember(session, Session(method="oidc", level=2, login_at=now(), started_at=now()))
    session.save()


def cases(town: Town, draft: Draft) -> list[tuple[str, str, str]]:
    asked = town.now("supplement")
    return [
        (OWNER, f"/khai/{draft.public_id}/hoi/purpose/", "purpose_other"),
        (OWNER, f"/khai/{draft.public_id}/sua/applicant_phone/", "applicant_phone"),
        (ASKED, f"/ho-so/{asked.public_id}/bo-sung/", "note"),
        (ASKED, f"/ho-so/{asked.public_id}/rut/", "reason"),
    ]


@pytest.mark.parametrize("number", range(4))
@pytest.mark.parametrize("words", ["Bổ túc hồ sơ vay vốn", LONG], ids=["short", "long"])
def test_what_was_pressed_too_late_is_there_again(
    town: Town, draft: Draft, enter: Enter, number: int, words: str
) -> None:
    who, address, box = cases(town, draft)[number]
    browser = enter(who)
    if box == "purpose_other":
        browser.post(address, {"purpose": "other", "go": "1"})
    late(browser, address, {box: words, "purpose": "other", "go": "1"})
    in_again(browser, who)
    assert words in browser.get(address).content.decode()


def test_a_box_that_is_full_again_is_not_called_empty(draft: Draft, enter: Enter) -> None:
    """What was wrong with the answer kept before is not wrong with what stands there now and nobody has looked at."""
    browser, address = enter(OWNER), f"/khai/{draft.public_id}/sua/applicant_phone/"
    Answer.objects.filter(draft=draft, field="applicant_phone").delete()
    late(browser, address, {"applicant_phone": "0912 345 678"})
    in_again(browser, OWNER)
    shown = browser.get(address).text
    assert 'value="0912 345 678"' in shown
    assert "Xin điền" not in shown
    assert browser.post(address, {"applicant_phone": ""}).text.count("Xin điền") == 1


@pytest.mark.parametrize("number", range(4))
def test_nobody_else_reads_it(town: Town, draft: Draft, enter: Enter, number: int) -> None:
    who, address, box = cases(town, draft)[number]
    browser = enter(who)
    late(browser, address, {box: "Việc riêng của tôi", "purpose": "other"})
    in_again(browser, NEIGHBOUR)
    assert "Việc riêng" not in browser.get(address).content.decode()
    in_again(browser, who)
    assert "Việc riêng" not in browser.get(address).content.decode()  # it was there once


def test_a_stranger_cannot_fill_our_store_of_sessions(town: Town, draft: Draft) -> None:
    browser = Client()
    browser.post(f"/khai/{draft.public_id}/hoi/purpose/", {"purpose_other": "x" * 100_000})
    assert "x" * 100 not in str(dict(browser.session))


def test_a_dispute_pressed_too_late_is_there_again_and_not_made(draft: Draft, enter: Enter) -> None:
    """What the state has written is held to be wrong only by a press of the one who says so."""
    forget_failures()
    with use_registries(the_state()):
        refresh_prefill(draft, citizen(OWNER))
    browser, address = enter(OWNER), f"/khai/{draft.public_id}/sua/subject_full_name/"
    late(browser, address, {"subject_full_name": "Nguyễn Văn Hung", "reason": "Thẻ ghi sai dấu"})
    in_again(browser, OWNER)
    page = browser.get(address).content.decode()
    assert "Nguyễn Văn Hung" in page
    assert "Thẻ ghi sai dấu" in page
    assert not Answer.objects.filter(draft=draft).exclude(disputed="").exists()
