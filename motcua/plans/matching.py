"""Which item of one list is which of another: two versions of a plan, or a plan and the one above it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from motcua.plans.models import Target, Task
from motcua.plans.reader.fold import fold, squeeze

# Below this two sentences say different things. Found by trying on plans and their changed versions.
SAME = 80.0
ALIKE_ABOVE = 72.0
Item = Target | Task


@dataclass(frozen=True)
class Pair:
    """The same item in two lists, and how alike it is (0 … 100)."""

    old: Item
    new: Item
    alike: float


def pairs(old: Sequence[Item], new: Sequence[Item], *, least: float = SAME) -> list[Pair]:
    """The best pairing: most alike first, nobody twice; of equals the one with the same number, then in order."""
    return _greedy(old, new, lambda one, other: _alike(one, other), least)


def above_pairs(above: Sequence[Item], below: Sequence[Item]) -> list[Pair]:
    """Which item above each item below carries out; many below may carry out the same one above."""
    found = []
    for each in below:
        best = max(above, key=lambda one: _carries_out(one, each), default=None)
        if best is not None and _carries_out(best, each) >= ALIKE_ABOVE:
            found.append(Pair(best, each, _carries_out(best, each)))
    return found


def _greedy(old: Sequence[Item], new: Sequence[Item], alike: Callable[[Item, Item], float], least: float) -> list[Pair]:
    scored = [
        (alike(one, other), one.number == other.number, -abs(one.position - other.position), at, one, other)
        for at, one in enumerate(old)
        for other in new
    ]
    scored.sort(key=lambda each: (-each[0], not each[1], -each[2], each[3]))
    taken_old, taken_new, found = set(), set(), []
    for score, _number, _near, _at, one, other in scored:
        if score >= least and one.pk not in taken_old and other.pk not in taken_new:
            taken_old.add(one.pk)
            taken_new.add(other.pk)
            found.append(Pair(one, other, score))
    return found


def _alike(one: Item, other: Item) -> float:
    if isinstance(one, Target) and isinstance(other, Target):
        if one.metric == other.metric != "other" and one.year == other.year and one.kind == other.kind:
            return 90.0 + _words(one, other) / 10
        # A figure that changed is a changed target; one of another year is another target.
        return _words(one, other) if one.year == other.year else min(_words(one, other), SAME - 1)
    words = _words(one, other)
    if one.number == other.number and words >= SAME - 25:
        words = max(words, SAME)
    return words


def _carries_out(above: Item, below: Item) -> float:
    if isinstance(above, Target) and isinstance(below, Target):
        if above.metric == below.metric != "other":
            same_year = above.year == below.year
            return 100.0 if same_year else 85.0 if None in (above.year, below.year) else 0.0
        return _words(above, below) if above.year == below.year else 0.0
    return fuzz.token_set_ratio(_plain(above), _plain(below))


def _words(one: Item, other: Item) -> float:
    return fuzz.token_sort_ratio(_plain(one), _plain(other))


def _plain(item: Item) -> str:
    return re.sub(r"\d+(?:[.,]\d+)*\s?%?", "", fold(squeeze(item.text)))
