"""Shapes of plans met in the wild: time lines over bullets, references between parts, columns left out."""

from __future__ import annotations

from typing import Any

import pytest

from benchmarks.plans import spoil
from motcua.plans.reader import read_text
from motcua.plans.reader.model import Plan

HEAD = """ỦY BAN NHÂN DÂN
XÃ BÌNH MINH
Số: 15/KH-UBND
Bình Minh, ngày 10 tháng 8 năm 2025
KẾ HOẠCH
Nâng cao chất lượng dịch vụ công trực tuyến trên địa bàn xã Bình Minh
"""


def plan(text: str) -> Plan:
    return read_text(HEAD + text)


def figures(text: str) -> list[tuple[Any, ...]]:
    return [(one.metric, one.comparator, one.value, one.year) for one in plan(text).targets]


def test_a_line_that_only_says_when_governs_the_bullets_after_it() -> None:
    assert figures(
        "I. CHỈ TIÊU\n* Đến hết năm 2025:\n- Ít nhất 80% hồ sơ được nộp trực tuyến.\n* Năm 2026:\n"
        "- Ít nhất 90% hồ sơ được nộp trực tuyến.\n- Tỷ lệ hồ sơ đúng hạn đạt trên 98%.\n"
    ) == [
        ("online_dossier_rate", ">=", 80, 2025),
        ("online_dossier_rate", ">=", 90, 2026),
        ("on_time_rate", ">", 98, 2026),
    ]


def test_criteria_named_by_their_place_take_their_measure_from_there() -> None:
    assert figures(
        "I. CHỈ TIÊU\n1. Năm 2025\n1.1. Bảo đảm các tiêu chí:\n"
        "a) Thời gian trung bình từ khi đăng nhập đến khi nộp hồ sơ dưới 08 phút;\n"
        "b) Tỷ lệ hài lòng khi sử dụng dịch vụ công trực tuyến đạt tối thiểu 90%.\n2. Năm 2026\n"
        "2.1. Các tiêu chí tại điểm a, b mục 1.1 tương ứng là dưới 05 phút; tối thiểu 95%.\n"
    ) == [
        ("avg_login_to_submit_minutes", "<", 8, 2025),
        ("online_service_satisfaction_rate", ">=", 90, 2025),
        ("avg_login_to_submit_minutes", "<", 5, 2026),
        ("online_service_satisfaction_rate", ">=", 95, 2026),
    ]


REFERRED = """I. MỤC TIÊU
1. 85% hồ sơ được nộp trực tuyến.
II. NHIỆM VỤ
1. Tuyên truyền
a) Xây dựng chuyên mục phát thanh hằng tuần.
b) Phát tờ rơi đến các hộ.
2. Nâng cao chất lượng
a) Rà soát thành phần hồ sơ (hoàn thành trong quý
IV/2025).
b) Ban hành quy trình nội bộ, chậm nhất 31/10/2025.
3. An toàn thông tin
a) Cài đặt phần mềm phòng, chống mã độc.
III. TỔ CHỨC THỰC HIỆN
1. Văn phòng HĐND và UBND xã
Chủ trì điểm b mục 2 phần II; báo cáo UBND xã hằng quý.
2. Phòng Văn hóa - Xã hội
Chủ trì mục 1 và điểm a mục 2 phần II; phối hợp Đoàn Thanh niên, Hội Phụ nữ thực hiện.
3. Công an xã
Chủ trì mục an toàn thông tin.
"""


def test_leads_named_by_reference_from_the_part_on_organisation() -> None:
    tasks = {task.id: task for task in plan(REFERRED).tasks}
    office, culture, police = "Văn phòng HĐND và UBND xã", "Phòng Văn hóa - Xã hội", "Công an xã"
    assert {key: task.lead for key, task in tasks.items()} == {
        "II.1.a": [culture], "II.1.b": [culture], "II.2.a": [culture], "II.2.b": [office], "II.3.a": [police],
    }  # fmt: skip
    assert tasks["II.1.a"].coordinating == ["Đoàn Thanh niên", "Hội Phụ nữ"]
    assert tasks["II.2.b"].lead_source == "III.1"


