"""Faults a document may have: each is found where it is, and a sound document is left in peace."""

from __future__ import annotations

from pathlib import Path

import pytest

from motcua.plans.reader import read, read_text
from motcua.plans.reader.model import Anomaly
from tests.plans.written import MASTHEAD

FILES = Path(__file__).parent / "files"

SOUND = (
    MASTHEAD
    + """Căn cứ Nghị định số 118/2025/NĐ-CP ngày 09/6/2025 của Chính phủ về cơ chế một cửa;
I. MỤC TIÊU
1. Năm 2026, 85% hồ sơ được nộp trực tuyến.
2. Năm 2026, 100% hồ sơ được số hóa khi tiếp nhận.
II. TỔ CHỨC THỰC HIỆN
1. Phòng Kinh tế
- Báo cáo UBND xã kết quả hằng quý.
2. Công an xã
- Phối hợp bảo đảm an toàn thông tin.
Nơi nhận:
- UBND tỉnh;
- Lưu: VT.
TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
Nguyễn Văn An
PHỤ LỤC
DANH MỤC NHIỆM VỤ
| STT | Nhiệm vụ | Cơ quan chủ trì | Thời gian hoàn thành | Sản phẩm |
| 1 | Vận động người dân nộp hồ sơ trực tuyến | Phòng Kinh tế | Quý I/2026 | Báo cáo |
| 2 | Số hóa hồ sơ khi tiếp nhận hằng ngày | Công an xã | Quý II/2026 | Kho hồ sơ |
"""
)


def faults(text: str) -> list[Anomaly]:
    return read_text(text).anomalies


def kinds(text: str) -> list[str]:
    return [fault.kind for fault in faults(text)]


@pytest.mark.parametrize(
    "harmless",
    [
        ("- Phối hợp bảo đảm", "- Quản lý, phối hợp các phòng, cơ quan bảo đảm"),
        ("1. Phòng Kinh tế\n", "1. Văn phòng các cơ quan, Phòng Quản lý đô thị\n"),
        ("Quý I/2026", "Hằng ngày"),
        ("Quý I/2026", "Khi phát sinh hồ sơ"),
        ("hằng quý", "hằng quý; làm cho dịch vụ công trực tuyến dễ dùng, dễ hiểu"),
    ],
)
def test_what_is_no_fault(harmless: tuple[str, str]) -> None:
    text = SOUND.replace(*harmless)
    assert text != SOUND
    assert [fault.message for fault in faults(text)] == []


def test_a_sound_plan_has_no_fault() -> None:
    assert [fault.message for fault in faults(SOUND)] == []


BROKEN = [
    ("count_differs", ("I. MỤC TIÊU", "I. MỤC TIÊU: 04 CHỈ TIÊU"), "4"),
    ("number_gap", ("2. Công an xã", "4. Công an xã"), "1 sang 4"),
    ("number_repeated", ("2. Công an xã", "1. Công an xã"), "cùng đánh số 1"),
    ("number_repeated", ("II. TỔ CHỨC", "I. TỔ CHỨC"), "cùng đánh số I"),
    ("number_gap", ("| 2 | Số hóa", "| 4 | Số hóa"), "1 sang 4"),
    ("date_impossible", ("Quý I/2026", "Trước 31/11/2026"), "31/11"),
    ("date_impossible", ("ngày 09/6/2025", "ngày 30/02/2025"), "30/02/2025"),
    ("deadline_past", ("Quý I/2026", "Quý I/2025"), "đã qua"),
    ("deadline_near", ("Quý I/2026", "Trước ngày 14/8/2025"), "14/8/2025"),
    ("deadline_year", ("Quý II/2026", "Quý II/2028"), "2028"),
    ("missing_deadline", ("| Quý I/2026 |", "|  |"), "Nhiệm vụ 1 (Vận động"),
    ("missing_lead", ("| Công an xã | Quý", "|  | Quý"), "Nhiệm vụ 2 (Số hóa"),
    ("missing_product", ("| Kho hồ sơ |", "|  |"), "Nhiệm vụ 2 (Số hóa"),
    ("unit_ended", ("| Công an xã | Quý", "| UBND huyện Ba Tơ | Quý"), "cấp huyện"),
    ("unit_ended", ("1. Phòng Kinh tế\n", "1. Sở Thông tin và Truyền thông\n"), "Sở Khoa học và Công nghệ"),
    ("number_repeated", ("| 2 | Số hóa", "| 1 | Số hóa"), "số 1 dùng hai lần"),
    ("unit_ended", ("- Phối hợp bảo đảm", "- Phối hợp với Phòng Tư pháp huyện bảo đảm"), "Phòng Tư pháp huyện"),
    ("unit_ended", ("- Phối hợp bảo đảm", "- Phối hợp với Sở TT&TT bảo đảm"), "Sở Khoa học và Công nghệ"),
    ("beyond_power", ("Số hóa hồ sơ khi tiếp nhận hằng ngày",
                      "Ban hành Nghị quyết của HĐND tỉnh về miễn lệ phí hồ sơ trực tuyến, số hóa"), "Nhiệm vụ 2"),
    ("beyond_power", ("85% hồ sơ được nộp trực tuyến", "phủ sóng 5G 100% khu dân cư"), "T01"),
    ("frame_blank", ("Số: 08/KH-UBND", "Số:    /KH-UBND"), "Số văn bản"),
    ("frame_blank", ("Nguyễn Văn An\n", ""), "người ký"),
    ("no_reporting", ("- Báo cáo UBND xã kết quả hằng quý.", "- Cân đối kinh phí."), "báo cáo định kỳ"),
    ("target_without_task", ("| Số hóa hồ sơ khi tiếp nhận hằng ngày |", "| Sửa nhà văn hóa |"), "T02"),
    ("issuer_wrong", ("118/2025/NĐ-CP ngày 09/6/2025 của Chính phủ",
                      "21/2023/TT-BTTTT ngày 31/12/2023 của Bộ trưởng Bộ Tài chính"),
     "Bộ Thông tin và Truyền thông"),
    ("targets_contradict", ("II. TỔ CHỨC THỰC HIỆN",
                            "3. Yêu cầu\na) Năm 2026, 70% hồ sơ được nộp trực tuyến.\nII. TỔ CHỨC THỰC HIỆN"),
     "85 và 70"),
    ("name_differs", ("trên địa bàn xã Sơn Tây", "trên địa bàn xã Sơn Tay, xã Sơn Tây, xã Sơn Tây"), "Sơn Tay"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "change", "said"), BROKEN, ids=[f"{kind}-{said}" for kind, _, said in BROKEN])
