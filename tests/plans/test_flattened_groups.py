"""Tables that lost their lines, one cell a line, with headings between their rows."""

from __future__ import annotations

from motcua.plans import reader
from tests.plans.written import HEAD

FLAT = """III. NHIỆM VỤ
STT
Nội dung nhiệm vụ
Đơn vị chủ trì
Sản phẩm
Thời gian hoàn thành
I. Hoàn thiện quy trình
1
Xây dựng lại quy trình nội bộ, cắt bỏ bước trình ký trung gian
Phòng Kinh tế
Quyết định phê duyệt quy trình
Quý I/2026
II. Nâng cao chất lượng dịch vụ công
2
Số hóa kho giấy phép xây dựng còn hiệu lực
Văn phòng HĐND và UBND xã
Cơ sở dữ liệu giấy phép
Trước ngày 30/11/2026
3
Đối thoại với doanh nghiệp, khảo sát mức độ hài lòng
Phòng Văn hóa - Xã hội
Biên bản đối thoại
IV. TỔ CHỨC THỰC HIỆN
1. Phòng Kinh tế
Bố trí kinh phí thực hiện Kế hoạch.
"""


def test_rows_go_on_beneath_a_heading_between_them() -> None:
    plan = reader.read_text(HEAD + FLAT)
    assert [(task.id, task.group, task.lead) for task in plan.tasks] == [
        ("1", "Hoàn thiện quy trình", ["Phòng Kinh tế"]),
        ("2", "Nâng cao chất lượng dịch vụ công", ["Văn phòng HĐND và UBND xã"]),
        ("3", "Nâng cao chất lượng dịch vụ công", ["Phòng Văn hóa - Xã hội"]),
    ]


def test_a_row_without_its_last_cell_keeps_the_others_and_ends_the_table() -> None:
    plan = reader.read_text(HEAD + FLAT)
    last = plan.tasks[-1]
    assert (last.product, last.deadline.type) == ("Biên bản đối thoại", "none")
    assert [one.agency for one in plan.responsibilities] == ["Phòng Kinh tế"]
