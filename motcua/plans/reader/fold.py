"""Vietnamese text without its marks: the form in which wordings are recognised.

Folding keeps the length of composed (NFC) text, so a span found in folded text is the same span in the original.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from motcua.plans.data import table

_SPACES = re.compile(r"\s+")
CAPITAL = "A-ZĐÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝĂĨŨƠƯ" + "".join(map(chr, range(0x1EA0, 0x1EFA, 2)))  # for a class: [CAPITAL]


@lru_cache(maxsize=4096)
def _fold_letter(letter: str) -> str:
    if letter in "đĐ":
        return "d"
    base = unicodedata.normalize("NFD", letter)[0].lower()
    return base if len(base) == 1 else letter


def fold(text: str) -> str:
    """Lower case, no marks, đ as d; one letter for one letter of the (NFC) text."""
    return "".join(map(_fold_letter, text))


def squeeze(text: str) -> str:
    """Runs of white space as one space, none at the ends."""
    return _SPACES.sub(" ", text).strip()


@lru_cache(maxsize=1)
def _abbreviations() -> tuple[re.Pattern[str], dict[str, str]]:
    words: dict[str, str] = {fold(short): fold(long) for short, long in table("abbreviations").items()}
    longest_first = sorted(words, key=len, reverse=True)
    return re.compile(r"\b(?:" + "|".join(map(re.escape, longest_first)) + r")\b"), words


@lru_cache(maxsize=8192)
def plain(text: str) -> str:
    """Folded text with the field's abbreviations written out (TTHC, DVCTT …): what wordings are matched against."""
    pattern, words = _abbreviations()
    return squeeze(pattern.sub(lambda found: words[found.group()], fold(text)))


def says_nothing(text: str) -> bool:
    """Whether a cell is empty or says that there is nothing: "-", "Không"."""
    return text.strip(" .;:,").lower() in ("", "-", "–", "/", "không", "x")
