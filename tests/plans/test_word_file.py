"""The Word file says what the printed plan says, and the reader finds it there again."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from django.utils.translation import override
from docx import Document
from docx.document import Document as Doc
from openpyxl import load_workbook

from motcua.base.actor import system
from motcua.directory.api import Agency
from motcua.plans.api import Plan, export_plan, import_plan
from motcua.plans.reader import read
from tests.plans.conftest import FILES


def word_file(plan: Plan) -> Doc:
    return Document(BytesIO(export_plan(plan, "docx")[0]))


def masthead(plan: Plan) -> tuple[list[str], list[str]]:
    left, right = word_file(plan).tables[0].rows[0].cells
    return left.text.split("\n"), right.text.split("\n")


def test_the_masthead_names_the_agency_above_and_the_place(draft: Plan) -> None:
    above, agency = draft.agency.parent, draft.agency
    assert above is not None
    draft.date = date(2026, 2, 5)
    left, right = masthead(draft)
    said = " ".join(each for each in left if each)
    assert said == f"{above.name.upper()} {agency.name.upper()} Số: 27/KH-UBND"
    assert [each for each in right if each] == [
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc",
        f"{agency.short_name.removeprefix('UBND xã ')}, ngày 05 tháng 02 năm 2026",
    ]  # fmt: skip
    draft.date = date(2026, 9, 12)
    assert masthead(draft)[1][-1].endswith("ngày 12 tháng 9 năm 2026")


def test_bases_duties_recipients_and_signature_stand_in_the_layout(draft: Plan) -> None:
    made = word_file(draft)
    words = [each.text for each in made.paragraphs if each.text.strip()]
    basis = next(each for each in made.paragraphs if each.text.startswith("Căn cứ"))
    assert basis.text == "Căn cứ Quyết định số 1565/QĐ-TTg ngày 18/07/2025 của Thủ tướng Chính phủ;"
    assert all(run.italic for run in basis.runs)
    titles = ("I. Mục đích, yêu cầu", "II. Thực trạng", "IV. Mục tiêu cụ thể", "V. Tổ chức thực hiện")
    places = [words.index(each) for each in (basis.text, *titles)]
    assert places == sorted(places)
    at = words.index("1. Phòng Văn hóa - Xã hội")
    assert words[at + 1].startswith("- Tham mưu tuyên truyền")
    assert "PHỤ LỤC" in words
    assert f"(Kèm theo Kế hoạch số 27/KH-UBND của {draft.agency.name})" in words
    left, right = made.tables[1].rows[0].cells
    assert left.text.split("\n") == ["Nơi nhận:", "- Như trên;", "- Lưu: VT."]
    assert [each for each in right.text.split("\n") if each] == ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Lê Văn Bình"]


def test_who_signs_for_somebody_says_so_on_a_line_of_its_own(draft: Plan) -> None:
    signer = {"name": "Lê Văn Bình", "title": "Phó Chủ tịch", "signs_for": "TM. ỦY BAN NHÂN DÂN; KT. CHỦ TỊCH"}
    draft.as_read = {**draft.as_read, "meta": {**draft.as_read["meta"], "signer": signer}}
    right = word_file(draft).tables[1].rows[0].cells[1].text.split("\n")
    assert right[:3] == ["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"]


def test_without_a_date_bases_and_duties(draft: Plan) -> None:
    draft.date, draft.number = None, ""
    draft.as_read = {**draft.as_read, "responsibilities": [], "meta": {**draft.as_read["meta"], "legal_bases": []}}
    words = "\n".join(each.text for each in word_file(draft).paragraphs)
    assert "Căn cứ" not in words
    assert "Tổ chức thực hiện" not in words
    left, right = masthead(draft)
    assert left[-1] == "Số: ....../KH-UBND"
    assert right[-1].endswith(", ngày ... tháng ... năm ......")


@pytest.mark.parametrize("name", sorted(each.name for each in FILES.iterdir()))
def test_the_reader_finds_bases_and_duties_again(here: Agency, name: str, tmp_path: Path) -> None:
    plan = import_plan(content=(FILES / name).read_bytes(), name=name, agency=here, by=system("test"))[0]
    (tmp_path / "a.docx").write_bytes(export_plan(plan, "docx")[0])
    back = read(tmp_path / "a.docx")
    said = plan.as_read
    assert [each.number for each in back.meta.legal_bases if each.number] == [
        each["number"] for each in said["meta"]["legal_bases"] if each["number"]
    ]
    assert [(each.agency, [duty.text for duty in each.duties]) for each in back.responsibilities] == [
        (each["agency"], [duty["text"] for duty in each["duties"]]) for each in said["responsibilities"]
    ]
    assert back.meta.doc_date == (plan.date and plan.date.isoformat())


def test_an_agency_s_document_is_vietnamese_whoever_asks(draft: Plan) -> None:
    with override("en"):
        assert "IV. Mục tiêu cụ thể" in [each.text for each in word_file(draft).paragraphs]
        book = load_workbook(BytesIO(export_plan(draft, "xlsx")[0]))
    assert book["Tình hình"]["F2"].value == "Chưa làm"
