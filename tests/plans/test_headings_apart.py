"""Headings of columns that stand apart from their rows: alone at the foot of a page, run together, one a line."""

from __future__ import annotations

import pytest

from motcua.plans.reader import Plan, read_text
from motcua.plans.reader.columns import parted_heads

HEAD = """UBND XÃ TÂN PHÚ
Số: 12/KH-UBND
Tân Phú, ngày 10 tháng 01 năm 2026
KẾ HOẠCH
Nâng cao chất lượng dịch vụ công trực tuyến giai đoạn 2026 - 2027
I. MỤC TIÊU
1. Trên 90% người dân hài lòng về giải quyết thủ tục hành chính.
II. NHIỆM VỤ
Danh mục nêu tại Phụ lục.
PHỤ LỤC
"""
FIGURES = "| 1 | Tỷ lệ hồ sơ nộp trực tuyến | % | 70 | 80 |\n| 2 | Tỷ lệ hồ sơ giải quyết đúng hạn | % | 98 | 99 |\n"
WORK = (
    "| 1 | Tập huấn cho công chức | Phòng Kinh tế | Quý II/2026 |\n"
    "| 2 | Rà soát thủ tục trên Cổng | Công an xã | Quý I/2026 |\n"
)


def plan_of(head: str, rows: str) -> Plan:
    return read_text(f"{HEAD}{head}\n{rows}")


@pytest.mark.parametrize(
    "head",
    [
        "| TT | Chỉ tiêu | Đơn vị tính | Năm 2026 | Năm 2027 |\n3\n\f",
        "TT Chỉ tiêu Đơn vị tính Năm 2026 Năm 2027\n\n2\n\f",
        "STT Tên chỉ tiêu ĐVT Năm 2026 Năm 2027",
        "TT\nChỉ tiêu\nĐơn vị tính\nNăm 2026\nNăm 2027",
    ],
)
def test_figures_under_headings_that_stand_apart(head: str) -> None:
    found = [(one.metric, one.value, one.year) for one in plan_of(head, FIGURES).targets][1:]
    assert found == [
        ("online_dossier_rate", 70, 2026), ("online_dossier_rate", 80, 2027),
        ("on_time_rate", 98, 2026), ("on_time_rate", 99, 2027),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "head",
    [
        "| TT | Nhiệm vụ | Cơ quan chủ trì | Thời gian hoàn thành |\n3\n\f",
        "TT Nhiệm vụ Cơ quan chủ trì Thời gian hoàn thành\n\f",
        "Stt Nội dung công việc Đơn vị thực hiện Thời hạn",
    ],
)
def test_work_under_headings_that_stand_apart(head: str) -> None:
    found = [(one.text, one.lead, one.deadline.raw) for one in plan_of(head, WORK).tasks if one.deadline]
    assert found == [
        ("Tập huấn cho công chức", ["Phòng Kinh tế"], "Quý II/2026"),
        ("Rà soát thủ tục trên Cổng", ["Công an xã"], "Quý I/2026"),
    ]


@pytest.mark.parametrize("line", ["Các chỉ tiêu giao như sau:", "Phòng Kinh tế chủ trì Nhiệm vụ 1", "TT Chỉ tiêu"])
def test_a_sentence_is_no_row_of_headings(line: str) -> None:
    assert parted_heads(line, 4) is None
