"""Vietnamese letters: one spelling, folded search keys, the order of names, the cost of typing."""

from __future__ import annotations

import re
import unicodedata

_TONES = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}  # huyền hỏi ngã sắc nặng
_SHAPES = {"\u0306": 1, "\u0302": 2, "\u031b": 3}  # breve (ă), circumflex (â ê ô), horn (ơ ư)
_LETTER_RANK = {"ă": "a1", "â": "a2", "đ": "d1", "ê": "e1", "ô": "o1", "ơ": "o2", "ư": "u1"}
_SHIFTED = frozenset('~!@#$%^&*()_+{}|:"<>?')
_NOT_WORD = re.compile(r"[^0-9a-z]+")
_TONE_LETTERS = "".join(_TONES)

# oa, oe, uy at the end of a syllable may carry the tone on either letter: hoà = hòa, thuý = thúy.
_NEW_STYLE = re.compile(rf"(?<![qQ])([oOuU])([aAeEyY])([{_TONE_LETTERS}])(?![^\W\d_])")
_PAIRS = frozenset({"oa", "oe", "uy"})
_MISPLACED_QU = re.compile(rf"([qQ][uU])([{_TONE_LETTERS}])([yY])(?![{_TONE_LETTERS}])")


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


def _old_style(match: re.Match[str]) -> str:
    first, second, tone = match.groups()
    return first + tone + second if (first + second).lower() in _PAIRS else match.group(0)


def tone_normal(text: str) -> str:
    """`text` in NFC with one spelling for the two styles of tone marks: hoà, hòa -> hòa; thuỷ, thủy -> thủy.

    Syllables in which the place of the tone is no matter of style (hoàn, quý) are left alone; qúy becomes quý.
    """
    parted = unicodedata.normalize("NFD", text)
    return nfc(_NEW_STYLE.sub(_old_style, _MISPLACED_QU.sub(r"\1\3\2", parted)))


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
