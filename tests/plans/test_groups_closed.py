"""A group of tasks that closes with who leads, who helps and by when: said once, of every task of the group."""

from __future__ import annotations

import pytest

from motcua.plans import reader
from tests.plans.written import HEAD

PLAN = (
    HEAD
    + """II. NHIỆM VỤ, GIẢI PHÁP
1. Hoàn thiện thể chế
- Rà soát mức thu lệ phí khi thực hiện dịch vụ công trực tuyến trong tháng 4/2026.
- Xây dựng quy chế phối hợp tiếp nhận hồ sơ không phụ thuộc địa giới.
{first}
2. Số hóa, khai thác dữ liệu
- Số hóa kết quả giải quyết thủ tục hành chính còn hiệu lực.
- Kết nối hệ thống thông tin với cơ sở dữ liệu chuyên ngành.
{second}
"""
)
ONE_LINE = (
    "Cơ quan chủ trì: Văn phòng HĐND và UBND xã. Cơ quan phối hợp: Phòng Kinh tế. Thời gian thực hiện: Quý II/2026.",
    "Cơ quan chủ trì: Công an xã. Cơ quan phối hợp: Phòng Kinh tế. Thời gian thực hiện: năm 2026.",
)
LINES = (
    "Đơn vị chủ trì: Văn phòng HĐND và UBND xã.\nĐơn vị phối hợp: Phòng Kinh tế.\nThời gian hoàn thành: Quý II/2026.",
    "Đơn vị chủ trì: Công an xã.\nĐơn vị phối hợp: Phòng Kinh tế.\nThời gian hoàn thành: năm 2026.",
)
DASHED = tuple("- " + one.replace("\n", "\n- ") for one in LINES)


@pytest.mark.parametrize(("first", "second"), [ONE_LINE, LINES, DASHED])
def test_what_closes_a_group_is_said_of_all_its_tasks(first: str, second: str) -> None:
    tasks = reader.read_text(PLAN.format(first=first, second=second)).tasks
    assert [task.lead for task in tasks] == [["Văn phòng HĐND và UBND xã"]] * 2 + [["Công an xã"]] * 2
    assert [task.coordinating for task in tasks] == [["Phòng Kinh tế"]] * 4
    assert all(task.lead_source is None for task in tasks)
    # a task that says its own time keeps it
    assert [(task.deadline.type, task.deadline.month) for task in tasks[:2]] == [("month", 4), ("quarter", None)]


def test_where_each_task_has_its_own_labels_a_task_without_them_takes_none() -> None:
    own = PLAN.replace("còn hiệu lực.\n", "còn hiệu lực.\nCơ quan chủ trì: Phòng Kinh tế.\n")
    tasks = reader.read_text(own.format(first=ONE_LINE[0], second=ONE_LINE[1])).tasks
    assert [task.lead for task in tasks] == [[], ["Văn phòng HĐND và UBND xã"], ["Phòng Kinh tế"], ["Công an xã"]]


def test_to_propose_leaves_nothing_behind_that_the_words_name() -> None:
    work = "II. NHIỆM VỤ\n1. Rà soát, đề xuất {what}.\n2. Khảo sát mức độ hài lòng.\n"
    read = [reader.read_text(HEAD + work.format(what=what)).tasks[0].product for what in (
        "cắt giảm thành phần hồ sơ", "bổ sung thủ tục đủ điều kiện"
    )]  # fmt: skip
    assert read == [None, "Danh mục đề xuất"]
