"""Sound Vietnamese in a clean text is never changed; what a scanner spoiled is put right, labels and headings too."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest

from motcua.plans.reader import read_with_lines
from motcua.plans.reader.lexicon import lexicon
from motcua.plans.reader.lines import lines_of
from motcua.plans.reader.restore import TRUST, restore_lines
from motcua.plans.reader.syllables import is_odd, is_sound, oddness

NAMES = """UBND XÃ TẰNG LOỎNG
Số: 08/KH-UBND
Tằng Loỏng, ngày 10 tháng 02 năm 2026
KẾ HOẠCH
Nâng cao chất lượng dịch vụ công trực tuyến xã Tằng Loỏng năm 2026
I. MỤC TIÊU
1. Tỷ lệ hồ sơ trực tuyến của các thôn Khe Khoang, Trà Chẩu, Lùng Thảng, Má Khoóng, Ngải Phóng Chồ đạt 90%.
2. Các cơ sở apatit, axit photphoric, tuyển quặng ở Bản Xèo, Nậm Chày, Dền Thàng, Pờ Sì Ngài nộp hồ sơ trực tuyến.
II. NHIỆM VỤ
1. Lập điểm hỗ trợ tại Phìn Ngan, Sảng Ma Sáo, Cốc Sâm, Láo Vàng, Sủng Hoảng, Phìn Chải, Lồ Suối Tủng, Séo Tả Phìn.
2. Hướng dẫn Giàng A Páo, Vàng Thị Dợ, Lừu Seo Phềnh, Thào Mí Lử, Sùng Chẩn Pà, Ma Seo Giáo làm tổ trưởng.
"""


@pytest.mark.parametrize("word", ["Loỏng", "tằng", "quý", "gì", "giết", "nghiêng", "khuya", "xoong", "vy", "Thảng"])
def test_sound_syllables(word: str) -> None:
    assert is_sound(word)
    assert not is_odd(word)


@pytest.mark.parametrize("word", ["chất̉", "lưong", "hổng2", "tuyén", "d6ng", "¢ua", "tìếp"])
def test_what_no_pen_writes_is_odd(word: str) -> None:
    assert is_odd(word)


@pytest.mark.parametrize("word", ["apatit", "31/3/2026", "63/KH-UBND", "19b", "VNeID", "5G", "website", "II"])
def test_codes_and_foreign_terms_are_not(word: str) -> None:
    assert not is_odd(word)


def test_a_clean_word_file_full_of_names_is_left_as_it_is(tmp_path: Path) -> None:
    document = docx.Document()
    for line in NAMES.splitlines():
        document.add_paragraph(line)
    document.save(str(tmp_path / "ten.docx"))
    plan, lines = read_with_lines(tmp_path / "ten.docx")
    assert "\n".join(line.text for line in lines) == NAMES.strip()
    assert plan.meta.source_quality == "clean"


def test_clean_and_spoiled_lie_far_apart() -> None:
    spoiled = Path(__file__).parents[1] / "plans" / "files"
    assert oddness(NAMES.splitlines()) < 0.005
    bad = "Nang cao chat lwgng dich vu c6ng tryc tuyén trén dja ban; h6 so duge s6 héa ngay khi tiép nhan"
    assert oddness([bad]) > 0.1
    assert all(oddness([path.read_text("utf-8")]) < 0.01 for path in spoiled.glob("xa_*.txt"))


def test_names_in_a_scan_stay_while_its_slips_are_mended() -> None:
    lines = lines_of(
        "Giao xã Tằng Loỏng, xã Bản Xèo cung cấp địch vụ công trực tuyến tại Trung tâm Phục vụ hành chính công"
    )
    mended = restore_lines(lines, lexicon(), trust=TRUST).lines[0].text
    assert "Tằng Loỏng" in mended
    assert "Bản Xèo" in mended
    assert "dịch vụ công" in mended


@pytest.mark.parametrize(
    ("spoiled", "meant"),
    [
        ("a) Mua sim may quét. Cho ti: Phong Kinh té. Thdi gian: quy 1/2026. San phdm: May quét.", "Chủ trì: Phòng"),
        ("PHAN THU TU", "PHẦN THỨ"),
        ("Thoi han: Quy II/2026. San pham: bao cao", "Quý II/2026"),
        ("CHU TICH", "CHỦ TỊCH"),
        ("D. Dé nghi Uy ban Mat tran T6 quéc phuong giam sat", "D. Đề nghị"),
    ],
)
def test_labels_and_marks_of_a_spoiled_text(spoiled: str, meant: str) -> None:
    assert meant in restore_lines(lines_of(spoiled), lexicon()).lines[0].text
