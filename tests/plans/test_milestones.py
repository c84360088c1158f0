"""Tables whose columns are moments of one year: what is to be reached by each."""

from __future__ import annotations

from typing import Any

import pytest

from motcua.plans.reader import Plan, read_text

HEAD = """UBND XÃ TÂN PHÚ
Số: 12/KH-UBND
Tân Phú, ngày 10 tháng 01 năm 2026
KẾ HOẠCH
Nâng cao chất lượng dịch vụ công trực tuyến {years}
"""
END = """
III. NHIỆM VỤ
1. Tuyên truyền đến người dân. Chủ trì: Phòng Văn hóa - Xã hội.
"""
JUNE, SEPTEMBER, YEAR = "2026-06-30", "2026-09-30", None


def plan_of(head: str, *rows: str, years: str = "năm 2026") -> Plan:
    return read_text(HEAD.format(years=years) + "II. MỤC TIÊU\n" + "\n".join((head, *rows)) + END)


def told(plan: Plan) -> list[tuple[Any, ...]]:
    return [(one.metric, one.comparator, one.value, one.year, one.until) for one in plan.targets]


@pytest.mark.parametrize(
    ("head", "whens"),
    [
        ("TT | Chỉ tiêu | ĐVT | Mốc 30/6/2026 | Mốc 31/12/2026 | Đơn vị theo dõi", (JUNE, YEAR)),
        ("TT | Chỉ tiêu | ĐVT | 30/6 | 31/12 | Đơn vị chủ trì", (JUNE, YEAR)),
        ("STT | Nội dung chỉ tiêu | Đơn vị tính | Đến 30/6/2026 | Đến 31/12/2026 | Chủ trì", (JUNE, YEAR)),
        ("TT | Chỉ tiêu | ĐVT | 6 tháng | Cả năm | Ghi chú", (JUNE, YEAR)),
        ("TT | Chỉ tiêu | ĐVT | Sáu tháng đầu năm | Cả năm 2026 | Đơn vị chịu trách nhiệm", (JUNE, YEAR)),
        ("TT | Chỉ tiêu | ĐVT | Giữa năm | Cuối năm | Phụ trách", (JUNE, YEAR)),
        ("TT | Chỉ tiêu | ĐVT | Giữa kỳ | Cuối kỳ | Phụ trách", (None, YEAR)),
        ("TT | Tên chỉ tiêu | ĐVT | Tháng 6/2026 | Tháng 12/2026 | Phụ trách", (JUNE, YEAR)),
        ("TT | Tên chỉ tiêu | ĐVT | Hết quý III | Hết quý IV | Người chịu trách nhiệm", (SEPTEMBER, YEAR)),
        ("TT | Chỉ số | ĐVT | Giai đoạn 1 (đến 30/6/2026) | Giai đoạn 2 (đến 31/12/2026) | Chủ trì", (JUNE, YEAR)),
        ("TT | Chỉ tiêu | ĐVT | Thời điểm 30/9/2026 | Thời điểm 31/12/2026 | Cơ quan chủ trì", (SEPTEMBER, YEAR)),
        ("TT | Chỉ tiêu | ĐVT | Đợt 1 (30/6) | Đợt 2 (31/12) | Chủ trì", (JUNE, YEAR)),
    ],
)
def test_each_moment_of_a_year_is_a_target_of_its_own(head: str, whens: tuple[str | None, ...]) -> None:
    plan = plan_of(
        head,
        "1 | Tỷ lệ hồ sơ nộp trực tuyến | % | ≥ 70 | ≥ 80 | Văn phòng HĐND và UBND xã",
        "2 | Tỷ lệ hồ sơ phải bổ sung | % | ≤ 8 | ≤ 5 | Phòng Kinh tế",
    )
    assert told(plan) == [
        ("online_dossier_rate", ">=", 70, 2026, whens[0]), ("online_dossier_rate", ">=", 80, 2026, whens[1]),
        ("supplement_request_rate", "<=", 8, 2026, whens[0]), ("supplement_request_rate", "<=", 5, 2026, whens[1]),
    ]  # fmt: skip
    assert plan.baseline == []


def test_a_moment_gone_by_says_what_was_reached_and_a_dash_says_nothing() -> None:
    plan = plan_of(
        "TT | Chỉ tiêu | ĐVT | Thực hiện đến 31/12/2025 | Mốc 30/6/2026 | Mốc 31/12/2026 | Theo dõi",
        "1 | Tỷ lệ hồ sơ nộp trực tuyến | % | 63,8 | ≥ 70 | ≥ 80 | Văn phòng",
        "2 | Tỷ lệ người dân hài lòng về giải quyết thủ tục hành chính | % | - | - | ≥ 93 | Phòng Kinh tế",
    )
    assert [(one.metric, one.value) for one in plan.baseline] == [("online_dossier_rate", 63.8)]
    assert told(plan)[2:] == [("procedure_satisfaction_rate", ">=", 93, 2026, None)]


