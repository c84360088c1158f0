"""Tables and sentences that tell what was reached beside what is asked for: each read as what it is."""

from __future__ import annotations

import pytest

from motcua.plans.reader import read_text
from motcua.plans.reader.model import Plan
from tests.plans.written import HEAD

SITUATION = "I. THỰC TRẠNG\nKết quả năm 2025 như sau:\n"
SCORES = """Nhóm chỉ số\tĐiểm tối đa\tĐiểm đạt được
Công khai, minh bạch\t40\t36,5
Tiến độ giải quyết\t35\t30
Số hóa hồ sơ\t25\t20
"""
WORK = "III. NHIỆM VỤ\n1. Công an xã chủ trì mở điểm hỗ trợ trước ngày 30/6/2026; sản phẩm: điểm hỗ trợ.\n"


def read(text: str) -> Plan:
    return read_text(HEAD + text + WORK)


def aims(plan: Plan) -> list[tuple[str, str, object, int | None]]:
    return [(one.metric, one.comparator, one.value, one.year) for one in plan.targets]


def reached(plan: Plan) -> list[tuple[str, float, str]]:
    return [(one.metric, one.value, one.unit) for one in plan.baseline]


def test_points_beside_the_most_that_can_be_had_were_reached() -> None:
    plan = read(SITUATION + SCORES)
    assert aims(plan) == []
    assert reached(plan) == [("other", 36.5, "điểm"), ("other", 30.0, "điểm"), ("other", 20.0, "điểm")]


def test_a_letterhead_of_as_many_columns_is_not_the_same_table() -> None:
    head = HEAD.replace("Số: 15/KH-UBND\n", "").replace(
        "XÃ TÂN LỘC\n",
        "XÃ TÂN LỘC\t\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSố: 15/KH-UBND\t\tĐộc lập - Tự do - Hạnh phúc\n",
    )
    plan = read_text(head + SITUATION + SCORES + WORK)
    assert plan.meta.doc_number == "15/KH-UBND"
    assert len(plan.baseline) == 3
    assert aims(plan) == []


def test_points_asked_for_beside_points_reached() -> None:
    rows = "".join(f"| {name} | {most} | {had} | {aim} |\n" for name, most, had, aim in (
        ("Công khai", 60, "50,5", 55), ("Số hóa", 40, 30, 36), ("Tổng cộng", 100, "80,5", 91)))  # fmt: skip
    heads = "| Tiêu chí Bộ chỉ số | Điểm chuẩn | Điểm thẩm định | Phấn đấu năm 2026 |\n|---|---|---|---|\n"
    plan = read("II. CHỈ TIÊU BỘ CHỈ SỐ 766\n" + heads + rows)
    assert [value for _, _, value, _ in aims(plan)] == [55, 36, 91]
    assert [value for _, value, _ in reached(plan)] == [50.5, 30.0, 80.5]
    assert aims(plan)[2][0] == "service_index_766"


@pytest.mark.parametrize(("total", "told"), [("86,5", 0), ("84", 1)])
def test_points_that_do_not_add_up_are_told(total: str, told: int) -> None:
    plan = read(f"I. THỰC TRẠNG\nNăm 2025 xã đạt {total} điểm, cụ thể:\n{SCORES}")
    assert sum(one.kind == "sum_wrong" for one in plan.anomalies) == told


COUNTED = """| Lĩnh vực | Hồ sơ tiếp nhận | Hồ sơ trực tuyến | Tỷ lệ trực tuyến |
|---|---|---|---|
| Hộ tịch | 1.500 | 1.200 | 80% |
| Đất đai | 2.000 | 1.300 | 65% |
| Tổng cộng | 3.500 | 2.500 | 71,4% |
"""


