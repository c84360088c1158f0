"""The index in memory: how a query is judged against the procedures, and when nothing fits."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import exp, log1p

from motcua.guide.engine.document import Document, Hit
from motcua.guide.engine.forms import named_forms
from motcua.guide.engine.gathered import Gathered, Line
from motcua.guide.engine.letters import is_plain, syllables
from motcua.guide.engine.lexicon import Lexicon
from motcua.guide.engine.phrases import Phrases, Tuning
from motcua.guide.engine.reader import Reader, Reading
from motcua.guide.engine.spelling import Spelling
from motcua.guide.engine.wordings import Wordings

_CODE = re.compile(r"(?<![\d.])\d\.\d{6}(?!\d)")  # a national code; a local suffix may follow
_FURTHER = 0.88  # words of others count a little less where the guide has words of its own
_LONG = 14  # syllables beyond which a query is not better founded for being longer
_UNCALLED = 0.78  # of the rank of a procedure whose occasion nobody named
_ONE_WORD = 2  # syllables
_SURE = 0.5  # concepts read less surely than this are not compared

_Text = tuple[str, float]  # a line and how far it is trusted


@dataclass(frozen=True)
class Judgement:
    """How two opinions become one rank, and the rank a confidence from 0 to 1.

    The weights of the confidence are a logistic regression on the tuning half of our questions, answerable or not
    (tests/guide/data): the best phrase speaks for a procedure, a topic outside against it; a query that names several
    things the procedure knows is better founded than a short one. What people asked before the words were widened for
    them counts five times as much as what they were widened for: phrases made for a question fit it too well.
    """

    phrase: float = 0.8  # the best phrase, beside the words taken together (which count 1)
    wording: float = 0.6  # the nearest wording, beside them
    base: float = -5.9
    fits: float = 2.7
    outside: float = -2.0
    covered: float = 2.3
    like: float = 1.6
    like_outside: float = -3.4
    together_outside: float = -2.7
    length: float = 1.7
    concepts: float = 1.0
    unknown: float = -1.2
    threshold: float = 0.27
    tail: float = 0.4  # later hits must reach this share of the first


class Index:
    """Finds procedures. Built once, never changed; safe to share between threads."""

    def __init__(
        self,
        documents: Sequence[Document],
        lexicon: Lexicon,
        tuning: Tuning | None = None,
        judgement: Judgement | None = None,
    ) -> None:
        self._documents = tuple(documents)
        self._by_code = {item.code: number for number, item in enumerate(self._documents) if item.code}
        self._by_form: dict[str, list[int]] = {}
        for number, item in enumerate(self._documents):
            for sign in item.forms:
                self._by_form.setdefault(sign, []).append(number)
        self._judgement = judgement or Judgement()
        self._spelling = Spelling(lexicon)
        viet, engl = [_vietnamese(item) for item in documents], [_trusted(item.english) for item in documents]
        self._viet = _Side(lexicon, self._spelling, viet, lexicon.outside, tuning or Tuning(), english=False)
        self._engl = _Side(lexicon, self._spelling, engl, lexicon.outside_english, tuning or Tuning(), english=True)

    def search(self, query: str, limit: int = 10) -> list[Hit]:
        """The procedures that fit `query`, best first, at most `limit`; empty where nothing fits well enough.

        Where national codes stand in it (1.001193), the procedures that have them, in the order asked for.
        """
        named = [self._by_code[code] for code in dict.fromkeys(_CODE.findall(query[:400])) if code in self._by_code]
        if named:
            return [self._hit(number, 1.0) for number in named][: max(limit, 0)]
        return (self._of_forms(query[:400]) or self._read(query[:400]))[: max(limit, 0)]

    def _of_forms(self, query: str) -> list[Hit]:
        """Where the sign of a printed form stands in it (CT01), the procedures that take it.

        What else is said orders them; where that decides nothing, the order of the documents does.
        """
        signs, rest = named_forms(query, self._by_form)
        takes = [number for sign in signs for number in self._by_form[sign]]
        said = {hit.id: rank for rank, hit in enumerate(self._read(rest))} if takes and rest else {}
        takes.sort(key=lambda number: said.get(self._documents[number].id, len(self._documents)))
        return [self._hit(number, 1.0) for number in dict.fromkeys(takes)]

    def _read(self, query: str) -> list[Hit]:
        best: list[Hit] = []
        typed = self._spelling.meant(query)
        for line in self._spelling.readings(typed):
            hits = self._ranked(line, all(map(is_plain, syllables(typed))))
            if hits and (not best or hits[0].score > best[0].score):
                best = hits
        return best

    def _ranked(self, line: Sequence[str], unmarked: bool) -> list[Hit]:
        foreign = self._ranked_by(self._engl, line, unmarked) if self._spelling.is_english(line) else []
        return foreign or self._ranked_by(self._viet, line, unmarked)

    def _ranked_by(self, side: "_Side", line: Sequence[str], unmarked: bool) -> list[Hit]:
        seen = side.look(line, unmarked)
        ranks = self._ranks(seen)
        if not ranks:
            return []
        most, best = ranks[0]
        sure = self._confidence(seen, best, side.gathered.covered(best, seen.line))
        if seen.alone:
            sure = max(sure, self._judgement.threshold)
        if sure < self._judgement.threshold:
            return []
        least = most * self._judgement.tail
        return [self._hit(number, sure * rank / most) for rank, number in ranks if rank >= least]

    def _ranks(self, seen: "_Seen") -> list[tuple[float, int]]:
        weights, most, said = self._judgement, seen.most(), frozenset(seen.line.concepts)
        ranks = {
            number: self._standing(number, said)
            * (
                seen.together.get(number, 0.0) / most
                + weights.phrase * seen.phrases.get(number, 0.0)
                + weights.wording * seen.likeness.get(number, 0.0)
            )
            for number in seen.phrases.keys() | seen.together.keys()
            if number < len(self._documents)
        }
        return sorted(((rank, number) for number, rank in ranks.items()), key=lambda item: (-item[0], item[1]))

    def _standing(self, number: int, said: frozenset[str]) -> float:
        document = self._documents[number]
        return document.prior * (1.0 if not document.needs or document.needs & said else _UNCALLED)

    def _confidence(self, seen: "_Seen", best: int, covered: float) -> float:
        weights, outside = self._judgement, seen.outside
        length = min(len(seen.line.syllables), _LONG)
        said = weights.base + weights.covered * covered + weights.length * log1p(length)
        said += weights.fits * seen.phrases.get(best, 0.0) + weights.outside * seen.phrases.get(outside, 0.0)
        said += weights.like * seen.likeness.get(best, 0.0) + weights.like_outside * seen.likeness.get(outside, 0.0)
        said += weights.concepts * log1p(len(seen.line.concepts))
        said += weights.unknown * seen.unknown / max(len(seen.line.syllables), 1)
        said += weights.together_outside * seen.together.get(outside, 0.0) / seen.most()
        return 1 / (1 + exp(-said))

    def _hit(self, number: int, score: float) -> Hit:
        document = self._documents[number]
        return Hit(document.id, document.code, document.name, round(score, 4))


@dataclass(frozen=True)
class _Seen:
    """What three ways of looking say of each procedure by number; the number past the last is everything outside.

    `alone`: the query is but one word for something that procedures are about ("đất", "xe máy"); `unknown`: how many of
    its words nobody taught us.
    """

    line: Line
    phrases: dict[int, float]
    together: dict[int, float]
    likeness: dict[int, float]
    outside: int
    alone: bool
    unknown: int = 0

    def most(self) -> float:
        """The most that the words taken together say of any procedure; 1 where they say nothing."""
        return max((said for number, said in self.together.items() if number != self.outside), default=1.0)


class _Side:
    """One language of the index."""

    def __init__(
        self,
        lexicon: Lexicon,
        spelling: Spelling,
        texts: Sequence[Sequence[_Text]],
        outside: Iterable[str],
        tuning: Tuning,
        english: bool,
    ) -> None:
        self.reader = Reader(lexicon, english)
        self._outside = len(texts)
        self._alone = lexicon.alone
        lines = [
            (number, spelling.readings(text)[0], trust)
            for number, group in enumerate([*texts, _trusted(outside)])
            for text, trust in group
        ]
        taught = [(number, line, self.reader.teach(line), trust) for number, line, trust in lines]
        readings = [(number, reading.elements, trust) for number, _, reading, trust in taught]
        self._phrases = Phrases(readings, len(texts), lexicon.weights, tuning)
        self.gathered = Gathered((number, _line(line, reading)) for number, line, reading, _ in taught)
        self._wordings = Wordings((number, line) for number, line, _, _ in taught)

    def look(self, typed: Sequence[str], unmarked: bool) -> _Seen:
        """`typed` (standard syllables) seen in all three ways; `unmarked`: nobody typed a mark."""
        reading = self.reader.read(typed, unmarked)
        line = _line(typed, reading)
        return _Seen(
            line,
            self._phrases.scores(reading),
            self.gathered.scores(line),
            self._wordings.likeness(typed),
            self._outside,
            len(typed) <= _ONE_WORD and self._is_alone(reading),
            reading.unknown,
        )

    def _is_alone(self, reading: Reading) -> bool:
        return bool(reading.elements) and not reading.unknown and self._alone.issuperset(reading.elements)


def _line(line: Sequence[str], reading: Reading) -> Line:
    return Line(tuple(line), tuple(name for name, sure in reading.concepts() if sure > _SURE))


def _trusted(lines: Iterable[str]) -> list[_Text]:
    return [(line, 1.0) for line in lines]


def _vietnamese(document: Document) -> list[_Text]:
    """All its Vietnamese lines, each with how far it is trusted."""
    less = _FURTHER if document.phrases else 1.0
    return [*_trusted((document.name, *document.phrases)), *((line, less) for line in document.further)]
