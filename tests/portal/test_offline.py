"""Without a network a page of ours stands where the browser's own error would: what is kept, and what never is."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from tests.desk.town import Town
from tests.portal.conftest import OWNER, Enter

pytestmark = pytest.mark.django_db
PAGE, WORKER = "/mat-mang/", "/mat-mang.js"


def edition(browser: Client) -> str:
    found = re.search(r'KEPT = "offline-([0-9a-f]{12})"', browser.get(WORKER).content.decode())
    assert found is not None
    return found[1]


def test_the_kept_page_is_nobodys_and_speaks_both_languages(town: Town, enter: Enter) -> None:
    """It is kept before anybody knows who will read it, perhaps on a shared phone."""
    strangers, owners = enter().get(PAGE).content.decode(), enter(OWNER).get(PAGE).content.decode()
    assert owners == strangers
    assert "Đang mất mạng" in strangers
    assert '<div lang="en"><h2>No network</h2>' in strangers
    english = Client()
    english.post("/ngon-ngu/", {"language": "en", "next": "/"})
    assert "Đang mất mạng" in english.get(PAGE).content.decode()


def test_the_kept_page_needs_nothing_that_is_not_kept(town: Town) -> None:
    page = Client().get(PAGE).content.decode()
    assert not re.findall(r'src=|<form|<link rel="stylesheet"|/static/', page)
    assert set(re.findall('href="([^"]*)"', page.split("<body>")[1])) == {"#main", "", "tel:1022"}


def test_the_worker_is_a_script_of_the_whole_house(town: Town) -> None:
    answer = Client().get(WORKER)
    assert answer["Content-Type"].startswith("text/javascript")
    assert "public" in answer["Cache-Control"]
    assert reverse("portal:offline_worker") == WORKER  # page.js names it; at the root, or its reach would be a folder
    assert f'PAGE = "{PAGE}"' in answer.content.decode()


def test_another_page_is_another_edition(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    """A browser fetches the page anew only when the worker has become another."""
    before = edition(Client())
    english = Client()
    english.post("/ngon-ngu/", {"language": "en", "next": "/"})
    assert edition(english) == before  # the page is fetched without cookies
    monkeypatch.setattr("motcua.portal.views.offline.render_to_string", lambda *given, **named: "another page")
    assert edition(Client()) != before
