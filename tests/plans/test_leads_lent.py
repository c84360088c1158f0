"""Leads that stand beside no task: the part on organisation names them, in the words of a heading or of the task."""

from __future__ import annotations

import pytest

from motcua.plans import reader
from motcua.plans.reader.agencies import name_end
from motcua.plans.reader.deadlines import deadline_in
from tests.plans.written import HEAD

WORK = """II. NHIỆM VỤ
1. Bảo đảm an toàn, an ninh thông tin
a) Rà soát cấp độ an toàn của hệ thống thông tin phục vụ dịch vụ công.
b) Sẵn sàng phương án dự phòng khi hệ thống bị lỗi, không gián đoạn phục vụ người dân.
2. Nâng cao chất lượng cung cấp
a) Hoàn thành rà soát, đề xuất, công khai thủ tục đủ điều kiện cung cấp trực tuyến toàn trình.
b) Phổ cập Internet băng rộng cáp quang đến từng hộ gia đình.
III. TỔ CHỨC THỰC HIỆN
"""
DUTIES = """1. Phòng Kinh tế
- Đề xuất ban hành thủ tục phát sinh nhiều hồ sơ đủ điều kiện cung cấp dịch vụ công trực tuyến toàn trình.
2. Công an xã
- {duty}
3. Phòng Văn hóa - Xã hội
- Đưa kết quả sử dụng dịch vụ công vào tiêu chí thi đua, khen thưởng.
"""


def _leads(duty: str) -> dict[str, tuple[list[str], str | None]]:
    plan = reader.read_text(HEAD + WORK + DUTIES.format(duty=duty))
    return {task.id: (task.lead, task.lead_source) for task in plan.tasks}


def test_who_leads_what_a_heading_names_leads_all_beneath_it() -> None:
    leads = _leads("Chủ trì, phối hợp tham mưu thực hiện bảo đảm an toàn, an ninh thông tin.")
    assert leads["II.1.a"] == leads["II.1.b"] == (["Công an xã"], "III.2")
    assert leads["II.2.b"] == ([], None)


@pytest.mark.parametrize(
    "duty",
    [
        "Phối hợp các đơn vị bảo đảm an toàn, an ninh thông tin.",
        "Chủ trì điểm a mục 1 phần II (bảo đảm an toàn, an ninh thông tin).",
    ],
)
def test_who_helps_or_leads_one_place_leads_not_the_whole_heading(duty: str) -> None:
    assert _leads(duty)["II.1.b"] == ([], None)


def test_a_duty_less_alike_lends_its_agency_where_no_other_comes_near() -> None:
    plan = reader.read_text(HEAD + WORK + DUTIES.format(duty="Cấp tài khoản định danh điện tử cho công dân."))
    lent = next(task for task in plan.tasks if task.id == "II.2.a")
    other = next(task for task in plan.tasks if task.id == "II.2.b")
    assert (lent.lead, lent.lead_source) == (["Phòng Kinh tế"], "III.1")
    assert lent.confidence < other.confidence


@pytest.mark.parametrize(
    "text",
    [
        "Tuyên truyền thanh toán trực tuyến theo Luật Giao dịch điện tử (có hiệu lực từ 01/7/2024)",
        "Thực hiện Luật Giao dịch điện tử có hiệu lực thi hành từ ngày 01/7/2024",
    ],
)
def test_since_when_a_law_applies_is_no_deadline(text: str) -> None:
    plan = reader.read_text(f"{HEAD}II. NHIỆM VỤ\n1. {text}.\n2. Tập huấn cho công chức trong quý II/2026.\n")
    assert [task.deadline.type for task in plan.tasks] == ["none", "quarter"]
    assert deadline_in(text).type == "none"


def test_who_stands_for_an_association_is_named_whole() -> None:
    text = "Đoàn Thanh niên, đại diện hiệp hội người tiêu dùng địa phương tham gia thực hiện"
    assert text[: name_end(text)] == "Đoàn Thanh niên, đại diện hiệp hội người tiêu dùng địa phương"
