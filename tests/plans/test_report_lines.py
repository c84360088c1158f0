"""Reports a plan asks for, in the words of plans: at once, each week, of a column; who sends them; stages of a plan."""

from __future__ import annotations

import pytest

from motcua.plans.reader import Plan, read_text
from motcua.plans.reader.agencies import same_agency
from tests.plans.written import AIMS, HEAD

WORK = "III. NHIỆM VỤ\n1. Tuyên truyền dịch vụ công trực tuyến. Chủ trì: Công an xã. Hoàn thành trong tháng 6/2026.\n"


def organised(text: str) -> Plan:
    """A plan whose part on organisation is the text."""
    return read_text(f"{HEAD}{AIMS}{WORK}IV. TỔ CHỨC THỰC HIỆN\n{text}\nNơi nhận:\n- UBND tỉnh;\n- Lưu: VT.\n")


def lines(text: str) -> list[tuple[str | None, str | None, str]]:
    return [(one.sender, one.to, one.frequency_type) for one in organised(text).reporting]


def duties(text: str) -> list[tuple[str, list[str]]]:
    return [(one.agency, [duty.text for duty in one.duties]) for one in organised(text).responsibilities]


@pytest.mark.parametrize(
    ("sentence", "sender", "to"),
    [
        ("Nếu hệ thống bị lỗi, các đơn vị báo ngay Văn phòng HĐND và UBND xã để xử lý./.", "các đơn vị",
         "Văn phòng HĐND và UBND xã"),
        ("Việc gì vượt thẩm quyền, các phòng báo cáo ngay UBND xã (qua Văn phòng) để được chỉ đạo./.", "các phòng",
         "UBND xã"),
        ("Công chức các phòng có vướng mắc báo cáo Phó Giám đốc Trung tâm để giải quyết./.", "Công chức các phòng",
         "Phó Giám đốc Trung tâm"),
        ("Nội dung nào chưa phù hợp, các đơn vị báo cáo Phòng Văn hóa - Xã hội để điều chỉnh./.", "các đơn vị",
         "Phòng Văn hóa - Xã hội"),
    ],
)  # fmt: skip
def test_what_is_told_when_something_happens(sentence: str, sender: str, to: str) -> None:
    assert lines(f"1. Công an xã: kích hoạt tài khoản.\n{sentence}") == [(sender, to, "ad_hoc")]


@pytest.mark.parametrize(
    ("clause", "kind"),
    [
        ("gửi Giám đốc Trung tâm vào ngày 02 hằng tháng", "monthly"),
        ("gửi Giám đốc Trung tâm trước 16 giờ thứ Sáu hằng tuần", "weekly"),
        ("báo cáo số hộ đã hướng dẫn về Văn phòng HĐND và UBND xã trước 21 giờ 30 phút hằng ngày", "daily"),
        ("báo cáo tổng kết với UBND tỉnh trước ngày 25/5/2026", "once"),
    ],
)
def test_a_clause_that_sends_is_a_report(clause: str, kind: str) -> None:
    (told,) = lines(f"1. Tổ Nghiệp vụ: thống kê số liệu; {clause}.")
    assert told[0] == "Tổ Nghiệp vụ"
    assert told[1]
    assert told[2] == kind


def test_sending_papers_now_and_then_is_no_report() -> None:
    assert lines("1. Tổ Nghiệp vụ: gửi Phòng Kinh tế danh mục thủ tục để niêm yết.") == []


@pytest.mark.parametrize("head", ["Chế độ báo cáo", "Chế độ thông tin, báo cáo", "Kỳ báo cáo"])
def test_a_column_of_a_table_says_who_reports(head: str) -> None:
    table = f"""1. Trách nhiệm theo bảng dưới đây.
TT | Đơn vị | Trách nhiệm | {head}
1 | Phòng Kinh tế | Cân đối kinh phí | Báo cáo Văn phòng HĐND và UBND xã ngày 15 hằng tháng
2 | Văn phòng HĐND và UBND xã | Đôn đốc chung | Tham mưu UBND xã báo cáo UBND tỉnh trước ngày 20 tháng cuối quý
3 | Công an xã | Kích hoạt tài khoản | Không
"""
    assert lines(table) == [
        ("Phòng Kinh tế", "Văn phòng HĐND và UBND xã", "monthly"),
        ("UBND xã", "UBND tỉnh", "quarterly"),
    ]
    assert [len(told) for _, told in duties(table)] == [2, 2, 1]


@pytest.mark.parametrize("name", ["Các đội xung kích số", "Trung tâm Trợ giúp pháp lý nhà nước", "Tổ văn thư xã"])
def test_a_name_goes_on_to_its_colon(name: str) -> None:
    assert duties(f"1. {name}: hướng dẫn người dân nộp hồ sơ.") == [(name, ["Hướng dẫn người dân nộp hồ sơ."])]
    assert duties(f"1. {name}\na) Hướng dẫn người dân nộp hồ sơ.") == [(name, ["Hướng dẫn người dân nộp hồ sơ."])]


