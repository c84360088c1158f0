"""Years said in the midst of a sentence or above a list, directions in cells, and what targets are set against."""

from __future__ import annotations

import pytest

from motcua.plans.reader import Plan, read_text
from tests.plans.written import HEAD

SPAN = HEAD.replace("tuyến năm 2026\n", "tuyến giai đoạn 2026 - 2027\n")
WORK = "III. NHIỆM VỤ\n1. Tập huấn cho công chức. Chủ trì: Công an xã. Sản phẩm: Báo cáo. Thời gian: quý II/2026.\n"


def _plan(aims: str, before: str = "", work: str = WORK) -> Plan:
    return read_text(f"{SPAN}{before}II. MỤC TIÊU\n{aims}{work}")


def _aims(aims: str) -> list[tuple[str, object, int | None]]:
    return [(one.comparator, one.value, one.year) for one in _plan(aims).targets]


@pytest.mark.parametrize(
    ("aims", "wanted"),
    [
        ("1. Tỷ lệ cấp kết quả điện tử năm 2026 phấn đấu đạt 90%.\n", [("=", 90, 2026)]),
        ("1. Thời gian từ khi đăng nhập đến khi nộp hồ sơ dưới 05 phút ngay từ năm 2026.\n", [("<", 5, 2026)]),
        ("1. Phấn đấu đến năm 2027, 60% người dân từ đủ 18 tuổi trở lên có chữ ký số cá nhân.\n", [("=", 60, 2027)]),
        (
            "1. Đến năm 2030:\na) Tỷ lệ hồ sơ nộp trực tuyến đạt tối thiểu 98%.\n"
            "b) 90% hồ sơ trực tuyến do người dân tự thực hiện tại nhà.\n",
            [(">=", 98, 2030), ("=", 90, 2030)],
        ),
    ],
)
def test_the_year_said_for_a_target_is_its_own(aims: str, wanted: list[tuple[str, object, int]]) -> None:
    assert _aims(aims) == wanted


@pytest.mark.parametrize(("cell", "way"), [("Giảm", "decrease"), ("Tăng dần", "increase")])
def test_a_cell_may_ask_for_a_direction_only(cell: str, way: str) -> None:
    rows = "| TT | Chỉ tiêu | Đơn vị tính | Thực hiện 2025 | Mục tiêu 2026 |\n"
    rows += "| 1 | Tỷ lệ hồ sơ nộp trực tuyến | % | 79,2 | ≥ 85 |\n"
    rows += f"| 2 | Số lượt đi lại trung bình cho một hồ sơ | lượt | 1,4 | {cell} |\n"
    assert [(one.comparator, one.value, one.unit, one.year) for one in _plan(rows).targets] == [
        (">=", 85, "%", 2026),
        (way, None, "lượt", 2026),
    ]


def test_what_was_paid_of_dossiers_with_fees_is_the_rate_of_payment() -> None:
    before = "I. KẾT QUẢ NĂM 2025\n- Thanh toán trực tuyến 1.147/1.297 hồ sơ có phát sinh phí, lệ phí, đạt 88,4%.\n"
    plan = _plan("1. Tỷ lệ hồ sơ thanh toán trực tuyến năm 2026 đạt tối thiểu 85%.\n", before)
    assert "88,4%" in next(one.message for one in plan.anomalies if one.kind == "below_baseline")


def test_a_lead_in_to_the_work_contradicts_the_table_of_targets() -> None:
    rows = "| TT | Chỉ tiêu | Đơn vị tính | Mục tiêu 2026 |\n| 1 | Tỷ lệ hồ sơ nộp trực tuyến | % | 90 |\n"
    rows += "| 2 | Tỷ lệ hồ sơ thanh toán trực tuyến | % | ≥ 80 |\n"
    led = "Trong đó tập trung nâng tỷ lệ thanh toán trực tuyến trên địa bàn xã năm 2026 đạt tối thiểu 75%.\n"
    plan = _plan(rows, work=WORK.replace("NHIỆM VỤ\n", "NHIỆM VỤ\n" + led))
    assert "80 và 75" in next(one.message for one in plan.anomalies if one.kind == "targets_contradict")


def test_helpers_no_list_knows_still_only_help() -> None:
    work = (
        'III. NHIỆM VỤ\n1. Duy trì "Tàu dịch vụ công" đến các đảo nhỏ\n- Chủ trì: Đoàn Thanh niên xã.\n'
        "- Phối hợp: Hải đội dân quân thường trực; Trung tâm Phục vụ hành chính công.\n- Sản phẩm: Nhật ký chuyến đi.\n"
    )
    [task] = _plan("1. Tỷ lệ hồ sơ nộp trực tuyến năm 2026 đạt 80%.\n", work=work).tasks
    assert (task.lead, task.coordinating[0]) == (["Đoàn Thanh niên xã"], "Hải đội dân quân thường trực")


def test_one_room_with_two_works_is_one_lead() -> None:
    rows = (
        "| TT | Nhiệm vụ | Chủ trì | Thời gian |\n| 1 | Rà soát quy trình | Phòng Pháp chế - Thanh tra | Quý I/2026 |\n"
    )
    [task] = _plan("1. Tỷ lệ hồ sơ nộp trực tuyến năm 2026 đạt 80%.\n", work=f"III. NHIỆM VỤ\n{rows}").tasks
    assert task.lead == ["Phòng Pháp chế - Thanh tra"]
