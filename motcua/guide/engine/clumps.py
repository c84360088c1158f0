"""Strange words made out: typed without a space, a letter held, a key astray, abbreviations joined or misspelt."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby, islice, product

from rapidfuzz import process
from rapidfuzz.distance import OSA

from motcua.guide.engine.letters import could_be_vietnamese, folded, is_plain, syllables
from motcua.rules.keys import from_telex

Choice = tuple[tuple[str, ...], ...]

_SHORTEST, _LONGEST = 3, 40
_MOST_PARTS, _MOST_READINGS = 6, 4
_LONG_SHORT = 3  # letters of the abbreviation that lets others of two letters stand beside it
_SURE_OF_A_SLIP = 5  # letters of an abbreviation in which one may be wrong
_HELD = re.compile(r"(\w)\1+")
_KEYS = {
    "\u0300": "f", "\u0309": "r", "\u0303": "x", "\u0301": "s", "\u0323": "j", "\u0306": "w", "\u031b": "w",
}  # fmt: skip
_ROOF = "\u0302"
_TERM, _WORD, _SHORT = 1.0, 1.3, 1.6  # what a part costs: the fewer and the longer, the likelier


@dataclass(frozen=True)
class _Cut:
    cost: float
    parts: tuple[str, ...]
    sure: bool


class Clumps:
    """What a word that is no word may be made of. Built once, never changed."""

    def __init__(self, terms: Iterable[str], abbreviations: Mapping[tuple[str, ...], Choice]) -> None:
        read = [syllables(term) for term in terms]
        self._terms = {folded("".join(words)): tuple(map(len, words)) for words in read if len(words) > 1}
        self._words = frozenset(folded(word) for words in read for word in words if could_be_vietnamese(word))
        self._marked = frozenset(word for words in read for word in words)
        self._short = {"".join(key): long for key, long in abbreviations.items() if len("".join(key)) > 1}
        self._guessable = [key for key in self._short if len(key) >= _SURE_OF_A_SLIP]

    def written_out(self, word: str) -> Choice:
        """The ways to read `word` (small letters), likeliest first; none where it is a syllable or makes no sense."""
        if not _SHORTEST <= len(word) <= _LONGEST or word.isdigit() or not _strange(word):
            return ()
        for letters in dict.fromkeys((word, *_typed(word))):
            if letters in self._marked:
                return ((letters,),)
        if could_be_vietnamese(word):
            return ()
        cut = self._cut(word) or self._cut(_released(word))
        return tuple(islice(self._lines(cut), _MOST_READINGS)) if cut else self._misspelt(folded(word))

    def _misspelt(self, low: str) -> Choice:
        swapped = [key for key in _swapped(low) if key in self._short]
        if len(low) < _SURE_OF_A_SLIP:
            return self._short[swapped[0]] if len(low) > _LONG_SHORT and len(swapped) == 1 else ()
        near = process.extract(low, self._guessable, scorer=OSA.distance, score_cutoff=1, limit=2)
        return self._short[near[0][0]] if len(near) == 1 else ()

    def _cut(self, word: str) -> _Cut | None:
        """The best way to cut the whole of `word` into what we know; None where it holds nothing sure."""
        low = folded(word)
        best: list[_Cut | None] = [*([None] * len(word)), _Cut(0.0, (), False)]
        for start in range(len(word) - 1, -1, -1):
            found = [cut for end, rest in self._ends(best, start) for cut in self._begun(word, low, start, end, rest)]
            best[start] = min(found, key=lambda cut: cut.cost, default=None)
        whole = best[0]
        return whole if whole is not None and whole.sure and len(whole.parts) <= _MOST_PARTS else None

    def _ends(self, best: list[_Cut | None], start: int) -> Iterator[tuple[int, _Cut]]:
        for end in range(start + 2, len(best)):
            rest = best[end]
            if rest is not None:
                yield end, rest

    def _begun(self, word: str, low: str, start: int, end: int, rest: _Cut) -> Iterator[_Cut]:
        part, parts = low[start:end], (word[start:end], *rest.parts)
        if part in self._terms:
            yield _Cut(rest.cost + _TERM, parts, True)
        elif part in self._words:
            yield _Cut(rest.cost + _WORD, parts, rest.sure)
        elif part in self._short:
            yield _Cut(rest.cost + _SHORT, parts, rest.sure or end - start >= _LONG_SHORT)

    def _lines(self, cut: _Cut) -> Iterator[tuple[str, ...]]:
        choices = [self._choices(part) for part in cut.parts]
        return (tuple(word for part in line for word in part) for line in product(*choices))

    def _choices(self, part: str) -> Choice:
        low = folded(part)
        if low in self._terms:
            return (tuple(_sliced(part, self._terms[low])),)
        return ((part,),) if low in self._words else self._short[low]


def _sliced(text: str, lengths: Iterable[int]) -> Iterator[str]:
    start = 0
    for length in lengths:
        yield text[start : start + length]
        start += length


def _strange(word: str) -> bool:
    """No syllable: its letters make none, or one of them stands twice together."""
    return not could_be_vietnamese(word) or bool(_HELD.search(folded(word)))


def _typed(word: str) -> Iterator[str]:
    """What the keys of a strange word may have been meant for: keys left over, held too long, or pressed too early."""
    keys = "".join(map(_keys, word))
    held = _released(word)
    yield from (read for read in map(from_telex, (keys, held)) if read)
    yield held
    if is_plain(word) and len(word) > _SHORTEST:
        yield from (read for read in map(from_telex, _swapped(held)) if read)


def _swapped(word: str) -> Iterator[str]:
    return (f"{word[:at]}{word[at + 1]}{word[at]}{word[at + 2 :]}" for at in range(len(word) - 1))


def _released(word: str) -> str:
    """`word` with one letter for every run of the same, the one with most marks."""
    runs = (list(run) for _, run in groupby(word, folded))
    return "".join(max(run, key=lambda letter: len(unicodedata.normalize("NFD", letter))) for run in runs)


def _keys(letter: str) -> str:
    if letter == "đ":
        return "dd"
    parted = unicodedata.normalize("NFD", letter)
    base, marks = parted[0], parted[1:]
    return base + "".join(base if mark == _ROOF else _KEYS.get(mark, mark) for mark in marks)
