"""Fixtures for pages looked at in Chromium while the house believes that it is a Wednesday morning."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

import motcua.base.clock
from tests.desk.browsing import Morning
from tests.support.chromium import chromium


@pytest.fixture(autouse=True)
def morning_everywhere(monkeypatch: pytest.MonkeyPatch) -> None:
    """The served house runs in threads of its own, which a frozen context does not reach."""
    monkeypatch.setattr(motcua.base.clock, "datetime", Morning)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """The system's browser beside a database, ended with the file of tests."""
    patch = pytest.MonkeyPatch()
    patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # Playwright's loop runs in the thread of the tests
    with chromium() as found:
        yield found
    patch.undo()
