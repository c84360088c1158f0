"""Families of wordings and shapes: tables of targets, counts, values reached, problems, reports, heads."""

from __future__ import annotations

from typing import Any

import pytest

from motcua.plans.reader import Plan, read_text

HEAD = """UBND XÃ ĐỒNG BẰNG
Số: 21/KH-UBND
Đồng Bằng, ngày 06 tháng 01 năm 2026
KẾ HOẠCH
Đẩy mạnh dịch vụ công trực tuyến năm 2026
"""
END = """
III. NHIỆM VỤ
1. Tuyên truyền đến người dân. Chủ trì: Phòng Văn hóa - Xã hội.
"""


def plan_of(body: str, head: str = HEAD, end: str = END) -> Plan:
    return read_text(head + body + end)


def targets_of(body: str, head: str = HEAD) -> list[tuple[Any, ...]]:
    return [(one.metric, one.comparator, one.value, one.unit, one.year) for one in plan_of(body, head).targets]


def baselines_of(body: str) -> list[tuple[Any, ...]]:
    return [(one.metric, one.value, one.unit, one.as_of) for one in plan_of(body).baseline]


def test_years_across_and_the_unit_in_a_column_named_only_unit() -> None:
    body = """II. CHỈ TIÊU
| TT | Chỉ tiêu | Đơn vị | Thực hiện 2025 | 2026 | 2027 |
|---|---|---|---|---|---|
| 1 | Tỷ lệ thanh toán trực tuyến | % | 40 | ≥ 60 | ≥ 70 |
| 2 | Thời gian trung bình từ đăng nhập đến nộp xong hồ sơ | phút | 14 | < 9 | < 7 |
"""
    assert targets_of(body) == [
        ("online_payment_rate", ">=", 60, "%", 2026),
        ("online_payment_rate", ">=", 70, "%", 2027),
        ("avg_login_to_submit_minutes", "<", 9, "phút", 2026),
        ("avg_login_to_submit_minutes", "<", 7, "phút", 2027),
    ]
    assert baselines_of(body) == [
        ("online_payment_rate", 40, "%", "2025"),
        ("avg_login_to_submit_minutes", 14, "phút", "2025"),
    ]


def test_measures_across_and_units_down() -> None:
    body = """II. CHỈ TIÊU
BẢNG GIAO CHỈ TIÊU NĂM 2026
TT\tPhòng, đơn vị\tTỷ lệ hồ sơ trực tuyến (%)\tTỷ lệ hồ sơ đúng hạn (%)
1\tPhòng Kinh tế\t≥ 82\t99
2\tPhòng Văn hóa - Xã hội\t≥ 91\t100
"""
    found = plan_of(body).targets
    assert [(one.metric, one.comparator, one.value, one.scope) for one in found] == [
        ("online_dossier_rate", ">=", 82, "Phòng Kinh tế"),
        ("on_time_rate", "=", 99, "Phòng Kinh tế"),
        ("online_dossier_rate", ">=", 91, "Phòng Văn hóa - Xã hội"),
        ("on_time_rate", "=", 100, "Phòng Văn hóa - Xã hội"),
    ]
    assert {one.year for one in found} == {2026}


def test_a_table_without_ordinals_and_with_quarters_on_the_way() -> None:
    villages = "II. CHỈ TIÊU\nThôn\tTỷ lệ hồ sơ trực tuyến (%)\tSố hộ được tập huấn (hộ)\nThôn Thượng\t88\t110\n"
    assert targets_of(villages) == [("online_dossier_rate", "=", 88, "%", 2026), ("other", "=", 110, "hộ", 2026)]
    quarters = (
        "II. CHỈ TIÊU\nTT\tChỉ tiêu\tQuý I\tQuý II\tQuý III\tCả năm\n1\tTỷ lệ hồ sơ đúng hạn\t96%\t97%\t98%\t99%\n"
    )
    assert [value for _, _, value, _, _ in targets_of(quarters)] == [96, 97, 98, 99]


def test_a_table_of_figures_flattened_to_one_cell_a_line() -> None:
    cells = ["STT", "Chỉ tiêu", "Đơn vị tính", "Năm 2026", "Năm 2027"]
    cells += ["1", "Tỷ lệ hồ sơ trực tuyến", "%", "70", "2", "2", "Số kênh tương tác với người dân", "kênh", "3", "5"]
    assert targets_of("II. CHỈ TIÊU\n" + "\n".join(cells) + "\n") == [
        ("online_dossier_rate", "=", 70, "%", 2026),
        ("online_dossier_rate", "=", 2, "%", 2027),
        ("interactive_channel_count", "=", 3, "kênh", 2026),
        ("interactive_channel_count", "=", 5, "kênh", 2027),
    ]


