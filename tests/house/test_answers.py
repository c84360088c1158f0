"""An answer goes to the server as a whole, and is let go when it is handed over."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pytest
from django.core.signals import request_finished, request_started
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse

from motcua.house.answers import WholeAnswers, whole_answers

ENVIRON: dict[str, Any] = {
    "REQUEST_METHOD": "GET",
    "PATH_INFO": "/",
    "QUERY_STRING": "",
    "SERVER_NAME": "testserver",
    "SERVER_PORT": "80",
    "wsgi.input": BytesIO(),
    "wsgi.url_scheme": "http",
}


@pytest.fixture
def seen(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """The house with one page of our own: what it was asked and answered."""
    found: dict[str, Any] = {"answer": HttpResponse("xin chào", status=201)}

    def chain(_house: WholeAnswers, request: HttpRequest) -> Any:
        request.itself = request  # type: ignore[attr-defined]  # as messages and whoever asks do, by a longer way
        found["request"] = request
        return found["answer"]

    monkeypatch.setattr(WholeAnswers, "_middleware_chain", chain, raising=False)
    monkeypatch.setattr(WholeAnswers, "load_middleware", lambda house: None)
    for signal in (request_started, request_finished):
        monkeypatch.setattr(signal, "receivers", [])  # no database is asked for here
    return found


def _ask() -> tuple[Any, list[Any]]:
    told: list[Any] = []
    return whole_answers()(ENVIRON, lambda status, headers: told.append((status, dict(headers)))), told


def test_what_is_there_as_a_whole_is_a_list_and_closed_already(seen: dict[str, Any]) -> None:
    body, told = _ask()
    assert body == ["xin chào".encode()]
    assert told[0][0] == "201 Created"
    assert seen["answer"].closed
    assert vars(seen["request"]) == {}  # nothing waits for the collector of cycles


def test_what_comes_in_pieces_is_closed_by_who_sends_it(seen: dict[str, Any]) -> None:
    def pieces() -> Iterator[bytes]:
        yield b"mot "
        yield b"cua"

    seen["answer"] = StreamingHttpResponse(pieces())
    body, _told = _ask()
    assert not isinstance(body, list)
    assert not seen["answer"].closed
    assert b"".join(body) == b"mot cua"
    body.close()
    assert seen["answer"].closed
    assert vars(seen["request"]) == {}