def test_a_quarter_broken_over_two_lines_begins_no_part() -> None:
    tasks = {task.id: task for task in plan(REFERRED).tasks}
    assert tasks["II.2.a"].deadline.due == "2025-12-31"
    assert len(tasks) == 5


FLAT = """I. MỤC TIÊU
1. 85% hồ sơ được nộp trực tuyến.
PHỤ LỤC
DANH MỤC NHIỆM VỤ
STT
Nhiệm vụ
Sản phẩm
Cơ quan chủ trì
Cơ quan phối hợp
Thời gian hoàn thành
1
Rà soát thủ tục hành chính đủ điều kiện trực tuyến
Danh mục được công khai
Phòng Kinh tế
Các thôn
Quý I/2026
2
Hướng dẫn người dân nộp hồ sơ tại nhà văn hóa thôn
Đoàn Thanh niên xã
Các thôn
Hằng tháng
3
Trang bị máy quét phục vụ người dân
Máy quét được lắp đặt
Phòng Kinh tế
Công an xã
"""


def test_a_row_says_what_is_to_be_done_even_where_other_columns_are_left_out() -> None:
    rows = [(task.id, task.text[:9], task.product, task.lead, task.deadline.raw) for task in plan(FLAT).tasks]
    assert rows == [
        ("1", "Rà soát t", "Danh mục được công khai", ["Phòng Kinh tế"], "Quý I/2026"),
        ("2", "Hướng dẫn", None, ["Đoàn Thanh niên xã"], "Hằng tháng"),
        ("3", "Trang bị ", "Máy quét được lắp đặt", ["Phòng Kinh tế"], None),
    ]


def test_values_reached_stand_in_a_column_and_are_no_targets() -> None:
    found = plan(
        "I. CHỈ TIÊU NĂM 2026\nSTT\tChỉ tiêu\tĐVT\tThực hiện năm 2025\tNăm 2026\n"
        "1\tTỷ lệ hồ sơ nộp trực tuyến\t%\t88\t85\n2\tTỷ lệ hồ sơ đúng hạn\t%\t97,5\t≥ 99\n"
    )
    assert [(one.metric, one.value, one.as_of) for one in found.baseline] == [
        ("online_dossier_rate", 88, "2025"),
        ("on_time_rate", 97.5, "2025"),
    ]
    assert [(one.comparator, one.value, one.year) for one in found.targets] == [("=", 85, 2026), (">=", 99, 2026)]
    assert any(fault.kind == "below_baseline" for fault in found.anomalies)


@pytest.mark.parametrize(
    ("words", "numerator", "denominator", "value", "as_of"),
    [
        ("Từ 01/7/2025 đến ngày 30/11/2025, tiếp nhận 3.195/4.260 hồ sơ trực tuyến, đạt 75%.", 3195, 4260, 75,
         "2025-11-30"),
        ("Năm 2024, có 120/150 thủ tục hành chính toàn trình (đạt 80%).", 120, 150, 80, "2024"),
    ],
)  # fmt: skip
def test_dates_are_no_fractions(words: str, numerator: int, denominator: int, value: float, as_of: str) -> None:
    found = plan(f"I. THỰC TRẠNG\n1. {words}\nII. MỤC TIÊU\n1. Năm 2026, 85% hồ sơ được nộp trực tuyến.\n").baseline
    assert [(one.numerator, one.denominator, one.value, one.as_of) for one in found] == [
        (numerator, denominator, value, as_of)
    ]


def test_causes_in_the_same_sentence_are_set_apart() -> None:
    found = plan(
        "I. TỒN TẠI, HẠN CHẾ\n1. Phần lớn hồ sơ do công chức nộp hộ. Nguyên nhân: người dân chưa có chữ ký số; kỹ "
        "năng số còn hạn chế.\nII. MỤC TIÊU\n1. 85% hồ sơ được nộp trực tuyến.\n"
    ).problems
    assert [(one.text, one.causes) for one in found] == [
        ("Phần lớn hồ sơ do công chức nộp hộ", ["người dân chưa có chữ ký số", "kỹ năng số còn hạn chế"])
    ]


