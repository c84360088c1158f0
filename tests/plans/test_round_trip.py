"""Hostile words through a spreadsheet and back: what a commune typed comes back letter by letter."""

from __future__ import annotations

import csv
import shutil
import subprocess
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from openpyxl import Workbook, load_workbook

from motcua.base.actor import system
from motcua.directory.api import Agency
from motcua.plans.api import Plan, correct_item, export_plan, import_plan
from tests.plans.conftest import ViewerNamed

HEADS = ("STT", "Nhiệm vụ", "Sản phẩm", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian hoàn thành")
SAID = ("number", "text", "product", "lead", "coordinating", "deadline_raw")
MEANT = ("deadline_type", "due", "days", "working")
ODD = [
    ("1", "=1+1", "+84 912", "-", "@SUM(A1)", "Tháng 11/2025"),
    ("1.1", "Dòng một\nDòng hai", "Báo cáo\nBiên bản", "Văn phòng; Công an xã", "Các thôn", "Quý I/2026"),
    ("1.10", 'Việc có "ngoặc", dấu ; và\ttab', "<b>&amp;</b>", "Phòng A & B", "", "Trước ngày 15/12/2025"),
    ("2", "Phát tờ rơi 🎉 tới từng hộ", "'1'", "UBND xã", "", "Thường xuyên"),
    ("001", "00123", "1E5", "Phòng Kinh tế", "", "Hằng năm"),
    ("II.a", "TRUE", "31/12/2025", "Tổ công nghệ số", "", "Theo lộ trình của Chính phủ"),
    ("7", "Lỗi #N/A", "#REF!", "Phòng Văn hóa - Xã hội", "", "Chậm nhất 05 ngày làm việc"),
    ("7", "Công bố dữ liệu mở", "", "", "", ""),
]


def workbook(rows: Sequence[tuple[str, ...]], *, formulas: bool = False) -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for at, row in enumerate([HEADS, *rows], start=1):
        for place, value in enumerate(row, start=1):
            cell = sheet.cell(at, place, value)
            cell.data_type = "f" if formulas and value.startswith("=") else "s"
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def brought(content: bytes, code: str = "H99.31") -> Plan:
    agency = Agency.objects.get(code=code)
    return import_plan(content=content, name="ke-hoach.xlsx", agency=agency, by=system("test"))[0]


def kept(plan: Plan, *fields: str) -> list[tuple[object, ...]]:
    return list(plan.tasks.order_by("position").values_list(*(fields or SAID)))


def test_odd_words_come_in_and_go_out_letter_by_letter(demo: None) -> None:
    plan = brought(workbook(ODD))
    assert kept(plan) == ODD
    back = brought(export_plan(plan, "xlsx")[0], "H99.32")
    assert kept(back) == ODD
    assert kept(back, *MEANT) == kept(plan, *MEANT)


def test_a_formula_nobody_computed_is_the_words_that_were_typed(demo: None) -> None:
    assert kept(brought(workbook(ODD, formulas=True))) == ODD


def test_three_hundred_tasks_with_their_parts_below(demo: None) -> None:
    rows = [
        (f"{at // 10 + 1}.{at % 10}", f"Việc số {at} của kế hoạch", "Báo cáo", "Văn phòng", "", "") for at in range(300)
    ]
    plan = brought(workbook(rows))
    assert kept(plan) == rows
    assert kept(brought(export_plan(plan, "xlsx")[0], "H99.32")) == rows
    annex = Document(BytesIO(export_plan(plan, "docx")[0])).tables[-1]
    assert len(annex.rows) == 301


@pytest.mark.parametrize("odd", ["\ufffe", "\uffff", "\x0b", "\x1f"])
def test_what_is_no_character_is_left_out_of_office_files(draft: Plan, odd: str) -> None:
    draft.tasks.filter(number="1").update(text=f"Phát{odd} tờ rơi")
    draft.refresh_from_db()
    assert load_workbook(BytesIO(export_plan(draft, "xlsx")[0]))["Nhiệm vụ"]["B2"].value == "Phát tờ rơi"
    annex = Document(BytesIO(export_plan(draft, "docx")[0])).tables[-1]
    assert annex.rows[1].cells[1].text == "Phát tờ rơi"


def test_ends_of_lines_as_browsers_send_them_are_no_correction(demo: None, viewer: ViewerNamed) -> None:
    plan = brought(workbook(ODD))
    item = plan.tasks.get(number="1.1")
    same = {"text": "Dòng một\r\nDòng hai", "product": "Báo cáo\r\nBiên bản"}
    assert correct_item(item=item, values=same, revision=item.revision, by=viewer("kiemsoat.anhoa")) == []
    assert not plan.corrections.exists()


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice (soffice) is missing")
def test_through_libreoffice_and_back(demo: None, tmp_path: Path) -> None:
    plan = brought(workbook(ODD))
    (tmp_path / "plan.xlsx").write_bytes(export_plan(plan, "xlsx")[0])
    home = f"-env:UserInstallation=file://{tmp_path}/home"
    comma_quote_utf8 = "csv:Text - txt - csv (StarCalc):44,34,76,1"
    for shape, folder in ((comma_quote_utf8, "."), ("xlsx", "saved")):
        subprocess.run(
            ["soffice", home, "--headless", "--convert-to", shape, "--outdir", folder, "plan.xlsx"],
            cwd=tmp_path, check=True, timeout=120,
        )  # fmt: skip
    with (tmp_path / "plan.csv").open(encoding="utf-8", newline="") as table:
        assert [tuple(row) for row in csv.reader(table)] == [HEADS, *ODD]
    assert kept(brought((tmp_path / "saved" / "plan.xlsx").read_bytes(), "H99.32")) == ODD
