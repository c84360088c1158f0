"""Targets, values reached and problems are read in whatever part, order and shape they stand: no heading is needed."""

from __future__ import annotations

from typing import Any

import pytest

from motcua.plans.reader import Plan, read_text

HEAD = """UBND PHƯỜNG MINH TÂN
Số: 33/KH-UBND
Minh Tân, ngày 14 tháng 01 năm 2026
KẾ HOẠCH
Đổi mới cách phục vụ người dân năm 2026
"""
END = """
IX. NHIỆM VỤ
1. Tuyên truyền đến người dân. Chủ trì: Phòng Văn hóa - Xã hội.
"""


def plan_of(body: str) -> Plan:
    return read_text(HEAD + body + END)


def targets_of(body: str) -> list[tuple[Any, ...]]:
    return [(one.metric, one.comparator, one.value, one.year) for one in plan_of(body).targets]


def baselines_of(body: str) -> list[tuple[Any, ...]]:
    return [(one.metric, one.value) for one in plan_of(body).baseline]


PROMISED = [
    ("online_dossier_rate", "=", 85, 2026),
    ("online_payment_rate", "=", 60, 2026),
]
SHAPES = {
    "prose without a heading": "Năm 2025, tỷ lệ hồ sơ nộp trực tuyến đạt 71,3%, thanh toán trực tuyến mới đạt 38%. Năm "
    "2026, phường quyết tâm đưa tỷ lệ hồ sơ nộp trực tuyến lên 85%, thanh toán trực tuyến lên 60%.\n",
    "one heading for both": "A. TÌNH HÌNH VÀ MỤC TIÊU\nTrong năm 2025 tỷ lệ hồ sơ nộp trực tuyến đạt 71,3%, thanh toán "
    "trực tuyến đạt 38%.\nTừ đó, phấn đấu hết năm 2026: 85% hồ sơ nộp trực tuyến; 60% hồ sơ thanh toán trực tuyến.\n",
    "a heading nobody knows": "II. CHÚNG TA HỨA GÌ\nĐến hết năm 2026 phải có 85% hồ sơ nộp trực tuyến "
    "(năm 2025: 71,3%), 60% hồ sơ thanh toán trực tuyến (năm 2025: 38%).\n",
    "drawn with blanks": "ĐÍCH ĐẾN\nNội dung                     Năm 2025    Năm 2026\n"
    "Hồ sơ nộp trực tuyến (%)       71,3         85\nThanh toán trực tuyến (%)       38          60\n",
    "a table with strange headings": "II. BẢNG PHẤN ĐẤU\n| Việc | Tính bằng | Đang có | Cuối 2026 |\n"
    "|---|---|---|---|\n"
    "| Hồ sơ nộp trực tuyến | % | 71,3 | 85 |\n| Thanh toán trực tuyến | % | 38 | 60 |\n",
    "two lines of headings": "II. BẢNG\n| Chỉ tiêu | ĐVT | Tỷ lệ | Tỷ lệ |\n|---|---|---|---|\n| | | Hiện có | "
    "Giao năm 2026 |\n| Hồ sơ nộp trực tuyến | % | 71,3 | 85 |\n| Thanh toán trực tuyến | % | 38 | 60 |\n",
    "a turn within the sentence": "II. CAM KẾT\n1. Hồ sơ nộp trực tuyến: năm 2025 đạt 71,3%; năm 2026: 85%.\n"
    "2. Thanh toán trực tuyến: từ 38% (năm 2025) lên 60%.\n",
}


@pytest.mark.parametrize("shape", SHAPES)
def test_the_same_promises_in_any_shape(shape: str) -> None:
    assert targets_of(SHAPES[shape]) == PROMISED
    assert baselines_of(SHAPES[shape]) == [("online_dossier_rate", 71.3), ("online_payment_rate", 38)]


@pytest.mark.parametrize("mark", ["Quý II/2026", "Đến hết tháng 6/2026", "* Đến 30/6/2026", "a) 6 tháng đầu năm 2026"])
def test_a_line_that_sets_the_time_holds_until_the_next(mark: str) -> None:
    body = f"II. CON SỐ CẦN NHỚ\n{mark}:\n- Hồ sơ trực tuyến: 70%\nNăm 2027:\n- Hồ sơ trực tuyến: 90%\n"
    assert [(one.value, one.year, one.until) for one in plan_of(body).targets] == [
        (70, 2026, "2026-06-30"),
        (90, 2027, None),
    ]


WORDINGS = [
    ("Người dân không phải chờ quá 10 phút.", ("other", "<=", 10, 2026)),
    ("Phản hồi kiến nghị trong 24 giờ.", ("other", "<=", 24, 2026)),
    ("Không còn hồ sơ quá hạn.", ("on_time_rate", "=", 100, 2026)),
    ("Không có phản ánh, kiến nghị nào trả lời quá hạn.", ("petition_on_time_rate", "=", 100, 2026)),
    ("Mọi hồ sơ giấy đều được số hóa ngay khi tiếp nhận.", ("new_dossier_digitised_rate", "=", 100, 2026)),
    ("Tỷ lệ hồ sơ tự nộp tại nhà tăng thêm ít nhất 8 điểm phần trăm so với năm 2025.",
     ("remote_self_service_rate", "increase", 8, 2026)),
    ("Số lần đi lại cho một hồ sơ giảm so với năm 2025.", ("trips_per_dossier", "decrease", None, 2026)),
    ("Giảm tỷ lệ hồ sơ phải bổ sung so với năm trước.", ("supplement_request_rate", "decrease", None, 2026)),
    ("Niêm yết thủ tục hành chính mới trong vòng 05 ngày làm việc kể từ ngày có quyết định công bố.",
     ("procedure_publication_lag", "<=", 5, None)),
    ("Có từ 03 đến 05 gương điển hình được biểu dương.", ("recognition_count", ">=", 3, 2026)),
    ("Trả kết quả đúng hẹn, sớm hẹn không thấp hơn 99%.", ("on_time_rate", ">=", 99, 2026)),
    ("Hồ sơ trễ hạn: từ 3,2% xuống dưới 1%.", ("on_time_rate", ">", 99, 2026)),
    ("Mở 06 lớp tập huấn kỹ năng số, mỗi lớp 40 người.", ("training_class_count", "=", 6, 2026)),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "target"), WORDINGS)
