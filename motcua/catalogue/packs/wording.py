"""Does a name or label hold a phrase? With its marks, for “sổ đỏ” is not “sơ đồ”."""

from __future__ import annotations

import re
from collections.abc import Iterable

from motcua.rules.text import fold, tone_normal

WORD = re.compile(r"\w+")


def says(label: str, phrases: Iterable[str]) -> bool:
    """Whether `label` holds one of `phrases` (small letters, with marks); without marks where it has none itself."""
    return first_of(label, phrases) is not None


def first_of(label: str, phrases: Iterable[str]) -> int | None:
    """Where the first of the phrases begins in the label."""
    words = f" {' '.join(WORD.findall(tone_normal(label).lower()))} "
    if words.isascii():
        phrases = map(fold, phrases)
    found = [words.find(f" {phrase} ") for phrase in phrases]
    return min((place for place in found if place >= 0), default=None)
