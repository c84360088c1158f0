from datetime import date

import pytest
import vn_money
from hypothesis import given
from hypothesis import strategies as st

from motcua.rules.words import Style, date_of_paper, date_words, money, number


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (15, "mười lăm"),
        (21, "hai mươi mốt"),
        (105, "một trăm linh năm"),
        (1005, "một nghìn không trăm linh năm"),
        (8000, "tám nghìn"),
        (1234567, "một triệu hai trăm ba mươi bốn nghìn năm trăm sáu mươi bảy"),
        (20000015, "hai mươi triệu không trăm mười lăm"),
        (1000000005, "một tỷ không trăm linh năm"),
        (0, "không"),
        (10, "mười"),
        (11, "mười một"),
        (55, "năm mươi lăm"),
        (100, "một trăm"),
        (111, "một trăm mười một"),
        (1_500_000_000_000, "một nghìn năm trăm tỷ"),
        (1_000_000_000_000_000_000 - 1, None),
        (-5, "âm năm"),
    ],
)
def test_numbers(value: int, words: str | None) -> None:
    if words is None:
        assert number(value).startswith("chín trăm chín mươi chín triệu chín trăm")
    else:
        assert number(value) == words


def test_the_south_says_ngan_and_le() -> None:
    assert number(1005, Style.SOUTH) == "một ngàn không trăm lẻ năm"


@pytest.mark.parametrize("value", [10**18, -(10**18), True])
def test_numbers_without_words(value: int) -> None:
    with pytest.raises(ValueError, match="whole numbers"):
        number(value)


def test_money() -> None:
    assert money(100000) == "Một trăm nghìn đồng"
    assert money(8000, even=True) == "Tám nghìn đồng chẵn"
    assert money(0) == "Không đồng"


def test_dates() -> None:
    assert date_words(date(2026, 2, 5)) == "Ngày mùng năm, tháng hai, năm hai nghìn không trăm hai mươi sáu"
    assert date_words(date(1990, 4, 21)) == "Ngày hai mươi mốt, tháng tư, năm một nghìn chín trăm chín mươi"
    assert date_of_paper(date(2026, 2, 5)) == "ngày 05 tháng 02 năm 2026"
    assert date_of_paper(date(2026, 11, 22)) == "ngày 22 tháng 11 năm 2026"
    assert date_of_paper(date(2026, 3, 9)) == "ngày 09 tháng 3 năm 2026"


UNITS = {"một": 1, "mốt": 1, "hai": 2, "ba": 3, "bốn": 4, "năm": 5, "lăm": 5, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9}
SIZES = {"nghìn": 10**3, "triệu": 10**6, "tỷ": 10**9}


def _read(text: str) -> int:
    """A reader written from the grammar alone: what a clerk hears."""
    total = high = group = digit = 0
    for word in text.split():
        if word in UNITS:
            digit = UNITS[word]
        elif word == "trăm":
            group, digit = group + digit * 100, 0
        elif word == "mươi":
            group, digit = group + digit * 10, 0
        elif word == "mười":
            group += 10
        elif word == "tỷ":
            high, total, group, digit = (total + group + digit) * SIZES[word], 0, 0, 0
        elif word in SIZES:
            total, group, digit = total + (group + digit) * SIZES[word], 0, 0
        else:
            assert word in ("linh", "không")
    return high + total + group + digit


@given(st.integers(1, 10**18 - 1) | st.integers(1, 10**7))
def test_what_is_written_can_be_read_back(value: int) -> None:
    assert _read(number(value)) == value


@given(st.integers(1, 999_999))
def test_vn_money_agrees_below_a_million_but_for_the_word_for_four(value: int) -> None:
    assert number(value) == vn_money.to_words(value).replace("mươi tư", "mươi bốn")
