"""Numbers on pages: 3,2 and 1.250.000 in Vietnamese, 3.2 and 1,250,000 in English, and read back the same way."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

import motcua
from motcua.base.kit.figures import (
    in_vietnamese,
    number_in_box,
    read_number,
    read_vnd,
    show_number,
    show_percent,
    show_size,
    show_vnd,
)
from motcua.base.kit.moments import show_month

LANGUAGES = st.sampled_from(["vi", "en"])


@pytest.mark.parametrize(
    ("value", "vietnamese", "english"),
    [
        (3.2, "3,2", "3.2"),
        (Decimal("82.500"), "82,5", "82.5"),
        (0.1 + 0.2, "0,3", "0.3"),
        (1250, "1.250", "1,250"),
        (Decimal("-1250.456"), "-1.250,46", "-1,250.46"),
        (-0.001, "0", "0"),
        (Decimal("1E+3"), "1.000", "1,000"),
    ],
)
def test_a_number_is_written_as_its_reader_writes_it(value: Decimal | float, vietnamese: str, english: str) -> None:
    assert show_number(value) == vietnamese
    with override("en"):
        assert show_number(value) == english


@pytest.mark.parametrize("language", ["vi", "en"])
def test_what_is_kept_is_written_in_vietnamese_whoever_reads(language: str) -> None:
    with override(language):
        assert (in_vietnamese(1250), in_vietnamese(33.333333), in_vietnamese(98.0)) == ("1.250", "33,33", "98")


def test_amounts_shares_sizes_and_months_follow_the_language() -> None:
    def said() -> list[str]:
        told = [show_vnd(1_250_000), show_percent(0.835), show_size(13 * 1024 * 1024 // 10), show_size(3)]
        return [*(each.replace("\u00a0", " ") for each in told), show_month(date(2026, 11, 30))]

    assert said() == ["1.250.000 đ", "83,5 %", "1,3 MB", "1 kB", "tháng 11/2026"]
    with override("en"):
        assert said() == ["1,250,000 đ", "83.5 %", "1.3 MB", "1 kB", "November 2026"]


@pytest.mark.parametrize(
    ("typed", "vietnamese", "english"),
    [
        ("1.250", "1250", "1.25"),
        ("1,250", "1.25", "1250"),
        ("1.250,5", "1250.5", "1250.5"),
        ("1,250.5", "1250.5", "1250.5"),
        ("1.250.000", "1250000", "1250000"),
        ("1,250,000", "1250000", "1250000"),
        (" 1 250 ", "1250", "1250"),
        ("3.5", "3.5", "3.5"),
        ("3,5", "3.5", "3.5"),
        ("0.250", "0.25", "0.25"),
        ("-2", "-2", "-2"),
    ],
)
def test_only_what_can_mean_two_things_depends_on_the_language(typed: str, vietnamese: str, english: str) -> None:
    assert read_number(typed) == Decimal(vietnamese)
    with override("en"):
        assert read_number(typed) == Decimal(english)


@pytest.mark.parametrize("typed", ["", "nhiều", "NaN", "1e3", "12 5", "1.2.3", "1,25,000", "5 %"])
def test_what_is_no_number_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(typed)}$"):
        read_number(typed)


@pytest.mark.parametrize("typed", ["45000", "45.000", "45,000", "45 000 đ", "45.000 VND"])
def test_every_sign_in_an_amount_parts_thousands(typed: str) -> None:
    assert read_vnd(typed) == 45_000


@pytest.mark.parametrize("typed", ["", "12,5", "-3", "45.00", "9" * 17, "một trăm"])
def test_what_is_no_amount_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(typed)}$"):
        read_vnd(typed)


@given(st.decimals(min_value=-(10**12), max_value=10**12, places=4), LANGUAGES)
def test_what_stands_in_a_box_means_the_same_when_it_is_sent_back(value: Decimal, language: str) -> None:
    with override(language):
        assert read_number(number_in_box(value)) == value
        assert read_number(show_number(value, None)) == value


@given(st.integers(min_value=0, max_value=10**15), LANGUAGES)
def test_an_amount_shown_can_be_typed_again(amount: int, language: str) -> None:
    with override(language):
        assert read_vnd(show_vnd(amount)) == amount


def test_pages_write_numbers_nowhere_else() -> None:
    pages = Path(motcua.__file__).parent.rglob("templates/**/*.html")
    other = re.compile(r"\|(floatformat|intcomma|filesizeformat)\b")
    assert [page.name for page in pages if other.search(page.read_text("utf-8"))] == []
