"""A press that failed through no fault of whoever made it: what was typed is on the page about it, to be sent again."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError
from django.test import Client, RequestFactory

from motcua.directory.signin.store import SessionStore
from motcua.directory.typed import fields_to_send_again
from motcua.eforms.api import Draft
from motcua.eforms.models import Answer
from motcua.portal.views import filing
from tests.portal.conftest import OWNER, Enter

pytestmark = pytest.mark.django_db
WORDS = 'xin <việc> "gấp"\r\nvà thêm'
HERE = "http://testserver"


def fails(*given: object, **named: object) -> Any:
    raise OperationalError("connection is bad")


@pytest.fixture
def browser(enter: Enter) -> Client:
    """As in front of the house: forms without their token are refused, and what goes wrong is a page."""
    found = enter(OWNER)
    found.handler.enforce_csrf_checks = True
    found.raise_request_exception = False
    return found


def fields(page: str) -> dict[str, str]:
    return {
        unescape(name): unescape(value)
        for name, value in re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page)
    }


def press(browser: Client, draft: Draft, **headers: str) -> Any:
    page = browser.get(f"/khai/{draft.public_id}/bo/").content.decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    assert token
    words = {"csrfmiddlewaretoken": token[1], "purpose": "other", "purpose_other": WORDS, "go": "1"}
    return browser.post(f"/khai/{draft.public_id}/hoi/purpose/", words, headers=headers)


def kept(draft: Draft) -> list[Any]:
    return [each.value for each in Answer.objects.filter(draft=draft, field="purpose_other")]


def test_what_was_typed_is_sent_again_by_one_press(
    draft: Draft, browser: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as trouble:
        trouble.setattr(filing, "save_answers", fails)
        failed = press(browser, draft)
    assert failed.status_code == 503
    assert kept(draft) == []
    again = failed.content.decode()
    assert "Gửi lại" in again
    to = re.search(r'<form method="post" action="([^"]+)"', again)
    assert to
    assert browser.post(unescape(to[1]), fields(again)).status_code == 302
    assert kept(draft) == [WORDS.replace("\r\n", " ")]  # a box of one line


@pytest.mark.parametrize(("origin", "offered"), [(HERE, True), ("https://elsewhere.example", False), ("", False)])
def test_before_the_token_was_looked_at_only_a_page_of_ours_is_sent_again(
    draft: Draft, browser: Client, monkeypatch: pytest.MonkeyPatch, origin: str, offered: bool
) -> None:
    """Where the database is away, not even the session is read."""
    page = browser.get(f"/khai/{draft.public_id}/bo/").content.decode()
    assert page
    monkeypatch.setattr(SessionStore, "_get_session_from_db", fails)
    words = {"purpose": "other", "purpose_other": WORDS}
    failed = browser.post(f"/khai/{draft.public_id}/hoi/purpose/", words, headers={"Origin": origin} if origin else {})
    assert failed.status_code == 503
    assert (fields(failed.content.decode()).get("purpose_other") == WORDS) is offered


@pytest.mark.parametrize(
    "sent", [{"password": "x", "username": "y"}, {"files": SimpleUploadedFile("a.jpg", b"x"), "send": "1"}, {}]
)
def test_passwords_and_photographs_are_written_on_no_page(sent: dict[str, Any]) -> None:
    request = RequestFactory().post("/dang-nhap/", sent, headers={"Origin": HERE})
    assert fields_to_send_again(request) == []
