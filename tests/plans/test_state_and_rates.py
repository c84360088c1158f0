"""Tables of where things stand, rates with a rhythm, lists whose lines begin with a figure, work of a council."""

from __future__ import annotations

import pytest

from motcua.plans.reader import read_text
from motcua.plans.reader.deadlines import deadline_in, deadline_of
from motcua.plans.reader.model import Plan

END = "Nơi nhận:\n- Lưu: VT.\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\nLê Văn An\n"


def plan(body: str, agency: str = "XÃ TÂN LỘC", above: str = "ỦY BAN NHÂN DÂN") -> Plan:
    head = f"{above}\n{agency}\nSố: 15/KH-UBND\nTân Lộc, ngày 05 tháng 02 năm 2026\nKẾ HOẠCH\n"
    return read_text(f"{head}Nâng cao chất lượng dịch vụ công trực tuyến năm 2026\n{body}\n{END}")


def kinds(one: Plan) -> set[str]:
    return {fault.kind for fault in one.anomalies}


AIMS = "II. MỤC TIÊU\n1. Hồ sơ nộp trực tuyến đạt ít nhất {}%.\n2. 100% hồ sơ được số hóa.\n"
ROWS = "| Hồ sơ nộp trực tuyến | 4.020/6.000 | 67% |\n| Hồ sơ giải quyết đúng hạn | 5.640/6.000 | {} |\n"
STATE = "| Nhóm chỉ số | Số liệu | Tỷ lệ |\n|---|---|---|\n" + ROWS


@pytest.mark.parametrize("head", ["THỰC TRẠNG", "HIỆN TRẠNG", "KẾT QUẢ NĂM 2025"])
def test_a_table_in_the_part_on_where_things_stand_sets_no_target(head: str) -> None:
    read = plan(f"I. {head}\nCụ thể:\n\n{STATE.format('94%')}\n{AIMS.format(70)}")
    assert {(one.metric, one.value, one.numerator) for one in read.baseline} == {
        ("online_dossier_rate", 67, 4020),
        ("on_time_rate", 94, 5640),
    }
    assert [one.value for one in read.targets] == [70, 100]
    assert not kinds(read) & {"below_baseline", "targets_contradict", "share_wrong"}


def test_faults_of_such_a_table_and_of_targets_beneath_it() -> None:
    read = plan(f"I. THỰC TRẠNG\nCụ thể:\n\n{STATE.format('97%')}\n{AIMS.format(65)}")
    assert {"below_baseline", "share_wrong"} <= kinds(read)


def test_a_table_with_part_and_whole_tells_the_present_wherever_it_stands() -> None:
    rows = "| Chỉ số | Tử số | Mẫu số | Tỷ lệ (%) |\n|---|---|---|---|\n| Hồ sơ nộp trực tuyến | 670 | 1.000 | 67 |\n"
    read = plan(f"{AIMS.format(70)}III. BẢNG SỐ LIỆU\n\n{rows}")
    assert 67 not in [one.value for one in read.targets]


@pytest.mark.parametrize("work", ["Rà soát", "Kiểm tra", "Thống kê, phân loại"])
def test_all_cases_looked_at_are_no_target(work: str) -> None:
    rows = "| TT | Nhiệm vụ | Chủ trì | Thời hạn |\n|---|---|---|---|\n"
    rows += "| 1 | {} 100% hồ sơ quá hạn | Công an xã | 5/2026 |\n"
    assert plan("III. NHIỆM VỤ\n\n" + rows.format(work)).targets == []


@pytest.mark.parametrize(
    ("said", "unit"),
    [
        ("Phát thanh tối thiểu 02 tin, bài mỗi tuần trên loa", "tin, bài/tuần"),
        ("Phát thanh tối thiểu 02 tin, bài/tuần trên loa", "tin, bài/tuần"),
        ("Mỗi tuần phát thanh tối thiểu 02 tin, bài trên loa", "tin, bài"),
        ("Thời gian chờ của công dân tại quầy không quá 15 phút/lượt", "phút/lượt"),
        ("Hướng dẫn lưu động tối thiểu 2 buổi mỗi tháng ở chợ", "buổi/tháng"),
    ],
)
def test_a_rhythm_behind_a_count_belongs_to_its_unit(said: str, unit: str) -> None:
    assert [one.unit for one in plan(f"II. MỤC TIÊU\n1. {said}.\n").targets] == [unit]


@pytest.mark.parametrize("place", ["khu phố", "thôn", "bản"])
def test_none_left_is_a_target_of_nothing(place: str) -> None:
    read = plan(f"II. MỤC TIÊU\n1. Xóa 02 {place} lõm sóng, không còn {place} lõm sóng.\n")
    assert [(one.metric, one.value, one.unit) for one in read.targets] == [("village_signal_gap_count", 0, place)]


