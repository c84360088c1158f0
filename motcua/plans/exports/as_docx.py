"""A plan as a Word file in the layout of Decree 30/2020/NĐ-CP, appendix I: the same parts as the printed plan."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from io import BytesIO
from typing import Any

from docx import Document
from docx.document import Document as Doc
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from motcua.plans.exports.as_pdf import plan_data
from motcua.plans.exports.xml_text import xml_text
from motcua.plans.models import Plan
from motcua.rules.words import date_of_paper

FONT = "Times New Roman"
_TEXT_WIDTH, _SIDEWAYS_WIDTH = 165, 257  # mm between the margins
_MASTHEAD = (70, 95)
# Widest letters of a line of the left half, 12 pt bold capitals.
_LONGEST_NAME = 28


def plan_as_docx(plan: Plan) -> bytes:
    """The document; dropped items are left out."""
    said = plan_data(plan)
    made = Document()
    _page(made)
    _masthead(made, said)
    _title(made, said)
    for each in said["bases"]:
        _text(made, each, italic=True)
    for each in said["sections"]:
        _section(made, each, _TEXT_WIDTH)
    _signature(made, said)
    for each in said["annexes"]:
        _annex(made, each, said)
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


def _masthead(made: Doc, said: Mapping[str, Any]) -> None:
    agency, day = said["agency"], said["issued_on"]
    table = made.add_table(rows=1, cols=2)
    _widths(table, _MASTHEAD)
    left, right = table.rows[0].cells
    if agency["parent"]:
        _line(left, _in_two(agency["parent"].upper()), size=12)
    _rule(_line(left, _in_two(agency["name"].upper()), bold=True, size=12), aside=22)
    _line(left, f"Số: {said['number']}", size=13)
    _line(right, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", bold=True, size=12)
    _rule(_line(right, "Độc lập - Tự do - Hạnh phúc", bold=True, size=13), aside=17)
    words = date_of_paper(day) if isinstance(day, date) else str(day)
    _line(right, f"{agency['place']}, {words}" if agency["place"] else words, italic=True, size=13)
    for cell in (left, right):
        cell.paragraphs[0]._p.getparent().remove(cell.paragraphs[0]._p)


def _in_two(name: str) -> str:
    """A long name broken after its kind, as typists break it."""
    if len(name) <= _LONGEST_NAME:
        return name
    return re.sub(r"^(ỦY BAN NHÂN DÂN|HỘI ĐỒNG NHÂN DÂN) ", "\\1\n", name)


def _rule(paragraph: Paragraph, *, aside: int) -> None:
    """A thin line below, `aside` mm shorter than the cell at each end; the words stand as wide as before."""
    below = paragraph.insert_paragraph_before()
    paragraph._p.addnext(below._p)
    form = below.paragraph_format
    form.left_indent = form.right_indent = Mm(aside)
    form.space_after, form.line_spacing = Pt(4), Pt(3)
    borders = OxmlElement("w:pBdr")
    bottom = OxmlElement("w:top")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "000000")):
        bottom.set(qn(f"w:{name}"), value)
    borders.append(bottom)
    marks = below._p.get_or_add_pPr()
    marks.insert_element_before(borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr")


def _line(cell: _Cell, text: str, *, bold: bool = False, italic: bool = False, size: int = 14) -> Paragraph:
    paragraph: Paragraph = cell.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.paragraph_format.space_after = Pt(0)
    run = paragraph.add_run(xml_text(text))
    run.bold, run.italic, run.font.size = bold, italic, Pt(size)
    return paragraph


def _title(made: Doc, said: Mapping[str, Any]) -> None:
    for text, before in ((said["kind"].upper(), 18), (said["about"], 0)):
        paragraph = made.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.paragraph_format.space_before = Pt(before)
        paragraph.add_run(xml_text(text)).bold = True


def _section(made: Doc, said: Mapping[str, Any], room: int) -> None:
    """A heading, its paragraphs, its table; `room` mm wide."""
    if said.get("title"):
        _heading(made, said["title"])
    for each in said.get("lines", ()):
        _text(made, each)
    if said.get("body"):
        widths = [each or room - sum(said["widths"]) for each in said["widths"]]
        _table(made, said["head"], said["body"], widths)


def _heading(made: Doc, text: str) -> None:
    paragraph = made.add_paragraph()
    paragraph.paragraph_format.space_before, paragraph.paragraph_format.keep_with_next = Pt(12), True
    paragraph.add_run(xml_text(text)).bold = True


def _text(made: Doc, text: str, *, italic: bool = False) -> None:
    """A paragraph of the body: both sides even, the first line 10 mm in."""
    paragraph = made.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    paragraph.paragraph_format.first_line_indent = Mm(10)
    paragraph.add_run(xml_text(text)).italic = italic


def _annex(made: Doc, annex: Mapping[str, Any], said: Mapping[str, Any]) -> None:
    section = made.add_section()
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.left_margin, section.right_margin = Mm(20), Mm(20)
    belongs = f"(Kèm theo {said['kind']} số {said['number']} của {said['agency']['name']})"
    for text, bold in (("PHỤ LỤC", True), (annex["title"].upper(), True), (belongs, False)):
        paragraph = made.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        run = paragraph.add_run(xml_text(text))
        run.bold, run.italic = bold, not bold
    _section(made, {**annex, "title": ""}, _SIDEWAYS_WIDTH)


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


def _signature(made: Doc, said: Mapping[str, Any]) -> None:
    signer = said["signer"]
    table = made.add_table(rows=1, cols=2)
    _widths(table, (80, 85))
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    left, right = table.rows[0].cells
    name = left.paragraphs[0].add_run("Nơi nhận:")
    name.bold, name.italic, name.font.size = True, True, Pt(12)
    for text in (*(f"- {each};" for each in said["recipients"]), "- Lưu: VT."):
        paragraph = left.add_paragraph()
        paragraph.paragraph_format.space_after = Pt(0)
        paragraph.add_run(xml_text(text)).font.size = Pt(11)
    right.paragraphs[0]._p.getparent().remove(right.paragraphs[0]._p)
    signs_for = re.split(r";\s*", signer["authority"].upper())
    for text in (*signs_for, signer["title"].upper(), "", "", ""):
        _line(right, text, bold=True, size=13)
    _line(right, signer["name"], bold=True, size=13)
