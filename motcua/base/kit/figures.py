"""How numbers are shown to people, and read from what they type: 1.250,5 in Vietnamese, 1,250.5 in English."""

from __future__ import annotations

import re
from decimal import Decimal

from motcua.base.kit.language import in_english

MIB, KIB = 1024 * 1024, 1024
MOST_DIGITS = 16  # of an amount: what the database keeps
_SWAPPED = str.maketrans(",.", ".,")
_GROUPED = re.compile(r"[-+]?[1-9][0-9]{0,2}(?:[, ][0-9]{3})+(?:\.[0-9]+)?")
_THOUSANDS = re.compile(r"[0-9]{1,3}(?:[., ][0-9]{3})+|[0-9]+")
_CURRENCY = re.compile(r"\s*(?:vnđ|vnd|đồng|dong|đ|d)\.?$", re.IGNORECASE)
_PLAIN = re.compile(r"[-+]?[0-9]+(?:\.[0-9]+)?")


def show_number(value: Decimal | float | int, places: int | None = 2) -> str:
    """At most `places` decimals (None: all it has), no zeros at the end, thousands parted: 82,5 or 1.250."""
    return _in_language(_english(value, places))


def in_vietnamese(value: Decimal | float | int, places: int | None = 2) -> str:
    """The same in Vietnamese, whoever reads: for what is kept or printed once."""
    return _english(value, places).translate(_SWAPPED)


def _english(value: Decimal | float | int, places: int | None) -> str:
    exact = value if isinstance(value, Decimal) else Decimal(str(value))
    if places is not None:
        exact = round(exact, places)
    return f"{exact.normalize() + 0:,f}"


def show_percent(share: float) -> str:
    """A share of 1 with one decimal: 83,5 %, with a space that does not break."""
    return f"{show_number(share * 100, 1)}\u00a0%"


def show_size(size: int) -> str:
    """A size in bytes: 12,4 MB or 340 kB."""
    if size >= MIB:
        return f"{show_number(size / MIB, 1)}\u00a0MB"
    return f"{max(1, round(size / KIB))}\u00a0kB"


def number_in_box(value: Decimal | float | int) -> str:
    """All its decimals and nothing between thousands: typed again it means the same."""
    text = f"{Decimal(str(value)).normalize() + 0:f}"
    return text if in_english() else text.translate(_SWAPPED)


def read_number(text: str) -> Decimal:
    """A number as people type it. `ValueError` where it is none.

    What can mean one thing only is taken in either way of writing (3,5 and 3.5; 1.250.000 and 1,250,000); a single
    sign before three digits (1.250) is read in the way of the reader's language.
    """
    typed = " ".join(text.split())
    # as in English: a comma (or a space) between thousands, a point before decimals
    first, second = (typed, typed.translate(_SWAPPED)) if in_english() else (typed.translate(_SWAPPED), typed)
    for said in (first, second):
        if _GROUPED.fullmatch(said) or _PLAIN.fullmatch(said):
            return Decimal(said.replace(",", "").replace(" ", ""))
    raise ValueError(text)


def show_vnd(amount: int | None) -> str:
    """1.250.000 đ, with a space that does not break."""
    return "" if amount is None else f"{show_number(amount)}\u00a0đ"


def read_vnd(text: str) -> int:
    """Whole VND, 1.250.000 đ or 1,250,000: every sign parts thousands, for nobody pays parts of a đồng. `ValueError`
    where it is none or it is longer than any amount."""
    typed = _CURRENCY.sub("", " ".join(text.split()))
    digits = re.sub("[., ]", "", typed)
    if not _THOUSANDS.fullmatch(typed) or len(digits) > MOST_DIGITS:
        raise ValueError(text)
    return int(digits)


def _in_language(english: str) -> str:
    return english if in_english() else english.translate(_SWAPPED)
