"""Who, with whom, what and when, where one bracket, cell or paragraph says all of it."""

from __future__ import annotations

import pytest

from motcua.plans.reader import read_text
from motcua.plans.reader.deadlines import deadline_of
from motcua.plans.reader.said_owners import at_the_end, in_cell

HEAD = """ỦY BAN NHÂN DÂN
XÃ TÂN LỘC
Số: 15/KH-UBND
Tân Lộc, ngày 05 tháng 02 năm 2026
KẾ HOẠCH
Nâng cao chất lượng dịch vụ công trực tuyến năm 2026
"""


@pytest.mark.parametrize(
    ("said", "lead", "helpers", "product", "deadline"),
    [
        ("Lập sổ theo dõi (Văn phòng HĐND và UBND chủ trì, phối hợp Công an xã; xong trước 30/6/2026).",
         ["Văn phòng HĐND và UBND"], ["Công an xã"], None, "trước 30/6/2026"),
        ("Mở lớp (Đoàn Thanh niên xã chủ trì; Hội Nông dân, Hội Phụ nữ xã phối hợp; quý III/2026; kết quả: 02 lớp)",
         ["Đoàn Thanh niên xã"], ["Hội Nông dân", "Hội Phụ nữ xã"], "02 lớp", "quý III/2026"),
        ("In tờ rơi (do Phòng Kinh tế phụ trách, hoàn thành trong tháng 5/2026);",
         ["Phòng Kinh tế"], [], None, "trong tháng 5/2026"),
        ("Trực số điện thoại hỗ trợ (Công an xã; hằng ngày)", ["Công an xã"], [], None, "hằng ngày"),
    ],
)  # fmt: skip
def test_the_bracket_at_the_end_of_a_task_says_who_what_and_when(
    said: str, lead: list[str], helpers: list[str], product: str | None, deadline: str | None
) -> None:
    text, found = at_the_end(said)
    assert "(" not in text
    assert (found.lead, found.helpers, found.product, found.deadline) == (lead, helpers, product, deadline)


def test_a_bracket_that_only_explains_stays_in_the_text() -> None:
    said = "Rà soát thủ tục hành chính (trừ thủ tục đặc thù)"
    assert at_the_end(said)[0] == said


@pytest.mark.parametrize(
    ("cell", "lead", "helpers"),
    [
        ("Chủ trì: Sở Nội vụ. Phối hợp: Sở Tài chính, UBND các xã, phường",
         ["Sở Nội vụ"], ["Sở Tài chính", "UBND các xã, phường"]),
        ("Sở Y tế (chủ trì), Công an tỉnh (phối hợp)", ["Sở Y tế"], ["Công an tỉnh"]),
        ("Phòng Kinh tế chủ trì; Công an xã phối hợp", ["Phòng Kinh tế"], ["Công an xã"]),
        ("Sở Tư pháp (thẩm định, trình); Sở Tài chính", ["Sở Tư pháp", "Sở Tài chính"], []),
    ],
)  # fmt: skip
def test_leads_and_helpers_of_one_cell_come_apart(cell: str, lead: list[str], helpers: list[str]) -> None:
    found = in_cell(cell)
    assert (found.lead, found.helpers) == (lead, helpers)


def test_labels_in_slanted_letters_below_a_task_belong_to_it() -> None:
    plan = read_text(
        HEAD + "\n## I. MỤC TIÊU\n\nTỷ lệ hồ sơ trực tuyến đạt ít nhất 80%.\n\n## II. NHIỆM VỤ\n\n"
        "### 1. Hạ tầng\n\n1.1. Thay máy quét ở quầy.\n\n"
        "*Chủ trì:* Phòng Kinh tế. *Phối hợp:* Công an xã. *Sản phẩm:* Máy quét mới. *Thời hạn:* Quý II/2026.\n"
    )
    task = plan.tasks[0]
    assert (task.text, task.lead, task.coordinating) == ("Thay máy quét ở quầy.", ["Phòng Kinh tế"], ["Công an xã"])
    assert (task.product, task.deadline.due) == ("Máy quét mới", "2026-06-30")


def test_a_table_with_other_titles_in_another_order_and_one_column_for_all_owners() -> None:
    plan = read_text(
        HEAD + "\nI. MỤC TIÊU\nTỷ lệ hồ sơ trực tuyến đạt ít nhất 80%.\nII. NHIỆM VỤ\nTheo bảng sau:\n\n"
        "| TT | Hạn chót | Việc cần làm | Chủ trì, phối hợp | Kết quả |\n|---|---|---|---|---|\n"
        "| 1 | 30/4 | Kẻ vạch xếp hàng | Văn phòng HĐND và UBND; Đoàn Thanh niên xã | Vạch kẻ xong |\n"
        "| 2 | 15/6/2026 và 10/12/2026 | Đo thời gian chờ | Chủ trì: Công an xã; phối hợp: Phòng Kinh tế | Báo cáo |\n"
    )
    assert [(one.lead, one.coordinating, one.deadline.due) for one in plan.tasks] == [
        (["Văn phòng HĐND và UBND"], ["Đoàn Thanh niên xã"], "2026-04-30"),
        (["Công an xã"], ["Phòng Kinh tế"], "2026-12-10"),
    ]


def test_duties_after_a_colon_and_a_part_whose_title_stands_below_its_number() -> None:
    plan = read_text(
        HEAD + "PHẦN THỨ NHẤT\nMỤC TIÊU\n1. Tỷ lệ hồ sơ trực tuyến đạt ít nhất 80%.\n2. Hài lòng đạt 95%.\n"
        "PHẦN THỨ HAI\nTỔ CHỨC THỰC HIỆN\n1. Công an xã: hằng tuần đối chiếu dữ liệu cư trú với hồ sơ.\n"
        "2. Trung tâm Phục vụ hành chính công xã: bố trí người trực.\n"
        "3. Trưởng các phòng chuyên môn phải giải trình khi để trễ hạn.\n"
    )
    assert [(one.agency, one.duties[0].text) for one in plan.responsibilities] == [
        ("Công an xã", "Hằng tuần đối chiếu dữ liệu cư trú với hồ sơ."),
        ("Trung tâm Phục vụ hành chính công xã", "Bố trí người trực."),
        ("Trưởng các phòng chuyên môn", "Phải giải trình khi để trễ hạn."),
    ]
    assert plan.responsibilities[0].section == "P2.1"


@pytest.mark.parametrize(
    ("raw", "kind", "due"),
    [
        ("Xong trước 30/6", "date", "2026-06-30"),
        ("01/3/2026 và 01/9/2026", "date", "2026-09-01"),
        ("Từ 01/02/2026", "regular", None),
        ("2026 - 2028", "year", "2028-12-31"),
        ("Tháng 3-4/2026", "month", "2026-04-30"),
        ("trước mùa mưa năm 2026", "year", None),
        ("dự thảo quý I/2027; trình ký quý III/2027; áp dụng đến 2029", "year", "2029-12-31"),
        ("Năm 2026; năm 2027", "year", "2027-12-31"),
    ],
)
def test_deadlines_of_other_wordings(raw: str, kind: str, due: str | None) -> None:
    found = deadline_of(raw, default_year=2026, period=(2026, 2030))
    assert (found.type, found.due) == (kind, due)
