"""Short plans hold a table of tasks and tasks in sentences; cells are empty, and break what they hold."""

from __future__ import annotations

import pytest

from motcua.plans import reader
from motcua.plans.reader.deadlines import deadline_of
from tests.plans.written import AIMS, HEAD

SENTENCES = """III. NHIỆM VỤ, GIẢI PHÁP
1. Công tác tuyên truyền
a) Phát tờ rơi hướng dẫn nộp hồ sơ trực tuyến. Giao Phòng Văn hóa - Xã hội chủ trì; hoàn thành trước ngày 31/3/2026.
b) Nâng cao nhận thức của người dân về dịch vụ công trực tuyến.
"""
TABLE = """IV. PHÂN CÔNG NHIỆM VỤ
| STT | Nhiệm vụ | Sản phẩm | Cơ quan chủ trì | Thời gian |
|---|---|---|---|---|
| 1 | Công khai danh mục thủ tục hành chính | Danh mục | Văn phòng HĐND và UBND xã | Tháng 02/2026 |
| 2 | Tập huấn kỹ năng số cho công chức | 02 lớp tập huấn | Phòng Kinh tế | Quý III/2026 |
V. TỔ CHỨC THỰC HIỆN
1. Phòng Kinh tế: bố trí kinh phí thực hiện Kế hoạch.
"""


def test_tasks_in_sentences_stand_beside_those_of_a_table() -> None:
    """Only what says who and by when: the rest of a short part leads up to the table."""
    plan = reader.read_text(HEAD + AIMS + SENTENCES + TABLE)
    assert [(task.id, task.deadline.raw) for task in plan.tasks] == [
        ("1", "Tháng 02/2026"),
        ("2", "Quý III/2026"),
        ("III.1.a", "trước ngày 31/3/2026"),
    ]


def test_what_was_reached_by_a_day_of_last_year_is_no_task_beside_a_table() -> None:
    told = SENTENCES.replace("31/3/2026", "31/12/2025")
    plan = reader.read_text(HEAD + AIMS + told + TABLE)
    assert [task.id for task in plan.tasks] == ["1", "2"]


def test_a_part_that_sends_to_the_annex_has_no_tasks_of_its_own() -> None:
    sent = SENTENCES.replace("1. Công tác tuyên truyền", "Các nhiệm vụ cụ thể theo Phụ lục kèm theo Kế hoạch này.")
    plan = reader.read_text(HEAD + AIMS + sent + TABLE)
    assert [task.id for task in plan.tasks] == ["1", "2"]


FLAT = """III. NHIỆM VỤ
STT
Nhiệm vụ
Sản phẩm
Cơ quan chủ trì
Cơ quan phối hợp
Thời gian hoàn thành
1
Kiểm tra việc thực hiện tại các bộ phận
Biên bản kiểm tra
Phòng Kinh tế
{}
Trong năm 2026
2
Trả lời phản ánh, kiến nghị của người dân
Văn bản trả lời
Văn phòng HĐND và UBND xã
{}
Quý III/2026
IV. TỔ CHỨC THỰC HIỆN
1. Phòng Kinh tế: bố trí kinh phí thực hiện Kế hoạch.
"""


@pytest.mark.parametrize("first", ["", "-", "Các phòng chuyên môn"])
@pytest.mark.parametrize("second", ["", "-", "Công an xã"])
def test_an_empty_cell_of_a_flattened_table_is_an_empty_line(first: str, second: str) -> None:
    plan = reader.read_text(HEAD + AIMS + FLAT.format(first, second))
    assert [(task.id, task.lead, task.deadline.raw, bool(task.coordinating)) for task in plan.tasks] == [
        ("1", ["Phòng Kinh tế"], "Trong năm 2026", len(first) > 1),
        ("2", ["Văn phòng HĐND và UBND xã"], "Quý III/2026", len(second) > 1),
    ]


def test_words_after_a_blank_line_are_no_cells_of_the_table_above() -> None:
    flat = FLAT.format("-", "-").replace("IV. TỔ", "\nCác đơn vị nghiêm túc thực hiện.\nIV. TỔ")
    plan = reader.read_text(HEAD + AIMS + flat)
    assert [task.deadline.raw for task in plan.tasks] == ["Trong năm 2026", "Quý III/2026"]


@pytest.mark.parametrize(
    ("raw", "due"),
    [
        ("Trước ngày 30/11/20 26", "2026-11-30"),
        ("30/11/2 026", "2026-11-30"),
        ("Quý I/202 6", "2026-03-31"),
        ("Tháng 02/2026 15 ngày", "2026-02-28"),
    ],
)
def test_a_year_that_a_narrow_cell_broke_is_whole(raw: str, due: str) -> None:
    assert deadline_of(raw).due == due
