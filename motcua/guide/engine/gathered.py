"""The words of a procedure taken together, wherever they stand: a second opinion beside the best single phrase.

People mix what several phrases say. So everything written about a procedure is one text, and a query is compared with
it by its traits: syllables, pairs of syllables, their sounds, the concepts read from them and pairs of concepts. The
weight of a trait is Okapi BM25 (Robertson and Zaragoza, The Probabilistic Relevance Framework, 2009).
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import log

from motcua.guide.engine.letters import folded, is_plain, sound
from motcua.guide.engine.table import Table

_SATURATION = 1.2  # k1 of BM25: how soon a trait said often says no more
_LENGTH = 0.75  # b of BM25: how much long texts are held back


@dataclass(frozen=True)
class Line:
    """One line of words as read: its syllables and the concepts they stand for."""

    syllables: tuple[str, ...]
    concepts: tuple[str, ...]


class Gathered:
    """All lines of every procedure as one weighted table of traits. Built once, never changed."""

    def __init__(self, lines: Iterable[tuple[int, Line]]) -> None:
        counts: dict[str, Counter[int]] = defaultdict(Counter)
        lengths: Counter[int] = Counter()
        for number, line in lines:
            for trait in traits(line):
                counts[trait][number] += 1
                lengths[number] += 1
        mean = sum(lengths.values()) / max(len(lengths), 1)
        held = {number: _SATURATION * (1 - _LENGTH + _LENGTH * length / mean) for number, length in lengths.items()}
        self._table = Table({trait: _weighed(found, len(lengths), held) for trait, found in counts.items()})

    def scores(self, line: Line) -> dict[int, float]:
        """Procedure (by number) -> how much of the query its words speak of; only to be compared within one query."""
        found: dict[int, float] = defaultdict(float)
        for trait in traits(line):
            for number, weight in self._table.row(trait):
                found[number] += weight
        return found

    def covered(self, number: int, line: Line) -> float:
        """The share of the query's syllables, marks aside, that anything said of this procedure contains."""
        said = [self._table.has(f"u:{folded(word)}", number) for word in dict.fromkeys(line.syllables)]
        return sum(said) / len(said) if said else 0.0


def _weighed(found: Counter[int], procedures: int, held: Mapping[int, float]) -> list[tuple[int, float]]:
    rarity = log((procedures + 2) / (len(found) + 0.5))
    return [(number, rarity * often * (_SATURATION + 1) / (often + held[number])) for number, often in found.items()]


def traits(line: Line) -> set[str]:
    """Everything a line is compared by; letters before the colon tell the kinds apart."""
    plain = [folded(word) for word in line.syllables]
    heard = [sound(word) for word in line.syllables]
    found = {f"u:{word}" for word in plain} | {f"s:{word}" for word in heard}
    found.update(_pairs("b", plain), _pairs("S", heard))
    found.update(f"m:{word}" for word in line.syllables if not is_plain(word))
    marked = ((one, after) for one, after in pairwise(line.syllables) if not (is_plain(one) and is_plain(after)))
    found.update(f"M:{one} {after}" for one, after in marked)
    found.update(f"c:{concept}" for concept in line.concepts)
    ordered = sorted(line.concepts)
    found.update(f"C:{one} {other}" for place, one in enumerate(ordered) for other in ordered[place + 1 :])
    return found


def _pairs(kind: str, words: Sequence[str]) -> Iterator[str]:
    return (f"{kind}:{one} {after}" for one, after in pairwise(words))
