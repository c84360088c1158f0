"""Whether letters make a sound Vietnamese syllable: an onset, a rime and a tone the rime can bear.

Names of places and people are sound syllables no lexicon lists; what a scanner spoils mostly is none. The tables are
those of Vietnamese orthography (Decision 240/QĐ of 5/3/1984 and school grammars).
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_ONSET = re.compile(r"^(?:ngh|ng|gh|gi|kh|nh|ph|th|tr|ch|qu|[bcdđghklmnprstvx])?")
_RIME_LIST = """
    a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây e ec em en eng eo ep et
    ê êch êm ên ênh êp êt êu i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu o oa oac oach oai oam oan oang
    oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oen oeo oet oi om on ong op ot oong ooc ô ôc ôi ôm ôn ông ôp ôt
    ơ ơi ơm ơn ơp ơt u ua uân uâng uât uây uê uêch uênh uêu uôc uôi uôm uôn uông uôt uơ uy uya uych uyên uyêt uyn
    uynh uyt uyu uc ui um un ung up ut uao uăn uăng uăc uai uan uang uat uay ư ưa ưc ưi ưm ưn ưng ươc ươi ươm ươn
    ương ươp ươt ươu ưt ưu y yêm yên yêng yêt yêu
"""
_RIMES = frozenset(_RIME_LIST.split())
_TONES = {"\u0300", "\u0301", "\u0303", "\u0309", "\u0323"}
_SHORT = {"\u0301", "\u0323"}
_ODD_SIGNS = re.compile(r"[^\W\d_][\d¢€£]|[\d¢€£][^\W\d_]|[¢€£]")
_CODE = re.compile(r"^[A-ZĐ\d.,/&\-–]+$|^\d+[a-zđ]?$|^[a-zđ]\d+$|^\d")
_FOREIGN = 4  # words of plain Latin letters this long may be of another language


def _parted(word: str) -> tuple[str, set[str]]:
    """(letters without tones, the tones) of a word in small letters."""
    spread = unicodedata.normalize("NFD", word.lower())
    tones = {sign for sign in spread if sign in _TONES}
    return unicodedata.normalize("NFC", "".join(sign for sign in spread if sign not in _TONES)), tones


@lru_cache(maxsize=8192)
def is_sound(word: str) -> bool:
    """Whether a word is a syllable Vietnamese can have, known or not."""
    letters, tones = _parted(word)
    if len(tones) > 1:
        return False
    rimes = {letters[end:] for end in _ends(letters)} & _RIMES
    if not rimes:
        return False
    stopped = letters.endswith(("c", "ch", "p", "t"))
    return not stopped or bool(tones & _SHORT)


def _ends(letters: str) -> set[int]:
    """Where the onset may end: "gia" is gi-a, "gì" is g-i, "quý" is qu-y or q-uy."""
    found = _ONSET.match(letters)
    end = found.end() if found else 0
    return {end, end - 1} if letters[:2] in ("gi", "qu") and end == 2 else {end}


def is_odd(word: str) -> bool:
    """Whether a word looks spoiled: signs or figures among its letters, or marks on what is no syllable."""
    if _CODE.match(word):
        return False
    if _ODD_SIGNS.search(word):
        return True
    marked = any(unicodedata.normalize("NFD", letter) != letter or letter in "đĐ" for letter in word)
    if not word.islower() or len(word) < 2 or is_sound(word):
        return False
    return marked or len(word) < _FOREIGN


def oddness(texts: list[str]) -> float:
    """The share of words that look spoiled: below 1 in 1,000 in clean text, 150 and more in a bad scan."""
    words = [word.strip(".,;:()[]\"“”'’!?…*+-–") for text in texts for word in text.split()]
    words = [word for word in words if word]
    return sum(map(is_odd, words)) / len(words) if words else 0.0