def test_one_wording_one_target_of_the_plans_year(sentence: str, target: tuple[Any, ...]) -> None:
    assert targets_of(f"II. KẾT QUẢ CẦN ĐẠT\n- {sentence}\n") == [target]


def test_bare_words_are_said_of_the_heading_they_stand_under() -> None:
    body = "II. CHỈ TIÊU\n1. Về tiếp nhận\n- Trực tuyến: 80%\n2. Về trả kết quả\n- Bản điện tử: 100%\n- Đúng hạn: 99%\n"
    assert targets_of(body) == [
        ("online_dossier_rate", "=", 80, 2026),
        ("electronic_result_rate", "=", 100, 2026),
        ("on_time_rate", "=", 99, 2026),
    ]


def test_several_years_in_one_line() -> None:
    body = "II. CHỈ TIÊU\n1. Thanh toán trực tuyến: 2026: 60%, 2027: 75%, 2028: 90%.\n"
    assert [(value, year) for _, _, value, year in targets_of(body)] == [(60, 2026), (75, 2027), (90, 2028)]
    said = "II. CHỈ TIÊU\n1. Đến năm 2028: hồ sơ trực tuyến 95%; thanh toán trực tuyến 80%; số hóa hồ sơ 100%.\n"
    assert {year for *_, year in targets_of(said)} == {2028}


def test_quarters_alone_are_targets_each_with_its_day() -> None:
    body = "II. CHỈ TIÊU\n| Chỉ tiêu | Quý I | Quý II | Theo dõi |\n|---|---|---|---|\n"
    body += "| Hồ sơ trực tuyến (%), tối thiểu | 65 | 70 | Văn phòng |\n| Hồ sơ đúng hạn (%) | 97 | 98 | Văn phòng |\n"
    found = [(one.metric, one.comparator, one.value, one.year, one.until) for one in plan_of(body).targets]
    assert found == [
        ("online_dossier_rate", ">=", 65, 2026, "2026-03-31"),
        ("online_dossier_rate", ">=", 70, 2026, "2026-06-30"),
        ("on_time_rate", "=", 97, 2026, "2026-03-31"),
        ("on_time_rate", "=", 98, 2026, "2026-06-30"),
    ]


def test_figures_shared_among_hamlets_drawn_with_blanks() -> None:
    body = """II. GIAO CHO CÁC ẤP
Đơn vị      Số hộ    Hồ sơ tự nộp (%)    Số buổi hướng dẫn
Ấp 1         210          30                   6
Ấp 2         185          35                   4
"""
    found = [(one.scope, one.metric, one.value, one.unit) for one in plan_of(body).targets]
    assert found == [
        ("Ấp 1", "remote_self_service_rate", 30, "%"),
        ("Ấp 1", "training_class_count", 6, "buổi"),
        ("Ấp 2", "remote_self_service_rate", 35, "%"),
        ("Ấp 2", "training_class_count", 4, "buổi"),
    ]


NOTHING = [
    "Theo Nghị quyết số 12/2025/NQ-HĐND ngày 10/12/2025, người dân nộp hồ sơ trực tuyến được giảm 50% lệ phí.",
    "Kế hoạch áp dụng cho 18 thôn và 05 trường học, phục vụ 24/7 từ ngày 01/02/2026.",
    "Tổng kinh phí 350 triệu đồng, trong đó ngân sách bảo đảm 80%, xã hội hóa 20%.",
]


@pytest.mark.parametrize("sentence", NOTHING)
def test_what_promises_no_result_is_no_target(sentence: str) -> None:
    assert targets_of(f"II. QUY ĐỊNH CHUNG\n{sentence}\n") == []


def test_what_is_wrong_is_told_outside_a_part_of_that_name() -> None:
    body = """1. VÌ SAO PHẢI LÀM
Năm 2025 phường tiếp nhận 6.020 hồ sơ. Bên cạnh kết quả đạt được, còn 712 hồ sơ phải bổ sung do hướng dẫn chưa kỹ;
hồ sơ chứng thực hầu hết còn nộp trực tiếp. Không có hồ sơ trễ hạn.
Điều còn chưa được: khách dồn vào sáng thứ Hai, vì chưa có lịch hẹn.
"""
    assert [(one.text[:25], one.causes) for one in plan_of(body).problems] == [
        ("Còn 712 hồ sơ phải bổ sun", ["hướng dẫn chưa kỹ"]),
        ("Hồ sơ chứng thực hầu hết ", []),
        ("Khách dồn vào sáng thứ Ha", ["chưa có lịch hẹn"]),
    ]


def test_an_aim_beside_figures_is_an_objective() -> None:
    body = """II. MỤC TIÊU
Trung tâm phấn đấu trở thành địa chỉ tin cậy của người dân, lấy thái độ phục vụ làm đầu. Đến hết năm 2026, tỷ lệ hồ sơ
nộp trực tuyến không thấp hơn 88%.
"""
    plan = plan_of(body)
    assert [one.text[:40] for one in plan.objectives] == ["Trung tâm phấn đấu trở thành địa chỉ tin"]
    assert [(one.comparator, one.value) for one in plan.targets] == [(">=", 88)]
