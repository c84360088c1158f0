"""Bytes to composed Unicode: UTF-8/16, Windows-1258, and the old Vietnamese fonts TCVN3 (ABC) and VNI.

The letter tables are those of TCVN 5712:1993 (VN3) and of the VNI-Windows fonts.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

_TCVN3_FROM = "µ¸¶·¹¨»¾¼½Æ©ÇÊÈÉË®ÌÐÎÏÑªÒÕÓÔÖ×ÝØÜÞßãáâä«åèæçé¬êíëìîïóñòô\u00adõøö÷ùúýûüþ¡¢§£¤¥¦"
_TCVN3_TO = "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵĂÂĐÊÔƠƯ"
_TCVN3 = str.maketrans(dict(zip(_TCVN3_FROM, _TCVN3_TO, strict=True)))

_TONES = {"ø": "\u0300", "ù": "\u0301", "û": "\u0309", "õ": "\u0303", "ï": "\u0323"}
_HATS = {"à": "\u0300", "á": "\u0301", "å": "\u0309", "ã": "\u0303", "ä": "\u0323", "â": ""}
_BREVES = {"è": "\u0300", "é": "\u0301", "ú": "\u0309", "ü": "\u0303", "ë": "\u0323", "ê": ""}
_ALONE = {"ô": "ơ", "ö": "ư", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ", "ñ": "đ"}


def _vni_pairs() -> dict[str, str]:
    pairs: dict[str, str] = {}
    for vowel in "aeouyôö":
        base = _ALONE.get(vowel, vowel)
        pairs |= {vowel + mark: base + tone for mark, tone in _TONES.items()}
    for vowel in "aeo":
        pairs |= {vowel + mark: vowel + "\u0302" + tone for mark, tone in _HATS.items()}
    pairs |= {"a" + mark: "a\u0306" + tone for mark, tone in _BREVES.items()}
    pairs |= _ALONE
    pairs |= {key.upper(): value.upper() for key, value in pairs.items()}
    pairs |= {
        key[0].upper() + key[1:]: value[0].upper() + value[1:] for key, value in list(pairs.items()) if len(key) > 1
    }
    return {key: unicodedata.normalize("NFC", value) for key, value in pairs.items()}


_VNI = _vni_pairs()
_VNI_PATTERN = re.compile("|".join(sorted(map(re.escape, _VNI), key=len, reverse=True)))

_COMMON = re.compile(
    r"\b(?:của|và|các|được|về|thực|hiện|công|dịch|vụ|nhân|dân|trên|địa|cơ|quan|đơn|vị|thủ|tục|kế|hoạch|năm|số|"
    r"việc|trong|cho|với|tỉnh|xã|quyết|định|hành|chính|phủ|tổ|chức|đến|bảo|đảm|trực|tuyến)\b",
    re.IGNORECASE,
)


def from_tcvn3(text: str) -> str:
    """Text typed in a TCVN3 (ABC) font, as Unicode."""
    return text.translate(_TCVN3)


def from_vni(text: str) -> str:
    """Text typed in a VNI-Windows font, as Unicode."""
    return _VNI_PATTERN.sub(lambda found: _VNI[found.group()], text)


def _vietnamese_words(text: str) -> int:
    return len(_COMMON.findall(text))


_HALF_CAPITAL = re.compile(r"(?<![^\W\d_])(?=(?:[^\W\d_]*[A-Z]){2})[^\W\d_a-z]+(?![^\W\d_])")


def _even_capitals(text: str) -> str:
    """Capitals of the old fonts have no codes for marked letters: "Kế HOạCH" is written in capitals."""
    return "\n".join(
        line.upper()
        if not re.search(r"[a-z]", line) and len(re.findall(r"[A-Z]", line)) >= 4
        else _HALF_CAPITAL.sub(lambda found: found.group().upper(), line)
        for line in text.split("\n")
    )


def reading_for(text: str) -> Callable[[str], str]:
    """How the letters of a document are to be read: as they are, or from the old font that makes words of them.

    Decided over the whole text, since a heading alone has too few words to tell.
    """
    sample = unicodedata.normalize("NFC", text)[:20000]
    as_is = _vietnamese_words(sample)
    found = {convert: _vietnamese_words(convert(sample)) for convert in (from_tcvn3, from_vni)}
    best = max(found, key=lambda convert: found[convert])
    if found[best] <= 2 * as_is + 5:
        return lambda part: unicodedata.normalize("NFC", part)
    return lambda part: _even_capitals(best(unicodedata.normalize("NFC", part)))


def mend_encoding(text: str) -> str:
    """Composed text; where an old font's letters give clearly more Vietnamese words, their reading is taken."""
    return reading_for(text)(text)


def decode(content: bytes) -> str:
    """The text of a plain text file, whatever its encoding, composed (NFC)."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return mend_encoding(content.decode("utf-16", errors="replace"))
    try:
        return mend_encoding(content.decode("utf-8-sig"))
    except UnicodeDecodeError:
        pass
    readings = [mend_encoding(content.decode(name, errors="replace")) for name in ("cp1258", "cp1252", "latin-1")]
    return max(readings, key=_vietnamese_words)
