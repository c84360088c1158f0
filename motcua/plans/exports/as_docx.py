"""A plan as a Word file in the layout of Decree 30/2020/NĐ-CP, appendix I: A4, margins, state name, number, title."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from io import BytesIO

from docx import Document
from docx.document import Document as Doc
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import Table, _Cell

from motcua.plans.exports.as_pdf import goal_words
from motcua.plans.exports.columns import TASK_COLUMNS
from motcua.plans.exports.xml_text import xml_text
from motcua.plans.models import ItemState, Plan, Task

FONT = "Times New Roman"
_TASK_WIDTHS = (12, 82, 45, 42, 46, 30)  # mm, of the 257 a sideways page has
_TARGET_WIDTHS = (12, 123, 30)


def plan_as_docx(plan: Plan) -> bytes:
    """The document; dropped items are left out."""
    made = Document()
    _page(made)
    _masthead(made, plan)
    _title(made, plan)
    targets = list(plan.targets.exclude(state=ItemState.DROPPED).order_by("position"))
    tasks = list(plan.tasks.exclude(state=ItemState.DROPPED).order_by("position"))
    if targets:
        _heading(made, "I. MỤC TIÊU CỤ THỂ")
        rows = [(each.number, each.text, goal_words(each)) for each in targets]
        _table(made, ("STT", "Chỉ tiêu", "Mức cần đạt"), rows, _TARGET_WIDTHS)
    _signature(made, plan)
    _annex(made, tasks)
    out = BytesIO()
    made.save(out)
    return out.getvalue()


def _page(made: Doc) -> None:
    section = made.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin = section.bottom_margin = Mm(20)
    section.left_margin, section.right_margin = Mm(30), Mm(15)
    style = made.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(14)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), FONT)
    style.paragraph_format.space_after = Pt(6)


def _masthead(made: Doc, plan: Plan) -> None:
    table = made.add_table(rows=1, cols=2)
    _widths(table, (70, 95))
    left, right = table.rows[0].cells
    _line(left, plan.agency.name.upper(), bold=True, size=12)
    _line(left, f"Số: {plan.number or '....../KH-UBND'}", size=13)
    _line(right, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", bold=True, size=12)
    _line(right, "Độc lập - Tự do - Hạnh phúc", bold=True)
    day = plan.date
    words = f"ngày {day.day:02d} tháng {day.month:02d} năm {day.year}" if day else "ngày ... tháng ... năm ......"
    _line(right, words, italic=True)
    for cell in (left, right):
        cell.paragraphs[0]._p.getparent().remove(cell.paragraphs[0]._p)


def _line(cell: _Cell, text: str, *, bold: bool = False, italic: bool = False, size: int = 14) -> None:
    paragraph = cell.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.paragraph_format.space_after = Pt(0)
    run = paragraph.add_run(xml_text(text))
    run.bold, run.italic, run.font.size = bold, italic, Pt(size)


def _title(made: Doc, plan: Plan) -> None:
    bare = re.sub(r"^kế hoạch\s+", "", plan.title, flags=re.IGNORECASE)
    for text, before in (("KẾ HOẠCH", 18), (bare[:1].upper() + bare[1:], 0)):
        paragraph = made.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.paragraph_format.space_before = Pt(before)
        paragraph.add_run(xml_text(text)).bold = True


def _heading(made: Doc, text: str) -> None:
    paragraph = made.add_paragraph()
    paragraph.paragraph_format.space_before, paragraph.paragraph_format.keep_with_next = Pt(12), True
    paragraph.add_run(text).bold = True


def _annex(made: Doc, tasks: Sequence[Task]) -> None:
    if not tasks:
        return
    section = made.add_section()
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.left_margin, section.right_margin = Mm(20), Mm(20)
    for text in ("PHỤ LỤC", "DANH MỤC NHIỆM VỤ"):
        paragraph = made.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.add_run(text).bold = True
    rows = [tuple(str(getattr(task, key)) for key in TASK_COLUMNS) for task in tasks]
    _table(made, tuple(TASK_COLUMNS.values()), rows, _TASK_WIDTHS)


def _table(made: Doc, heads: Sequence[str], rows: Iterable[Sequence[str]], widths: Sequence[int]) -> None:
    table = made.add_table(rows=1, cols=len(heads))
    table.style = "Table Grid"
    for cell, text in zip(table.rows[0].cells, heads, strict=True):
        _fill(cell, text, bold=True)
    _repeat_heading(table)
    for row in rows:
        made_row = table.add_row()
        made_row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        for cell, text in zip(made_row.cells, row, strict=True):
            _fill(cell, text)
    _widths(table, widths)


def _fill(cell: _Cell, text: str, *, bold: bool = False) -> None:
    run = cell.paragraphs[0].add_run(xml_text(text))
    run.bold, run.font.size = bold, Pt(12)
    if bold:
        cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER


def _repeat_heading(table: Table) -> None:
    mark = OxmlElement("w:tblHeader")
    mark.set(qn("w:val"), "true")
    table.rows[0]._tr.get_or_add_trPr().append(mark)


def _widths(table: Table, widths: Sequence[int]) -> None:
    table.autofit = False
    # Word goes by the cells, LibreOffice by the columns.
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    for row in table.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Mm(width)


def _signature(made: Doc, plan: Plan) -> None:
    signer = plan.as_read["meta"]["signer"]
    table = made.add_table(rows=1, cols=2)
    _widths(table, (80, 85))
    left, right = table.rows[0].cells
    left.paragraphs[0].add_run("Nơi nhận:").bold = True
    for each in plan.as_read["recipients"]:
        run = left.add_paragraph().add_run(f"- {xml_text(each['text'])};")
        run.font.size = Pt(11)
    for text in (signer["signs_for"] or "TM. ỦY BAN NHÂN DÂN", (signer["title"] or "CHỦ TỊCH").upper(), "", ""):
        _line(right, text, bold=True)
    _line(right, signer["name"] or "", bold=True)
