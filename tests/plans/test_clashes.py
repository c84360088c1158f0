"""Faults told from the whole text: places that contradict, targets below what was reached, old units, power."""

from __future__ import annotations

import pytest

from motcua.plans.reader import read_text

HEAD = """UBND TỈNH QUẢNG NGÃI
UBND XÃ TÂN LỘC
Số: 15/KH-UBND
Tân Lộc, ngày 05 tháng 02 năm 2026
KẾ HOẠCH
Nâng cao chất lượng dịch vụ công trực tuyến năm 2026
"""
REPORT = "IV. TỔ CHỨC THỰC HIỆN\n1. Công an xã: báo cáo UBND xã hằng quý.\n"
END = "Nơi nhận:\n- Lưu: VT.\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\nLê Văn An\n"


def plan(
    situation: str = "Năm 2025, tỷ lệ hồ sơ nộp trực tuyến đạt 80%.",
    aims: str = "1. Tỷ lệ hồ sơ nộp trực tuyến đạt ít nhất 90%.\n2. Tỷ lệ hồ sơ giải quyết đúng hạn đạt 99%.",
    tasks: str = "1. Mở điểm hỗ trợ nộp hồ sơ trực tuyến (Công an xã chủ trì; xong trước 30/6/2026; sản phẩm: điểm).\n"
    "2. Nhắc việc hồ sơ sắp đến hạn (Văn phòng HĐND và UBND xã chủ trì; quý III/2026; sản phẩm: danh sách nhắc).",
    duties: str = "2. Phòng Kinh tế: bố trí kinh phí.",
) -> dict[str, list[str]]:
    text = f"{HEAD}I. THỰC TRẠNG\n{situation}\nII. MỤC TIÊU\n{aims}\nIII. NHIỆM VỤ\n{tasks}\n{REPORT}{duties}\n{END}"
    found: dict[str, list[str]] = {}
    for one in read_text(text).anomalies:
        found.setdefault(one.kind, []).append(one.message)
    return found


def test_a_sound_plan_is_left_in_peace() -> None:
    assert plan() == {}


@pytest.mark.parametrize(
    ("situation", "aims", "told"),
    [
        ("Năm 2025, tỷ lệ hồ sơ nộp trực tuyến đạt 92%.", None, True),
        ("Đến nay, 92% hồ sơ được nộp trực tuyến.", None, True),
        ("Năm 2025, tỷ lệ hồ sơ nộp trực tuyến đạt 90%.", None, False),
        (None, "Năm 2025 đã có 93% hồ sơ nộp trực tuyến. Năm 2026 phấn đấu tối thiểu 90% hồ sơ nộp trực tuyến.", True),
        ("Năm 2025, tỷ lệ hồ sơ nộp trực tuyến đạt 85%.",
         "Hồ sơ nộp trực tuyến không thấp hơn 88%, riêng hồ sơ chứng thực ít nhất 60%.", False),
        ("Năm 2025, tỷ lệ hồ sơ nộp trực tuyến lĩnh vực đất đai đạt 95%.", None, False),
        ("Năm 2025, hồ sơ nộp trực tuyến đạt 88%, trong đó lĩnh vực đất đai đạt 96%.", None, False),
    ],
)  # fmt: skip
def test_targets_below_what_was_reached(situation: str | None, aims: str | None, told: bool) -> None:
    parts = {name: text for name, text in (("situation", situation), ("aims", aims)) if text}
    assert ("below_baseline" in plan(**parts)) is told


def test_a_row_of_targets_below_its_own_column_of_what_was_reached() -> None:
    head = "| TT | Chỉ tiêu | Đơn vị tính | Thực hiện 2025 | Năm 2026 |\n|---|---|---|---|---|\n"
    rows = "| 1 | Hồ sơ nộp trực tuyến | % | 80 | 90 |\n| 2 | Hộ dân có tài khoản ở thôn mẫu | % | 70 | {} |\n"
    assert "below_baseline" not in plan(aims=head + rows.format(75))
    assert "below_baseline" in plan(aims=head + rows.format(65))


