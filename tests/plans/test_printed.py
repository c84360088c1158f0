"""Printed plans as a commune has them: eighty pages, tables that go over pages, several documents in one file.

Pages are drawn by Typst and looked at by pypdf; the reader sees them through poppler. What is asserted of a page is
where a stranger finds the words.
"""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import pytest
import typst
from pypdf import PdfReader

from motcua.plans.reader import read, read_all
from tests.plans.conftest import PLAN_FILE
from tests.plans.written import MASTHEAD

pytestmark = pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext (poppler-utils) is missing")
HEADINGS = ("STT", "Nhiệm vụ", "Đơn vị chủ trì", "Thời gian hoàn thành", "Sản phẩm")
WIDTHS = "(1cm, 1fr, 3cm, 3cm, 3.4cm)"
Rows = Sequence[tuple[str, ...]]


def quoted(text: str) -> str:
    return '#"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def paragraphs(text: str) -> str:
    return "\n\n".join(quoted(line) for line in text.splitlines() if line.strip())


def table(rows: Rows, *, repeated: bool) -> str:
    """A ruled table whose rows the end of a page may cut; its heading stands on each page, or on the first only."""
    head = "".join(f"[{quoted(cell)}]," for cell in HEADINGS)
    drawn = "".join(f"[{quoted(cell)}]," for row in rows for cell in row)
    return (
        f"#text(size: 11pt)[#table(columns: {WIDTHS}, table.header(repeat: {str(repeated).lower()}, {head}), {drawn})]"
    )


def printed(path: Path, *parts: str) -> Path:
    source = '#set page(paper: "a4", margin: 2cm)\n#set text(size: 13pt)\n' + "\n\n".join(parts)
    path.with_suffix(".typ").write_text(source, "utf-8")
    path.write_bytes(typst.compile(str(path.with_suffix(".typ"))))
    return path


@cache
def pages(path: Path) -> tuple[str, ...]:
    """What a stranger reads on each page, without blanks (they stand otherwise with everybody)."""
    return tuple("".join((page.extract_text() or "").split()) for page in PdfReader(path).pages)


def page_with(path: Path, words: str) -> int:
    """The page on which `words` begin."""
    wanted = "".join(words.split())
    return next(number for number, text in enumerate(pages(path), 1) if wanted in text)


def work(count: int, *, long: int = 1) -> Rows:
    more = " Từng thôn lập danh sách, phân công người theo dõi, ghi nhận khó khăn và báo cáo để xử lý kịp thời." * long
    leads = ("Phòng Kinh tế", "Công an xã", "Phòng Văn hóa - Xã hội")
    return [
        (str(n), f"Việc số {n:03d}: rà soát, hướng dẫn người dân nộp hồ sơ trực tuyến.{more}", leads[n % 3],
         f"Quý {('I', 'II', 'III', 'IV')[n % 4]}/2026", f"Báo cáo rà soát {n:03d}")
        for n in range(1, count + 1)
    ]  # fmt: skip


AIM = "I. MỤC TIÊU\n1. Năm 2026, ít nhất 85% hồ sơ được nộp trực tuyến.\nII. NHIỆM VỤ\n"
ENDS = (
    "III. TỔ CHỨC THỰC HIỆN\n1. Phòng Kinh tế\n- Cân đối kinh phí thực hiện Kế hoạch.\n"
    "Nơi nhận:\n- UBND tỉnh;\n- Lưu: VT.\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\nLê Văn Bình\n"
)


def test_eighty_pages_are_read_to_the_end_and_every_item_names_its_page(tmp_path: Path) -> None:
    rows = work(130, long=10)
    drawn = table(rows, repeated=True)
    path = printed(tmp_path / "a.pdf", paragraphs(MASTHEAD + AIM), drawn, paragraphs(ENDS))
    assert len(pages(path)) >= 80
    plan = read(path)
    assert [(one.id, one.product, one.lead) for one in plan.tasks] == [(row[0], row[4], [row[2]]) for row in rows]
    assert [one.source.page for one in plan.tasks] == [page_with(path, f"Việc số {n:03d}:") for n in range(1, 131)]
    assert [(one.value, one.source.page) for one in plan.targets] == [(85, 1)]
    assert [duty.source.page for duty in plan.responsibilities] == [page_with(path, "Cân đối kinh phí")]
    assert plan.meta.signer_name == "Lê Văn Bình"
    assert [each.kind for each in plan.anomalies if each.kind.startswith("number")] == []


