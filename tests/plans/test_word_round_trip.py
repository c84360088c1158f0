"""A plan given out as a Word file says what was read of it: the reader finds the same again."""

from __future__ import annotations

import shutil
import subprocess
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from docx import Document

from motcua.base.actor import system
from motcua.directory.api import Agency
from motcua.plans.api import Plan, export_plan, import_plan
from motcua.plans.commands import read_command
from motcua.plans.exports.goals import goal_words, promised_words
from tests.plans.conftest import brought

WHOLE = """ỦY BAN NHÂN DÂN
XÃ LẠC NGÀN
Số: 87/KH-UBND
Lạc Ngàn, ngày 14 tháng 01 năm 2026
KẾ HOẠCH
Nâng cao hiệu quả cung cấp và sử dụng dịch vụ công trực tuyến trên địa bàn xã Lạc Ngàn giai đoạn 2026 - 2030
I. MỤC ĐÍCH, YÊU CẦU
1. Mục đích
a) Tạo chuyển biến rõ nét về nhận thức của người dân trong sử dụng dịch vụ công trực tuyến.
2. Yêu cầu
Các nhiệm vụ phải rõ người, rõ việc, rõ thời hạn, rõ sản phẩm.
II. THỰC TRẠNG
Năm 2025, xã tiếp nhận 4.200 hồ sơ, trong đó 2.730 hồ sơ nộp trực tuyến, đạt 65%. Tỷ lệ thanh toán trực tuyến đạt 41%.
Tồn tại: Một bộ phận người cao tuổi chưa biết sử dụng tài khoản định danh điện tử. \
Nguyên nhân do công tác tuyên truyền ở các thôn còn hình thức.
III. CHỈ TIÊU
1. Đến năm 2027
a) Tỷ lệ hồ sơ nộp trực tuyến đạt tối thiểu 85%.
b) Tỷ lệ hồ sơ trả quá hạn dưới 2%.
2. Đến năm 2030
a) Tỷ lệ thanh toán trực tuyến đạt từ 70% trở lên.
3. Các chỉ tiêu khác
a) Tỷ lệ hồ sơ thanh toán trực tuyến tăng hằng năm.
IV. NHIỆM VỤ
1. Phát thanh trên hệ thống truyền thanh xã ít nhất 02 lần/tuần. Cơ quan chủ trì: Phòng Văn hóa - Xã hội.
2. Thành lập 12 Tổ công nghệ số cộng đồng. Giao Phòng Văn hóa - Xã hội chủ trì, phối hợp với Đoàn Thanh niên xã; \
sản phẩm: Quyết định thành lập; hoàn thành trong tháng 4 năm 2026.
V. TỔ CHỨC THỰC HIỆN
1. Phòng Kinh tế
Bố trí kinh phí thực hiện Kế hoạch theo quy định.
2. Chế độ báo cáo
Các phòng, đơn vị báo cáo kết quả thực hiện hằng tháng trước ngày 20 về Văn phòng HĐND và UBND xã; \
báo cáo năm trước ngày 10/12/2026.
Nơi nhận:
- UBND tỉnh;
- Lưu: VT.
TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
Nguyễn Văn Bình
"""
TABLED = """KẾ HOẠCH
Nâng cao hiệu quả dịch vụ công trực tuyến năm 2026
I. CHỈ TIÊU
| STT | Chỉ tiêu | Đơn vị tính | Năm 2026 | Năm 2027 |
|---|---|---|---|---|
| 1 | Tỷ lệ hồ sơ nộp trực tuyến | % | ≥ 80 | ≥ 90 |
| 2 | Số lớp tập huấn kỹ năng số cho cán bộ, công chức | lớp | 4 | 6 |
II. TỔ CHỨC THỰC HIỆN
1. Văn phòng HĐND và UBND xã
Theo dõi, đôn đốc việc thực hiện Kế hoạch, báo cáo UBND tỉnh trước ngày 20 hằng tháng.
"""


def written(plan: Plan) -> bytes:
    return export_plan(plan, "docx")[0]


def paragraphs(plan: Plan) -> list[str]:
    return [each.text for each in Document(BytesIO(written(plan))).paragraphs if each.text]


def target(each: dict[str, Any]) -> tuple[object, ...]:
    return tuple(each.get(key) for key in ("metric", "comparator", "value", "unit", "year", "from", "until", "every"))


def task(each: dict[str, Any]) -> tuple[object, ...]:
    return tuple(each[key] for key in ("text", "product", "lead", "coordinating", "deadline"))


def said(read: dict[str, Any]) -> dict[str, object]:
    """What must be the same of two readings."""
    return {
        "targets": sorted(map(str, map(target, read["targets"]))),
        "tasks": [task(each) for each in read["tasks"]],
        "objectives": [each["text"] for each in read["objectives"]],
        "baseline": [tuple(each[key] for key in ("metric", "value", "unit", "as_of")) for each in read["baseline"]],
        "problems": [(each["text"].rstrip("."), each["causes"]) for each in read["problems"]],
        "reporting": [(each["from"], each["to"], each["frequency"]) for each in read["reporting"]],
    }


