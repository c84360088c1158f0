"""Sentences kept in Vietnamese are read in the reader's language; what nobody made known stays as it is."""

from __future__ import annotations

import pytest

from motcua.base.kept_words import KeptWords
from tests.support.kept_words import MARK, reading_english


@pytest.fixture
def words() -> KeptWords:
    kept = KeptWords()
    kept.known("In sổ tháng %(month)s")
    kept.known("Giải quyết hồ sơ: %(procedure)s (%(how)s)", procedure=str.upper)
    kept.known("Tệp có mật khẩu (100%).")
    return kept


def test_who_reads_vietnamese_reads_what_was_kept(words: KeptWords) -> None:
    assert words.read("In sổ tháng 11/2026") == "In sổ tháng 11/2026"


@pytest.mark.parametrize(
    ("kept", "read"),
    [
        ("In sổ tháng 11/2026", f"{MARK}In sổ tháng 11/2026"),
        ("Giải quyết hồ sơ: khai sinh (ở quầy)", f"{MARK}Giải quyết hồ sơ: KHAI SINH (ở quầy)"),
        ("Tệp có mật khẩu (100%).", f"{MARK}Tệp có mật khẩu (100%)."),
        ("Thanh tra theo Quyết định 12/QĐ-UBND", "Thanh tra theo Quyết định 12/QĐ-UBND"),
        ("Xin In sổ tháng 11", "Xin In sổ tháng 11"),
        ("", ""),
    ],
)
def test_who_reads_english_reads_it_translated(words: KeptWords, kept: str, read: str) -> None:
    with reading_english():
        assert words.read(kept) == read
