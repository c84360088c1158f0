"""Keys typed with the input method off. The forward way is written here, from what keyboards print on their keys."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.guide.engine.letters import could_be_vietnamese
from motcua.rules.keys import from_telex, from_vni
from motcua.rules.places import communes_of, provinces
from motcua.rules.text import tone_normal

TELEX = {
    "\u0300": "f", "\u0309": "r", "\u0303": "x", "\u0301": "s", "\u0323": "j", "\u0306": "w", "\u031b": "w",
}  # fmt: skip
VNI = {
    "\u0300": "2", "\u0309": "3", "\u0303": "4", "\u0301": "1", "\u0323": "5", "\u0306": "8", "\u031b": "7",
    "\u0302": "6",
}  # fmt: skip
TONES = frozenset("\u0300\u0309\u0303\u0301\u0323")
PLACES = [place.name for province in provinces() for place in communes_of(province.code)]
NAMES = sorted({word for name in PLACES for word in tone_normal(name).lower().split() if word.isalpha()})
# Names of the highlands are written in letters of other languages (Krông, Avương, Dêê); oo needs a third o.
MARKED = [
    word for word in NAMES if not word.isascii() and could_be_vietnamese(word) and not re.search("oo|oỏ|oò|êê", word)
]


def telex(word: str, late: bool) -> str:
    """The keys for a syllable; `late`: tone at the end."""
    return _keys(word, TELEX, late, double=True)


def vni(word: str, late: bool) -> str:
    return _keys(word, VNI, late, double=False)


def _keys(word: str, table: dict[str, str], late: bool, double: bool) -> str:
    pressed, tone = "", ""
    for char in word:
        base, *marks = unicodedata.normalize("NFD", char)
        pressed += {"đ": "dd" if double else "d9"}.get(base, base)
        for mark in sorted(marks, key=TONES.__contains__):
            if mark in TONES:
                tone = table[mark]
                pressed += "" if late else tone
            else:
                pressed += base if double and mark == "\u0302" else table[mark]
    return pressed + (tone if late else "")


def test_there_are_names_to_type() -> None:
    assert len(MARKED) > 500


@given(st.sampled_from(MARKED), st.booleans())
def test_what_telex_types_is_read(word: str, late: bool) -> None:
    assert tone_normal(from_telex(telex(word, late)) or "") == word


@given(st.sampled_from(MARKED), st.booleans())
def test_what_vni_types_is_read(word: str, late: bool) -> None:
    assert tone_normal(from_vni(vni(word, late)) or "") == word


@pytest.mark.parametrize(
    ("keys", "word"),
    [
        ("nguwowif", "người"),
        ("nguoiwf", "người"),
        ("dangwd", "đăng"),
        ("dduwowcj", "được"),
        ("cuwar", "cửa"),
        ("muaw", "mưa"),
        ("xoawn", "xoăn"),
        ("tienf", "tiền"),
        ("quyenf", "quyền"),
        ("gif", "gì"),
        ("thuys", "thúy"),
        ("hoafn", "hoàn"),
        ("KHAAUR", "khẩu"),
        ("ketes", "kết"),
        ("mocoj", "mộc"),
        ("wng", "ưng"),
    ],
)
def test_other_orders_of_telex(keys: str, word: str) -> None:
    assert from_telex(keys) == word


@pytest.mark.parametrize(
    ("keys", "word"), [("nguoi72", "người"), ("duoc795", "được"), ("d9uoc75", "được"), ("ket61", "kết")]
)
def test_other_orders_of_vni(keys: str, word: str) -> None:
    assert from_vni(keys) == word


@pytest.mark.parametrize("word", ["khai", "sinh", "ass", "new", "birth", "tax law", "asdf", "", "ddd", "f", "đăng"])
def test_what_telex_never_types(word: str) -> None:
    assert from_telex(word) is None


@pytest.mark.parametrize("word", ["ct01", "2026", "14t", "b2", "khai", "", "9", "đ1", "a11"])
def test_what_vni_never_types(word: str) -> None:
    assert from_vni(word) is None


@given(st.text(max_size=12))
def test_any_text_may_come(text: str) -> None:
    for read in (from_telex, from_vni):
        found = read(text)
        assert found is None or (found != text.lower() and unicodedata.is_normalized("NFC", found))