@pytest.mark.parametrize(
    ("aims", "duties", "kind"),
    [
        ("Thủ tục mới được niêm yết trong vòng 05 ngày làm việc kể từ ngày công bố. Tỷ lệ hồ sơ đúng hạn đạt 99%.",
         "2. Phòng Kinh tế: niêm yết thủ tục mới chậm nhất 03 ngày làm việc kể từ ngày công bố.", "days_contradict"),
        ("Thủ tục mới được niêm yết trong vòng 05 ngày làm việc kể từ ngày công bố. Tỷ lệ hồ sơ đúng hạn đạt 99%.",
         "2. Phòng Kinh tế: trả lời phản ánh chậm nhất 03 ngày làm việc kể từ ngày nhận.", None),
        (None, "2. Công an xã: hoàn thành Nhiệm vụ 1 trước ngày 15/5/2026.", "deadline_contradicts"),
        (None, "2. Công an xã: mở xong điểm hỗ trợ nộp hồ sơ trực tuyến trước ngày 31/8/2026.", "deadline_contradicts"),
        (None, "2. Công an xã: hoàn thành Nhiệm vụ 1 trước ngày 30/6/2026.", None),
        (None, "2. Công an xã: bảo đảm tỷ lệ hồ sơ nộp trực tuyến năm 2026 đạt tối thiểu 85%.", "targets_contradict"),
        (None, "2. Công an xã: bảo đảm tỷ lệ hồ sơ nộp trực tuyến năm 2026 đạt tối thiểu 90%.", None),
        (None, "2. Công an xã: bảo đảm tỷ lệ hồ sơ nộp trực tuyến lĩnh vực cư trú đạt tối thiểu 95%.", None),
        ("1. Toàn xã có 12 thôn; tỷ lệ hồ sơ nộp trực tuyến đạt ít nhất 90%.\n2. Hồ sơ đúng hạn đạt 99%.",
         "2. Văn phòng: gửi tài liệu tới toàn bộ 14 thôn.", "count_contradicts"),
        ("1. Toàn xã có 12 thôn; tỷ lệ hồ sơ nộp trực tuyến đạt ít nhất 90%.\n2. Hồ sơ đúng hạn đạt 99%.",
         "2. Văn phòng: gửi tài liệu tới toàn bộ 12 thôn.", None),
    ],
)  # fmt: skip
def test_two_places_that_cannot_both_be_meant(aims: str | None, duties: str, kind: str | None) -> None:
    found = plan(aims=aims, duties=duties) if aims else plan(duties=duties)
    clashes = set(found) & {"days_contradict", "deadline_contradicts", "targets_contradict", "count_contradicts"}
    if kind == "days_contradict":  # days of a known measure are a target
        assert clashes in ({"days_contradict"}, {"targets_contradict"})
    else:
        assert clashes == ({kind} if kind else set())


def test_a_deadline_that_had_passed_is_told_even_where_no_task_was_read() -> None:
    situation = "Kế hoạch trước chưa làm hết. Việc còn lại\n- Hạn hoàn thành: 20/01/2026"
    assert "deadline_past" in plan(situation=situation)
    assert "deadline_past" not in plan(situation=situation.replace("20/01", "20/03"))


@pytest.mark.parametrize(
    ("duties", "words"),
    [
        ("2. Văn phòng: phối hợp với Phòng Nội vụ huyện Sơn Hà tập huấn.", "Phòng Nội vụ huyện Sơn Hà"),
        ("2. Văn phòng: đề nghị UBND thị trấn Di Lăng cử người.", "UBND thị trấn"),
        ("2. Văn phòng: phối hợp với UBND xã Sơn Thành mở điểm chung.", "Xã Sơn Hạ"),
        ("2. Văn phòng: nhận hồ sơ do UBND huyện Sơn Hà để lại.", None),
        ("2. Văn phòng: phối hợp với UBND xã Sơn Hạ mở điểm chung.", None),
    ],
)
def test_units_that_have_ended_with_what_they_became(duties: str, words: str | None) -> None:
    found = plan(duties=duties).get("unit_ended", [])
    assert any(words in message for message in found) if words else found == []


