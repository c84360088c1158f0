"""What plans say behind something else: owners behind a product, units behind figures, things before a figure."""

from __future__ import annotations

import pytest

from motcua.plans.reader import read_text
from motcua.plans.reader.said_owners import said_in
from tests.plans.test_said_in_passing import END, HEAD, plan_of

BOTH = (["Phòng Kinh tế"], ["Đoàn Thanh niên xã"])


@pytest.mark.parametrize(
    ("behind", "owners", "deadline"),
    [
        (". Phòng Kinh tế chủ trì, Đoàn Thanh niên xã phối hợp, hoàn thành trước ngày 31/3/2026.", BOTH,
         "trước ngày 31/3/2026"),
        (". Phòng Kinh tế chủ trì, Đoàn Thanh niên xã phối hợp, thực hiện thường xuyên.", BOTH, "thường xuyên"),
        ("; do Phòng Kinh tế chủ trì, phối hợp với Đoàn Thanh niên xã; xong trong quý I/2026.", BOTH,
         "trong quý I/2026"),
        (". Giao Phòng Kinh tế chủ trì. Hoàn thành trong tháng 4/2026.", (["Phòng Kinh tế"], []), "trong tháng 4/2026"),
        ("; Phòng Kinh tế là đơn vị chủ trì; thời hạn: quý II/2026.", (["Phòng Kinh tế"], []), "quý II/2026"),
        (". Đoàn Thanh niên xã phối hợp thực hiện.", ([], ["Đoàn Thanh niên xã"]), None),
    ],
)  # fmt: skip
@pytest.mark.parametrize("label", ["kết quả", "Sản phẩm"])
def test_owners_behind_a_product(
    label: str, behind: str, owners: tuple[list[str], list[str]], deadline: str | None
) -> None:
    content, said = said_in(f"Viết sổ tay hướng dẫn người dân; {label}: sổ tay{behind}")
    assert (said.product, said.lead, said.helpers, said.deadline) == ("sổ tay", *owners, deadline)
    assert content == "Viết sổ tay hướng dẫn người dân;"


def test_parts_of_a_product_stay_together() -> None:
    assert said_in("In tài liệu. Sản phẩm: 500 tờ rơi; 20 pa nô.")[1].product == "500 tờ rơi; 20 pa nô"


@pytest.mark.parametrize(
    "said",
    [
        "Giảm số thôn lõm sóng di động xuống còn không quá 12.",
        "Giảm số thôn lõm sóng di động từ 20 xuống không quá 12.",
        "Số thôn lõm sóng di động cuối năm còn không quá 12;",
        "Giảm số thôn lõm sóng di động còn tối đa 12 thôn.",
    ],
)
def test_the_thing_a_figure_counts_may_stand_before_it(said: str) -> None:
    found = [(one.metric, one.comparator, one.value, one.unit) for one in plan_of(said).targets]
    assert found[:-1] == [("village_signal_gap_count", "<=", 12, "thôn")]


@pytest.mark.parametrize("said", ["Thực hiện Kế hoạch số 12.", "Rà soát số hồ sơ theo Mẫu số 12."])
def test_a_number_that_only_names_counts_nothing(said: str) -> None:
    assert [one.metric for one in plan_of(said).targets] == ["on_time_rate"]


@pytest.mark.parametrize(
    ("columns", "cells"),
    [
        ("Chỉ tiêu | Đơn vị tính | Thực hiện 2025 | Kế hoạch 2026", ("Thôn | 3 | 0", "Phút | 11 | < 08")),
        ("Chỉ tiêu | Thực hiện 2025 | Kế hoạch 2026", ("3 thôn | 0 thôn", "11 phút | < 08 phút")),
    ],
)
def test_units_of_cells(columns: str, cells: tuple[str, str]) -> None:
    rows = f"""II. CHỈ TIÊU
| STT | {columns} |
{"|---" * (columns.count("|") + 2)}|
| 1 | Tình trạng lõm sóng di động | {cells[0]} |
| 2 | Thời gian từ khi đăng nhập đến khi nộp hồ sơ | {cells[1]} |
"""
    plan = read_text(HEAD.format(years="năm 2026").replace("II. MỤC TIÊU\n", rows) + END)
    assert [(one.comparator, one.value, one.unit) for one in plan.targets] == [("=", 0, "thôn"), ("<", 8, "phút")]
    assert plan.targets[1].metric == "avg_login_to_submit_minutes"


def test_a_directive_is_told_from_a_plan() -> None:
    text = HEAD.format(years="năm 2026").replace("KẾ HOẠCH\n", "CHỈ THỊ\nVề việc ").replace("KH-UBND", "CT-UBND")
    meta = read_text(text + "1. Hồ sơ đúng hạn đạt 99% trở lên.\n" + END).meta
    assert meta.doc_type == "directive"
    assert meta.title is not None
    assert meta.title.startswith("Chỉ thị")
