"""Who helps and who sends in plans of communes: boards of hamlets, branches of banks, figures sent month by month."""

from __future__ import annotations

import pytest

from motcua.plans.reader import read_text
from motcua.plans.reader.agencies import agencies_of
from tests.plans.written import AIMS, HEAD

PLAN = (
    HEAD
    + AIMS
    + """III. NHIỆM VỤ
1. Hướng dẫn người dân nộp hồ sơ trực tuyến tại ấp.
- Chủ trì: Trung tâm Phục vụ hành chính công xã; phối hợp: {helper}.
- Thời gian: Quý II/2026.
2. Khảo sát mức độ hài lòng của người dân.
- Chủ trì: Công an xã; phối hợp: Phòng Kinh tế.
- Thời gian: Quý III/2026.
IV. TỔ CHỨC THỰC HIỆN
1. Trung tâm Phục vụ hành chính công xã
{duty}
2. Ban điều hành các ấp: Thông báo lịch hướng dẫn, vận động hộ dân tham gia./.

Nơi nhận:
- UBND tỉnh;
- Lưu: VT.
"""
)
DUTY = "- Hướng dẫn người dân tại quầy."


@pytest.mark.parametrize("helper", ["Ban điều hành các ấp", "Ban tự quản các buôn, thôn"])
def test_the_board_of_a_hamlet_helps(helper: str) -> None:
    assert read_text(PLAN.format(helper=helper, duty=DUTY)).tasks[0].coordinating == [helper]


def test_the_board_of_a_hamlet_has_duties() -> None:
    plan = read_text(PLAN.format(helper="Công an xã", duty=DUTY))
    last = plan.responsibilities[-1]
    assert (last.agency, [duty.text for duty in last.duties]) == (
        "Ban điều hành các ấp", ["Thông báo lịch hướng dẫn, vận động hộ dân tham gia."]
    )  # fmt: skip


def test_a_bank_and_its_branch_are_one_name_and_two_banks_are_two() -> None:
    branch = "Ngân hàng Nông nghiệp và Phát triển nông thôn - Phòng giao dịch Đồng Bãi"
    assert agencies_of(branch) == [branch]
    assert agencies_of("Ngân hàng Chính sách xã hội - Phòng Kinh tế") == [
        "Ngân hàng Chính sách xã hội", "Phòng Kinh tế"
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("duty", "told"),
    [
        ("- Thống kê hồ sơ của từng lĩnh vực, gửi Văn phòng HĐND và UBND xã trước ngày 05 hằng tháng.", True),
        ("- Bố trí người hướng dẫn; tổng hợp số liệu gửi Văn phòng HĐND và UBND xã trước ngày 15 hằng tháng.", True),
        ("- Số hóa giấy tờ, gửi kết quả điện tử cho người dân trước ngày trả 01 ngày.", False),
    ],
)
def test_what_is_gathered_and_sent_every_month_is_a_report(duty: str, told: bool) -> None:
    found = read_text(PLAN.format(helper="Công an xã", duty=duty)).reporting
    monthly = [(one.sender, one.to) for one in found if one.frequency_type == "monthly"]
    expected = ("Trung tâm Phục vụ hành chính công xã", "Văn phòng HĐND và UBND xã")
    assert monthly == ([expected] if told else [])


def test_the_closing_words_are_no_part_of_the_last_duty() -> None:
    """Lines as a scanner's program breaks them: the last duty ends near the margin, the closing words follow."""
    lines = """6. Các tổ dân phố

Phối hợp tuyên truyền, vận động người dân sử dụng dịch vụ công trực tuyến.

Trên đây là Kế hoạch nâng cao chất lượng, hiệu quả dịch vụ công trực tuyến
năm 2026, đề nghị các phòng, đơn vị nghiêm túc triển khai thực hiện./."""
    text = PLAN.format(helper="Công an xã", duty=DUTY).replace("\n", "\n\n")
    before, _, after = text.partition("2. Ban điều hành")
    plan = read_text(f"{before}{lines}\n\nNơi nhận:{after.split('Nơi nhận:')[1]}")
    last = plan.responsibilities[-1]
    assert (last.agency, [duty.text for duty in last.duties]) == (
        "Các tổ dân phố",
        ["Phối hợp tuyên truyền, vận động người dân sử dụng dịch vụ công trực tuyến."],
    )