@pytest.mark.parametrize("text", [WHOLE, TABLED], ids=["sentences", "a table"])
def test_what_was_read_is_in_the_word_file(here: Agency, text: str, tmp_path: Path) -> None:
    plan = brought(text, here)
    (tmp_path / "a.docx").write_bytes(written(plan))
    back = read_command(tmp_path / "a.docx")
    assert len(back["targets"]) >= 4
    assert said(back) == said(plan.as_read)
    assert not {each["kind"] for each in back["anomalies"]} & {"incomplete", "no_reporting"}


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice (soffice) is missing")
def test_what_libreoffice_saved_says_the_same(here: Agency, tmp_path: Path) -> None:
    plan = brought(WHOLE, here)
    (tmp_path / "a.docx").write_bytes(written(plan))
    home = f"-env:UserInstallation=file://{tmp_path}/home"
    subprocess.run(
        ["soffice", home, "--headless", "--convert-to", "docx", "--outdir", "saved", "a.docx"],
        cwd=tmp_path, check=True, timeout=120,
    )  # fmt: skip
    assert said(read_command(tmp_path / "saved" / "a.docx")) == said(plan.as_read)


def test_a_level_is_printed_as_it_was_written(here: Agency) -> None:
    plan = brought(WHOLE, here)
    words = paragraphs(plan)
    assert "2. Tỷ lệ hồ sơ trả quá hạn dưới 2% (năm 2027)." in words
    assert not any("98" in each for each in words)
    weekly = plan.targets.get(period__every="week")
    assert promised_words(weekly) == "Phát thanh trên hệ thống truyền thanh xã ít nhất 02 lần/tuần"


def test_a_level_that_a_task_says_is_told_once(here: Agency) -> None:
    plan = brought(WHOLE, here)
    weekly = plan.targets.get(period__every="week")
    assert weekly.text in Document(BytesIO(written(plan))).tables[-1].rows[1].cells[1].text
    assert not any(weekly.text in each for each in paragraphs(plan))
    plan.targets.filter(pk=weekly.pk).update(value=Decimal(3))
    assert any("tối thiểu 3 lần/tuần" in each for each in paragraphs(plan))


def test_a_level_put_right_replaces_the_words_that_say_the_old_one(here: Agency) -> None:
    plan = brought(WHOLE, here)
    plan.targets.filter(metric="on_time_rate").update(value=Decimal(99))
    plan.targets.filter(metric="online_dossier_rate").update(
        value=Decimal(90), text="Tỷ lệ hồ sơ nộp trực tuyến đạt tối thiểu 90%"
    )
    words = paragraphs(plan)
    assert "1. Tỷ lệ hồ sơ nộp trực tuyến đạt tối thiểu 90% (năm 2027)." in words
    assert any(each.endswith(": trên 99 % (năm 2027).") and "quá hạn" not in each for each in words)


def test_how_often_is_said_once_and_as_it_is(here: Agency) -> None:
    weekly = brought(WHOLE, here).targets.get(period__every="week")
    assert goal_words(weekly) == "tối thiểu 2 lần/tuần"
    weekly.measure_unit = "buổi"
    assert goal_words(weekly) == "tối thiểu 2 buổi hằng tuần"
    weekly.period = {"every": "quarter"}
    assert goal_words(weekly) == "tối thiểu 2 buổi hằng quý"


def test_the_figure_of_a_cell_is_told_with_its_unit_and_year(here: Agency) -> None:
    plan = brought(TABLED, here)
    count = plan.targets.filter(measure_unit="lớp").order_by("year")[0]
    assert promised_words(count) == "Số lớp tập huấn kỹ năng số cho cán bộ, công chức: 4 lớp (năm 2026)"
    plan.tasks.all().delete()
    assert import_plan(content=written(plan), name="a.docx", agency=here, by=system("test"))[0].targets.count() == 4


def test_the_heading_of_the_level_to_be_reached_is_known(tmp_path: Path) -> None:
    made = Document()
    made.add_paragraph("KẾ HOẠCH")
    made.add_paragraph("Nâng cao hiệu quả dịch vụ công trực tuyến năm 2026")
    made.add_paragraph("I. Mục tiêu cụ thể")
    table = made.add_table(rows=0, cols=3)
    for row in (("STT", "Chỉ tiêu", "Mức cần đạt"), ("1", "Tỷ lệ hồ sơ nộp trực tuyến", "tối thiểu 80 %")):
        for cell, words in zip(table.add_row().cells, row, strict=True):
            cell.text = words
    made.save(str(tmp_path / "a.docx"))
    assert [target(each)[:4] for each in read_command(tmp_path / "a.docx")["targets"]] == [
        ("online_dossier_rate", ">=", 80, "%")
    ]
