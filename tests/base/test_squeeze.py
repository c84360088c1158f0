"""What goes over the wire unpacks to the page, whatever page came before it."""

from __future__ import annotations

import gzip

from django.http import HttpResponse
from django.test import RequestFactory

from motcua.base.kit.squeeze import SqueezeMiddleware

HEAD = "<!doctype html><html><head><style>" + "".join(f".rule{n}{{color:#{n:06x}}}" for n in range(600)) + "</style>"


def _sent(body: str | bytes, kind: str = "text/html; charset=utf-8", accept: str = "gzip, br") -> HttpResponse:
    request = RequestFactory().get("/", headers={"Accept-Encoding": accept})
    answer = SqueezeMiddleware(lambda _request: HttpResponse(body, content_type=kind))(request)
    assert isinstance(answer, HttpResponse)
    return answer


def test_pages_with_one_head_unpack_to_themselves() -> None:
    for text in ("Ông Nguyễn Văn A", "x" * 70_000, "</style><style>.rule7{color:#000007}</style>", ""):
        page = f"{HEAD}<title>{text}</title><p>Xin chào</p>"
        sent = _sent(page)
        assert sent["Content-Encoding"] == "gzip"
        assert int(sent["Content-Length"]) == len(sent.content)
        assert gzip.decompress(sent.content).decode() == page
        assert "Accept-Encoding" in sent["Vary"]


def test_the_rest_of_a_page_refers_to_its_head() -> None:
    alone, again = _sent(HEAD), _sent(HEAD + HEAD)
    assert len(again.content) < len(alone.content) + 400


def test_the_length_tells_nothing_about_a_secret() -> None:
    """BREACH reads secrets off lengths: the same page has many."""
    assert len({len(_sent(HEAD).content) for _time in range(60)}) > 10


def test_pages_without_a_sheet_and_other_texts_go_djangos_way() -> None:
    for kind in ("text/html", "application/json", "application/pdf"):
        sent = _sent("một hai ba " * 100, kind)
        assert gzip.decompress(sent.content).decode() == "một hai ba " * 100


def test_a_photograph_and_a_browser_that_does_not_unpack_get_it_as_it_is() -> None:
    assert "Content-Encoding" not in _sent(b"\xff\xd8" + b"0" * 5_000, "image/jpeg")
    assert _sent(HEAD, accept="identity").content.decode() == HEAD