@pytest.mark.parametrize(
    ("work", "beyond"),
    [
        ("Ban hành quy định miễn lệ phí hộ tịch cho người nộp hồ sơ trực tuyến", True),
        ("Thực hiện chính sách giảm phí, lệ phí khi nộp hồ sơ trực tuyến", False),
        ("Nâng cấp phân hệ số hóa của Hệ thống thông tin giải quyết thủ tục hành chính tỉnh", True),
        ("Nâng cấp máy tính kết nối với Hệ thống thông tin giải quyết thủ tục hành chính tỉnh", False),
        ("Bãi bỏ 20% thủ tục hành chính về đất đai", True),
        ("Rà soát, kiến nghị bãi bỏ thủ tục hành chính về đất đai", False),
    ],
)
def test_work_above_a_commune(work: str, beyond: bool) -> None:
    tasks = (
        f"1. Hỗ trợ nộp trực tuyến. {work} (Công an xã chủ trì; 30/6/2026; sản phẩm: văn bản).\n"
        "2. Nhắc việc hồ sơ sắp đến hạn (Văn phòng HĐND và UBND xã chủ trì; quý III/2026; sản phẩm: danh sách)."
    )
    assert ("beyond_power" in plan(tasks=tasks)) is beyond


@pytest.mark.parametrize(
    "report",
    [
        "Các thôn gửi kết quả về Văn phòng trước ngày 20 tháng cuối quý.",
        "Trước 16 giờ thứ Sáu hằng tuần, các thôn báo số liệu về Văn phòng; Văn phòng báo cáo UBND xã.",
        "Văn phòng tổng hợp, báo cáo Chủ tịch UBND xã vào ngày cuối tháng.",
    ],
)
def test_who_reports_is_seen_under_whatever_heading(report: str) -> None:
    text = f"{HEAD}I. MỤC TIÊU\n1. Hồ sơ nộp trực tuyến đạt 90%.\n2. Hồ sơ đúng hạn đạt 99%.\nII. AI LÀM GÌ\n"
    text += f"1. Công an xã: mở điểm hỗ trợ nộp hồ sơ trực tuyến.\n2. {report}\n{END}"
    assert "no_reporting" not in {one.kind for one in read_text(text).anomalies}


QUARTERS = (
    "| Chỉ tiêu | Quý I | Quý II | Quý III | Quý IV |\n|---|---|---|---|---|\n"
    "| Hồ sơ nộp trực tuyến (%) | 55 | 60 | {} | 70 |\n| Hồ sơ trễ hạn (%) | 4 | 3 | 2 | 1 |\n"
)


def test_targets_that_fall_from_one_quarter_to_the_next() -> None:
    assert "targets_contradict" not in plan(aims=QUARTERS.format(65))
    assert any("58" in message for message in plan(aims=QUARTERS.format(58))["targets_contradict"])


def test_a_quarters_figure_said_otherwise() -> None:
    duty = "2. Công an xã: bảo đảm 80% hồ sơ nộp trực tuyến ngay trong quý II/2026."
    assert any("60 " in message or "60%" in message or "80 và 60" in message
               for message in plan(aims=QUARTERS.format(65), duties=duty)["targets_contradict"])  # fmt: skip
    duty = duty.replace("80%", "60%")
    assert "targets_contradict" not in plan(aims=QUARTERS.format(65), duties=duty)


@pytest.mark.parametrize(("year", "clash"), [(70, True), (72, False), (75, False)])
def test_a_year_that_ends_behind_its_own_third_quarter(year: int, clash: bool) -> None:
    aims = (
        "1. Quý III/2026:\n- Tỷ lệ hồ sơ nộp trực tuyến đạt tối thiểu 72%.\n"
        f"2. Cả năm 2026:\n- Tỷ lệ hồ sơ nộp trực tuyến đạt tối thiểu {year}%."
    )
    said = plan(aims=aims).get("targets_contradict", [])
    assert bool(said) == clash
    assert all("năm 2026 (70) kém mức đến 30/9/2026 (72)" in message for message in said)


def test_the_whole_area_of_an_agency_is_no_scope_of_its_own() -> None:
    aims = "1. Tỷ lệ hồ sơ nộp trực tuyến của người dân trên địa bàn xã đạt ít nhất 90%.\n2. Hồ sơ đúng hạn đạt 99%."
    duty = "2. Công an xã: bảo đảm tỷ lệ hồ sơ nộp trực tuyến năm 2026 đạt tối thiểu 85%."
    assert "targets_contradict" in plan(aims=aims, duties=duty)


