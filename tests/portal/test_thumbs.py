"""Small pictures stand in the page as far as they fit; no page fetches one."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from motcua.base.files import NoPicture
from motcua.eforms.api import Draft, papers_attached
from motcua.portal import thumbs
from motcua.portal.thumbs import MOST_IN_PAGE, thumbs_of
from tests.portal.conftest import OWNER, Enter


def _shown(monkeypatch: pytest.MonkeyPatch, sizes: list[int]) -> list[str]:
    def drawn(size: int) -> bytes:
        if not size:
            raise NoPicture
        return b"\xff" * size

    monkeypatch.setattr(thumbs, "small_picture", drawn)
    papers: Any = [SimpleNamespace(file=size) for size in sizes]
    return [each.shown for each in thumbs_of(papers)]


def test_a_small_picture_needs_no_request(monkeypatch: pytest.MonkeyPatch) -> None:
    assert _shown(monkeypatch, [3]) == ["data:image/webp;base64,////"]


def test_what_is_too_large_or_no_photograph_is_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    assert _shown(monkeypatch, [MOST_IN_PAGE + 1, 0]) == ["", ""]


def test_all_pictures_of_a_page_share_the_room(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = _shown(monkeypatch, [3_000, 1_501, 1_500])
    assert [bool(each) for each in shown] == [True, False, True]


@pytest.mark.django_db
def test_a_paper_without_a_picture_is_a_line_to_open(
    draft: Draft, enter: Enter, monkeypatch: pytest.MonkeyPatch
) -> None:
    [paper] = papers_attached(draft)
    browser, top = enter(OWNER), f"/khai/{draft.public_id}"
    pages = []
    for room in (MOST_IN_PAGE, 0):
        monkeypatch.setattr(thumbs, "MOST_IN_PAGE", room)
        pages.append(browser.get(f"{top}/giay-to/{paper.component}/").content.decode())
    assert [page.count('<img src="data:image/webp;') for page in pages] == [1, 0]
    assert [page.count("<img") for page in pages] == [1, 0]
    assert all(f'href="{top}/anh/{paper.public_id}/"' in page for page in pages)
