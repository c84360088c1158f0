"""How Vietnamese syllables are built: which vowels stand together, and which of them carries the tone."""

from __future__ import annotations

import re

TONES = "\u0300\u0309\u0303\u0301\u0323"  # huyền hỏi ngã sắc nặng, in the order of dictionaries

# The vowels of Vietnamese syllables that two or three letters write.
CLUSTERS = frozenset(
    re.findall(
        r"\S+",
        "ai ao au ay âu ây eo êu ia iê iu oa oă oe oi oo ôi ơi ua uâ uă uê ui uô uơ uy ưa ưi ươ ưu yê"
        " iêu oai oao oay oeo uai uao uay uây uôi uyê uya uyu ươi ươu yêu",
    )
)


def tone_place(vowels: str, *, closed: bool) -> int:
    """Which of the vowels (small letters without a tone) carries the tone (hoà is written hòa)."""
    for letter in "ơâăêôư":
        if letter in vowels:
            return vowels.rindex(letter)
    if len(vowels) == 3 or (closed and len(vowels) == 2):
        return 1
    return 0