def test_a_goal_without_a_figure_is_an_objective() -> None:
    found = plan(
        "I. MỤC TIÊU ĐẾN NĂM 2026\n- Các cơ sở dữ liệu của xã được kết nối, chia sẻ, phục vụ người dân.\n"
        "- 85% hồ sơ được nộp trực tuyến.\n"
    )
    assert [one.text[:14] for one in found.objectives] == ["Các cơ sở dữ l"]
    assert len(found.targets) == 1


BULLETS = """I. MỤC TIÊU
Đến 31/12/2026: tỷ lệ hồ sơ trực tuyến đạt 90%, trong đó toàn trình đạt 75%.
Không để phát sinh hồ sơ quá hạn.
Tổ chức 02 hội nghị tập huấn cho 100% Tổ công nghệ số cộng đồng.
II. NHIỆM VỤ
1. Tuyên truyền
- Treo băng rôn tại các trục đường chính.
- Đơn vị chủ trì: Phòng Văn hóa - Xã hội.
- Thời gian: Tháng 3/2026.
- Viết tin bài hằng tuần (Phòng Kinh tế chủ trì).
2. Giao Công an xã chủ trì, phối hợp với Đoàn Thanh niên xã tổ chức cấp tài khoản định danh; xong trước 30/6/2026.
3. Trung tâm Phục vụ hành chính công xã bố trí 02 máy tính phục vụ người dân (xong trong quý I/2026).
"""


def test_labels_that_follow_with_the_same_bullet_belong_to_the_task_before_them() -> None:
    found = {task.id: (task.lead, task.coordinating, task.deadline.raw) for task in plan(BULLETS).tasks}
    assert found == {
        "II.1.1": (["Phòng Văn hóa - Xã hội"], [], "Tháng 3/2026"),
        "II.1.2": (["Phòng Kinh tế"], [], "hằng tuần"),
        "II.2": (["Công an xã"], ["Đoàn Thanh niên xã"], "trước 30/6/2026"),
        "II.3": (["Trung tâm Phục vụ hành chính công xã"], [], "trong quý I/2026"),
    }


def test_a_part_of_a_measure_is_a_measure_of_its_own() -> None:
    found = plan(BULLETS).targets
    assert [(one.metric, one.value, one.unit, one.kind) for one in found] == [
        ("online_dossier_rate", 90, "%", "numeric"),
        ("full_online_dossier_rate", 75, "%", "numeric"),
        ("on_time_rate", 100, "%", "implied"),
        ("training_class_count", 2, "lớp", "numeric"),
        ("other", 100, "%", "numeric"),
    ]


def test_a_head_that_abbreviates_its_agency() -> None:
    found = read_text("UBND XÃ LỘC THỊNH\nVĂN PHÒNG\n" + HEAD.split("\n", 2)[2] + BULLETS).meta
    assert (found.issuing_agency, found.agency_level) == ("UBND xã Lộc Thịnh", "commune")


def test_as_above_is_written_out() -> None:
    found = plan(
        "I. MỤC TIÊU\n1. 85% hồ sơ nộp trực tuyến.\nPHỤ LỤC\nSTT\tNhiệm vụ\tChủ trì\tPhối hợp\tThời gian\tSản phẩm\n"
        "1\tKiện toàn Tổ công tác\tCông an xã\tCác thôn\tTháng 9/2025\tQuyết định\n"
        "2\tXây dựng quy chế\t-nt-\tnt\tNhư trên\tQuy chế\n"
    ).tasks
    assert [(one.lead, one.coordinating, one.deadline.due, one.product) for one in found] == [
        (["Công an xã"], ["Các thôn"], "2025-09-30", "Quyết định"),
        (["Công an xã"], ["Các thôn"], "2025-09-30", "Quy chế"),
    ]


def test_a_range_promises_its_lower_end() -> None:
    assert figures("I. CHỈ TIÊU NĂM 2026\n- 80 - 90% hồ sơ được nộp trực tuyến.\n") == [
        ("online_dossier_rate", ">=", 80, 2026)
    ]


def test_a_first_part_read_as_the_second_stays_the_first() -> None:
    text = HEAD + REFERRED.replace("I. MỤC TIÊU", "IL MUC TIEU", 1)
    from_scan = read_text(spoil(text, seed=4))
    assert {task.section.split(".")[0] for task in from_scan.tasks} == {"II"}
