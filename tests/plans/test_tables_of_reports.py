"""Reports in a table of their own: what, who sends it, to whom, by when; none of them is a task."""

from __future__ import annotations

import pytest

from motcua.plans.reader import read_text
from motcua.plans.reader.model import Reporting
from tests.plans.written import AIMS, HEAD

WORK = "III. NHIỆM VỤ\n1. Tập huấn cho công chức. Chủ trì: Công an xã. Sản phẩm: Báo cáo. Thời gian: quý II/2026.\n"


def _reports(table: str) -> list[Reporting]:
    plan = read_text(f"{HEAD}{AIMS}{WORK}IV. CHẾ ĐỘ BÁO CÁO\n{table}")
    assert len(plan.tasks) == 1
    return plan.reporting


@pytest.mark.parametrize(
    "heads",
    [
        "| TT | Loại báo cáo | Đơn vị báo cáo | Nơi nhận | Thời hạn gửi |\n",
        "| STT | Tên báo cáo | Cơ quan báo cáo | Gửi về | Kỳ báo cáo |\n",
        "| STT | Nội dung báo cáo | Đơn vị thực hiện | Cơ quan nhận | Thời gian |\n",
    ],
)
def test_rows_of_reports_say_who_sends_what_to_whom_by_when(heads: str) -> None:
    first, second = _reports(
        heads + "| 1 | Báo cáo kết quả thực hiện chỉ tiêu | Các phòng, đơn vị | Văn phòng HĐND và UBND xã | "
        "Trước ngày 20 hằng tháng |\n| 2 | Báo cáo tổng hợp | Văn phòng HĐND và UBND xã | UBND tỉnh | Hằng quý |\n"
    )
    assert (first.sender, first.to) == ("Các phòng, đơn vị", "Văn phòng HĐND và UBND xã")
    assert (first.what, first.frequency_raw) == ("Báo cáo kết quả thực hiện chỉ tiêu", "Trước ngày 20 hằng tháng")
    assert [first.frequency_type, second.frequency_type] == ["monthly", "quarterly"]
    assert second.to == "UBND tỉnh"


def test_the_name_of_a_report_tells_its_rhythm_where_the_day_does_not() -> None:
    heads = "| TT | Loại báo cáo | Đơn vị báo cáo | Nơi nhận | Thời hạn |\n"
    [report] = _reports(heads + "| 1 | Báo cáo hằng tháng | Các thôn | UBND xã | Trước ngày 20 |\n")
    assert (report.frequency_type, report.frequency_raw) == ("monthly", "Trước ngày 20")