def test_half_a_year_takes_the_year_of_the_column_beside_it() -> None:
    plan = plan_of(
        "TT | Chỉ tiêu | 6 tháng đầu năm | Năm 2026 | 6 tháng đầu năm 2027 | Năm 2027",
        "1 | Tỷ lệ hồ sơ nộp trực tuyến | 60% | 70% | 75% | 80%",
        "2 | Tỷ lệ hồ sơ giải quyết đúng hạn | 96% | 97% | 98% | 99%",
        years="giai đoạn 2026 - 2027",
    )
    assert [(one.value, one.year, one.until) for one in plan.targets[:4]] == [
        (60, 2026, "2026-06-30"), (70, 2026, None), (75, 2027, "2027-06-30"), (80, 2027, None),
    ]  # fmt: skip


@pytest.mark.parametrize("due", ["6 tháng", "05 ngày", "Quý I/2026", "15.3.2026", "30/6/2026", "2026"])
def test_a_deadline_in_a_table_of_work_stays_one(due: str) -> None:
    plan = plan_of(
        "TT | Nhiệm vụ | Đơn vị chủ trì | Thời hạn trong năm 2026",
        f"1 | Rà soát quy trình nội bộ | Phòng Kinh tế | {due}",
        f"2 | Tập huấn cho công chức | Văn phòng HĐND và UBND xã | {due}",
    )
    assert plan.targets == []
    assert [task.deadline.raw for task in plan.tasks if task.deadline][:2] == [due, due]


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ("- 6 tháng đầu năm: hồ sơ trực tuyến đạt 65%; cả năm: 80%.", [(65, JUNE), (80, YEAR)]),
        ("- Hồ sơ trực tuyến: 6 tháng đạt 65%, cả năm đạt 80%.", [(65, JUNE), (80, YEAR)]),
        ("- Đến 30/6 đạt 65% và đến 31/12 đạt 80% hồ sơ trực tuyến.", [(65, JUNE), (80, YEAR)]),
        ("- Hồ sơ trực tuyến đạt 65% vào giữa năm, 80% vào cuối năm.", [(65, JUNE), (80, YEAR)]),
        ("- Phấn đấu đến hết tháng 6 năm 2026, hồ sơ trực tuyến đạt 65% và đến hết năm 2026 đạt 80%.",
         [(65, JUNE), (80, YEAR)]),
        ("- Hồ sơ trực tuyến: quý II đạt 65%, quý III đạt 70%, quý IV đạt 80%.",
         [(65, JUNE), (70, SEPTEMBER), (80, YEAR)]),
        ("Chỉ tiêu đến 30/6/2026:\n- Hồ sơ trực tuyến: 65%\nChỉ tiêu đến 31/12/2026:\n- Hồ sơ trực tuyến: 80%",
         [(65, JUNE), (80, YEAR)]),
        ("- Đến 30/6: 65% hồ sơ nộp trực tuyến; đến 30/9: 70%; đến hết năm: 80%.",
         [(65, JUNE), (70, SEPTEMBER), (80, YEAR)]),
        ("- 100% hồ sơ tiếp nhận từ ngày 01/7 được nộp trực tuyến.", [(100, YEAR)]),
        ("- Hồ sơ trực tuyến đạt 80%, cao hơn so với quý I/2026.", [(80, YEAR)]),
    ],
)  # fmt: skip
def test_a_sentence_says_by_which_day_of_the_year(said: str, wanted: list[tuple[int, str | None]]) -> None:
    plan = plan_of(said)
    assert [(one.value, one.until) for one in plan.targets] == wanted
    assert {(one.metric, one.year) for one in plan.targets} == {("online_dossier_rate", 2026)}
    assert plan.baseline == []