@pytest.mark.parametrize(
    ("sentence", "target"),
    [
        ("- Nâng tỷ lệ hồ sơ trực tuyến từ 51% lên trên 75%.", ("online_dossier_rate", ">", 75, "%", 2026)),
        ("- Hồ sơ trực tuyến: 83% (hiện nay 47%).", ("online_dossier_rate", "=", 83, "%", 2026)),
        ("- Mỗi tổ dân phố có tối thiểu 02 sáng kiến.", ("other", ">=", 2, "sáng kiến", 2026)),
        ("- Xây dựng 03 mô hình điểm.", ("other", "=", 3, "mô hình", 2026)),
        ("- Trả lời câu hỏi của dân không quá 04 giờ.", ("other", "<=", 4, "giờ", 2026)),
        ("- Hồ sơ quá hạn: 0.", ("on_time_rate", "=", 100, "%", 2026)),
        ("- Tỷ lệ nộp hộ giảm dần.", ("assisted_submission_rate", "decrease", None, "%", 2026)),
        ("- Niêm yết 100% thủ tục hành chính tại trụ sở.",
         ("procedure_published_on_time_rate", "=", 100, "%", 2026)),
    ],
)  # fmt: skip
def test_one_wording_one_target(sentence: str, target: tuple[Any, ...]) -> None:
    assert targets_of(f"II. CHỈ TIÊU\n{sentence}\n") == [target]


def test_points_and_ranks_belong_to_the_index_of_the_title() -> None:
    head = HEAD.replace("Đẩy mạnh dịch vụ công trực tuyến", "Cải thiện Bộ chỉ số phục vụ người dân, doanh nghiệp")
    assert targets_of("II. CHỈ TIÊU\n- Đạt từ 80 điểm trở lên, xếp loại Khá trở lên.\n", head) == [
        ("service_index_766", ">=", 80, "điểm", 2026),
        ("service_index_766_rank", ">=", "Khá", "nhóm xếp loại", 2026),
    ]


def test_figures_in_the_order_of_what_was_set_before() -> None:
    body = """II. CHỈ TIÊU
1. Năm 2026: số hóa 55% kết quả còn hiệu lực; tỷ lệ thanh toán trực tuyến đạt 60%.
2. Năm 2027: lần lượt đạt 75% và 80%.
"""
    assert targets_of(body)[2:] == [
        ("valid_result_digitised_rate", "=", 75, "%", 2027),
        ("online_payment_rate", "=", 80, "%", 2027),
    ]


def test_a_count_that_recurs_says_how_often() -> None:
    found = plan_of(
        "", end="\nIII. NHIỆM VỤ\n1. Lưu động: mỗi bản xa ít nhất 02 buổi/quý.\n2. Hằng năm 01 hội nghị, 01 hội thảo.\n"
    )
    assert [(one.value, one.unit, one.every) for one in found.targets] == [
        (2, "buổi/quý", "quarter"), (1, "hội nghị", "year"), (1, "hội thảo", "year")
    ]  # fmt: skip


def test_a_clause_with_its_own_subject_takes_no_measure_from_another() -> None:
    found = targets_of("II. CHỈ TIÊU\n- Tỷ lệ hồ sơ trực tuyến đạt 80%; 35% trẻ em nghèo được tặng máy tính.\n")
    assert [one[0] for one in found] == ["online_dossier_rate", "other"]


def test_points_counts_and_shares_that_were_reached() -> None:
    body = """I. KẾT QUẢ NĂM 2025
Năm 2025 xã tiếp nhận 1.150 hồ sơ; nộp trực tuyến 690/1.150 hồ sơ (60%).
Chấm điểm: số hóa 8,5/20 điểm; công khai 15/18 điểm.
II. CHỈ TIÊU
- Thanh toán trực tuyến đạt 70% (hiện nay 33%).
"""
    assert baselines_of(body) == [
        ("online_dossier_rate", 60, "%", "2025"),
        ("other", 8.5, "điểm", "2025"),
        ("other", 15, "điểm", "2025"),
        ("online_payment_rate", 33, "%", "2026"),
    ]


def test_problems_in_one_paragraph_and_what_causes_them() -> None:
    body = """I. KẾT QUẢ NĂM 2025
1. Kết quả: hồ sơ đúng hạn đạt 97%.
2. Khó khăn: máy in hỏng; đường truyền chậm.
3. Nguyên nhân: thiếu kinh phí.
4. Tuy nhiên, người cao tuổi chưa quen thao tác. Nguyên nhân: chữ nhỏ; thiếu hướng dẫn.
"""
    assert [(one.text, one.causes) for one in plan_of(body).problems] == [
        ("Máy in hỏng", ["thiếu kinh phí"]),
        ("Đường truyền chậm", []),
        ("Người cao tuổi chưa quen thao tác", ["chữ nhỏ", "thiếu hướng dẫn"]),
    ]


