"""Reads a query or a phrase into what it speaks of: weighted concepts, leftover words, unknown words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from motcua.guide.engine.letters import could_be_vietnamese, folded, is_plain, syllables
from motcua.guide.engine.lexicon import FILLER, TOPIC, Lexicon
from motcua.guide.engine.numbers import age_concepts, ages
from motcua.guide.engine.terms import Terms, Unit

_DIED, _LOST, _GONE = "die", "lost", "mat"  # "mất" is both to die and to be lost
_PERMIT, _PERMIT_TO_TRADE, _BUSINESS, _LICENCE = "giayphep", "phepkinhdoanh", "gpkd", "phepcon"
_LICENSED = frozenset({"nghecophep", "thuocla"})  # trades with a licence of their own
_REGISTERED = frozenset({_BUSINESS, "hokinhdoanh", "nganhnghe"})  # of whatever trade
_REACH = 5  # syllables around "mất" that decide what it means
_SEVERAL_MEANINGS = 0.85
_WORD = "word:"
_A_TOPIC = 4  # syllables: what is longer is told in many ways and is read like our own phrases


@dataclass(frozen=True)
class Reading:
    """What a line of words speaks of: element -> how surely (0..1); `unknown`: words nobody taught us."""

    elements: dict[str, float]
    unknown: int

    def concepts(self) -> list[tuple[str, float]]:
        """The elements that are concepts, not mere words."""
        return [(name, sure) for name, sure in self.elements.items() if not name.startswith(_WORD)]


class Reader:
    """Cuts lines into terms and turns these into elements; one for Vietnamese and one for English."""

    def __init__(self, lexicon: Lexicon, english: bool) -> None:
        self._lexicon = lexicon
        self._english = english
        self._terms = Terms()
        self._loose: dict[str, set[str]] = {}
        fillers = lexicon.english_fillers if english else lexicon.fillers
        for filler in fillers:
            self._terms.add(filler, FILLER)
        for topic in lexicon.outside_english if english else lexicon.outside:
            if len(syllables(topic)) <= _A_TOPIC:
                self._terms.add(topic, f"{TOPIC}{topic}")
        for concept, term in _vocabulary(lexicon, english):
            self._terms.add(term, concept)

    def teach(self, line: Sequence[str]) -> Reading:
        """Read a phrase of ours, written correctly, and remember its words that belong to no term."""
        units = self._terms.cut(line, unmarked=self._english, forgiving=False)
        for word in _left_over(line, units):
            self._loose.setdefault(folded(word), set()).add(word)
        return self._reading(line, units, unmarked=self._english, several=1.0)

    def read(self, line: Sequence[str], unmarked: bool | None = None) -> Reading:
        """Read what somebody typed, slips and missing marks forgiven.

        `unmarked`: no mark was typed, though abbreviations may stand written out with theirs; None: see `line`.
        """
        if unmarked is None:
            unmarked = all(is_plain(word) for word in line)
        return self._reading(line, self._terms.cut(line, unmarked), unmarked)

    def _reading(
        self, line: Sequence[str], units: Sequence[Unit], unmarked: bool, several: float = _SEVERAL_MEANINGS
    ) -> Reading:
        elements: dict[str, float] = {}
        named = ages(line)
        for index, unit in enumerate(units):
            concepts = self._sense(units, index, line)
            sure = unit.likeness * (1.0 if len(concepts) < 2 else several)
            for concept in concepts:
                self._put(elements, concept, sure)
        for _, _, years in named:
            for concept in age_concepts(years):
                self._put(elements, concept, 1.0)
        counted = {index for start, end, _ in named for index in range(start, end)}
        rest = [word for word in _left_over(line, units, counted) if not word.isdigit()]
        unknown = 0
        for word in rest:
            meant = self._meant(word, unmarked)
            unknown += not meant
            for item in meant:
                elements[f"{_WORD}{item}"] = 1.0
        return Reading(elements, unknown)

    def _put(self, elements: dict[str, float], concept: str, sure: float) -> None:
        elements[concept] = max(elements.get(concept, 0.0), sure)
        for other, share in self._lexicon.implies.get(concept, ()):
            elements[other] = max(elements.get(other, 0.0), sure * share)

    def _meant(self, word: str, unmarked: bool) -> Iterable[str]:
        known = self._loose.get(folded(word), set())
        return known if unmarked else known & {word}

    def _sense(self, units: Sequence[Unit], index: int, line: Sequence[str]) -> tuple[str, ...]:
        """What the word means among the others: "mất" to die or to be lost, "giấy phép kinh doanh" the paper of any
        shop or the licence of a trade that needs one."""
        concepts = units[index].concepts
        if _GONE in concepts:
            return _in_place_of(concepts, _GONE, _DIED if self._somebody_died(units, index) else _LOST)
        if _PERMIT_TO_TRADE in concepts:
            return _in_place_of(concepts, _PERMIT_TO_TRADE, _LICENCE if _is_licensed(units) else _BUSINESS)
        if _PERMIT in concepts and _is_licensed(units):
            return _in_place_of(concepts, _PERMIT, _LICENCE)
        return concepts

    def _somebody_died(self, units: Sequence[Unit], index: int) -> bool:
        here = units[index]
        people, things = self._lexicon.people, self._lexicon.things
        for unit in units[index + 1 :]:
            if unit.start - here.end > _REACH or people & set(unit.concepts):
                break
            if things & set(unit.concepts):
                return False
        for unit in reversed(units[:index]):
            if here.start - unit.end > _REACH or things & set(unit.concepts):
                return False
            if people & set(unit.concepts):
                return True
        return False


def _vocabulary(lexicon: Lexicon, english: bool) -> Iterable[tuple[str, str]]:
    for concept, group in lexicon.english.items():
        for term in group:
            if english or not all(could_be_vietnamese(word) for word in syllables(term)):
                yield concept, term
    if not english:
        for concept, group in lexicon.concepts.items():
            for term in group:
                yield concept, term


def _in_place_of(concepts: Sequence[str], one: str, meant: str) -> tuple[str, ...]:
    return (*(concept for concept in concepts if concept != one), meant)


def _is_licensed(units: Sequence[Unit]) -> bool:
    named = {concept for unit in units for concept in unit.concepts}
    return bool(named & _LICENSED) and not named & _REGISTERED


def _left_over(line: Sequence[str], units: Sequence[Unit], counted: Iterable[int] = ()) -> list[str]:
    taken = {index for unit in units for index in range(unit.start, unit.end)} | set(counted)
    return [word for index, word in enumerate(line) if index not in taken]
