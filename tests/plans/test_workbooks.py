"""Workbooks as agencies keep them: cells merged downwards and across, groups of tasks; and all that ours carries."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from datetime import date, datetime
from io import BytesIO

import pytest
from openpyxl import Workbook, load_workbook
from PIL import Image

from motcua.base.actor import system
from motcua.base.clock import HO_CHI_MINH, freeze
from motcua.directory.api import Agency
from motcua.plans.api import Plan, UnreadablePlan, add_evidence, close_task, export_plan, import_plan
from motcua.plans.models import Part
from tests.plans.conftest import FILES, ViewerNamed

HEADS = ("STT", "Nhiệm vụ", "Sản phẩm", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian hoàn thành")
PERIOD = ("from", "until", "every")


def workbook(rows: Sequence[Sequence[str]], *merged: str) -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(list(row))
    for area in merged:
        sheet.merge_cells(area)
    return saved(book)


def saved(book: Workbook) -> bytes:
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def picture() -> bytes:
    out = BytesIO()
    Image.new("RGB", (60, 40), "white").save(out, "PNG")
    return out.getvalue()


def brought(content: bytes, code: str = "H99.31") -> Plan:
    agency = Agency.objects.get(code=code)
    return import_plan(content=content, name="ke-hoach.xlsx", agency=agency, by=system("test"))[0]


def kept(plan: Plan, *fields: str) -> list[tuple[object, ...]]:
    return list(plan.tasks.order_by("position").values_list(*fields))


# --- what a target says of its time ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "period",
    [
        {"from": 2025, "until": 2030, "every": "year"},
        {"until": "2026-06-30"},
        {"from": 2026},
        {"every": "year"},
        {"every": "quarter"},
        {"until": "khi có hướng dẫn mới"},
        {},
    ],
)
def test_the_time_of_a_target_comes_back_whole(draft: Plan, period: dict[str, object]) -> None:
    first = draft.targets.order_by("position")[0]
    draft.targets.filter(pk=first.pk).update(period=period, kind="directional", year=None)
    back = brought(export_plan(draft, "xlsx")[0], "H99.32").targets.order_by("position")[0]
    assert (back.period, back.kind, back.year) == (period, "directional", None)
    assert {key: back.as_read[key] for key in PERIOD if key in back.as_read} == period


@pytest.mark.parametrize("name", sorted(each.name for each in FILES.iterdir()))
def test_time_kind_and_group_of_what_was_read_come_back(here: Agency, name: str) -> None:
    plan = import_plan(content=(FILES / name).read_bytes(), name=name, agency=here, by=system("test"))[0]
    back = brought(export_plan(plan, "xlsx")[0], "H99.32")
    assert list(back.targets.order_by("position").values_list("period", "kind")) == list(
        plan.targets.order_by("position").values_list("period", "kind")
    )
    assert kept(back, "number", "group") == kept(plan, "number", "group")


def test_the_time_of_a_target_is_written_for_people(draft: Plan) -> None:
    first = draft.targets.order_by("position")[0]
    draft.targets.filter(pk=first.pk).update(period={"from": 2025, "until": "2026-06-30", "every": "year"})
    sheet = load_workbook(BytesIO(export_plan(draft, "xlsx")[0]))["Chỉ tiêu"]
    said = dict(zip((cell.value for cell in sheet[1]), (cell.value for cell in sheet[2]), strict=True))
    assert (said["Từ năm"], said["Đến"], said["Lặp lại"]) == (2025, "30/06/2026", "hằng năm")


# --- how the tasks stand -----------------------------------------------------------------------------------------


@pytest.fixture
def worked_on(followed: Plan, viewer: ViewerNamed) -> Plan:
    controller = viewer("kiemsoat.anhoa")
    with freeze(datetime(2025, 11, 5, 9, 0, tzinfo=HO_CHI_MINH)):
        first = followed.tasks.select_related("plan__agency").get(number="1")
        add_evidence(task=first, content=picture(), name="kh-phat-dong.png", title="Kế hoạch phát động", by=controller)
        close_task(task=first, evidence_text="Kế hoạch 45/KH-UBND", by=controller)
        third = followed.tasks.get(number="3")
        Part.objects.create(task=third, period="2025-Q3", starts=date(2025, 7, 1), due=date(2025, 9, 30))
        Part.objects.create(
            task=third, period="2025-Q4", starts=date(2025, 10, 1), due=date(2025, 12, 31),
            evidence_text="Biên bản", closed_at=datetime(2025, 11, 4, 9, 0, tzinfo=HO_CHI_MINH), closed_by="staff:x",
        )  # fmt: skip
    return followed


def exported(plan: Plan) -> bytes:
    with freeze(datetime(2025, 11, 20, 9, 0, tzinfo=HO_CHI_MINH)):
        return export_plan(plan, "xlsx")[0]


def test_states_and_what_was_delivered_have_their_own_sheet(worked_on: Plan) -> None:
    book = load_workbook(BytesIO(exported(worked_on)))
    assert tuple(cell.value for cell in book["Nhiệm vụ"][1]) == HEADS
    found = {
        (row[0].value, row[3].value): tuple(cell.value for cell in row[4:]) for row in book["Tình hình"].iter_rows()
    }
    assert found["STT", "Kỳ"] == ("Hạn", "Tình trạng", "Sản phẩm đã nộp", "Tệp minh chứng", "Ngày nộp", "Kiểm tra")
    sent = "Kế hoạch phát động (kh-phat-dong.png, 05/11/2025)"
    assert found["1", None] == ("31/10/2025", "Đã xong", "Kế hoạch 45/KH-UBND", sent, "05/11/2025", "Chờ kiểm tra")
    assert found["2", None][:2] == ("31/12/2024", "Trễ")
    assert found["3", None] == ("15/12/2025", "Chưa làm", None, None, None, None)
    assert found["3", "quý III/2025"][:2] == ("30/09/2025", "Trễ")
    assert found["3", "quý IV/2025"] == ("31/12/2025", "Đã xong", "Biên bản", None, "04/11/2025", "Chờ kiểm tra")


def test_nothing_is_late_in_a_plan_nobody_confirmed(draft: Plan) -> None:
    sheet = load_workbook(BytesIO(exported(draft)))["Tình hình"]
    assert {row[5].value for row in sheet.iter_rows(min_row=2)} == {"Chưa làm"}


@pytest.mark.parametrize("name", ["Tình hình", "Sheet3"])
def test_the_sheet_of_states_brings_no_task_and_no_state(worked_on: Plan, name: str) -> None:
    book = load_workbook(BytesIO(exported(worked_on)))
    book["Tình hình"].title = name
    book.move_sheet(name, -2)
    back = brought(saved(book), "H99.32")
    assert kept(back, "number", "text", "group") == kept(worked_on, "number", "text", "group")
    assert set(kept(back, "stage", "evidence_text", "closed_at")) == {("open", "", None)}
    assert not Part.objects.filter(task__plan=back).exists()
    assert not any(cell == "Biên bản" for line in back.lines for cell in line[2].split(" | "))


# --- workbooks of others -----------------------------------------------------------------------------------------


def test_cells_merged_downwards_count_for_each_row(demo: None) -> None:
    rows = [
        HEADS,
        ("1", "Tập huấn", "Kế hoạch", "Phòng Văn hóa - Xã hội", "Các thôn", "Quý I/2026"),
        ("2", "Phát tờ rơi", "Tờ rơi", "", "", ""),
        ("3", "Ra quân", "Báo cáo", "Công an xã", "", "15/12/2026"),
    ]
    plan = brought(workbook(rows, "D2:D3", "E2:E4", "F2:F3"))
    assert kept(plan, "number", "text", "lead", "coordinating", "deadline_raw") == [
        ("1", "Tập huấn", "Phòng Văn hóa - Xã hội", "Các thôn", "Quý I/2026"),
        ("2", "Phát tờ rơi", "Phòng Văn hóa - Xã hội", "Các thôn", "Quý I/2026"),
        ("3", "Ra quân", "Công an xã", "Các thôn", "15/12/2026"),
    ]


def test_a_task_of_two_products_and_a_task_as_high_as_two_rows(demo: None) -> None:
    rows = [
        HEADS,
        ("1", "Tập huấn", "Kế hoạch", "Văn phòng", "", "Quý I/2026"),
        ("", "", "Báo cáo", "", "", "Quý II/2026"),
        ("2", "Ra quân", "Báo cáo", "Công an xã", "", "15/12/2026"),
        ("", "", "", "", "", ""),
    ]
    areas = ["A2:A3", "B2:B3", "D2:D3", *(f"{column}4:{column}5" for column in "ABCDEF")]
    assert kept(brought(workbook(rows, *areas)), "number", "text", "product", "lead", "deadline_raw") == [
        ("1", "Tập huấn", "Kế hoạch", "Văn phòng", "Quý I/2026"),
        ("1", "Tập huấn", "Báo cáo", "Văn phòng", "Quý II/2026"),
        ("2", "Ra quân", "Báo cáo", "Công an xã", "15/12/2026"),
    ]


def test_headings_over_two_rows_and_a_row_that_numbers_the_columns(demo: None) -> None:
    rows = [
        ("DANH MỤC NHIỆM VỤ", "", "", "", "", ""),
        ("STT", "Nhiệm vụ", "Sản phẩm", "Cơ quan thực hiện", "", "Thời gian hoàn thành"),
        ("", "", "", "Chủ trì", "Phối hợp", ""),
        ("(1)", "(2)", "(3)", "(4)", "(5)", "(6)"),
        ("1", "Tập huấn", "Kế hoạch", "Văn phòng", "Công an xã", "Quý I/2026"),
    ]
    plan = brought(workbook(rows, "A1:F1", "A2:A3", "B2:B3", "C2:C3", "D2:E2", "F2:F3"))
    assert kept(plan, "number", "text", "lead", "coordinating") == [("1", "Tập huấn", "Văn phòng", "Công an xã")]


FIRST = ("1", "Tập huấn", "Kế hoạch", "Văn phòng", "", "Quý I/2026")
SECOND = ("1", "Lắp wifi", "Biên bản", "Công an xã", "", "")


@pytest.mark.parametrize(
    ("heading", "areas"),
    [
        (("I. Nhóm nhiệm vụ tuyên truyền", "", "", "", "", ""), ["A3:F3"]),
        (("I. Nhóm nhiệm vụ tuyên truyền", "", "", "", "", ""), []),
        (("I", "Nhóm nhiệm vụ tuyên truyền", "", "", "", ""), ["B3:F3"]),
        (("I", "Nhóm nhiệm vụ tuyên truyền", "", "", "", ""), []),
        (("", "I. Nhóm nhiệm vụ tuyên truyền", "", "", "", ""), []),
        (("", "Nhóm nhiệm vụ tuyên truyền", "", "", "", ""), []),
        (("1", "Nhóm nhiệm vụ tuyên truyền", "", "", "", ""), ["B3:E3"]),
        (("A.", "Nhóm nhiệm vụ tuyên truyền", "", "", "", ""), ["B3:C3"]),
    ],
)
def test_a_heading_between_rows_is_the_group_of_what_follows(
    demo: None, heading: tuple[str, ...], areas: list[str]
) -> None:
    plan = brought(workbook([HEADS, FIRST, heading, SECOND], *areas))
    assert kept(plan, "text", "group") == [("Tập huấn", ""), ("Lắp wifi", "Nhóm nhiệm vụ tuyên truyền")]
    back = brought(export_plan(plan, "xlsx")[0], "H99.32")
    assert kept(back, "number", "text", "group") == kept(plan, "number", "text", "group")


def test_a_column_of_groups_merged_downwards(demo: None) -> None:
    rows = [("Nhóm nhiệm vụ", *HEADS), ("Tuyên truyền", *FIRST), ("", *SECOND), ("Hạ tầng", *SECOND)]
    assert kept(brought(workbook(rows, "A2:A3")), "text", "group") == [
        ("Tập huấn", "Tuyên truyền"),
        ("Lắp wifi", "Tuyên truyền"),
        ("Lắp wifi", "Hạ tầng"),
    ]


@pytest.mark.parametrize(
    "row",
    [
        ("4", "Công bố dữ liệu mở", "", "", "", ""),
        ("a", "Công bố dữ liệu mở", "", "", "", ""),
        ("", "Công bố dữ liệu mở", "", "", "", ""),
        ("I", "Công bố dữ liệu mở", "", "Văn phòng", "", ""),
    ],
)
def test_a_task_of_which_little_is_said_stays_a_task(demo: None, row: tuple[str, ...]) -> None:
    plan = brought(workbook([HEADS, FIRST, row, SECOND]))
    assert kept(plan, "text", "group") == [("Tập huấn", ""), ("Công bố dữ liệu mở", ""), ("Lắp wifi", "")]


def test_a_task_called_like_a_group_comes_back_as_a_task(demo: None) -> None:
    plan = brought(workbook([HEADS, FIRST, SECOND]))
    plan.tasks.filter(text="Lắp wifi").update(number="II", text="Nhóm nhiệm vụ hạ tầng", product="", lead="")
    back = brought(export_plan(plan, "xlsx")[0], "H99.32")
    assert kept(back, "number", "text", "group") == [("1", "Tập huấn", ""), ("II", "Nhóm nhiệm vụ hạ tầng", "")]


def test_merges_without_end_are_no_work(demo: None) -> None:
    plain = workbook([HEADS, FIRST, SECOND], "D2:D3")
    mark = b'<mergeCell ref="D2:D3"/>'
    many = b'<mergeCell ref="A1:XFD1048576" />' * 200_000
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(plain)) as packed, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for each in packed.namelist():
            text = packed.read(each)
            assert mark in text or not each.endswith("sheet1.xml")
            made.writestr(each, text.replace(mark, mark + many))
    assert kept(brought(out.getvalue()), "text", "lead") == [("Tập huấn", "Văn phòng"), ("Lắp wifi", "Văn phòng")]


def test_a_workbook_of_headings_only_is_no_plan(demo: None) -> None:
    with pytest.raises(UnreadablePlan):
        brought(workbook([HEADS, ("I. Nhóm nhiệm vụ tuyên truyền", "", "", "", "", "")], "A2:F2"))


def test_a_workbook_with_other_headings_is_told_which_it_needs(demo: None) -> None:
    odd = workbook([(), ("Màu", "Con vật", "Số nhà"), ("đỏ", "mèo", "3")])
    with pytest.raises(UnreadablePlan) as refused:
        brought(odd)
    said = str(refused.value.message)
    assert "“Nhiệm vụ”" in said
    assert "“Màu”, “Con vật”, “Số nhà”" in said


@pytest.mark.parametrize(
    ("lead", "coordinating", "deadline"),
    [
        ("CƠ QUAN CHỦ TRÌ", "Đơn vị phối hợp thực hiện", "Thời hạn hoàn thành"),
        ("Đơn vị chịu trách nhiệm", "Phối hợp", "Hạn hoàn thành"),
        ("Đầu mối", "Người hỗ trợ", "Tiến độ"),
    ],
)
def test_columns_moved_and_headed_in_other_words_keep_what_they_say(
    demo: None, lead: str, coordinating: str, deadline: str
) -> None:
    heads = ("", "STT", deadline, lead, "Nhiệm vụ", coordinating, "Sản phẩm đầu ra", "Ghi chú")
    row = ("", "1", "15/12/2026", "Phòng Kinh tế", "Lắp mạng ở nhà văn hóa thôn", "Các thôn", "Biên bản", "gấp")
    plan = brought(workbook([("Bảng giao việc",), (), heads, row]))
    said = ("Lắp mạng ở nhà văn hóa thôn", "Biên bản", "Phòng Kinh tế", "Các thôn", "15/12/2026")
    assert kept(plan, "text", "product", "lead", "coordinating", "deadline_raw") == [said]


@pytest.mark.parametrize(
    ("work", "product", "lead", "coordinating", "deadline"),
    [
        ("Nội dung công việc", "Kết quả, sản phẩm đầu ra", "Đơn vị chủ trì thực hiện", "Đơn vị phối hợp", "Thời hạn"),
        ("Nội dung", "Kết quả", "Đơn vị thực hiện", "Cơ quan phối hợp", "Thời gian"),
        ("Nội dung nhiệm vụ", "Sản phẩm, kết quả", "Chủ trì", "Phối hợp", "Tiến độ thực hiện"),
        ("CÔNG VIỆC", "Sản phẩm dự kiến", "Cơ quan thực hiện", "Đơn vị tham gia", "Hoàn thành"),
        ("Tên nhiệm vụ", "Đầu ra", "Người thực hiện", "Cơ quan, đơn vị phối hợp", "Hạn hoàn thành"),
        ("Nội dung thực hiện", "Sản phẩm/Kết quả", "Bộ phận phụ trách", "Người phối hợp", "Thời điểm hoàn thành"),
        ("Nội dung/Nhiệm vụ cụ thể", "Sản phẩm", "Phân công", "Phối hợp thực hiện", "Thời gian thực hiện"),
        ("Các hoạt động", "Minh chứng", "Đầu mối", "Hỗ trợ", "Lộ trình"),
    ],
)
def test_the_column_of_work_may_be_called_as_agencies_call_it(
    demo: None, work: str, product: str, lead: str, coordinating: str, deadline: str
) -> None:
    row = ("1", "Phòng Kinh tế", "Lắp mạng ở nhà văn hóa thôn", "Biên bản", "15/12/2026", "Các thôn")
    plan = brought(workbook([("DANH MỤC NĂM 2026",), ("STT", lead, work, product, deadline, coordinating), row]))
    said = ("Lắp mạng ở nhà văn hóa thôn", "Biên bản", "Phòng Kinh tế", "Các thôn", "15/12/2026")
    assert kept(plan, "text", "product", "lead", "coordinating", "deadline_raw") == [said]


def test_a_column_of_targets_or_of_reports_is_no_work(demo: None) -> None:
    for head in ("Chỉ tiêu", "Tên báo cáo", "Mục tiêu"):
        with pytest.raises(UnreadablePlan):
            brought(workbook([("STT", head, "Đơn vị thực hiện"), ("1", "Hồ sơ trực tuyến", "Văn phòng")]))


def test_the_row_most_like_headings_is_quoted(demo: None) -> None:
    rows = [("DANH MỤC NĂM 2026",), ("(Kèm theo Kế hoạch số 1)",), ("STT", "Đề mục", "Đơn vị thực hiện", "Ghi chú"),
            ("1", "Lắp mạng", "Văn phòng", "gấp")]  # fmt: skip
    with pytest.raises(UnreadablePlan) as refused:
        brought(workbook(rows))
    said = str(refused.value.message)
    assert "“STT”, “Đề mục”, “Đơn vị thực hiện”, “Ghi chú”" in said
    assert "DANH MỤC" not in said


def test_a_whole_value_is_a_whole_number_as_in_a_word_file(draft: Plan) -> None:
    back = brought(export_plan(draft, "xlsx")[0], "H99.32").as_read["targets"]
    assert [type(each["value"]) for each in back] == [type(each["value"]) for each in draft.as_read["targets"]]
    assert int in {type(each["value"]) for each in back}
