"""The value of a mark: Roman numerals, letters of the Vietnamese alphabet, figures."""

from __future__ import annotations

from motcua.plans.reader.block import Block

_ROMANS = {"i": 1, "v": 5, "x": 10, "l": 50}
_LETTERS = "abcdđeghiklmnopqrstuvxy"


def roman(mark: str) -> int | None:
    """The value of a Roman numeral; None where it is none."""
    values = [_ROMANS.get(letter) for letter in mark.lower()]
    if not values or None in values:
        return None
    total = 0
    for one, two in zip(values, [*values[1:], 0], strict=True):
        total += -(one or 0) if (one or 0) < (two or 0) else (one or 0)
    return total


def value_of_mark(block: Block) -> int | None:
    """The place a mark gives its part among its neighbours, from 1; None for dashes and words."""
    mark = block.mark.strip("().").lower()
    if block.style == "roman" or (block.style == "paren" and roman(mark) is not None):
        return roman(mark)
    if block.style == "number" or (block.style == "paren" and mark.isdigit()):
        return int(mark.split(".")[-1])
    if block.style in ("letter", "paren", "upper") and len(mark) == 1 and mark in _LETTERS:
        return _LETTERS.index(mark) + 1
    return None
