"""Before reading: keys typed with the input method off become letters, abbreviations (typed, or said letter by letter),
dialect words and what stands together without a space are written out, and the language of the query is told."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice, product

from motcua.guide.engine.clumps import Choice, Clumps
from motcua.guide.engine.courtesies import Courtesies
from motcua.guide.engine.letters import could_be_vietnamese, folded, is_plain, syllables
from motcua.guide.engine.lexicon import Lexicon
from motcua.guide.engine.spelt import spelt
from motcua.rules.keys import from_telex, from_vni

_MOST_READINGS = 6
_LONGEST_KEY = 4
_MOST = 0.6  # of the strange words must be keys, or the line is something else
_TYPED = re.compile(r"[^\W_]+")
_DOUBLED = re.compile("aa|ee|w")
_LETTERS_AND_DIGITS = re.compile(r"(?=.*[a-z])(?=.*[0-9])[a-z0-9]{2,}")


class Spelling:
    """Writes queries out in standard words."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._short = _keyed(lexicon.abbreviations)
        self._short_plain = _plain_keys(self._short)
        self._dialect = _keyed({word: (standard,) for word, standard in lexicon.dialect.items()})
        self._english = _english_words(lexicon)
        self._known = frozenset(word for word in _words(lexicon) if not is_plain(word))
        self._courtesies = Courtesies(lexicon.courtesies)
        self._clumps = Clumps(_terms(lexicon), self._short_plain)
        self._said = {"".join(key): long for key, long in self._short_plain.items() if len("".join(key)) > 2}

    def meant(self, text: str) -> str:
        """`text` with Telex or VNI keys, typed while the input method was off, as the letters they stand for.

        Unchanged where English words are, or where the keys make no words we know. Where marks were typed too, only
        what cannot be a word is read as keys.
        """
        words = list(dict.fromkeys(_TYPED.findall(text.lower())))
        for strange, read in ((self._telex, from_telex), (_vni, from_vni)):
            found = [word for word in words if is_plain(word) and strange(word)]
            if found and self._are_keys(found, read):
                typed = words if all(map(is_plain, words)) else found
                letters = {word: read(word) or word for word in typed if (word,) not in self._short_plain}
                return " ".join(letters.get(word, word) for word in _TYPED.findall(text.lower()))
        return text

    def _telex(self, word: str) -> bool:
        if word.isdigit() or (word,) in self._short_plain:
            return False
        return not could_be_vietnamese(word) or bool(_DOUBLED.search(word))

    def _are_keys(self, found: Sequence[str], read: Callable[[str], str | None]) -> bool:
        if any(word in self._english for word in found):
            return False
        written = [letters for word in found if (letters := read(word)) is not None]
        known = [letters for letters in written if letters in self._known]
        sure = len(known) >= (2 if min(map(len, found)) < 3 else 1)
        return sure and len(written) >= _MOST * len(found)

    def readings(self, text: str) -> list[tuple[str, ...]]:
        """The query in standard words; several, most likely first, where an abbreviation can mean several things."""
        typed = self._courtesies.left_out(syllables(text))
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
            named = spelt(typed, index, self._said)
            if named:
                yield self._said[named[1]]
                index += named[0]
                continue
            for length in range(min(_LONGEST_KEY, len(typed) - index), 0, -1):
                found = self._written_out(tuple(typed[index : index + length]), plain)
                if found:
                    yield found
                    index += length
                    break
            else:
                yield self._apart(typed[index]) or ((typed[index],),)
                index += 1

    def _apart(self, word: str) -> Choice:
        return () if word in self._english else self._clumps.written_out(word)

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


def _vni(word: str) -> bool:
    return bool(_LETTERS_AND_DIGITS.fullmatch(word))


def _terms(lexicon: Lexicon) -> Iterable[str]:
    return (*lexicon.fillers, *(term for group in lexicon.concepts.values() for term in group))


def _words(lexicon: Lexicon) -> Iterator[str]:
    return (word for term in _terms(lexicon) for word in syllables(term))


def _english_words(lexicon: Lexicon) -> frozenset[str]:
    terms = [*lexicon.english_fillers, *lexicon.outside_english]
    terms += [term for group in lexicon.english.values() for term in group]
    return frozenset(word for term in terms for word in syllables(term))
