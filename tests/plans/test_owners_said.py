"""Who, with whom, what and when, where one bracket, cell or paragraph says all of it."""

from __future__ import annotations

import pytest

from motcua.plans.reader import read_text
from motcua.plans.reader.deadlines import deadline_of
from motcua.plans.reader.said_owners import at_the_end, in_cell
from tests.plans.written import HEAD


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


def test_labels_on_lines_of_their_own_and_under_letters_make_one_task() -> None:
    plan = read_text(
        HEAD + "I. MỤC TIÊU\n1. Tỷ lệ hồ sơ trực tuyến đạt ít nhất 80%.\nII. NHIỆM VỤ\n1. Hạ tầng\n"
        "a) Mua 03 máy quét cho quầy.\nĐơn vị chủ trì: Phòng Kinh tế, phối hợp với Đoàn Thanh niên và Hội Phụ nữ\n"
        "Thời gian hoàn thành: đợt 1 xong tháng 6/2026; đợt 2 xong tháng 9/2026\nSản phẩm: Biên bản giao máy\n"
        "2. Công khai thủ tục\na) Nội dung: Dán mã tra cứu.\nb) Đơn vị thực hiện: Công an xã.\n"
        "c) Thời gian: Q.III/2026.\nd) Sản phẩm: Mã đã dán.\n"
    )
    assert [(one.lead, one.coordinating, one.product, one.deadline.due) for one in plan.tasks] == [
        (["Phòng Kinh tế"], ["Đoàn Thanh niên", "Hội Phụ nữ"], "Biên bản giao máy", "2026-09-30"),
        (["Công an xã"], [], "Mã đã dán", "2026-09-30"),
    ]
    assert plan.tasks[1].text == "Công khai thủ tục: Dán mã tra cứu."


def test_tasks_that_are_only_paragraphs_and_duties_without_numbers() -> None:
    plan = read_text(
        HEAD + "I. MỤC TIÊU\n1. Tỷ lệ hồ sơ trực tuyến đạt ít nhất 80%.\nII. NHIỆM VỤ\n"
        "Giao Phòng Kinh tế chủ trì, phối hợp với Công an xã lắp camera tại quầy trước ngày 30/5/2026.\n"
        "Giao Công an xã hướng dẫn người dân kích hoạt tài khoản định danh trong quý II/2026.\n"
        "Đề nghị Đoàn Thanh niên xã hỗ trợ người cao tuổi; thực hiện thường xuyên.\n"
        "III. TỔ CHỨC THỰC HIỆN\nVăn phòng HĐND và UBND xã đôn đốc, báo cáo hằng quý.\n"
        "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\nLê Văn An\n"
    )
    assert [(one.lead, one.coordinating, one.deadline.due) for one in plan.tasks] == [
        (["Phòng Kinh tế"], ["Công an xã"], "2026-05-30"),
        (["Công an xã"], [], "2026-06-30"),
        (["Đoàn Thanh niên xã"], [], None),
    ]
    assert [(one.agency, len(one.duties)) for one in plan.responsibilities] == [("Văn phòng HĐND và UBND xã", 1)]


def test_tasks_marked_by_a_word_and_labels_of_spoken_words() -> None:
    plan = read_text(
        HEAD + "\n## Phần I. Mục tiêu\n\n1. 75% hồ sơ nộp trực tuyến.\n\n## Phần II. Các việc phải làm\n\n"
        "**Việc 1.** Lập tổ lưu động.\n  + Ai làm: Công an xã; cùng làm: Hội Nông dân.\n  + Xong: 28/4/2026\n"
        "  + Kết quả: Quyết định thành lập tổ\n"
    )
    task = plan.tasks[0]
    assert (task.id, task.lead, task.coordinating, task.deadline.due) == (
        "PII.1", ["Công an xã"], ["Hội Nông dân"], "2026-04-28",
    )  # fmt: skip


def test_a_flattened_row_keeps_a_product_that_says_how_often() -> None:
    plan = read_text(
        HEAD + "I. MỤC TIÊU\n1. Tỷ lệ hồ sơ trực tuyến đạt ít nhất 80%.\nII. NHIỆM VỤ\nTheo bảng:\n"
        "TT\nNội dung\nChủ trì\nPhối hợp\nSản phẩm\nThời hạn\n"
        "1\nĐăng tin về hồ sơ trễ hạn trên loa thôn\nCông an xã\nPhòng Kinh tế\nBản tin hằng tháng\nThứ Hai hằng tuần\n"
        "2\nĐo thời gian chờ tại quầy một cửa\nPhòng Kinh tế\nCông an xã\nBáo cáo quý\nMỗi quý một lần\n"
    )
    assert [one.product for one in plan.tasks] == ["Bản tin hằng tháng", "Báo cáo quý"]


def test_a_month_no_calendar_has_and_the_year_as_a_whole() -> None:
    assert deadline_of("Tháng 13/2026", default_year=2026).impossible == "tháng 13/2026"
    assert deadline_of("Cả năm", default_year=2026).due == "2026-12-31"
    assert deadline_of("Tháng 4 - 6", default_year=2026).due == "2026-06-30"