def test_one_fault_is_found(kind: str, change: tuple[str, str], said: str) -> None:
    broken = SOUND.replace(*change)
    assert broken != SOUND
    assert any(fault.kind == kind and said in fault.message for fault in faults(broken)), kinds(broken)


SITUATION = """I. THỰC TRẠNG
1. Kết quả đạt được
Năm 2024, tỷ lệ hồ sơ nộp trực tuyến đạt 91,2%. Có 60/161 thủ tục hành chính được cung cấp toàn trình (đạt 37,2%).
II. MỤC TIÊU
"""


def test_figures_against_the_plans_own_baseline() -> None:
    text = SOUND.replace("II. TỔ CHỨC", "III. TỔ CHỨC").replace("I. MỤC TIÊU\n", SITUATION, 1)
    found = {fault.kind: fault.message for fault in faults(text)}
    assert "thấp hơn mức đã đạt 91,2%" in found["below_baseline"]
    assert "60/161 = 37,27%" in found["share_wrong"]


def test_a_share_that_is_right_is_left_alone() -> None:
    text = SOUND.replace("II. TỔ CHỨC", "III. TỔ CHỨC").replace("I. MỤC TIÊU\n", SITUATION.replace("37,2%", "37,3%"), 1)
    assert "share_wrong" not in kinds(text)


def test_national_figures_copied_into_a_commune_plan_are_inherited() -> None:
    text = SOUND.replace(
        "1. Năm 2026, 85%",
        "1. Năm 2026, cung cấp dịch vụ công trực tuyến toàn trình đối với 82 nhóm thủ tục hành chính.\n"
        "2. Năm 2026, 85%",
    ).replace("2. Năm 2026, 100%", "3. Năm 2026, 100%")
    assert any(fault.kind == "beyond_power" and "82 nhóm" in fault.message for fault in faults(text))


def test_a_target_below_the_national_decision() -> None:
    text = SOUND.replace(
        "118/2025/NĐ-CP ngày 09/6/2025 của Chính phủ", "1565/QĐ-TTg ngày 18/7/2025 của Thủ tướng Chính phủ"
    ).replace("85% hồ sơ được nộp trực tuyến", "80% người dân hài lòng khi sử dụng dịch vụ công trực tuyến")
    assert any(fault.kind == "below_national" and "95" in fault.message for fault in faults(text))


def test_announced_counts_in_tables() -> None:
    messages = [fault.message for fault in read(FILES / "xa_bang_nhiem_vu.txt").anomalies]
    assert any("Nhóm II ghi 3 nhiệm vụ nhưng liệt kê 2" in message for message in messages)


def test_roman_numeral_twice_over_groups_of_rows() -> None:
    text = (FILES / "xa_bang_nhiem_vu.txt").read_text("utf-8").replace("\nII\tNhóm", "\nI\tNhóm")
    assert any(fault.kind == "number_repeated" and "I" in fault.message for fault in faults(text))


def test_every_fault_says_where_and_how_sure() -> None:
    for fault in read(FILES / "xa_bang_nhiem_vu.txt").anomalies:
        assert fault.where
        assert fault.source.line >= 1
        assert 0 < fault.confidence < 1


def test_few_faults_are_made_up() -> None:
    assert len(read(FILES / "phuong_bang_chi_tieu.txt").anomalies) <= 2
