"""The phrases of every procedure as weighted elements: how well the best of them fits a query."""

from array import array
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log

from motcua.guide.engine.reader import Reading
from motcua.guide.engine.table import Table

_CERTAIN = 0.99  # concepts read less surely than this are no part of a phrase
_LOOSE = 0.45  # a word of no concept says less than a concept as rare


@dataclass(frozen=True)
class Tuning:
    """How a phrase is judged; found by trying on half of our own questions (tests/guide/data)."""

    cover_power: float = 1.7  # how much a phrase suffers from words that the query lacks
    evidence: float = 2.5  # how much better much evidence withstands unexplained words than little
    doubt: float = 5.6  # how much unexplained words hurt
    kindred: float = 0.55  # share of doubt left by a word that another phrase of the procedure explains
    unknown: float = 0.5  # weight of a word nobody knows
    unknown_power: float = 0.93  # long stories hold many such words: each further one counts less


class Phrases:
    """Phrases as (number of the procedure, elements, trust); number `count` stands for everything outside."""

    def __init__(
        self,
        readings: Sequence[tuple[int, Mapping[str, float], float]],
        count: int,
        factors: Mapping[str, float],
        tuning: Tuning,
    ) -> None:
        self._tuning = tuning
        self._weights = _rarity([(number, elements) for number, elements, _ in readings], factors)
        self._documents, self._totals, self._trusts = array("H"), array("f"), array("f")
        phrases: dict[str, list[tuple[int, float]]] = defaultdict(list)
        ours = {frozenset(elements) for number, elements, _ in readings if number < count}
        for number, elements, trust in readings:
            weighed = {name: self._weights[name] * sure for name, sure in elements.items() if sure >= _CERTAIN}
            if (number < count or frozenset(elements) not in ours) and _says_enough(weighed, trust):
                for name, weight in weighed.items():
                    phrases[name].append((len(self._documents), weight))
                self._documents.append(number)
                self._totals.append(sum(weighed.values()))
                self._trusts.append(trust)
        self._phrases = Table(phrases)

    def scores(self, reading: Reading) -> dict[int, float]:
        """How well each procedure (by number; the last is everything outside) fits, 0 to 1."""
        tuning = self._tuning
        asked = {name: self._weights.get(name, 0.0) * sure for name, sure in reading.elements.items()}
        asked = {name: weight for name, weight in asked.items() if weight}
        total = sum(asked.values())
        strange = tuning.unknown * reading.unknown**tuning.unknown_power
        covered: dict[int, float] = defaultdict(float)
        explained: dict[int, float] = defaultdict(float)
        whole: dict[int, float] = defaultdict(float)
        for name, weight in asked.items():
            sure = reading.elements[name]
            said_by = set()
            for phrase, share in self._phrases.row(name):
                covered[phrase] += share * sure
                explained[phrase] += weight
                said_by.add(self._documents[phrase])
            for document in said_by:
                whole[document] += weight
        best: dict[int, float] = defaultdict(float)
        for phrase, cover in covered.items():
            document = self._documents[phrase]
            kindred = whole[document] - explained[phrase]
            doubt = strange + total - explained[phrase] - (1 - tuning.kindred) * kindred
            proof = explained[phrase] ** tuning.evidence
            known = (cover / self._totals[phrase]) ** tuning.cover_power * self._trusts[phrase]
            score = known * proof / (proof + tuning.doubt * max(doubt, 0.0))
            best[document] = max(best[document], min(score, 1.0))
        return best


def _says_enough(weighed: Mapping[str, float], trust: float) -> bool:
    """One word of a stranger fits too much."""
    return len(weighed) >= (1 if trust >= 1 else 2)


def _rarity(readings: Sequence[tuple[int, Mapping[str, float]]], factors: Mapping[str, float]) -> dict[str, float]:
    documents: dict[str, set[int]] = defaultdict(set)
    for number, elements in readings:
        for name in elements:
            documents[name].add(number)
    count = len({number for number, _ in readings})
    return {
        name: log((count + 1) / (len(where) + 0.5)) * factors.get(name, _LOOSE if name.startswith("word:") else 1.0)
        for name, where in documents.items()
    }
