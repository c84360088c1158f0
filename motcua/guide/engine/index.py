"""The index in memory: every phrase of every procedure as weighted elements, and the ranking of a query."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log

from motcua.guide.engine.document import Document, Hit
from motcua.guide.engine.lexicon import Lexicon
from motcua.guide.engine.reader import Reader, Reading
from motcua.guide.engine.spelling import Spelling

_FURTHER = 0.88
_LOOSE = 0.45  # a word of no concept says less than a concept as rare

_Line = tuple[str, float]  # a text and how far it is trusted


@dataclass(frozen=True)
class Tuning:
    """How a phrase is judged; found by trying on half of our own questions (tests/guide/data)."""

    cover_power: float = 1.7  # how much a phrase suffers from words that the query lacks
    evidence: float = 2.5  # how much better much evidence withstands unexplained words than little
    doubt: float = 5.6  # how much unexplained words hurt
    kindred: float = 0.55  # share of doubt left by a word that another phrase of the procedure explains
    unknown: float = 0.5  # weight of a word nobody knows
    unknown_power: float = 0.93  # long stories hold many such words: each further one counts less
    threshold: float = 0.34  # below this, nothing fits
    tail: float = 0.25  # later hits must reach this share of the first
    outside: float = 1.06  # how strong the topics outside must be to silence a procedure


@dataclass(frozen=True)
class _Phrase:
    document: int
    total: float
    trust: float


class Index:
    """Finds procedures. Built once, never changed; safe to share between threads."""

    def __init__(self, documents: Sequence[Document], lexicon: Lexicon, tuning: Tuning | None = None) -> None:
        self._documents = tuple(documents)
        self._tuning = tuning or Tuning()
        self._spelling = Spelling(lexicon)
        self._viet = _Side(lexicon, False, [_vietnamese(item) for item in documents], lexicon.outside)
        self._engl = _Side(lexicon, True, [_trusted(item.english) for item in documents], lexicon.outside_english)

    def search(self, query: str, limit: int = 10) -> list[Hit]:
        """The procedures that fit `query`, best first, at most `limit`; empty where nothing fits well enough."""
        best: list[Hit] = []
        for line in self._spelling.readings(query[:400]):
            hits = self._ranked(line)
            if hits and (not best or hits[0].score > best[0].score):
                best = hits
        return best[: max(limit, 0)]

    def _ranked(self, line: Sequence[str]) -> list[Hit]:
        side = self._engl if self._spelling.is_english(line) else self._viet
        scores = side.scores(side.reader.read(line), self._tuning)
        outside = scores.pop(len(self._documents), 0.0)
        graded = sorted(
            ((min(score * self._documents[number].prior, 1.0), -number) for number, score in scores.items()),
            reverse=True,
        )
        if not graded or graded[0][0] < max(self._tuning.threshold, outside * self._tuning.outside):
            return []
        least = graded[0][0] * self._tuning.tail
        return [self._hit(-number, score) for score, number in graded if score >= least]

    def _hit(self, number: int, score: float) -> Hit:
        document = self._documents[number]
        return Hit(document.id, document.code, document.name, round(score, 4))


class _Side:
    """One language of the index."""

    def __init__(
        self,
        lexicon: Lexicon,
        english: bool,
        texts: Sequence[Sequence[_Line]],
        outside: Iterable[str],
    ) -> None:
        self.reader = Reader(lexicon, english)
        readings = [
            (number, self.reader.teach(text).elements, trust)
            for number, lines in enumerate([*texts, _trusted(outside)])
            for text, trust in lines
        ]
        self._weights = _rarity([(number, elements) for number, elements, _ in readings], lexicon.weights)
        self._phrases: list[_Phrase] = []
        self._found_in: dict[str, list[tuple[int, float]]] = defaultdict(list)
        self._documents_of: dict[str, set[int]] = defaultdict(set)
        ours = {frozenset(elements) for number, elements, _ in readings if number < len(texts)}
        for number, elements, trust in readings:
            if number < len(texts) or frozenset(elements) not in ours:
                self._add(number, elements, trust)

    def _add(self, document: int, elements: Mapping[str, float], trust: float) -> None:
        weighed = {name: self._weights[name] * sure for name, sure in elements.items() if sure >= 0.99}
        if not weighed or (trust < 1 and len(weighed) < 2):  # one word of a stranger fits too much
            return
        for name, weight in weighed.items():
            self._found_in[name].append((len(self._phrases), weight))
            self._documents_of[name].add(document)
        self._phrases.append(_Phrase(document, sum(weighed.values()), trust))

    def scores(self, reading: Reading, tuning: Tuning) -> dict[int, float]:
        """How well each procedure (by number; the last is everything outside) fits, 0 to 1."""
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
            best[found.document] = max(best[found.document], score)
        return best


def _trusted(lines: Iterable[str]) -> list[_Line]:
    return [(line, 1.0) for line in lines]


def _vietnamese(document: Document) -> list[_Line]:
    """All its Vietnamese lines; words of others count a little less where the guide has words of its own."""
    less = _FURTHER if document.phrases else 1.0
    return [*_trusted((document.name, *document.phrases)), *((line, less) for line in document.further)]


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
