"""Completions while somebody types: what begins like the words so far, the shortest first."""

from bisect import bisect_left
from collections.abc import Sequence

from motcua.guide.engine.document import Document, Suggestion
from motcua.guide.engine.letters import folded, is_plain, syllables


class Completion:
    """All names and everyday phrases, sorted by their folded letters; every word of a phrase is a way in."""

    def __init__(self, documents: Sequence[Document]) -> None:
        entries: dict[tuple[str, str], tuple[str, int, Suggestion]] = {}
        for document in documents:
            for text in (document.name, *document.phrases, *document.english):
                words = syllables(text)
                for start in range(len(words)):
                    key = " ".join(folded(word) for word in words[start:])
                    suggestion = Suggestion(document.id, document.name, text)
                    entry = (key, start * 100 + len(text), suggestion)
                    known = entries.setdefault((key, document.id), entry)
                    if entry[1] < known[1]:
                        entries[key, document.id] = entry
        self._entries = sorted(entries.values(), key=lambda entry: (entry[0], entry[1], entry[2].id))
        self._keys = [entry[0] for entry in self._entries]

    def complete(self, typed: str, limit: int = 8) -> list[Suggestion]:
        """At most `limit` suggestions, one a procedure; marks, where typed, must agree. Empty below two letters."""
        words = syllables(typed)
        start = " ".join(folded(word) for word in words)
        if len(start) < 2:
            return []
        first = bisect_left(self._keys, start)
        last = bisect_left(self._keys, start + "\uffff")
        fitting = [entry for entry in self._entries[first:last] if _marks_agree(words, entry[2].text)]
        best: dict[str, tuple[int, Suggestion]] = {}
        for _, cost, suggestion in fitting:
            if suggestion.id not in best or cost < best[suggestion.id][0]:
                best[suggestion.id] = (cost, suggestion)
        ranked = sorted(best.values(), key=lambda item: (item[0], item[1].id))
        return [suggestion for _, suggestion in ranked[: max(limit, 0)]]


def _marks_agree(typed: Sequence[str], text: str) -> bool:
    """Whole words typed with marks must stand so in the text; the last may still be unfinished."""
    words = set(syllables(text))
    return all(is_plain(word) or word in words for word in typed[:-1])