def test_lines_that_begin_with_a_figure_are_counted_and_numbered() -> None:
    lines = "1. Hồ sơ nộp trực tuyến đạt 90%.\n2. 100% hồ sơ được số hóa.\n3. 95% người dân hài lòng.\n"
    assert not kinds(plan(f"II. MỤC TIÊU\nPhấn đấu đạt 03 chỉ tiêu sau:\n{lines}")) & {"count_differs", "number_gap"}
    gap = plan(f"II. MỤC TIÊU\nPhấn đấu đạt 04 chỉ tiêu sau:\n{lines.replace('3. 95', '4. 95')}")
    assert {"count_differs", "number_gap"} <= kinds(gap)


def test_a_list_that_starts_anew_beneath_a_short_heading_is_no_fault() -> None:
    lines = "1. 100% thủ tục được niêm yết.\n2. Hồ sơ nộp trực tuyến đạt 90%.\n"
    read = plan(f"II. MỤC TIÊU\n1. Chung\n2. Cụ thể\na) Chính quyền số\n{lines}b) Xã hội số\n{lines}")
    assert not kinds(read) & {"number_repeated", "number_gap", "number_order"}


@pytest.mark.parametrize(("count", "differs"), [("04", True), ("03", False)])
def test_targets_announced_for_an_annex(count: str, differs: bool) -> None:
    rows = "| TT | Chỉ tiêu | Kế hoạch năm 2026 |\n|---|---|---|\n| 1 | Tỷ lệ hồ sơ nộp trực tuyến | ≥ 80% |\n"
    rows += "| 2 | Tỷ lệ hồ sơ đúng hạn | ≥ 99% |\n| 3 | Tỷ lệ thanh toán trực tuyến | ≥ 70% |\n"
    read = plan(f"II. MỤC TIÊU\n1. Phấn đấu hoàn thành {count} chỉ tiêu tại Phụ lục I kèm theo.\n\nPHỤ LỤC I\n\n{rows}")
    assert ("count_differs" in kinds(read)) is differs


@pytest.mark.parametrize(
    ("work", "agency", "above", "beyond"),
    [
        ("Ban hành nghị quyết miễn, giảm phí thẩm định", "SỞ TƯ PHÁP", "UBND TỈNH ĐẮK LẮK", True),
        ("Trình dự thảo nghị quyết giảm phí thẩm định", "SỞ TƯ PHÁP", "UBND TỈNH ĐẮK LẮK", False),
        ("Cấp phép tần số, phê duyệt quy hoạch mạng viễn thông", "ĐẶC KHU HÒN BẮC", "ỦY BAN NHÂN DÂN", True),
        ("Làm việc với doanh nghiệp viễn thông về trạm phát sóng", "ĐẶC KHU HÒN BẮC", "ỦY BAN NHÂN DÂN", False),
        ("Ban hành danh mục thủ tục thực hiện trên Cổng Dịch vụ công quốc gia", "XÃ TÂN LỘC", "ỦY BAN NHÂN DÂN", False),
    ],
)
def test_work_that_another_decides(work: str, agency: str, above: str, beyond: bool) -> None:
    tasks = f"III. NHIỆM VỤ\n1. {work} (Phòng Kinh tế chủ trì; quý III/2026; sản phẩm: văn bản).\n"
    assert ("beyond_power" in kinds(plan(AIMS.format(90) + tasks, agency, above))) is beyond


def test_a_special_zone_may_aim_at_coverage() -> None:
    aims = "II. MỤC TIÊU\n1. Phủ sóng 5G đạt 100% khu dân cư.\n"
    assert "beyond_power" not in kinds(plan(aims, "ĐẶC KHU HÒN BẮC"))
    assert "beyond_power" in kinds(plan(aims, "PHƯỜNG TÂN LỘC"))


@pytest.mark.parametrize(
    ("said", "type_"),
    [
        ("Khảo sát mức độ hài lòng mỗi năm hai đợt, vào tháng 6 và tháng 12", "annual"),
        ("Khảo sát mức độ hài lòng hằng năm 02 lần", "annual"),
        ("Phát thanh 02 tin, bài mỗi tuần về dịch vụ công", "regular"),
        ("Khảo sát vào tháng 6 và tháng 12", "month"),
    ],
)
def test_rhythms_in_a_sentence(said: str, type_: str) -> None:
    assert deadline_in(said, default_year=2026, period=(2026, 2026)).type == type_


@pytest.mark.parametrize(
    ("said", "type_"),
    [
        ("Hằng quý, hằng năm", "monthly_quarterly"),
        ("Hằng năm, hằng quý", "annual"),
        ("Hằng tháng", "monthly_quarterly"),
    ],
)
def test_of_two_rhythms_the_first_counts(said: str, type_: str) -> None:
    assert deadline_of(said, default_year=2026, period=(2026, 2026)).type == type_


def test_a_lead_nobody_names_stays_empty() -> None:
    read = plan(
        "III. NHIỆM VỤ\n1. Tuyên truyền, hỗ trợ người dân\na) Duy trì điểm đón tiếp tại nhà văn hóa vào thứ Bảy.\n"
        "IV. TỔ CHỨC THỰC HIỆN\n1. Công an xã: hỗ trợ người dân kích hoạt tài khoản.\n"
    )
    assert [task.lead for task in read.tasks] == [[]]