def test_a_share_beside_the_counts_that_make_it() -> None:
    plan = read(SITUATION + COUNTED)
    assert aims(plan) == []
    assert reached(plan) == [("online_dossier_rate", value, "%") for value in (80.0, 65.0, 71.4)]
    assert [(one.numerator, one.denominator) for one in plan.baseline] == [(1200, 1500), (1300, 2000), (2500, 3500)]


def test_what_was_asked_for_then_is_no_target_now() -> None:
    rows = "| Tỷ lệ hồ sơ trực tuyến | 75% | 74% |\n| Tỷ lệ hồ sơ đúng hạn | 95% | 96,4% |\n"
    plan = read("II. BIỂU SỐ LIỆU\n| Chỉ tiêu | Kế hoạch giao | Kết quả thực hiện |\n|---|---|---|\n" + rows)
    assert aims(plan) == []
    assert [value for _, value, _ in reached(plan)] == [74.0, 96.4]
    assert not [one for one in plan.anomalies if one.kind == "below_baseline"]


def test_what_is_given_from_above_beside_what_the_plan_sets_itself() -> None:
    heads = "| Chỉ tiêu | Chỉ tiêu tỉnh giao 2026 | Chỉ tiêu xã phấn đấu 2026 |\n|---|---|---|\n"
    plan = read("II. CHỈ TIÊU\n" + heads + "| Hồ sơ trực tuyến (%) | 80 | 85 |\n| Số hóa hồ sơ (%) | 90 | 95 |\n")
    assert [value for _, _, value, _ in aims(plan)] == [85, 95]


def test_cases_that_came_in_late_count_as_those_on_time_in_tables_too() -> None:
    heads = "| Chỉ tiêu | Đơn vị tính | Thực hiện năm 2025 | Năm 2026 |\n|---|---|---|---|\n"
    plan = read("II. CHỈ TIÊU\n" + heads + "| Hồ sơ trễ hạn | % | 1,9 | < 1 |\n| Hồ sơ trực tuyến | % | 70 | 80 |\n")
    assert aims(plan)[0] == ("on_time_rate", ">", 99, 2026)
    assert reached(plan)[0] == ("on_time_rate", 98.1, "%")


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("95/100 hồ sơ trở lên được trả trước hạn và đúng hạn.", ("on_time_rate", ">=", 95, 2026)),
        ("18/18 thôn có Tổ công nghệ số cộng đồng hoạt động.", ("community_team_coverage", "=", 100, 2026)),
        ("Cứ 100 hồ sơ có phí thì có ít nhất 70 hồ sơ thanh toán trực tuyến.", ("online_payment_rate", ">=", 70, 2026)),
        ("Giữ vững tỷ lệ hồ sơ đúng hạn ở mức 99% trở lên.", ("on_time_rate", ">=", 99, 2026)),
    ],
)
def test_shares_told_in_other_words(said: str, expected: tuple[str, str, int, int]) -> None:
    assert aims(read(f"II. MỤC TIÊU NĂM 2026\n1. {said}\n")) == [expected]


def test_a_level_in_brackets_is_of_its_own_year() -> None:
    lines = "a) Hồ sơ nộp trực tuyến: từ 86% trở lên [năm 2027: từ 90% trở lên].\n"
    plan = read("II. MỤC TIÊU\n2. Mục tiêu cụ thể năm 2026 (trong ngoặc vuông là định hướng)\n" + lines)
    assert aims(plan) == [("online_dossier_rate", ">=", 86, 2026), ("online_dossier_rate", ">=", 90, 2027)]


def test_what_somebody_above_gave_is_no_promise() -> None:
    plan = read(
        "II. MỤC TIÊU NĂM 2026\n1. Nâng tỷ lệ hồ sơ trực tuyến từ 73% lên ít nhất 85%, vượt chỉ tiêu tỉnh giao (80%).\n"
    )
    assert aims(plan) == [("online_dossier_rate", ">=", 85, 2026)]
    assert reached(plan) == [("online_dossier_rate", 73.0, "%")]