def test_a_field_of_its_own_has_its_own_level_and_scope() -> None:
    plan = plan_of(
        "1. Mức độ hài lòng về giải quyết TTHC đạt tối thiểu 95%; trong đó lĩnh vực đất đai đạt tối thiểu 90%.",
        "2. Hồ sơ giải quyết đúng hạn đạt từ 98% trở lên (riêng lĩnh vực xây dựng từ 95% trở lên).",
    )
    assert [(one.metric, one.value, one.scope) for one in plan.targets] == [
        ("procedure_satisfaction_rate", 95, None), ("procedure_satisfaction_rate", 90, "lĩnh vực đất đai"),
        ("on_time_rate", 98, None), ("on_time_rate", 95, "lĩnh vực xây dựng"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("said", "measure"),
    [
        ("100% cán bộ, công chức và người thân tự nộp hồ sơ trực tuyến khi có nhu cầu.", "staff_online_use_rate"),
        ("100% đảng viên tự thực hiện dịch vụ công trực tuyến.", "staff_online_use_rate"),
        ("95% viên chức tự làm thủ tục của mình qua mạng.", "staff_online_use_rate"),
        ("40% hồ sơ trực tuyến do người dân tự nộp, không nhờ cán bộ.", "remote_self_service_rate"),
        ("Công chức hướng dẫn để 30% hồ sơ trực tuyến do người dân tự nộp tại nhà.", "remote_self_service_rate"),
    ],
)
def test_who_files_for_themselves(said: str, measure: str) -> None:
    assert [one.metric for one in plan_of(f"1. {said}").targets] == [measure]


def test_the_sign_of_a_whole_row_stands_in_brackets() -> None:
    plan = plan_of(
        "TT | Chỉ tiêu | ĐVT | Quý II/2026 | Năm 2026 | Theo dõi",
        "1 | Tỷ lệ hồ sơ nộp trực tuyến (tối thiểu) | % | 70 | 80 | Văn phòng",
        "2 | Tỷ lệ hồ sơ phải bổ sung (không quá, %) | % | 6 | 5 | Văn phòng",
        "3 | Thời gian từ khi đăng nhập đến khi nộp hồ sơ thành công (phút, tối đa) | phút | 9 | 8 | Văn phòng",
        "4 | Tỷ lệ thanh toán trực tuyến (trên tổng số hồ sơ có phí) | % | 40 | 50 | Phòng Kinh tế",
        "5 | Tỷ lệ hồ sơ đúng hạn (≥) | % | 98 | 99 | Phòng Kinh tế",
    )
    assert [(one.comparator, one.value) for one in plan.targets] == [
        (">=", 70), (">=", 80), ("<=", 6), ("<=", 5), ("<=", 9), ("<=", 8), ("=", 40), ("=", 50),
        (">=", 98), (">=", 99),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("head", "first", "second"),
    [
        ("Xã, phường | Tỷ lệ hồ sơ trực tuyến năm 2025 (%) | Chỉ tiêu tỷ lệ hồ sơ trực tuyến năm 2026 (tối thiểu, %)",
         "Phường Đông | 84,5 | 90", "Xã Đoài | 78,4 | 86"),
        ("Đơn vị | Hiện trạng hồ sơ trực tuyến (%) | Mục tiêu hồ sơ trực tuyến (ít nhất, %)",
         "Phòng Kinh tế | 84,5 | 90", "Phòng Văn hóa - Xã hội | 78,4 | 86"),
        ("Thôn | Năm 2025 hồ sơ trực tuyến đạt (%) | Chỉ tiêu hồ sơ trực tuyến năm 2026 (%, tối thiểu)",
         "Thôn Đông | 84,5 | 90", "Thôn Đoài | 78,4 | 86"),
    ],
)  # fmt: skip
def test_what_is_given_place_by_place_under_headings_that_begin_with_target(head: str, first: str, second: str) -> None:
    plan = plan_of(f"TT | {head}", f"1 | {first}", f"2 | {second}")
    places = [first.split(" | ")[0], second.split(" | ")[0]]
    assert [(one.metric, one.comparator, one.value, one.scope) for one in plan.targets] == [
        ("online_dossier_rate", ">=", 90, places[0]), ("online_dossier_rate", ">=", 86, places[1]),
    ]  # fmt: skip
    assert [(one.metric, one.value, one.scope) for one in plan.baseline] == [
        ("online_dossier_rate", 84.5, places[0]), ("online_dossier_rate", 78.4, places[1]),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("head", "cell", "wanted"),
    [
        ("Năm 2026", "Quý II: 70%; Quý IV: 80%", [(70, JUNE), (80, YEAR)]),
        ("Năm 2026", "6 tháng: 70%; cả năm: 80%", [(70, JUNE), (80, YEAR)]),
        ("Mục tiêu", "30/6: ≥ 70%, 31/12: ≥ 80%", [(70, JUNE), (80, YEAR)]),
        ("Năm 2026", "Giữa năm: 70%; cuối năm: 80%", [(70, JUNE), (80, YEAR)]),
        ("Năm 2026", "≥ 80%", [(80, YEAR)]),
    ],
)
def test_one_cell_may_tell_several_moments(head: str, cell: str, wanted: list[tuple[int, str | None]]) -> None:
    plan = plan_of(
        f"| TT | Chỉ tiêu | {head} |",
        f"| 1 | Tỷ lệ hồ sơ nộp trực tuyến | {cell} |",
        f"| 2 | Tỷ lệ thanh toán trực tuyến | {cell} |",
    )
    assert [(one.value, one.until) for one in plan.targets if one.metric == "online_dossier_rate"] == wanted
    assert {one.year for one in plan.targets} == {2026}


def test_a_row_may_bring_its_day_and_what_lies_between_is_no_level() -> None:
    plan = plan_of(
        "TT | Chỉ tiêu | Giá trị hiện tại | Giá trị mục tiêu | Tăng so với hiện tại | Thời điểm đạt",
        "1 | Tỷ lệ hồ sơ nộp trực tuyến | 63% | ≥ 80% | 17% | 31/12/2026",
        "2 | Tỷ lệ thanh toán trực tuyến | 38% | ≥ 65% | 27% | 30/9/2026",
    )
    assert [(one.value, one.until) for one in plan.targets] == [(80, YEAR), (65, SEPTEMBER)]
    assert [one.value for one in plan.baseline] == [63, 38]
