"""The phrases of every procedure as weighted elements: how well the best of them fits a query."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log

from motcua.guide.engine.reader import Reading

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


@dataclass(frozen=True)
class _Phrase:
    document: int
    total: float
    trust: float


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
        self._phrases: list[_Phrase] = []
        self._found_in: dict[str, list[tuple[int, float]]] = defaultdict(list)
        self._documents_of: dict[str, set[int]] = defaultdict(set)
        ours = {frozenset(elements) for number, elements, _ in readings if number < count}
        for number, elements, trust in readings:
            if number < count or frozenset(elements) not in ours:
                self._add(number, elements, trust)

    def _add(self, document: int, elements: Mapping[str, float], trust: float) -> None:
        weighed = {name: self._weights[name] * sure for name, sure in elements.items() if sure >= 0.99}
        if not weighed or (trust < 1 and len(weighed) < 2):  # one word of a stranger fits too much
            return
        for name, weight in weighed.items():
            self._found_in[name].append((len(self._phrases), weight))
            self._documents_of[name].add(document)
        self._phrases.append(_Phrase(document, sum(weighed.values()), trust))

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
            for phrase, share in self._found_in[name]:
                covered[phrase] += share * sure
                explained[phrase] += weight
            for document in self._documents_of[name]:
                whole[document] += weight
        best: dict[int, float] = defaultdict(float)
        for phrase, cover in covered.items():
            found = self._phrases[phrase]
            kindred = whole[found.document] - explained[phrase]
            doubt = strange + total - explained[phrase] - (1 - tuning.kindred) * kindred
            proof = explained[phrase] ** tuning.evidence
            known = (cover / found.total) ** tuning.cover_power * found.trust
            score = known * proof / (proof + tuning.doubt * max(doubt, 0.0))
            best[found.document] = max(best[found.document], min(score, 1.0))
        return best


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