def test_work_that_was_done_is_no_task_and_its_figures_no_targets() -> None:
    done = "I. ĐÁNH GIÁ NĂM 2025\n1. Những việc đã làm được\nCó 42% hồ sơ trực tuyến được người dân tự nộp từ xa.\n"
    open_ = "2. Những việc chưa làm được\na) Người dân còn phải đến tận Trung tâm do chưa biết điểm tiếp nhận.\n"
    plan = read(done + open_ + "II. MỤC TIÊU NĂM 2026\n1. Tỷ lệ hồ sơ trực tuyến tự nộp từ xa đạt ít nhất 60%.\n")
    assert len(plan.tasks) == 1
    assert aims(plan) == [("remote_self_service_rate", ">=", 60, 2026)]
    assert reached(plan) == [("remote_self_service_rate", 42.0, "%")]
    assert not [one for one in plan.anomalies if one.kind == "targets_contradict"]


def test_how_large_a_place_is_and_what_was_lost_are_no_results() -> None:
    said = (
        "I. THỰC TRẠNG\nXã có 12 bản, trên 90% là đồng bào dân tộc thiểu số. Nhóm thanh toán mất 3 điểm. "
        "Tỷ lệ hồ sơ trực tuyến đạt 55%, cao hơn 9% so với cùng kỳ.\n"
    )
    assert reached(read(said)) == [("online_dossier_rate", 55.0, "%")]


def test_what_follows_from_missing_a_figure_is_no_target() -> None:
    plan = read_text(
        HEAD + WORK + "IV. TỔ CHỨC THỰC HIỆN\n1. Công an xã: đơn vị đạt dưới 70% chỉ tiêu thì không xét thi đua.\n"
    )
    assert aims(plan) == []


def test_a_title_may_begin_with_carrying_out_and_gives_the_year() -> None:
    head = HEAD.replace("Nâng cao chất lượng", "Thực hiện các chỉ tiêu").replace("năm 2026", "năm 2027")
    plan = read_text(head.replace("02 năm 2027", "12 năm 2026") + "II. CHỈ TIÊU\n- Hồ sơ trực tuyến: ≥ 90%.\n" + WORK)
    assert plan.meta.title is not None
    assert aims(plan) == [("online_dossier_rate", ">=", 90, 2027)]


def test_figures_handed_down_under_merged_headings_are_not_set_beside_the_whole() -> None:
    heads = (
        "| TT | Đơn vị | Hồ sơ trực tuyến (%) | | Số hóa (%) | |\n| | | Năm 2025 | Năm 2026 | Năm 2025 | Năm 2026 |\n"
    )
    places = ((1, "Thôn Đông", 70, 80, 40, 55), (2, "Thôn Đoài", 62, 75, 33, 50), (3, "Thôn Hạ", 85, 90, 51, 65))
    rows = "".join(f"| {' | '.join(map(str, row))} |\n" for row in places)
    plan = read(
        "I. THỰC TRẠNG\nTỷ lệ hồ sơ trực tuyến năm 2025 đạt 79%.\nII. CHỈ TIÊU GIAO CÁC THÔN NĂM 2026\n" + heads + rows
    )
    assert [value for _, _, value, _ in aims(plan)] == [80, 55, 75, 50, 90, 65]
    assert {one.year for one in plan.targets} == {2026}
    assert not [one for one in plan.anomalies if one.kind == "below_baseline"]


def test_a_part_whose_heading_nobody_knows_is_counted_in_the_numbering() -> None:
    parts = "1. Tình hình\nNăm 2025 hồ sơ trực tuyến đạt 70%.\n2. Mức cần có\n- Hồ sơ trực tuyến ≥ 80%.\n"
    work = "3. Nhiệm vụ\n- Công an xã chủ trì mở điểm hỗ trợ trước ngày 30/6/2026; sản phẩm: điểm hỗ trợ.\n"
    assert not [one for one in read_text(HEAD + parts + work).anomalies if one.kind == "number_gap"]
