"""Promises told by a place among others, by nothing being left, of two measures at once, or in the midst of work."""

from __future__ import annotations

import pytest

from motcua.plans.reader import read_text
from motcua.plans.reader.model import Target
from tests.plans.written import AIMS, HEAD

SPAN = HEAD.replace("tuyến năm 2026\n", "tuyến giai đoạn 2026 - 2030\n")
WORK = "III. NHIỆM VỤ\n1. Tập huấn cho công chức. Chủ trì: Công an xã. Sản phẩm: Báo cáo. Thời gian: quý II/2026.\n"


def _said(one: Target) -> tuple[str, str, object, str, int | None]:
    return one.metric, one.comparator, one.value, one.unit, one.year


def _aims(aims: str, head: str = HEAD) -> list[tuple[str, str, object, str, int | None]]:
    return [_said(one) for one in read_text(f"{head}II. MỤC TIÊU\n{aims}{WORK}").targets]


def _work(work: str) -> list[tuple[str, str, object, str]]:
    found = read_text(f"{HEAD}{AIMS}III. NHIỆM VỤ\n1. {work} Chủ trì: Công an xã. Thời gian: quý II/2026.\n").targets
    return [_said(one)[:4] for one in found[2:]]


@pytest.mark.parametrize(
    ("aims", "wanted"),
    [
        (
            "1. Chỉ số cải cách hành chính đạt từ 91 điểm, vào nhóm 05 xã dẫn đầu.\n",
            [("other", ">=", 91, "điểm", 2026), ("other", "<=", 5, "thứ hạng", 2026)],
        ),
        (
            "1. Không còn hồ sơ quá hạn trên 15 ngày.\n2. Tỷ lệ hài lòng đạt ít nhất 95%.\n",
            [("other", "=", 0, "hồ sơ", 2026), ("procedure_satisfaction_rate", ">=", 95, "%", 2026)],
        ),
        (
            "1. 100% thủ tục hành chính được công bố đúng hạn và công khai đầy đủ nội dung.\n",
            [
                ("procedure_announced_on_time_rate", "=", 100, "%", 2026),
                ("procedure_content_complete_rate", "=", 100, "%", 2026),
            ],
        ),
        (
            "1. Tỷ lệ Tổ công nghệ số cộng đồng hoạt động thường xuyên đạt 80%.\n",
            [("community_team_coverage", "=", 80, "%", 2026)],
        ),
    ],
)
def test_a_goal_may_tell_its_figure_otherwise(aims: str, wanted: list[object]) -> None:
    assert _aims(aims) == wanted


def test_a_year_before_a_rank_holds_for_the_points_after_it() -> None:
    aims = (
        "1. Đến năm 2030, Chỉ số phục vụ người dân, doanh nghiệp của xã thuộc nhóm Tốt trở lên; "
        "100% xã, phường đạt từ 85 điểm trở lên.\n2. Đến năm 2028, tỷ lệ hồ sơ trực tuyến đạt 90%.\n"
    )
    assert set(_aims(aims, SPAN)) == {
        ("service_index_766_rank", ">=", "Tốt", "nhóm xếp loại", 2030),
        ("service_index_766", ">=", 85, "điểm", 2030),
        ("online_dossier_rate", "=", 90, "%", 2028),
    }


def test_a_school_year_begins_a_level() -> None:
    aims = "1. Bảo đảm 100% học sinh trung học phổ thông được phổ cập kỹ năng số từ năm học 2027 - 2028.\n"
    found = read_text(f"{SPAN}II. MỤC TIÊU\n{aims}{WORK}").targets
    assert [(one.metric, one.from_year, one.until_year) for one in found] == [("student_training_rate", 2027, 2030)]


@pytest.mark.parametrize(
    ("work", "wanted"),
    [
        ("Bảo đảm thời gian chờ của người dân tối đa 20 phút.", [("other", "<=", 20, "phút")]),
        ("Tham mưu kiểm tra đột xuất ít nhất mỗi quý 01 lần.", [("inspection_count", ">=", 1, "lần")]),
        ("Khắc phục đối với 100% hồ sơ phải chỉnh sửa.", [("other", "=", 100, "%")]),
        ("Tuyên truyền tại tối thiểu 30% số cơ sở kinh doanh.", [("other", ">=", 30, "%")]),
        ("Thí điểm 12 thủ tục chỉ tiếp nhận trực tuyến.", [("online_only_procedure_count", "=", 12, "thủ tục")]),
        (
            "Phê duyệt cấp độ an toàn cho 06/06 hệ thống thông tin của xã.",
            [("system_level_approved_rate", "=", 100, "%")],
        ),
        ("Đặt điểm hỗ trợ nộp hồ sơ trực tuyến tại nhà văn hóa của 14/14 bản.", []),
        ("Trực hỗ trợ người dân tại nhà văn hóa. Thời gian: Mỗi tháng 01 phiên.", []),
    ],
)
def test_work_promises_levels_shares_and_counts(work: str, wanted: list[object]) -> None:
    assert _work(work) == wanted


def test_scores_by_group_and_procedures_in_force_are_where_things_stand() -> None:
    before = (
        "I. KẾT QUẢ NĂM 2025\n1. Chỉ số phục vụ người dân, doanh nghiệp của xã đạt 84,62/100 điểm; cụ thể từng nhóm:\n"
        "TT\tNhóm chỉ số\tĐiểm tối đa\tĐiểm năm 2025\n1\tCông khai, minh bạch\t18\t16,80\n"
        "2\tThanh toán trực tuyến\t10\t7,60\n2. Xã có 218 thủ tục hành chính thuộc thẩm quyền giải quyết.\n"
    )
    found = [(one.metric, one.value) for one in read_text(f"{HEAD}{before}{AIMS}{WORK}").baseline]
    assert sorted(found) == [
        ("procedures_in_force_count", 218),
        ("service_index_766", 7.6),
        ("service_index_766", 16.8),
        ("service_index_766", 84.62),
    ]