BY_PLACE = (
    "| TT | Thôn | Số hộ | Hộ biết dùng VNeID, hiện có (%) | Giao năm 2026, tối thiểu (%) | Số buổi |\n"
    "|---|---|---|---|---|---|\n| 1 | Thôn Một | 100 | 40 | 60 | 10 |\n| 2 | Thôn Hai | 50 | 64 | {} | 12 |\n"
    "| 3 | Thôn Ba | 70 | 30 | 55 | 14 |\n| | Toàn xã | 220 | 43 | 61 | {} |\n"
)


def test_places_told_to_do_less_than_they_do_and_totals_that_are_no_sums() -> None:
    sound = plan(aims=BY_PLACE.format(70, 36))
    assert not {"below_baseline", "sum_wrong"} & set(sound)
    broken = plan(aims=BY_PLACE.format(62, 42))
    assert any("Thôn Hai" in message for message in broken["below_baseline"])
    assert any("36" in message and "42" in message for message in broken["sum_wrong"])


def test_what_is_to_fall_may_fall() -> None:
    table = (
        "| TT | Chỉ tiêu | Đơn vị tính | Thực hiện 2025 | Năm 2026 |\n|---|---|---|---|---|\n"
        "| 1 | Hồ sơ nộp trực tuyến | % | 80 | 90 |\n| 2 | Số ấp còn vùng lõm sóng | ấp | 4 | ≤ 2 |\n"
    )
    assert "below_baseline" not in plan(aims=table)


@pytest.mark.parametrize(("third", "told"), [("TUẦN 3", False), ("TUẦN 4", True), ("TUẦN 2", True)])
def test_parts_numbered_behind_a_word(third: str, told: bool) -> None:
    tasks = "".join(f"{week}\n- Mở điểm hỗ trợ nộp hồ sơ trực tuyến.\n" for week in ("TUẦN 1", "TUẦN 2", third))
    assert bool({"number_gap", "number_repeated"} & set(plan(tasks=tasks))) is told


@pytest.mark.parametrize(("third", "told"), [("NV03", False), ("NV02", True), ("NV04", True)])
def test_codes_of_a_table(third: str, told: bool) -> None:
    rows = "".join(
        f"| {code} | Hỗ trợ nộp hồ sơ trực tuyến | Công an xã | 30/6/2026 | Báo cáo |\n"
        for code in ("NV01", "NV02", third)
    )
    table = f"| Mã | Nhiệm vụ | Chủ trì | Thời hạn | Sản phẩm |\n|---|---|---|---|---|\n{rows}"
    assert bool({"number_gap", "number_repeated"} & set(plan(tasks=table))) is told


def test_quarters_that_do_not_make_their_year() -> None:
    head = "| Hoạt động | Quý I | Quý II | Quý III | Quý IV | Cả năm |\n|---|---|---|---|---|---|\n"
    rows = "| Bản tin | 12 | 12 | 12 | 12 | 48 |\n| Lớp học | 1 | 2 | 2 | 1 | 6 |\n| Video | 2 | 3 | 3 | 2 | {} |\n"
    text = "Kết quả năm 2025:\n" + head + rows
    assert "sum_wrong" not in plan(situation=text.format(10))
    assert "sum_wrong" in plan(situation=text.format(12))


def test_a_quarter_no_year_has() -> None:
    assert "date_impossible" in plan(duties="2. Phòng Kinh tế: bố trí kinh phí trong quý VI/2026.")
    assert "date_impossible" not in plan(duties="2. Phòng Kinh tế: bố trí kinh phí trong quý IV/2026.")


def test_a_resolution_of_the_council_is_no_product_of_a_department() -> None:
    task = "1. {} hỗ trợ nộp hồ sơ trực tuyến (Phòng Kinh tế chủ trì; 30/6/2026; sản phẩm: {}).\n"
    other = "2. Nhắc hồ sơ sắp đến hạn (Công an xã chủ trì; quý III/2026; sản phẩm: danh sách)."
    council = "Nghị quyết của HĐND tỉnh"
    assert "beyond_power" in plan(tasks=task.format("Ban hành chính sách", council) + other)
    assert "beyond_power" not in plan(tasks=task.format("Tham mưu trình chính sách", f"dự thảo {council}") + other)
