"""What a page of a citizen was made from goes with the page: the collector of cycles has nothing to do afterwards."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from http.cookies import SimpleCookie
from io import BytesIO
from typing import Any

import pytest
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import Client

from motcua.eforms.api import Draft
from motcua.house.answers import whole_answers
from tests.portal.conftest import OWNER
from tests.support.town_fixture import Enter

pytestmark = pytest.mark.django_db


@contextmanager
def _connection_of_the_test() -> Iterator[None]:
    """As Django's own client: a request may not close the connection that holds the test's transaction."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    try:
        yield
    finally:
        for signal in (request_started, request_finished):
            signal.connect(close_old_connections)


@contextmanager
def _nothing_collected() -> Iterator[None]:
    gc.collect()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _open(house: Any, path: str, cookies: SimpleCookie) -> int:
    told: list[str] = []
    environ = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": path,
        "QUERY_STRING": "",
        "SERVER_NAME": "testserver",
        "SERVER_PORT": "80",
        "HTTP_COOKIE": "; ".join(f"{name}={each.value}" for name, each in cookies.items()),
        "wsgi.input": BytesIO(),
        "wsgi.url_scheme": "http",
    }
    house(environ, lambda status, headers: told.append(status))
    return int(told[0][:3])


@pytest.mark.parametrize("page", ["/", "/tim/", "hoi", "giay-to", "xem-lai"])
def test_a_page_leaves_nothing_that_holds_itself(page: str, draft: Draft, enter: Enter) -> None:
    house, client = whole_answers(), enter(OWNER)
    path = page if page.startswith("/") else _of_draft(client, draft, page)
    with _connection_of_the_test():
        assert [_open(house, path, client.cookies) for _time in range(2)] == [200, 200]  # what is kept is made by now
        with _nothing_collected():
            assert _open(house, path, client.cookies) == 200
            assert gc.collect() == 0


def _of_draft(client: Client, draft: Draft, page: str) -> str:
    start = f"/khai/{draft.public_id}"
    if page == "hoi":
        return str(client.get(f"{start}/")["Location"])
    if page == "giay-to":
        return f"{start}/giay-to/{draft.papers.first().component}/"  # type: ignore[union-attr]
    return f"{start}/{page}/"
