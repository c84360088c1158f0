"""Before reading: abbreviations and dialect words are written out, and the language of the query is told."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice, product

from motcua.guide.engine.letters import could_be_vietnamese, folded, is_plain, syllables
from motcua.guide.engine.lexicon import Lexicon

_MOST_READINGS = 6
_LONGEST_KEY = 4

Choice = tuple[tuple[str, ...], ...]


class Spelling:
    """Writes queries out in standard words."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._short = _keyed(lexicon.abbreviations)
        self._short_plain = _plain_keys(self._short)
        self._dialect = _keyed({word: (standard,) for word, standard in lexicon.dialect.items()})
        self._english = _english_words(lexicon)

    def readings(self, text: str) -> list[tuple[str, ...]]:
        """The query in standard words; several, most likely first, where an abbreviation can mean several things."""
        typed = syllables(text)
        plain = all(is_plain(item) for item in typed)
        parts = list(self._parts(typed, plain))
        return [tuple(word for part in line for word in part) for line in islice(product(*parts), _MOST_READINGS)]

    def is_english(self, line: Sequence[str]) -> bool:
        """True where most words are English and at least one cannot be Vietnamese."""
        if not line or not all(is_plain(item) for item in line):
            return False
        foreign = [item for item in line if not could_be_vietnamese(item) and not item.isdigit()]
        known = [item for item in line if item in self._english or item in foreign]
        return bool(foreign) and len(known) >= 0.6 * len(line)

    def _parts(self, typed: Sequence[str], plain: bool) -> Iterator[Choice]:
        index = 0
        while index < len(typed):
            for length in range(min(_LONGEST_KEY, len(typed) - index), 0, -1):
                found = self._written_out(tuple(typed[index : index + length]), plain)
                if found:
                    yield found
                    index += length
                    break
            else:
                yield ((typed[index],),)
                index += 1

    def _written_out(self, words: tuple[str, ...], plain: bool) -> Choice:
        if plain and words in self._short_plain:
            long = self._short_plain[words]
            doubtful = len(words) == 1 and could_be_vietnamese(words[0])
            return (*long, words) if doubtful else long
        if words in self._short:
            return self._short[words]
        if words in self._dialect and not plain:
            return self._dialect[words]
        return self._dialect[words] if words == ("tui",) else ()


def _keyed(words: Mapping[str, tuple[str, ...]]) -> dict[tuple[str, ...], Choice]:
    return {tuple(syllables(short)): tuple(tuple(syllables(item)) for item in long) for short, long in words.items()}


def _plain_keys(words: Mapping[tuple[str, ...], Choice]) -> dict[tuple[str, ...], Choice]:
    found: dict[tuple[str, ...], Choice] = {}
    for short, long in words.items():
        key = tuple(folded(item) for item in short)
        found[key] = tuple(dict.fromkeys((*found.get(key, ()), *long)))
    return found


def _english_words(lexicon: Lexicon) -> frozenset[str]:
    terms = [*lexicon.english_fillers, *lexicon.outside_english]
    terms += [term for group in lexicon.english.values() for term in group]
    return frozenset(word for term in terms for word in syllables(term))
