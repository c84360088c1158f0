"""What is loaded before processes are forked is there, whatever state the database is in."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import OperationalError, connection
from django.template import engines
from django.test import Client
from django.test.utils import CaptureQueriesContext

from motcua.house.warm import PAGES, warm

pytestmark = pytest.mark.django_db


class House:
    """The house as a WSGI application, through Django's test client, which leaves the test's transaction alone."""

    def __init__(self) -> None:
        self.client = Client()
        self.seen: list[tuple[str, str, int]] = []

    def __call__(self, environ: dict[str, Any], _start: object) -> list[bytes]:
        chosen, _equals, language = environ["HTTP_COOKIE"].partition("=")
        self.client.cookies[chosen] = language
        answer = self.client.get(f"{environ['PATH_INFO']}?{environ['QUERY_STRING']}")
        self.seen.append((environ["PATH_INFO"], language, answer.status_code))
        return [answer.content]


def test_every_public_page_is_opened_in_both_languages_and_nothing_is_written() -> None:
    house = House()
    with CaptureQueriesContext(connection) as asked:
        warm(house)
    assert {(path, language) for path, language, _status in house.seen} >= {
        (page.partition("?")[0], language) for page in PAGES for language in ("vi", "en")
    }
    assert {status for _path, _language, status in house.seen} == {200}
    assert not [each for each in asked if each["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]


def test_templates_are_compiled_afterwards() -> None:
    warm(lambda environ, start: [])
    loader = engines["django"].engine.template_loaders[0]  # type: ignore[attr-defined]
    assert {"portal/ask.html", "portal/check.html", "kit/field.html"} <= {str(key) for key in loader.get_template_cache}


def test_a_database_without_tables_is_no_reason_not_to_start(monkeypatch: pytest.MonkeyPatch) -> None:
    def no_tables() -> list[Any]:
        raise OperationalError("no such table")

    monkeypatch.setattr("motcua.house.warm.published_packs", no_tables)
    house = House()
    warm(house)
    assert {path for path, _language, _status in house.seen} == {page.partition("?")[0] for page in PAGES}
