"""Numbers of parts: left out of a badly recognised list, of groups in one cell, of parts whose word lost its mark."""

from __future__ import annotations

import pytest

from motcua.plans.checks.counting import check_numbering
from motcua.plans.reader import read_text
from motcua.plans.reader.lines import Pages
from motcua.plans.reader.model import Meta, Plan
from motcua.plans.reader.reading import reading_of
from motcua.plans.reader.sources import pages_of_text
from tests.plans.written import HEAD

LIST = """III. NHIỆM VỤ
1. Tập huấn cho công chức về ký số.
2. Số hóa hồ sơ còn hiệu lực.
3. Khảo sát mức độ hài lòng của người dân.
5. Mở điểm hỗ trợ nộp hồ sơ tại nhà văn hóa.
6. Gỡ bỏ thủ tục hết hiệu lực.
"""


def _gaps(text: str) -> list[str]:
    reading = reading_of(Pages(pages_of_text(HEAD + text).lines, "text", "poor"))
    return [one.kind for one in check_numbering(Plan(Meta()), reading)]


def test_a_number_left_out_of_a_bad_scan_is_told() -> None:
    assert _gaps(LIST) == ["number_gap"]


@pytest.mark.parametrize(
    "text",
    [
        LIST.replace("5. Mở", "Công khai kết quả giải quyết thủ tục hành chính.\n5. Mở"),
        LIST.replace("người dân.", "người dân. 4. Công khai kết quả."),
        LIST.replace("2. Số hóa", "7. Số hóa"),
    ],
)
def test_marks_that_the_scan_lost_are_no_gap(text: str) -> None:
    assert _gaps(text) == []


def test_two_groups_of_a_table_with_one_number_in_the_cell_of_their_title() -> None:
    heads = "| TT | Nhiệm vụ | Chủ trì | Thời hạn |\n"
    work = "| {n} | {text} | Phòng Kinh tế | Quý II/2026 |\n"
    rows = "".join(
        "| " + " | ".join([title] * 4) + " |\n" + work.format(n=n, text=text)
        for n, (title, text) in enumerate(
            [("I. Thể chế", "Ban hành quy chế"), ("II. Dữ liệu", "Số hóa hồ sơ"), ("II. Nhân lực", "Tập huấn")], 1
        )
    )
    plan = read_text(f"{HEAD}III. NHIỆM VỤ\n{heads}{rows}")
    assert [task.group for task in plan.tasks] == ["Thể chế", "Dữ liệu", "Nhân lực"]
    assert "cùng đánh số II" in next(one.message for one in plan.anomalies if one.kind == "number_repeated")


def test_a_part_whose_word_lost_its_mark_is_still_a_part() -> None:
    text = "Phân I\nMỤC TIÊU\n1. Tỷ lệ hồ sơ nộp trực tuyến đạt ít nhất 90%.\nPhân II\nNHIỆM VỤ\n1. Nhóm số hóa\n"
    plan = read_text(
        HEAD + text + "1.1. Số hóa hồ sơ còn hiệu lực.\nCơ quan thực hiện: Phòng Kinh tế. Thời gian: quý II/2026.\n"
    )
    assert [(one.section, one.value) for one in plan.targets] == [("PI.1", 90)]
    assert [(one.lead, one.deadline.raw) for one in plan.tasks] == [(["Phòng Kinh tế"], "quý II/2026")]


def test_a_duty_that_changes_fees_is_beyond_a_commune() -> None:
    duty = "IV. TỔ CHỨC THỰC HIỆN\n1. Phòng Kinh tế quyết định điều chỉnh mức thu lệ phí hộ tịch khi nộp trực tuyến.\n"
    assert "beyond_power" in {one.kind for one in read_text(HEAD + LIST + duty).anomalies}
