"""Names of agencies as plans write them: teams, titles with a field, counts, lists; and who is given which duty."""

from __future__ import annotations

import pytest

from motcua.plans.reader import read_text
from motcua.plans.reader.agencies import is_agency, name_end
from motcua.plans.reader.duties import parted
from motcua.plans.reader.said_owners import said_in
from tests.plans.written import HEAD


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Tổ Giám sát tổng hợp kết quả", "Tổ Giám sát"),
        ("Tổ tiếp nhận và trả kết quả chủ trì", "Tổ tiếp nhận và trả kết quả"),
        ("tổ số hóa và lưu trữ thực hiện", "tổ số hóa và lưu trữ"),
        ("Tổ 2 trực quầy", "Tổ 2"),
        ("Tổ giúp việc Ban Chỉ đạo theo dõi", "Tổ giúp việc Ban Chỉ đạo"),
        ("Trưởng 17 tổ dân phố thông báo lịch", "Trưởng 17 tổ dân phố"),
        ("Ban cán sự 12 khối rà soát", "Ban cán sự 12 khối"),
        ("Phó Giám đốc phụ trách truyền thông duyệt bài", "Phó Giám đốc phụ trách truyền thông"),
        ("Công chức phụ trách công nghệ thông tin chủ trì", "Công chức phụ trách công nghệ thông tin"),
        ("Các chi bộ, đảng bộ trực thuộc quán triệt", "Các chi bộ, đảng bộ trực thuộc"),
        ("các ngân hàng mở tài khoản", "các ngân hàng"),
        ("Trạm Kiểm soát Biên phòng phối hợp", "Trạm Kiểm soát Biên phòng"),
        ("Công đoàn phường vận động", "Công đoàn phường"),
    ],
)
def test_where_a_name_ends(text: str, name: str) -> None:
    assert is_agency(text)
    assert text[: name_end(text)] == name


@pytest.mark.parametrize("text", ["Tổ chức Đoàn kiểm tra", "Tổ quốc", "Hội nghị tổng kết", "Ban hành quy chế"])
def test_what_is_no_name(text: str) -> None:
    assert name_end(text) == 0


@pytest.mark.parametrize(
    ("text", "lead", "helpers"),
    [
        (
            "Phòng Kinh tế chủ trì, phối hợp với Ủy ban MTTQ Việt Nam xã.",
            ["Phòng Kinh tế"],
            ["Ủy ban MTTQ Việt Nam xã"],
        ),
        ("Giám đốc Trung tâm đề nghị UBND xã lắp đường truyền riêng.", ["Giám đốc Trung tâm"], []),
        ("Công chức lĩnh vực đất đai tham gia lớp do Sở Nội vụ tổ chức.", ["Công chức lĩnh vực đất đai"], []),
        ("Rà soát quy trình. Giao Phòng Công chức, viên chức chủ trì.", ["Phòng Công chức, viên chức"], []),
    ],
)
def test_who_leads_and_who_helps(text: str, lead: list[str], helpers: list[str]) -> None:
    said = said_in(text)[1]
    assert (said.lead, said.helpers) == (lead, helpers)


def test_a_name_alone_and_a_name_with_its_duty() -> None:
    assert parted("Các tổ thuộc Trung tâm chủ động rà soát.") == ("Các tổ thuộc Trung tâm", "Chủ động rà soát.")
    assert parted("Ban Giám đốc") == ("Ban Giám đốc", "")


WORK = "\nI. NHIỆM VỤ\n1. Công an xã làm sạch dữ liệu, xong trước ngày 30/6/2026.\n"


def duties(body: str) -> list[tuple[str, str]]:
    plan = read_text(HEAD + WORK + "II. TỔ CHỨC THỰC HIỆN\n" + body)
    return [(one.agency, duty.text) for one in plan.responsibilities for duty in one.duties]


def test_a_line_of_several_duties_is_followed_duty_by_duty() -> None:
    assert duties(
        "1. Phòng Kinh tế trình phân bổ kinh phí trước ngày 20/02/2026, hướng dẫn quyết toán; công khai dự toán.\n"
        "2. Công an xã thu nhận hồ sơ căn cước; hoàn thành trong quý II/2026.\n"
    ) == [
        ("Phòng Kinh tế", "Trình phân bổ kinh phí trước ngày 20/02/2026"),
        ("Phòng Kinh tế", "Hướng dẫn quyết toán"),
        ("Phòng Kinh tế", "Công khai dự toán."),
        ("Công an xã", "Thu nhận hồ sơ căn cước; hoàn thành trong quý II/2026."),
    ]


def test_what_stands_behind_the_last_agency_is_no_duty_of_it() -> None:
    found = duties(
        "1. Phòng Kinh tế\n- Cân đối kinh phí.\n2. Trưởng các thôn\n- Báo lịch cho từng hộ.\n"
        "Các đơn vị gửi kết quả về Văn phòng HĐND và UBND xã trước ngày 20 hằng tháng.\n"
        "Vướng mắc phát sinh, các đơn vị phản ánh về UBND xã để xử lý./.\n"
    )
    assert [agency for agency, _ in found] == ["Phòng Kinh tế", "Trưởng các thôn", "Các đơn vị"]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Trường hợp cần điều chỉnh, các đơn vị kịp thời đề xuất với Văn phòng HĐND và UBND xã.",
         [("các đơn vị", "Văn phòng HĐND và UBND xã", "ad_hoc")]),
        ("UBND xã yêu cầu các đơn vị, các thôn thực hiện; khó khăn phản ánh kịp thời về Công an xã.",
         [("các đơn vị, các thôn", "Công an xã", "ad_hoc")]),
        ("Công an xã báo cáo UBND xã trước ngày 18 hằng tháng; báo cáo năm trước ngày 10/12/2026.",
         [("Công an xã", "UBND xã", "monthly"), ("Công an xã", "UBND xã", "annual")]),
        ("Đơn vị được giao chủ trì gửi kết quả cho UBND xã vào ngày cuối cùng của mỗi quý.",
         [("Đơn vị được giao chủ trì", "UBND xã", "quarterly")]),
        ("Tổ trưởng tổ dân phố báo số tài khoản mở mới cho UBND xã trước 20 giờ hằng ngày.",
         [("Tổ trưởng tổ dân phố", "UBND xã", "daily")]),
    ],
)  # fmt: skip
def test_reports_told_in_odd_words(sentence: str, expected: list[tuple[str, str, str]]) -> None:
    plan = read_text(HEAD + WORK + "II. CHẾ ĐỘ BÁO CÁO\n" + sentence + "\n")
    assert [(one.sender, one.to, one.frequency_type) for one in plan.reporting] == expected
