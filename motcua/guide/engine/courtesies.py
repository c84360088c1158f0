"""What people wrap a long question in ("dạ em chào cán bộ, cho em hỏi …"), left out before the question is read."""

from collections.abc import Iterable, Iterator, Sequence

from motcua.guide.engine.letters import folded, syllables

_LONG = 10  # syllables up to which a line is read whole
_LEAST = 4  # syllables that must be left


class Courtesies:
    """The polite phrases, as typed with marks or without."""

    def __init__(self, phrases: Iterable[str]) -> None:
        said = [tuple(syllables(phrase)) for phrase in phrases]
        self._said = frozenset(said) | frozenset(tuple(map(folded, words)) for words in said if len(words) > 1)
        self._longest = max(map(len, self._said), default=0)

    def left_out(self, line: Sequence[str]) -> list[str]:
        """`line` without them; `line` itself where it is short, or where too little would be left."""
        rest = list(self._rest(line)) if len(line) > _LONG else []
        return rest if len(rest) >= _LEAST else list(line)

    def _rest(self, line: Sequence[str]) -> Iterator[str]:
        place = 0
        while place < len(line):
            length = self._length(line, place)
            if not length:
                yield line[place]
            place += max(length, 1)

    def _length(self, line: Sequence[str], place: int) -> int:
        lengths = range(min(self._longest, len(line) - place), 0, -1)
        return next((length for length in lengths if tuple(line[place : place + length]) in self._said), 0)
