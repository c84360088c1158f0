"""How like a query is to a line of ours by its bare letters: cosine of rarity-weighted syllables and their pairs.

What reads concepts out of words may misread a line without marks; a line typed as we wrote it is known by its letters.
"""

from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise
from math import log, sqrt

from motcua.guide.engine.letters import folded
from motcua.guide.engine.table import Table


class Wordings:
    """Lines as (number of the procedure, syllables). Built once, never changed."""

    def __init__(self, lines: Iterable[tuple[int, Sequence[str]]]) -> None:
        read = [(number, _parts(line)) for number, line in lines]
        often = Counter(part for _, parts in read for part in parts)
        places: dict[str, list[int]] = defaultdict(list)
        for place, (_, parts) in enumerate(read):
            for part in parts:
                places[part].append(place)
        squares = {part: log((len(read) + 1) / count) ** 2 for part, count in often.items()}
        self._unknown = log(len(read) + 1) ** 2
        self._table = Table({part: [(place, squares[part]) for place in where] for part, where in places.items()})
        self._numbers = array("H", (number for number, _ in read))
        self._sizes = array("f", (self._size(parts) for _, parts in read))

    def likeness(self, line: Sequence[str]) -> dict[int, float]:
        """Number -> the cosine of its nearest line and `line`, 0 to 1; 1 where the letters are the same."""
        parts = _parts(line)
        shared: dict[int, float] = defaultdict(float)
        for part in parts:
            for place, weight in self._table.row(part):
                shared[place] += weight
        size = self._size(parts)
        nearest: dict[int, float] = defaultdict(float)
        for place, weight in shared.items():
            number, like = self._numbers[place], weight / (size * self._sizes[place])
            if like > nearest[number]:
                nearest[number] = like
        return nearest

    def _size(self, parts: Iterable[str]) -> float:
        return sqrt(sum(self._table.weight(part, self._unknown) for part in parts)) or 1.0


def _parts(line: Sequence[str]) -> set[str]:
    plain = [folded(word) for word in line]
    return {*plain, *(f"{one} {after}" for one, after in pairwise(plain))}
