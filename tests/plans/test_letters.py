"""Old encodings, composed letters, and badly recognised text brought back."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.plans import spoil
from motcua.plans.reader import read
from motcua.plans.reader.encodings import decode, from_tcvn3, from_vni, mend_encoding
from motcua.plans.reader.fold import fold
from motcua.plans.reader.lexicon import lexicon
from motcua.plans.reader.lines import Line, lines_of
from motcua.plans.reader.names import place_like
from motcua.plans.reader.restore import Restorer, markless, readability, restore_lines, restore_text

FILES = Path(__file__).parent / "files"
HEAD = "Cộng hòa xã hội chủ nghĩa Việt Nam, Độc lập - Tự do - Hạnh phúc"


def test_the_known_head_in_tcvn3() -> None:
    assert from_tcvn3("Céng hßa x· héi chñ nghÜa ViÖt Nam, §éc lËp - Tù do - H¹nh phóc") == HEAD


def test_the_known_head_in_vni() -> None:
    assert from_vni("Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam, Ñoäc laäp - Töï do - Haïnh phuùc") == HEAD


def test_composed_and_decomposed_text_are_one() -> None:
    assert mend_encoding(unicodedata.normalize("NFD", HEAD)) == HEAD


def test_unicode_text_is_not_taken_for_an_old_font() -> None:
    text = (FILES / "xa_bang_nhiem_vu.txt").read_text("utf-8")
    assert mend_encoding(text) == text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_bytes_of_unicode_encodings(encoding: str) -> None:
    assert decode((HEAD * 3).encode(encoding)) == HEAD * 3


def test_windows_1258_bytes() -> None:
    text = "Kế hoạch của Ủy ban nhân dân xã về việc thực hiện dịch vụ công trực tuyến"
    marks = {"\u0300", "\u0301", "\u0303", "\u0309", "\u0323"}
    parts = []
    for letter in text:
        pieces = unicodedata.normalize("NFD", letter)
        tone = [piece for piece in pieces if piece in marks]
        rest = unicodedata.normalize("NFC", "".join(piece for piece in pieces if piece not in marks))
        parts += [rest, *tone]
    assert decode("".join(parts).encode("cp1258")) == text


def test_folding_keeps_the_length() -> None:
    assert fold("Đề án “Số hóa”, Ủy ban") == "de an “so hoa”, uy ban"
    assert len(fold(HEAD)) == len(HEAD)


@given(st.text(alphabet=st.characters(max_codepoint=0x2FFF, exclude_categories=["Cs"]), max_size=60))
def test_folding_any_text_keeps_its_length(text: str) -> None:
    composed = unicodedata.normalize("NFC", text)
    assert len(fold(composed)) == len(composed)


@pytest.mark.parametrize(
    ("seen", "meant"),
    [
        ("nang cao chét lwong cung cap dich vu cong", "nâng cao chất lượng cung cấp dịch vụ công"),
        ("co s& dir liéu qubc gia vé dan cu", "cơ sở dữ liệu quốc gia về dân cư"),
        ("Phéi hop véi Cong an xa", "Phối hợp với Công an xã"),
        ("td chirc thyc hién", "tổ chức thực hiện"),
        ("100% TTHC du diéu kién", "100% TTHC đủ điều kiện"),
        ("van ban cua HDND va UBND xa", "văn bản của HĐND và UBND xã"),
    ],
)
def test_recognised_words_are_restored(seen: str, meant: str) -> None:
    words = lexicon()
    assert restore_text(seen, Restorer(words), words) == meant


@pytest.mark.parametrize(
    ("seen", "meant"),
    [
        ("~ Chui tr: Van phong HDND va UBND phuéng.", "- Chủ trì: Văn phòng HĐND và UBND phường."),
        ("- Phdi hgp; Cong an phung", "- Phối hợp: Công an phường"),
        ("- Thai gian hoan thanh: Quy 1V/2025.", "- Thời gian hoàn thành: quý IV/2025."),
        ("= 100% thi tyc hanh chinh cé thu phi, 16 phi", "- 100% thủ tục hành chính có thu phí, lệ phí"),
        ("- Ty 16 hd so tryc tuyén dat 60% trd lén", "- Tỷ lệ hồ sơ trực tuyến đạt 60% trở lên"),
        ("- Theo 16 trinh cia UBND tinh", "- Theo lộ trình của UBND tỉnh"),
        ("- Phii séng SG 100% khu vue", "- Phủ sóng 5G 100% khu vực"),
        ("3.1, Phat thanh chuyén muc", "3.1. Phát thanh chuyên mục"),
        ("cia Tha tung Chinh phi", "của Thủ tướng Chính phủ"),
    ],
)
def test_lines_as_scanners_spoil_them(seen: str, meant: str) -> None:
    back = restore_lines([Line(seen, 1)], lexicon()).lines[0].text
    assert back.lower().replace("quy iv", "quý iv") == meant.lower()


def test_a_garbled_numeral_still_heads_its_part() -> None:
    assert restore_lines([Line("IL. CHi TIEU CU THE", 1)], lexicon()).lines[0].text.startswith("II. ")
    assert restore_lines([Line("11. Chi tieu cu the", 1)], lexicon()).lines[0].text.startswith("11. ")


def test_names_of_places_are_those_that_exist() -> None:
    assert place_like("Vụ Quảng", "xã") == "Vũ Quang"
    assert place_like("Cin Tho", "thành phố") == "Cần Thơ"
    assert place_like("Đồng Lâm", "xã") == "Đồng Lâm"  # there is a Đồng Tâm
    assert place_like("Không Có Thật", "xã") == "Không Có Thật"


def test_figures_and_codes_are_left_alone() -> None:
    words = lexicon()
    text = "1565/QĐ-TTg 31/12/2025 08 90% 1.000 VNeID VNPT 5G"
    assert restore_text(text, Restorer(words), words) == text


def test_clean_text_is_known_and_spoiled_text_is_not() -> None:
    text = (FILES / "phuong_bang_chi_tieu.txt").read_text("utf-8")
    words = lexicon()
    assert readability(lines_of(text), words) > 0.97
    assert markless(lines_of(text)) < 0.4
    bad = lines_of(spoil(text))
    assert readability(bad, words) < 0.86 or markless(bad) > 0.5


def test_most_of_a_spoiled_text_comes_back() -> None:
    text = (FILES / "phuong_bang_chi_tieu.txt").read_text("utf-8")
    back = restore_lines(lines_of(spoil(text)), lexicon()).lines
    meant = [word for line in lines_of(text) for word in line.text.lower().split()]
    found = [word for line in back for word in line.text.lower().split()]
    assert len(meant) == len(found)
    right = sum(one == two for one, two in zip(meant, found, strict=True)) / len(meant)
    assert right > 0.88


def test_a_text_is_never_restored_with_its_own_counts() -> None:
    digest = next(iter(__import__("motcua.plans.reader.lexicon", fromlist=["x"]).counted_texts()))
    assert lexicon(digest) is not lexicon()


def _in_tcvn3(text: str) -> str:
    """Text as an old font has it: capitals with marks share the codes of small letters."""
    codes = {from_tcvn3(chr(code)): chr(code) for code in range(0xA1, 0x100) if from_tcvn3(chr(code)) != chr(code)}
    return "".join(codes.get(letter, codes.get(letter.lower(), letter)) for letter in text)


def _in_vni(text: str) -> str:
    marks = [chr(code) for code in range(0xC0, 0x100)]
    letters = "aeiouyôöAEIOUYÔÖ"
    pairs = [letter + mark for letter in letters for mark in marks] + marks
    codes = {from_vni(pair): pair for pair in reversed(pairs) if len(from_vni(pair)) == 1 and from_vni(pair) != pair}
    return "".join(codes.get(letter, letter) for letter in text)


def _file(path: Path, text: str) -> Path:
    if path.suffix == ".txt":
        path.write_text(text, "utf-8")
        return path
    document = docx.Document()
    for line in text.splitlines():
        document.add_paragraph(line)
    document.save(str(path))
    return path


@pytest.mark.parametrize("old", [_in_tcvn3, _in_vni])
@pytest.mark.parametrize("name", ["xa_bang_nhiem_vu.txt", "phuong_bang_chi_tieu.docx"])
def test_a_whole_plan_in_an_old_font(tmp_path: Path, old: Callable[[str], str], name: str) -> None:
    text = (FILES / name).with_suffix(".txt").read_text("utf-8")
    found, meant = read(_file(tmp_path / f"old{name}", old(text))), read(_file(tmp_path / name, text))
    assert found.meta.title == meant.meta.title
    assert (found.meta.doc_number, found.meta.issuing_agency) == (meant.meta.doc_number, meant.meta.issuing_agency)
    assert found.meta.doc_number is not None
    assert [(one.text, one.lead, one.deadline.due) for one in found.tasks] == [
        (one.text, one.lead, one.deadline.due) for one in meant.tasks
    ]
    assert [(one.metric, one.value, one.year) for one in found.targets] == [
        (one.metric, one.value, one.year) for one in meant.targets
    ]
    assert len(found.tasks) >= 3
