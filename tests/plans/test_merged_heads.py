"""Headings in two rows, the upper ones merged: their cells printed once, repeated, or left out of the second row."""

from __future__ import annotations

import pytest

from motcua.plans import reader
from tests.plans.written import HEAD

AIMS = (
    "| 1 | Tỷ lệ hồ sơ nộp trực tuyến | % | 70 | 80 |\n"
    "| 2 | Tỷ lệ hồ sơ giải quyết đúng hạn | % | 98 | 99 |\n"
)  # fmt: skip
REACHED = (
    "| 1 | Tỷ lệ hồ sơ nộp trực tuyến | 50% | 60% | 70% | 80% |\n"
    "| 2 | Tỷ lệ hồ sơ giải quyết đúng hạn | 90% | 91% | 98% | 99% |\n"
)
WORK = (
    "| 1 | Tập huấn cho công chức | Lớp tập huấn | Phòng Kinh tế | Công an xã | Quý II/2026 |\n"
    "| 2 | Rà soát thủ tục trên Cổng | Báo cáo | Công an xã | Phòng Kinh tế | Quý I/2026 |\n"
)


def _plan(table: str) -> reader.Plan:
    return reader.read_text(f"{HEAD}II. MỤC TIÊU VÀ NHIỆM VỤ\n{table}")


def _aims(plan: reader.Plan) -> list[tuple[str, object, int | None]]:
    return [(one.metric, one.value, one.year) for one in plan.targets]


WANTED = [
    ("online_dossier_rate", 70, 2026),
    ("online_dossier_rate", 80, 2027),
    ("on_time_rate", 98, 2026),
    ("on_time_rate", 99, 2027),
]


@pytest.mark.parametrize(
    "heads",
    [
        "| TT | Chỉ tiêu | Đơn vị tính | Mục tiêu |\n| 2026 | 2027 |\n",
        "| TT | Chỉ tiêu | Đơn vị tính | Mục tiêu |\n|---|---|---|---|\n| Năm 2026 | Năm 2027 |\n",
        "| TT | Chỉ tiêu | Đơn vị tính | Lộ trình thực hiện |\n| Năm 2026 | Năm 2027 |\n",
        "| TT | Chỉ tiêu | Đơn vị tính | Mục tiêu | |\n| | | | 2026 | 2027 |\n",
        "| TT | Chỉ tiêu | Đơn vị tính | Mục tiêu | Mục tiêu |\n| TT | Chỉ tiêu | Đơn vị tính | 2026 | 2027 |\n",
    ],
)
def test_years_beneath_a_merged_heading_are_columns_of_their_own(heads: str) -> None:
    assert _aims(_plan(heads + AIMS)) == WANTED


@pytest.mark.parametrize(
    "heads",
    [
        "| TT | Chỉ tiêu | Kết quả | Mục tiêu |\n| 2024 | 2025 | 2026 | 2027 |\n",
        "| TT | Chỉ tiêu | Kết quả | | Mục tiêu | |\n| | | 2024 | 2025 | 2026 | 2027 |\n",
    ],
)
def test_two_merged_headings_share_the_row_beneath_them(heads: str) -> None:
    plan = _plan(heads + REACHED)
    assert _aims(plan) == WANTED
    assert [one.value for one in plan.baseline] == [50, 60, 90, 91]


@pytest.mark.parametrize(
    "heads",
    [
        "| TT | Nhiệm vụ | Sản phẩm | Phân công | Thời gian hoàn thành |\n| Chủ trì | Phối hợp |\n",
        "| TT | Nhiệm vụ | Sản phẩm | Đơn vị thực hiện | | Thời gian hoàn thành |\n| | | | Chủ trì | Phối hợp | |\n",
    ],
)
def test_who_leads_and_who_helps_stand_beneath_one_heading(heads: str) -> None:
    first, second = _plan(heads + WORK).tasks
    assert (first.lead, first.coordinating, first.product) == (["Phòng Kinh tế"], ["Công an xã"], "Lớp tập huấn")
    assert (second.lead, second.coordinating, second.deadline.raw) == (["Công an xã"], ["Phòng Kinh tế"], "Quý I/2026")


def test_a_short_row_of_figures_is_no_second_row_of_headings() -> None:
    plan = _plan("| TT | Chỉ tiêu | Đơn vị tính | 2026 | 2027 |\n" + AIMS + "| 3 | Tỷ lệ hài lòng | % | 95 |\n")
    assert _aims(plan)[:4] == WANTED
