"""The page about a mistake of ours must not need what may have failed: static files, templates, the database."""

from __future__ import annotations

import pytest
from django.contrib.staticfiles.storage import staticfiles_storage
from django.db import DatabaseError, IntegrityError, InterfaceError, OperationalError
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.template import TemplateDoesNotExist
from django.test import RequestFactory

from motcua.base.kit import style
from motcua.house import troubles

WORDS = "Lỗi này của chúng tôi"


def words_of(answer: HttpResponseBase) -> str:
    assert isinstance(answer, HttpResponse)
    return answer.content.decode()


@pytest.fixture
def no_manifest(monkeypatch: pytest.MonkeyPatch) -> None:
    """A first start before `collectstatic`, or a folder that was emptied: no static file has an address."""

    def missing(name: str) -> str:
        raise ValueError(f"Missing staticfiles manifest entry for '{name}'")

    monkeypatch.setattr(staticfiles_storage, "url", missing)


@pytest.mark.usefixtures("no_manifest")
@pytest.mark.parametrize(
    ("view", "status"),
    [(troubles.our_mistake, 500), (troubles.not_found, 404), (troubles.forbidden, 403), (troubles.bad_request, 400)],
)
def test_stands_without_static_files_and_without_the_database(view: object, status: int) -> None:
    request = RequestFactory().get("/thu-tuc/")
    answer = view(request)  # type: ignore[operator]
    shown = words_of(answer)
    assert answer.status_code == status
    assert style.sheet("citizen") in shown  # its own style, inside
    assert 'href="/"' in shown
    assert "src=" not in shown
    assert "/static/" not in shown


@pytest.mark.usefixtures("no_manifest")
def test_our_mistake_says_whose_it_is_and_leads_back() -> None:
    shown = words_of(troubles.our_mistake(RequestFactory().get("/thu-tuc/")))
    assert WORDS in shown
    assert 'href="/thu-tuc/"' in shown


def test_where_even_its_template_fails_something_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*given: object, **named: object) -> None:
        raise TemplateDoesNotExist("kit/trouble.html")

    monkeypatch.setattr(troubles, "render", fails)
    answer = troubles.our_mistake(RequestFactory().post("/thu-tuc/"))
    assert answer.status_code == 500
    assert WORDS in words_of(answer)
    assert '<div lang="en">' in words_of(answer)  # whoever chose English can read it, and a voice says it rightly
    assert "This is our mistake, not yours." in words_of(answer)


def answer_to(trouble: Exception, method: str = "get") -> HttpResponseBase:
    try:
        raise trouble
    except (DatabaseError, InterfaceError):
        return troubles.our_mistake(getattr(RequestFactory(), method)("/thu-tuc/"))


@pytest.mark.parametrize(
    "trouble", [OperationalError("connection is bad"), InterfaceError("connection already closed")]
)
@pytest.mark.parametrize("bare", [False, True])
def test_a_database_that_is_away_passes(trouble: Exception, bare: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    if bare:
        monkeypatch.delitem(troubles._page_about, 503)
    answer = answer_to(trouble)
    assert answer.status_code == 503
    assert int(answer["Retry-After"]) > 0
    assert "Những gì đã lưu" in words_of(answer)
    if not bare:
        assert "không phải của ông/bà" in words_of(answer)
        assert 'href="/thu-tuc/"' in words_of(answer)
        assert 'href="/thu-tuc/"' not in words_of(answer_to(trouble, "post"))  # a press is not made again by a link


def test_what_the_database_was_asked_wrongly_is_our_mistake_and_no_promise_of_passing() -> None:
    answer = answer_to(IntegrityError("duplicate key"))
    assert answer.status_code == 500
    assert "Retry-After" not in answer
    assert WORDS in words_of(answer)
