"""The face of an installation in both languages."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.template import Context, Template
from django.test import RequestFactory
from django.utils.translation import override

from motcua.base.kit import theme as kit_theme
from motcua.base.kit.context import kit


@pytest.fixture(autouse=True)
def _read_anew() -> Iterator[None]:
    yield
    kit_theme.theme.cache_clear()
    kit_theme.theme_in.cache_clear()


def words(language: str) -> tuple[str, str, str]:
    with override(language):
        shown = kit(RequestFactory().get("/"))["kit"]["theme"]
    return shown.name, shown.owner, shown.hours


def written(monkeypatch: pytest.MonkeyPatch, folder: Path, text: str) -> None:
    path = folder / "theme.yaml"
    path.write_text(text, encoding="utf-8")
    monkeypatch.setenv("MOTCUA_THEME", str(path))
    kit_theme.theme.cache_clear()
    kit_theme.theme_in.cache_clear()


def test_the_houses_own_words_are_english_on_english_pages() -> None:
    assert words("vi") == ("Một cửa", "Dịch vụ công trực tuyến", "7:00–17:00, thứ Hai đến thứ Sáu")
    assert words("en") == ("Một cửa", "Online public services", "7:00–17:00, Monday to Friday")


def test_what_is_made_once_a_language_says_the_words_of_that_language() -> None:
    page = Template("{% load kit %}{% once_a_language %}{{ kit.theme.owner }}{% end_once_a_language %}")
    for language, said in (("vi", "Dịch vụ công trực tuyến"), ("en", "Online public services")) * 2:
        with override(language):
            assert page.render(Context()) == said


def test_an_agency_says_its_own_in_both(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    written(monkeypatch, tmp_path, "owner: UBND xã An Hòa\nowner_en: An Hòa Commune\nhours: sáng thứ Bảy\n")
    assert words("vi") == ("Một cửa", "UBND xã An Hòa", "sáng thứ Bảy")
    english = words("en")
    assert english[1] == "An Hòa Commune"
    assert english[2] == "sáng thứ Bảy"  # better in Vietnamese than hours that are not theirs