def test_what_an_agency_does_before_a_colon_is_no_part_of_its_name() -> None:
    (one,) = duties("1. Phòng Kinh tế hướng dẫn các nhóm: hộ kinh doanh, hợp tác xã.")
    assert one[0] == "Phòng Kinh tế"


def test_the_sentence_behind_the_last_agency_is_no_duty_of_it() -> None:
    text = "1. Công an xã: cấp lại mật khẩu cho người dân và các hộ kinh doanh trên địa bàn toàn xã theo yêu cầu.\n"
    (one,) = duties(text + "Trong quá trình thực hiện nếu có phát sinh, các đơn vị báo ngay UBND xã để xử lý./.")
    assert len(one[1]) == 1


def test_a_deputy_is_not_who_he_stands_for() -> None:
    assert not same_agency("Giám đốc Trung tâm", "Phó Giám đốc Trung tâm")
    assert same_agency("Giám đốc Trung tâm", "Giám đốc Trung tâm Phục vụ hành chính công")


@pytest.mark.parametrize("stage", ["Chặng 2. Ra quân (từ 01/4 đến 10/5/2026)", "Giai đoạn II: Về đích (tháng 9/2026)",
                                   "Đợt 2 (từ 01/4/2026)", "Tuần 3. Tổng kết"])  # fmt: skip
def test_the_name_of_a_stage_is_no_deadline_of_the_task_above(stage: str) -> None:
    text = f"""{HEAD}{AIMS}III. CÁC VIỆC PHẢI LÀM
Việc 1. Giao chỉ tiêu số hộ phải hướng dẫn cho từng thôn.
- Chủ trì: Phòng Kinh tế.
- Kết quả: Danh sách.
- Thời gian: trước ngày 30/3/2026.
{stage}
Việc 2. Đặt mã thanh toán tại chợ.
- Chủ trì: Công an xã.
- Kết quả: Biên bản.
- Thời gian: ngày 05/4/2026.
"""
    assert [(one.id, one.deadline.raw) for one in read_text(text).tasks] == [
        ("III.1", "trước ngày 30/3/2026"), ("III.2", "ngày 05/4/2026"),
    ]  # fmt: skip


def test_agencies_that_lead_stand_as_headings_over_their_tasks() -> None:
    text = f"""{HEAD}{AIMS}III. PHÂN CÔNG NHIỆM VỤ
1. Phòng Kinh tế chủ trì:
1.1. Mở cổng đăng ký trực tuyến. Phối hợp: Công an xã. Hoàn thành: quý I/2026. Sản phẩm: cổng đăng ký.
1.2. Số hóa sổ gốc. Phối hợp: Công an xã. Hoàn thành: quý II/2026. Sản phẩm: sổ đã số hóa.
2. Thống kê tỉnh chủ trì:
2.1. Khảo sát mức độ hài lòng. Hoàn thành: tháng 10/2026. Sản phẩm: báo cáo khảo sát.
IV. TỔ CHỨC THỰC HIỆN
1. Các trường trung học phổ thông cử một cán bộ làm đầu mối.
"""
    plan = read_text(text)
    assert [(one.id, one.lead, one.product) for one in plan.tasks] == [
        ("III.1.1", ["Phòng Kinh tế"], "cổng đăng ký"),
        ("III.1.2", ["Phòng Kinh tế"], "sổ đã số hóa"),
        ("III.2.1", ["Thống kê tỉnh"], "báo cáo khảo sát"),
    ]
    assert [one.agency for one in plan.responsibilities] == ["Các trường trung học phổ thông"]


@pytest.mark.parametrize("label", ["Phối hợp:", "Chủ trì:", "Hoàn thành:"])
def test_what_a_label_at_the_end_of_a_line_asks_stands_in_the_next(label: str) -> None:
    answers = {"Phối hợp": "Công an xã", "Chủ trì": "Phòng Kinh tế", "Hoàn thành": "trước ngày 15/5/2026"}
    told = "Thống nhất mẫu đơn và mở cổng đăng ký tuyển sinh đầu cấp trực tuyến cho toàn xã. "
    rest = " ".join(f"{name}: {answer}." for name, answer in answers.items() if f"{name}:" != label)
    broken = f"a) {told}{label}\n{answers[label[:-1]]}. {rest}\n"
    long = "b) " + "Tuyên truyền về dịch vụ công trực tuyến trên hệ thống truyền thanh của xã mỗi tuần hai\n" * 6
    (task, *_) = read_text(f"{HEAD}{AIMS}III. NHIỆM VỤ\n1. Về biểu mẫu\n{broken}{long}").tasks
    assert (task.lead, task.coordinating, task.deadline.due) == (["Phòng Kinh tế"], ["Công an xã"], "2026-05-15")
