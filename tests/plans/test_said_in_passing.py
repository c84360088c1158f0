"""What goals say in passing of the year before: no target of its own, and where things stood."""

from __future__ import annotations

import pytest

from motcua.plans.reader import Plan, read_text

HEAD = """UBND XÃ TÂN PHÚ
Số: 12/KH-UBND
Tân Phú, ngày 10 tháng 01 năm 2026
KẾ HOẠCH
Nâng cao chất lượng dịch vụ công trực tuyến {years}
II. MỤC TIÊU
"""
END = """
III. NHIỆM VỤ
1. Tuyên truyền đến người dân. Chủ trì: Phòng Văn hóa - Xã hội.
"""


def plan_of(said: str, years: str = "năm 2026") -> Plan:
    return read_text(HEAD.format(years=years) + f"1. {said}\n2. Hồ sơ đúng hạn đạt 99% trở lên.\n" + END)


@pytest.mark.parametrize(
    ("aside", "as_of"),
    [
        (" (thực hiện năm 2025: 84,3%)", "2025"),
        (" (năm 2025: 84,3%)", "2025"),
        (" (năm 2025 là 84,3%)", "2025"),
        (" (2025: 84,3%)", "2025"),
        (" [năm 2025: 84,3%]", "2025"),
        (" (kết quả năm 2025: 84,3%)", "2025"),
        (" (TH 2025: 84,3%)", "2025"),
        (" (năm 2025 thực hiện được 84,3%)", "2025"),
        (" (cùng kỳ năm 2025: 84,3%)", "2025"),
        (" (so với 84,3% của năm 2025)", "2025"),
        (" (đến 31/12/2025 đạt 84,3%)", "2025-12-31"),
        (" (năm trước 84,3%)", "2025"),
        (" (mức nền: 84,3%)", "2025"),
        (", năm 2025 đạt 84,3%", "2025"),
        ("; năm 2025 mới đạt 84,3%", "2025"),
        ("; thực hiện năm 2025 là 84,3%", "2025"),
    ],
)
def test_a_level_of_the_year_before_is_where_things_stood(aside: str, as_of: str) -> None:
    plan = plan_of(f"Hồ sơ nộp trực tuyến đạt tối thiểu 92%{aside}.")
    assert [(one.metric, one.comparator, one.value, one.year) for one in plan.targets] == [
        ("online_dossier_rate", ">=", 92, 2026), ("on_time_rate", ">=", 99, 2026),
    ]  # fmt: skip
    assert [(one.metric, one.value, one.as_of) for one in plan.baseline] == [("online_dossier_rate", 84.3, as_of)]


def test_it_brings_the_counts_it_was_made_from() -> None:
    plan = plan_of(
        "100% thủ tục đủ điều kiện lên trực tuyến toàn trình (thực hiện năm 2025: 87,5%, tương ứng 70/80 thủ tục)."
    )
    (stood,) = plan.baseline
    assert (stood.metric, stood.value, stood.numerator, stood.denominator) == (
        "eligible_procedure_full_online_rate", 87.5, 70, 80,
    )  # fmt: skip
    assert len(plan.targets) == 2


def test_counts_and_times_have_such_asides_too() -> None:
    plan = plan_of("Tổ chức 12 lớp tập huấn kỹ năng số (năm 2025 tổ chức 7 lớp).")
    assert next((one.metric, one.value, one.year) for one in plan.targets) == ("training_class_count", 12, 2026)
    assert [(one.metric, one.value, one.unit) for one in plan.baseline] == [("training_class_count", 7, "lớp")]
    slow = plan_of("Thời gian chờ trung bình không quá 10 phút (năm 2025: 16 phút).")
    assert next((one.comparator, one.value, one.year) for one in slow.targets) == ("<=", 10, 2026)


@pytest.mark.parametrize(
    ("said", "levels"),
    [
        ("Hồ sơ nộp trực tuyến đạt 92% (năm 2027: 95%).", [(92, 2026), (95, 2027)]),
        ("Hồ sơ nộp trực tuyến đạt 92% vào năm 2026 [năm 2027: 95%].", [(92, 2026), (95, 2027)]),
    ],
)
def test_a_level_of_a_year_to_come_is_a_target(said: str, levels: list[tuple[int, int]]) -> None:
    plan = plan_of(said, "giai đoạn 2026 - 2027")
    assert [(one.value, one.year) for one in plan.targets if one.metric == "online_dossier_rate"][1:] == levels[1:]
    assert plan.baseline == []


def test_by_how_much_more_is_neither() -> None:
    plan = plan_of("Hồ sơ nộp trực tuyến đạt tối thiểu 92% (tăng 7,7% so với năm 2025).")
    assert [one.value for one in plan.targets] == [92, 99]
    assert plan.baseline == []
    alone = plan_of("Giảm một nửa số chuyến đi làm thủ tục (giảm tối thiểu 50% so với năm 2025).")
    assert next((one.comparator, one.value) for one in alone.targets) == ("decrease", 50)


def test_what_was_asked_for_then_was_not_reached() -> None:
    assert plan_of("Hồ sơ nộp trực tuyến đạt tối thiểu 92% (kế hoạch năm 2025: 90%).").baseline == []
