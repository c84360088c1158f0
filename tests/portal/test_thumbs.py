"""Small pictures stand in the page as far as they fit; the others are fetched."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from motcua.portal import thumbs
from motcua.portal.thumbs import MOST_IN_PAGE, thumbs_of


def _shown(monkeypatch: pytest.MonkeyPatch, sizes: list[int]) -> list[str]:
    monkeypatch.setattr(thumbs, "small_at_hand", lambda stored: b"\xff" * stored)
    draft: Any = SimpleNamespace(public_id="banKhai")
    papers: Any = [SimpleNamespace(public_id=f"giay{number}", file=size) for number, size in enumerate(sizes)]
    return [each.shown for each in thumbs_of(draft, papers)]


def test_a_small_picture_needs_no_request(monkeypatch: pytest.MonkeyPatch) -> None:
    assert _shown(monkeypatch, [3]) == ["data:image/jpeg;base64,////"]


def test_what_is_too_large_or_not_drawn_yet_is_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    assert _shown(monkeypatch, [MOST_IN_PAGE + 1, 0]) == ["/khai/banKhai/anh/giay0/", "/khai/banKhai/anh/giay1/"]


def test_all_pictures_of_a_page_share_the_room(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = _shown(monkeypatch, [3_000, 1_501, 1_500])
    assert [each.startswith("data:") for each in shown] == [True, False, True]