@pytest.mark.parametrize(
    ("said", "problem", "causes"),
    [
        ("Tỷ lệ ký số còn thấp, do máy chưa đủ.", "Tỷ lệ ký số còn thấp", ["máy chưa đủ"]),
        ("Việc số hóa chậm vì thiếu người làm.", "Việc số hóa chậm", ["thiếu người làm"]),
        ("Hồ sơ chủ yếu do công chức nộp thay.", "Hồ sơ chủ yếu do công chức nộp thay.", []),
    ],
)
def test_why_and_by_whom(said: str, problem: str, causes: list[str]) -> None:
    found = plan_of(f"I. TỒN TẠI, HẠN CHẾ\n- {said}\n").problems
    assert [(one.text, one.causes) for one in found] == [(problem, causes)]


@pytest.mark.parametrize(
    ("said", "to", "kind"),
    [
        ("Báo cáo kết quả về Văn phòng trước ngày 12/6 và 08/12 hằng năm.", "Văn phòng", "half_yearly"),
        ("Theo dõi, đôn đốc; báo cáo Thường trực Đảng ủy 6 tháng một lần.", "Thường trực Đảng ủy", "half_yearly"),
        ("Phản ánh vướng mắc về xã trước ngày 18 hằng tháng.", "xã", "monthly"),
        ("Gửi kết quả về UBND xã vào ngày 05 hằng tháng.", "UBND xã", "monthly"),
        ("Hằng tuần báo cáo tại giao ban.", "giao ban", "weekly"),
        ("Báo cáo UBND tỉnh trước ngày 20 của tháng cuối quý.", "UBND tỉnh", "quarterly"),
    ],
)
def test_who_is_told_how_often(said: str, to: str, kind: str) -> None:
    found = plan_of("", end=END + f"IV. TỔ CHỨC THỰC HIỆN\n1. Phòng Kinh tế\n- {said}\n").reporting
    assert [(one.sender, one.to, one.frequency_type) for one in found] == [("Phòng Kinh tế", to, kind)]


def test_who_is_told_tells_onwards() -> None:
    said = "Gửi số liệu về Phòng Văn hóa - Xã hội hằng quý để tổng hợp, báo cáo UBND tỉnh."
    found = plan_of("", end=END + f"IV. TỔ CHỨC THỰC HIỆN\n1. Các thôn\n- {said}\n").reporting
    assert [(one.sender, one.to) for one in found] == [
        ("Các thôn", "Phòng Văn hóa - Xã hội"),
        ("Phòng Văn hóa - Xã hội", "UBND tỉnh"),
    ]


def test_parts_named_on_the_line_after_their_mark() -> None:
    body = """PHẦN THỨ NHẤT
THỰC TRẠNG
Năm 2025, thanh toán trực tuyến đạt 44%.
PHẦN THỨ HAI
CHỈ TIÊU
1. Tỷ lệ thanh toán trực tuyến đạt 66%.
"""
    assert baselines_of(body) == [("online_payment_rate", 44, "%", "2025")]
    assert targets_of(body) == [("online_payment_rate", "=", 66, "%", 2026)]


GOALS = "II. CHỈ TIÊU\n- Tỷ lệ hồ sơ đúng hạn đạt 98%.\n"


def test_the_lowest_body_of_a_head_issues_the_plan() -> None:
    two = HEAD.replace("UBND XÃ ĐỒNG BẰNG", "UBND TỈNH AN LÂM\nỦY BAN NHÂN DÂN XÃ ĐỒNG BẰNG")
    assert plan_of(GOALS, two).meta.issuing_agency == "UBND xã Đồng Bằng"
    office = HEAD.replace("UBND XÃ ĐỒNG BẰNG", "UBND TỈNH AN LÂM\nSỞ NỘI VỤ")
    meta = plan_of(GOALS, office, END.replace("Phòng Văn hóa - Xã hội", "Sở Nội vụ")).meta
    assert (meta.issuing_agency, meta.agency_level, meta.province) == ("Sở Nội vụ tỉnh An Lâm", "department", "An Lâm")


def test_number_and_date_said_under_the_title_or_in_a_report() -> None:
    bare = HEAD.replace("Số: 21/KH-UBND\nĐồng Bằng, ngày 06 tháng 01 năm 2026\n", "")
    issued = bare + "(Ban hành kèm theo Quyết định số 34/QĐ-UBND ngày 09 tháng 01 năm 2026 của UBND xã)\n"
    meta = plan_of(GOALS, issued).meta
    assert (meta.doc_number, meta.doc_date) == ("34/QĐ-UBND", "2026-01-09")
    told = "Ngày 12/01/2026, UBND phường An Hải đã ban hành Kế hoạch số 45/KH-UBND về dịch vụ công.\n"
    meta = plan_of(GOALS, "Kế hoạch dịch vụ công trực tuyến năm 2026\n" + told).meta
    assert (meta.doc_number, meta.doc_date, meta.issuing_agency) == ("45/KH-UBND", "2026-01-12", "UBND phường An Hải")


def test_a_signature_without_recipients_before_it() -> None:
    meta = plan_of(GOALS, end=END + "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\nTrần Thị Minh\n").meta
    assert (meta.signer_name, meta.signer_title) == ("Trần Thị Minh", "Chủ tịch")
