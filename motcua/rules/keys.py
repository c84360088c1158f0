"""What was meant by keys pressed while the input method was off: Telex (`ddawng`) and VNI (`d9a8ng`) to đăng."""

from __future__ import annotations

import re
import unicodedata

from motcua.rules.syllables import CLUSTERS, tone_place

_TONES = {"f": "\u0300", "r": "\u0309", "x": "\u0303", "s": "\u0301", "j": "\u0323"}
_NUMBERED_TONES = {"2": "\u0300", "3": "\u0309", "4": "\u0303", "1": "\u0301", "5": "\u0323"}
_SHAPED = {"a": "â", "e": "ê", "o": "ô"}
_ROOF_LATE = {letter: re.compile(rf"{letter}(ch|nh|ng|[cmnpt]){letter}$") for letter in _SHAPED}
_HORNED = {"a": "ă", "o": "ơ", "u": "ư"}

_ONSET = re.compile(r"ngh|ng|nh|ph|th|tr|kh|gh|gi(?=[aeiouyăâêôơư])|ch|qu|[bcdđghklmnpqrstvx]")
_RIME = re.compile(r"(?P<vowels>[aeiouyăâêôơư]{1,3})(?P<coda>ch|nh|ng|[cmnpt])?")
_TELEX = re.compile(r"(?P<onset>qu|[bcdghklmnpqrstvx]*)(?P<rest>[aeiouyw][a-z]*)")
_VNI = re.compile(r"(?P<onset>qu|[bcdghklmnpqrstvx]*)(?P<rest>[aeiouy][a-z0-9]*)")
_ROOFED = {"ie": "iê", "ye": "yê", "uye": "uyê", "ieu": "iêu", "yeu": "yêu"}


def from_telex(word: str) -> str | None:
    """The syllable (NFC, small letters) that the keys of `word` write in Telex; None where they write none.

    The tone may be pressed anywhere after the first vowel; w, the second d and the second vowel of a roof also at the
    end (`dangwd`, `ketes`). What is always written iê, yê, uyê may be pressed without its roof. A word without a Telex
    key is None, and one with a key that Telex would take back (`ass`).
    """
    found = _TELEX.fullmatch(word.lower())
    if found is None:
        return None
    onset, rest = found["onset"], found["rest"]
    if onset.endswith("dd"):
        onset = f"{onset[:-2]}đ"
    elif onset.startswith("d") and rest.endswith("d"):
        onset, rest = f"đ{onset[1:]}", rest[:-1]
    rest, tone = _tone_taken(rest, _TONES)
    if tone is None:
        return None
    return _written(word, onset, _telex_shapes(rest), tone)


def from_vni(word: str) -> str | None:
    """As `from_telex`, for VNI: 1–5 tones, 6 the roof, 7 the horn, 8 the bowl, 9 đ, after the letter or at the end."""
    keys = word.lower()
    onset = ""
    if keys.startswith("d") and "9" in keys:
        onset, keys = "đ", keys[1:].replace("9", "", 1)
    found = _VNI.fullmatch(keys)
    if found is None:
        return None
    rest, tone = _tone_taken(found["rest"], _NUMBERED_TONES)
    if tone is None:
        return None
    for key, shapes in (("6", _SHAPED), ("7", {"o": "ơ", "u": "ư"}), ("8", {"a": "ă"})):
        for _pressed in range(rest.count(key)):
            rest = _shape_given(rest, key, shapes)
    return _written(word, onset + found["onset"], rest, tone)


def _tone_taken(rest: str, keys: dict[str, str]) -> tuple[str, str | None]:
    """`rest` without its tone key, and the tone ("": none); None for two keys."""
    pressed = [place for place, char in enumerate(rest) if char in keys]
    if not pressed:
        return rest, ""
    place = pressed[0]
    if len(pressed) > 1:
        return rest, None
    return rest[:place] + rest[place + 1 :], keys[rest[place]]


def _telex_shapes(rest: str) -> str:
    for letter, shaped in _SHAPED.items():
        rest = _ROOF_LATE[letter].sub(rf"{shaped}\1", rest.replace(letter * 2, shaped, 1))
    while "w" in rest:
        before = rest
        rest = _shape_given(rest, "w", _HORNED) if rest.index("w") else f"ư{rest[1:]}"
        if rest == before:
            break
    return rest


def _shape_given(rest: str, key: str, shapes: dict[str, str]) -> str:
    """`rest` with the vowel before `key` given its mark; u and o before one horn both take it."""
    place = rest.index(key)
    before, after = rest[:place], rest[place + 1 :]
    if "ơ" in shapes.values() and (pair := re.search("[uư]o", before)):
        return f"{before[: pair.start()]}ươ{before[pair.end() :]}{after}"
    order = "uoa" if "ơ" in shapes.values() else "aoe"
    if "oa" in before and "a" in shapes:
        order = "a"
    for letter in order:
        if letter in shapes and letter in before:
            at = before.rindex(letter)
            return f"{before[:at]}{shapes[letter]}{before[at + 1 :]}{after}"
    return rest


def _written(keys: str, onset: str, rest: str, tone: str) -> str | None:
    """The syllable with its tone where it belongs; None where the letters are none, or no key was pressed."""
    start = _ONSET.match(onset + rest)
    rime = _RIME.fullmatch((onset + rest)[start.end() if start else 0 :])
    if rime is None or (start.end() if start else 0) < len(onset):
        return None
    vowels, coda = rime["vowels"], rime["coda"] or ""
    if vowels in _ROOFED and (coda or len(vowels) == 3):
        vowels = _ROOFED[vowels]
    if len(vowels) > 1 and vowels not in CLUSTERS:
        return None
    if coda in ("c", "ch", "p", "t") and tone not in ("\u0301", "\u0323"):
        return None
    place = tone_place(vowels, closed=bool(coda))
    head = (onset + rest)[: start.end() if start else 0]
    word = unicodedata.normalize("NFC", head + vowels[: place + 1] + tone + vowels[place + 1 :] + coda)
    return None if word == keys.lower() else word
