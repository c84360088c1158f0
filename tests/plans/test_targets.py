"""Targets: figures, comparisons, years and measures out of running text and tables."""

from __future__ import annotations

from typing import Any

import pytest

from motcua.plans.reader import read_text
from motcua.plans.reader.metrics import best_metric, metrics
from motcua.plans.reader.quantities import quantities

FRAME = """UBND XÃ SƠN TÂY
Số: 08/KH-UBND
Sơn Tây, ngày 10 tháng 8 năm 2025
KẾ HOẠCH
Nâng cao chất lượng dịch vụ công trực tuyến trên địa bàn xã Sơn Tây giai đoạn 2025 - 2027
I. MỤC TIÊU
1. Mục tiêu cụ thể
{goals}
II. NHIỆM VỤ
1. Tuyên truyền
- Tuyên truyền đến người dân.
- Hướng dẫn người dân.
"""


def targets_of(goals: str) -> list[tuple[Any, ...]]:
    plan = read_text(FRAME.format(goals=goals))
    return [(one.metric, one.comparator, one.value, one.unit, one.year) for one in plan.targets]


SENTENCES = [
    ("- Đến hết năm 2025, tối thiểu 80% hồ sơ được nộp trực tuyến.", ("online_dossier_rate", ">=", 80, "%", 2025)),
    ("- Tỷ lệ hồ sơ thanh toán trực tuyến đạt trên 75% trong năm 2026.", ("online_payment_rate", ">", 75, "%", 2026)),
    ("- Phấn đấu tỷ lệ hồ sơ giải quyết đúng hạn đạt 98,5%.", ("on_time_rate", "=", 98.5, "%", None)),
    ("- Năm 2026, thời gian từ lúc đăng nhập đến khi nộp hồ sơ thành công dưới 5 phút.",
     ("avg_login_to_submit_minutes", "<", 5, "phút", 2026)),
    ("- Tổ chức ít nhất hai lớp tập huấn kỹ năng số cho người dân trong năm 2025.",
     ("training_class_count", ">=", 2, "lớp", 2025)),
    ("- Mỗi hộ gia đình có ít nhất 01 người biết sử dụng VNeID.",
     ("household_vneid_capable_rate", "=", 100, "%", None)),
    ("- Không quá 3% hồ sơ trực tuyến quá hạn.", ("online_on_time_rate", ">=", 97, "%", None)),
    ("- Từ 90% trở lên người dân hài lòng khi sử dụng dịch vụ công trực tuyến vào năm 2027.",
     ("online_service_satisfaction_rate", ">=", 90, "%", 2027)),
    ("- 60% hồ sơ trực tuyến do người dân tự nộp tại nhà đến năm 2027.",
     ("remote_self_service_rate", "=", 60, "%", 2027)),
    ("- 100% văn bản của xã được ký số.", ("staff_signature_use_rate", "=", 100, "%", None)),
    ("- 45% trẻ em được tặng sách trong năm 2026.", ("other", "=", 45, "%", 2026)),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "target"), SENTENCES)
def test_one_sentence_one_target(sentence: str, target: tuple[Any, ...]) -> None:
    assert targets_of(sentence) == [target]


def test_a_year_in_the_heading_holds_for_what_stands_under_it() -> None:
    goals = "a) Năm 2025\n- 70% hồ sơ nộp trực tuyến.\nb) Năm 2026\n- 80% hồ sơ nộp trực tuyến."
    assert [(value, year) for _, _, value, _, year in targets_of(goals)] == [(70, 2025), (80, 2026)]


def test_a_later_clause_takes_the_measure_of_the_first() -> None:
    goals = "- Năm 2025, tỷ lệ hồ sơ nộp trực tuyến đạt 70%; phấn đấu đến năm 2027 đạt 90%."
    assert targets_of(goals) == [
        ("online_dossier_rate", "=", 70, "%", 2025),
        ("online_dossier_rate", "=", 90, "%", 2027),
    ]


def test_rising_each_year_is_a_target_without_figure() -> None:
    found = read_text(FRAME.format(goals="- Tỷ lệ thanh toán trực tuyến liên tục tăng hằng năm.")).targets[0]
    assert (found.metric, found.comparator, found.value, found.every) == (
        "online_payment_rate",
        "increase",
        None,
        "year",
    )
    assert (found.from_year, found.until_year) == (2025, 2027)


def test_from_a_year_on_is_kept_until_the_end_of_the_plan() -> None:
    found = read_text(FRAME.format(goals="- Kể từ năm 2025, 100% hồ sơ được số hóa khi tiếp nhận.")).targets[0]
    assert (found.year, found.from_year, found.until_year) == (None, 2025, 2027)


def test_two_scopes_are_two_targets() -> None:
    goals = "- Đến năm 2027, 90% hộ gia đình ở phố và 50% hộ gia đình ở thôn có chữ ký số cá nhân."
    assert [(slug, value) for slug, _, value, _, _ in targets_of(goals)] == [
        ("household_digital_readiness_rate", 90),
        ("household_digital_readiness_rate", 50),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "theo khoản 3 Điều 13 Thông tư số 21/2023/TT-BTTTT ngày 31/12/2023",
        "chính quyền địa phương 2 cấp",
        "Tổng đài 1022 hoạt động 24/7",
        "giai đoạn 2025 - 2030, tầm nhìn 2045",
        "Đề án 06, mạng 5G, mức độ 4",
    ],
)
def test_numbers_that_are_no_targets(text: str) -> None:
    assert quantities(text) == []


def test_every_measure_is_worded_and_can_be_told() -> None:
    assert len(metrics()) == 131
    silent = [one.slug for one in metrics() if not one.say and not one.fixed]
    assert silent == []


def test_a_more_exact_wording_wins() -> None:
    one, _ = best_metric("100% thu tuc hanh chinh du dieu kien duoc cung cap toan trinh", share=True)
    assert one is not None
    assert one.slug == "eligible_procedure_full_online_rate"


def test_everything_carries_its_place_and_a_confidence() -> None:
    plan = read_text(FRAME.format(goals="- 70% hồ sơ nộp trực tuyến."))
    assert plan.targets[0].source.line == 8
    assert plan.targets[0].section == "I.1"
    for one in [*plan.targets, *plan.tasks]:
        assert 0 < one.confidence < 1
