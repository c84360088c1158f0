"""Numbers, sums of money and dates in Vietnamese words, as state papers write them.

The package vn-money was tried: it reads 1 000 000 005 with "không triệu không nghìn", writes "tư" for 4 after
tens and names 1 500 tỷ "một nghìn tỷ năm trăm tỷ"; the state's spelling (vectors in tests) needs its own reader.
"""

from __future__ import annotations

from datetime import date
from enum import Enum

DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_BILLION = 1_000_000_000
LARGEST = 10**18 - 1


class Style(Enum):
    """Words that differ by region: (thousand, missing tens). State papers write the northern ones."""

    NORTH = ("nghìn", "linh")
    SOUTH = ("ngàn", "lẻ")


def _last_digit(tens: int, units: int) -> str:
    if units == 1 and tens > 1:
        return "mốt"
    return "lăm" if units == 5 and tens > 0 else DIGITS[units]


def _group(value: int, leading: bool, style: Style) -> list[str]:
    """1..999 in words; a group that is not the leading one says its missing hundreds."""
    hundreds, rest = divmod(value, 100)
    tens, units = divmod(rest, 10)
    words = [] if leading and not hundreds else [DIGITS[hundreds], "trăm"]
    if tens:
        words += ["mười"] if tens == 1 else [DIGITS[tens], "mươi"]
    elif units and words:
        words.append(style.value[1])
    return [*words, _last_digit(tens, units)] if units else words


def _below_billion(value: int, leading: bool, style: Style) -> list[str]:
    words: list[str] = []
    for size, name in ((1_000_000, "triệu"), (1000, style.value[0]), (1, "")):
        group = value // size % 1000
        if group:
            words += _group(group, leading and not words, style)
            words += [name] if name else []
    return words


def number(value: int, style: Style = Style.NORTH) -> str:
    """A whole number in words: 105 -> "một trăm linh năm". ValueError beyond 999 999 999 999 999 999."""
    if isinstance(value, bool) or abs(value) > LARGEST:
        raise ValueError("only whole numbers up to 18 digits have words")
    if value == 0:
        return DIGITS[0]
    billions, rest = divmod(abs(value), _BILLION)
    words = [*_below_billion(billions, True, style), "tỷ"] if billions else []
    words += _below_billion(rest, not words, style)
    return " ".join(["âm", *words] if value < 0 else words)


def money(amount: int, *, even: bool = False, style: Style = Style.NORTH) -> str:
    """An amount in VND in words: 100000 -> "Một trăm nghìn đồng"; `even` adds "chẵn" at the end."""
    words = number(amount, style)
    return f"{words[0].upper()}{words[1:]} đồng{' chẵn' if even else ''}"


def _day_words(day: int) -> str:
    return f"mùng {number(day)}" if day <= 10 else number(day)


def date_words(day: date, style: Style = Style.NORTH) -> str:
    """A date of birth in words: "Ngày mùng năm, tháng hai, năm hai nghìn không trăm hai mươi sáu"."""
    month = "tư" if day.month == 4 else number(day.month)
    return f"Ngày {_day_words(day.day)}, tháng {month}, năm {number(day.year, style)}"


def date_of_paper(day: date) -> str:
    """A date in the text of a paper: "ngày 05 tháng 02 năm 2026" (leading 0: days below 10, months 1 and 2).

    Source: Decree 30/2020/NĐ-CP, Annex I.
    """
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"