@pytest.mark.parametrize("repeated", [True, False])
def test_a_table_over_pages_is_one_table_with_its_cut_rows_whole(tmp_path: Path, *, repeated: bool) -> None:
    rows = work(24, long=4)
    path = printed(tmp_path / "a.pdf", paragraphs(MASTHEAD + AIM), table(rows, repeated=repeated), paragraphs(ENDS))
    assert len(pages(path)) >= 4
    assert sum("Đơnvịchủtrì" in text for text in pages(path)) == (len(pages(path)) if repeated else 1)
    cut = [row for row in rows if not any("".join(row[1].split()) in text for text in pages(path))]
    assert cut, "no row is cut by a page: the test proves nothing"
    plan = read(path)
    assert [(one.id, one.text.rstrip("."), one.lead, one.product) for one in plan.tasks] == [
        (row[0], row[1].rstrip("."), [row[2]], row[4]) for row in rows
    ]
    assert {one.deadline.due[-5:] for one in plan.tasks if one.deadline.due} == {"03-31", "06-30", "09-30", "12-31"}


def test_two_plans_in_one_printed_file_each_with_the_pages_of_the_file(tmp_path: Path) -> None:
    front, annex = PLAN_FILE.read_text("utf-8").split("STT\t")
    rows = [row for row in (line.split("\t") for line in annex.splitlines()[1:]) if row[0].isdigit()]
    cells = [(row[0], row[1], row[2], row[4], row[5]) for row in rows]
    path = printed(
        tmp_path / "a.pdf", paragraphs(MASTHEAD + AIM), table(work(4), repeated=True), paragraphs(ENDS),
        "#pagebreak()", paragraphs(front), table(cells, repeated=True),
    )  # fmt: skip
    (one, _), (other, _) = read_all(path)
    begins = page_with(path, "UBND XÃ TÂN HÒA")
    assert begins > 1
    assert (one.meta.doc_number, len(one.tasks)) == ("08/KH-UBND", 4)
    assert (other.meta.doc_number, [each.id for each in other.tasks]) == ("27/KH-UBND", ["1", "2", "3", "5"])
    assert {each.source.page for each in one.tasks} == {page_with(path, "Việc số 001:")}
    assert [each.source.page for each in other.tasks] == [page_with(path, row[1]) for row in rows]
    said = next(fault for fault in one.anomalies if fault.kind == "several_plans")
    assert f"trang {begins}" in said.message


def test_a_printed_decision_is_read_with_the_plan_it_annexes(tmp_path: Path) -> None:
    decision = (
        "ỦY BAN NHÂN DÂN\nXÃ SƠN TÂY\nSố: 88/QĐ-UBND\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
        "Độc lập - Tự do - Hạnh phúc\nSơn Tây, ngày 10 tháng 8 năm 2025\nQUYẾT ĐỊNH\n"
        "Về việc ban hành Kế hoạch nâng cao chất lượng dịch vụ công trực tuyến năm 2026\n"
        "Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025;\nQUYẾT ĐỊNH:\n"
        "Điều 1. Ban hành kèm theo Quyết định này Kế hoạch nâng cao chất lượng dịch vụ công trực tuyến năm 2026.\n"
        "Điều 2. Quyết định có hiệu lực từ ngày ký./.\n"
        "Nơi nhận:\n- Như Điều 2;\n- Lưu: VT.\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\nLê Văn Bình\n"
    )
    annex = (
        "KẾ HOẠCH\nNâng cao chất lượng dịch vụ công trực tuyến trên địa bàn xã Sơn Tây năm 2026\n"
        "(Ban hành kèm theo Quyết định số 88/QĐ-UBND ngày 10 tháng 8 năm 2025)\n"
    )
    path = printed(
        tmp_path / "a.pdf", paragraphs(decision), "#pagebreak()", paragraphs(annex + AIM),
        table(work(12), repeated=True),
    )  # fmt: skip
    ((plan, _),) = read_all(path)
    assert (plan.meta.doc_type, plan.meta.doc_number) == ("decision_with_plan", "88/QĐ-UBND")
    assert plan.meta.signer_name == "Lê Văn Bình"
    assert [(one.value, one.source.page) for one in plan.targets] == [(85, 2)]
    assert [one.source.page for one in plan.tasks] == [page_with(path, f"Việc số {n:03d}:") for n in range(1, 13)]
    assert not any(fault.kind == "several_plans" for fault in plan.anomalies)
