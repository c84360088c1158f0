"""Vietnamese letters: one spelling, folded search keys, the order of names, the cost of typing."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from motcua.rules.syllables import CLUSTERS, TONES, tone_place

_TONES = {mark: rank for rank, mark in enumerate(TONES, start=1)}
_SHAPES = {"\u0306": 1, "\u0302": 2, "\u031b": 3}  # breve (ă), circumflex (â ê ô), horn (ơ ư)
_LETTER_RANK = {"ă": "a1", "â": "a2", "đ": "d1", "ê": "e1", "ô": "o1", "ơ": "o2", "ư": "u1"}
_SHIFTED = frozenset('~!@#$%^&*()_+{}|:"<>?')
_NOT_WORD = re.compile(r"[^0-9a-z]+")

# In parted letters (NFD): a word; a vowel with its marks; a syllable of several vowels. The u of qu and the i of gi
# belong to the consonant where another vowel follows.
_WORD = re.compile(r"(?:[^\W\d_][\u0300-\u036f]*)+")
_VOWEL = re.compile(rf"[aeiouy][{''.join(_SHAPES)}{TONES}]*", re.IGNORECASE)
_SYLLABLE = re.compile(
    rf"(?P<onset>[^\Waeiouy]*)(?P<vowels>(?:{_VOWEL.pattern}){{2,4}})(?P<coda>ch|nh|ng|[cmnpt])?", re.IGNORECASE
)


def nfc(text: str) -> str:
    """`text` with composed letters (Unicode NFC), the form in which everything is stored."""
    return unicodedata.normalize("NFC", text)


def fold(text: str) -> str:
    """`text` without tone and letter marks, đ as d, in lower case; spaces and signs stay."""
    plain = "".join(char for char in unicodedata.normalize("NFD", text) if not unicodedata.combining(char))
    return plain.replace("đ", "d").replace("Đ", "d").lower()


def search_key(text: str) -> str:
    """`text` folded, with every run of other signs than a-z and 0-9 as one space, none at the ends."""
    return _NOT_WORD.sub(" ", fold(text)).strip()


@lru_cache(maxsize=10_000)
def _tone_placed(word: str) -> str:
    """A word in parted letters with its tone where it belongs; as it is where it is no syllable with one tone."""
    tones = [char for char in word if char in _TONES]
    syllable = _SYLLABLE.fullmatch(word) if len(tones) == 1 else None
    if syllable is None:
        return word
    onset, coda = syllable["onset"], syllable["coda"] or ""
    letters = _VOWEL.findall(syllable["vowels"].replace(tones[0], ""))
    bare = [nfc(letter).lower() for letter in letters]
    first = int(f"{onset[-1:].lower()}{bare[0]}" in ("qu", "gi"))
    vowels = "".join(bare[first:])
    if len(vowels) > 1 and vowels not in CLUSTERS:
        return word
    letters[first + tone_place(vowels, closed=bool(coda))] += tones[0]
    return f"{onset}{''.join(letters)}{coda}"


def tone_normal(text: str) -> str:
    """`text` in NFC with every tone mark on one letter: hoà, hòa -> hòa; thuỷ, thủy -> thủy.

    A tone that slipped to another vowel comes back (qúy -> quý, gìa -> già, hòang -> hoàng). What is no Vietnamese
    syllable with one tone is left alone.
    """
    return nfc(_WORD.sub(lambda word: _tone_placed(word.group()), unicodedata.normalize("NFD", text)))


def telex_keys(text: str) -> int:
    """How many keys must be pressed to type `text` in Telex on a keyboard without caps lock.

    A letter is one key; â ê ô đ ă ơ ư need one more (the pair ươ only one for both); a tone one more; a capital
    or a shifted sign one more for shift.
    """
    presses, horn_before = 0, False
    for char in nfc(text):
        parts = unicodedata.normalize("NFD", char)
        base, marks = parts[0], parts[1:]
        presses += 1 + (base.isupper() or base in _SHIFTED) + (base in "đĐ")
        presses += sum(mark in _TONES for mark in marks)
        horn = "\u031b" in marks
        presses += any(mark in _SHAPES for mark in marks) and not (horn and horn_before and base in "oO")
        horn_before = horn and base in "uU"
    return presses


def _word_key(word: str) -> str:
    """Letters in Vietnamese order, then the tones, as a string that sorts byte by byte."""
    letters, tones = [], []
    for char in nfc(word).lower():
        parts = unicodedata.normalize("NFD", char)
        tones.append(str(next((_TONES[mark] for mark in parts if mark in _TONES), 0)))
        bare = nfc("".join(mark for mark in parts if mark not in _TONES))
        letters.append(_LETTER_RANK.get(bare, f"{bare}0"))
    return f"{''.join(letters)}!{''.join(tones)}"


def sort_key_name(name: str) -> str:
    """A key that orders people as Vietnamese lists do: by the last word, then by the words before it.

    Letters order a ă â b … d đ e ê …, tones as in dictionaries (ngang, huyền, hỏi, ngã, sắc, nặng). The key is
    plain ASCII for Vietnamese names and may be stored and sorted in a database.
    """
    words = name.split()
    return " ".join(_word_key(word) for word in [*words[-1:], *words[:-1]])
