"""A disk that is full, wherever it is noticed first: where a large photograph arrives, in the store, in the database.
The person hears it in one sentence, what they had typed and sent before is there, and nothing is kept by half."""

from __future__ import annotations

import errno
import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.core.files import uploadedfile
from django.db import connection
from django.test import Client
from PIL import Image

from motcua.base.models import StoredFile
from motcua.eforms.api import Draft, draft_for, papers_attached, papers_needed
from motcua.eforms.models import Answer
from tests.desk.town import citizen
from tests.portal.conftest import OWNER, Enter

pytestmark = pytest.mark.django_db
FULL = "Kho lưu tệp đang đầy"


class Full(io.BytesIO):
    """A file on a disk with no room left."""

    name = "arriving"

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__()

    def write(self, content: Any) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")


@contextmanager
def full_database() -> Iterator[None]:
    """Not one page more: real SQLite, real refusal."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA page_count")
        [pages] = cursor.fetchone()
        cursor.execute(f"PRAGMA max_page_count={pages}")
        yield
        cursor.execute("PRAGMA max_page_count=1073741823")


def picture(letters: int = 0) -> io.BytesIO:
    made = io.BytesIO()
    Image.new("RGB", (600, 800), "#aabbcc").save(made, "JPEG")
    made.seek(0, io.SEEK_END)
    made.write(bytes(letters))
    made.seek(0)
    made.name = "anh.jpg"
    return made


@pytest.fixture
def browser(draft: Draft, enter: Enter) -> Client:
    """As in front of the house: forms without their token are refused, and what goes wrong is a page."""
    found = enter(OWNER)
    found.handler.enforce_csrf_checks = True
    found.raise_request_exception = False
    return found


def component(draft: Draft) -> str:
    return next(each.component.id for each in papers_needed(draft) if each.component.mode == "upload")


def send(browser: Client, draft: Draft, file: io.BytesIO) -> Any:
    address = f"/khai/{draft.public_id}/giay-to/{component(draft)}/"
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', browser.get(address).content.decode())
    assert token
    return browser.post(address, {"csrfmiddlewaretoken": token[1], "files": file, "send": "1"})


def kept(draft: Draft) -> tuple[int, int, int]:
    again = draft_for(draft.public_id, citizen(OWNER))
    return len(papers_attached(again)), StoredFile.objects.count(), Answer.objects.filter(draft=draft).count()


def test_a_large_photograph_that_finds_no_room_to_arrive_is_told(
    draft: Draft, browser: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = kept(draft)
    monkeypatch.setattr(uploadedfile.tempfile, "NamedTemporaryFile", Full)
    answer = send(browser, draft, picture(6_000_000))
    assert answer.status_code == 507
    assert FULL in answer.content.decode()
    assert kept(draft) == before


@pytest.mark.only_sqlite
def test_a_database_that_takes_no_row_more_is_told(draft: Draft, browser: Client) -> None:
    before = kept(draft)
    with full_database():
        answers = [send(browser, draft, picture(count)) for count in range(40)]
    full = [each for each in answers if each.status_code == 507]
    assert full
    assert {each.status_code for each in answers} <= {302, 507}
    assert all(FULL in each.content.decode() for each in full)
    files, _stored, typed = kept(draft)
    assert (files - before[0], typed) == (len(answers) - len(full), before[2])


@pytest.mark.only_sqlite
def test_a_field_left_while_the_database_is_full_is_not_called_saved(draft: Draft, browser: Client) -> None:
    """The page tries again until there is room."""
    page, before = f"/khai/{draft.public_id}", kept(draft)
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', browser.get(f"{page}/bo/").content.decode())
    assert token
    words = {"csrfmiddlewaretoken": token[1], "purpose": "other", "purpose_other": "ữ" * 4_000}
    with full_database():
        refused = browser.post(f"{page}/luu/purpose/", words)
    assert (refused.status_code, kept(draft)) == (507, before)
    assert browser.post(f"{page}/luu/purpose/", words).status_code == 200
    assert kept(draft)[2] > before[2]


@pytest.mark.only_sqlite
def test_a_page_pressed_while_the_database_is_full_is_told_what_is_true(draft: Draft, browser: Client) -> None:
    """No file was sent, and what was typed on this page was not kept: only what was saved before is there."""
    page, before = f"/khai/{draft.public_id}", kept(draft)
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', browser.get(f"{page}/bo/").content.decode())
    assert token
    words = {"csrfmiddlewaretoken": token[1], "purpose": "other", "purpose_other": "ữ" * 4_000, "go": "1"}
    with full_database():
        refused = browser.post(f"{page}/hoi/purpose/", words)
    assert (refused.status_code, kept(draft)) == (507, before)
    told = refused.content.decode()
    assert "chưa nhận được những gì vừa gửi" in told
    assert "đã điền vẫn còn" not in told
