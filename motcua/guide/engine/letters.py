"""Letters of a query: its syllables, and how much two syllables look or sound alike."""

import re
from functools import lru_cache
from unicodedata import normalize

from rapidfuzz.distance import OSA

from motcua.rules.text import fold, tone_normal

_SYLLABLE = re.compile(r"[^\W_]+")
_DIGIT_EDGE = re.compile(r"(?<=\d)(?=[^\W\d_]{2})|(?<=[^\W\d_]{2})(?=\d{2})")
_ONSETS = (
    ("ngh", "ng"),
    ("gh", "g"),
    ("qu", "kw"),
    ("tr", "c"),
    ("ch", "c"),
    ("kh", "kh"),
    ("gi", "z"),
    ("ph", "f"),
    ("ng", "ng"),
    ("nh", "nh"),
    ("th", "th"),
    ("d", "z"),
    ("r", "z"),
    ("x", "s"),
    ("n", "l"),
    ("k", "k"),
    ("c", "k"),
    ("q", "k"),
)
_CODAS = (("nh", "n"), ("ng", "n"), ("ch", "t"), ("c", "t"))
_VIETNAMESE = re.compile(
    r"^(?:ngh|ng|nh|ph|th|tr|kh|gh|gi|ch|qu|[bcdghklmnpqrstvx])?[aeiouy]{1,3}(?:ch|nh|ng|[cmnpt])?$"
)
_VOWEL = re.compile("[aeiouy]")
_HOOK, _TILDE = "\u1ea3\u1eb3\u1ea9\u1ebb\u1ec3\u1ec9\u1ecf\u1ed5\u1edf\u1ee7\u1eed\u1ef7", "ãẵẫẽễĩõỗỡũữỹ"
_TONES = "\u0300\u0301\u0303\u0323"  # grave, acute, tilde, dot below
_HOOK_AS_TILDE = str.maketrans(_HOOK, _TILDE)

folded = lru_cache(maxsize=20000)(fold)


def syllables(text: str) -> list[str]:
    """The words of `text` between spaces and signs, lower case, tone marks in one style, digits apart."""
    parted = _DIGIT_EDGE.sub(" ", tone_normal(text).lower())
    return _SYLLABLE.findall(parted)


def is_plain(syllable: str) -> bool:
    """True where no letter carries a mark; such a syllable may stand for any marked one."""
    return syllable.isascii()


@lru_cache(maxsize=20000)
def could_be_vietnamese(syllable: str) -> bool:
    """True where the folded letters can form a Vietnamese syllable ("can" can, "birth" cannot)."""
    return bool(_VIETNAMESE.match(folded(syllable)))


@lru_cache(maxsize=20000)
def sound(syllable: str) -> str:
    """A key equal for syllables often confused in writing: s/x, ch/tr, d/gi/r, l/n, i/y, final n/ng and t/c."""
    word = folded(syllable)
    for written, heard in _ONSETS:
        if word.startswith(written) and len(word) > len(written):
            word = heard + word[len(written) :]
            break
    else:
        word = "zi" if word == "gi" else word
    for written, heard in _CODAS:
        if word.endswith(written) and len(word) > len(written):
            word = word[: -len(written)] + heard
            break
    return one_i(word)


def one_i(word: str) -> str:
    """`word` with i for a y that is its only vowel (ký/kí, quy/qui); thay and thai stay different words."""
    return word[:-1] + "i" if word.endswith("y") and not _VOWEL.search(word[:-1].removesuffix("qu")) else word


@lru_cache(maxsize=50000)
def likeness(typed: str, meant: str, unmarked: bool) -> float:
    """How well `typed` may stand for `meant`, 0 to 1; `unmarked`: nobody typed a mark in the whole query."""
    if typed == meant:
        return 1.0
    low, target = folded(typed), folded(meant)
    if low == target:
        return _same_letters(typed, meant, unmarked)
    if one_i(low) == one_i(target):
        return 0.95 * _tones(typed, meant)
    if sound(typed) == sound(meant) and len(low) > 1:
        return 0.88 * _tones(typed, meant)
    if max(len(low), len(target)) >= 3 and OSA.distance(low, target, score_cutoff=1) == 1:
        return (0.74 if sorted(set(low)) == sorted(set(target)) else 0.68) * _tones(typed, meant)
    return 0.0


def _same_letters(typed: str, meant: str, unmarked: bool) -> float:
    if is_plain(typed):
        return 0.97 if unmarked else 0.86
    if typed.translate(_HOOK_AS_TILDE) == meant.translate(_HOOK_AS_TILDE):
        return 0.94
    return 0.76


def _tones(typed: str, meant: str) -> float:
    return 1.0 if is_plain(typed) or _marks(typed) == _marks(meant) else 0.93


@lru_cache(maxsize=20000)
def _marks(syllable: str) -> str:
    return "".join(sorted(char for char in syllable.translate(_HOOK_AS_TILDE) if not char.isascii()))


@lru_cache(maxsize=20000)
def tone(syllable: str) -> str:
    """The tone mark typed, empty for none; the hook and the tilde, often confused, count as one."""
    letters = normalize("NFD", syllable.translate(_HOOK_AS_TILDE))
    return "".join(char for char in letters if char in _TONES)


def forget() -> None:
    """Empty what was kept of words met: building an index meets every word of every procedure once."""
    for kept in (folded, could_be_vietnamese, sound, likeness, tone, _marks):
        kept.cache_clear()
