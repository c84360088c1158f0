"""Completions while somebody types: what begins like the words so far, the shortest first."""

from array import array
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from motcua.guide.engine.document import Document, Suggestion
from motcua.guide.engine.letters import folded, is_plain, syllables
from motcua.guide.engine.table import Texts


@dataclass(frozen=True)
class _Way:
    """A way in: a text (by number) from one of its words on, which begins at this folded letter."""

    key: str
    cost: int
    text: int
    letter: int


class Completion:
    """All names and everyday phrases, sorted by their folded letters; every word of a phrase is a way in."""

    def __init__(self, documents: Sequence[Document]) -> None:
        said = [(document, text) for document in documents for text in _texts(document)]
        self._documents = [document for document, _ in said]
        self._texts = Texts([text for _, text in said])
        self._folded = Texts([" ".join(folded(word) for word in syllables(text)) for _, text in said])
        best: dict[tuple[str, str], _Way] = {}
        for way in self._ways():
            known = best.setdefault((way.key, self._documents[way.text].id), way)
            if way.cost < known.cost:
                best[way.key, self._documents[way.text].id] = way
        ways = sorted(best.values(), key=lambda way: (way.key, way.cost, self._documents[way.text].id))
        self._of = array("I", (way.text for way in ways))
        self._from = array("H", (way.letter for way in ways))
        self._costs = array("H", (way.cost for way in ways))

    def complete(self, typed: str, limit: int = 8) -> list[Suggestion]:
        """At most `limit` suggestions, one a procedure; marks, where typed, must agree. Empty below two letters."""
        words = syllables(typed)
        start = " ".join(folded(word) for word in words)
        if len(start) < 2:
            return []
        first = bisect_left(range(len(self._of)), start, key=self._key)
        last = bisect_left(range(len(self._of)), start + "\uffff", key=self._key)
        best: dict[str, tuple[int, Suggestion]] = {}
        for place in range(first, last):
            document, text, cost = self._documents[self._of[place]], self._texts[self._of[place]], self._costs[place]
            cheaper = document.id not in best or cost < best[document.id][0]
            if cheaper and _marks_agree(words, text):
                best[document.id] = (cost, Suggestion(document.id, document.name, text))
        ranked = sorted(best.values(), key=lambda item: (item[0], item[1].id))
        return [suggestion for _, suggestion in ranked[: max(limit, 0)]]

    def _ways(self) -> Iterator[_Way]:
        for number, line in enumerate(self._folded):
            letter = 0
            for place, word in enumerate(line.split(" ") if line else ()):
                yield _Way(line[letter:], place * 100 + len(self._texts[number]), number, letter)
                letter += len(word) + 1

    def _key(self, place: int) -> str:
        return self._folded[self._of[place]][self._from[place] :]


def _texts(document: Document) -> tuple[str, ...]:
    return (document.name, *document.phrases, *document.english)


def _marks_agree(typed: Sequence[str], text: str) -> bool:
    """Whole words typed with marks must stand so in the text; the last may still be unfinished."""
    words = set(syllables(text))
    return all(is_plain(word) or word in words for word in typed[:-1])
