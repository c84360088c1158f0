"""Files nobody wishes for: each ends in a plan or in one clear sentence."""

from __future__ import annotations

import random
import shutil
import subprocess
import zipfile
from contextlib import suppress
from pathlib import Path

import pikepdf
import pytest
import typst
from PIL import Image, ImageDraw
from pypdf import PdfWriter

from motcua.plans.reader import UnreadablePlan, read, read_all, read_text
from motcua.plans.reader.ocr_source import lines_of_picture

FILES = Path(__file__).parent / "files"
TABLED = FILES / "xa_bang_nhiem_vu.txt"
LABELLED = FILES / "phuong_bang_chi_tieu.txt"
needs_poppler = pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext (poppler-utils) is missing")
needs_tesseract = pytest.mark.skipif(shutil.which("tesseract") is None, reason="tesseract with vie is missing")


def refusal(path: Path) -> str:
    with pytest.raises(UnreadablePlan) as refused:
        read(path)
    return str(refused.value)


@pytest.mark.parametrize("content", [b"", b"  \n\n ", b"\xef\xbb\xbf"])
def test_an_empty_file(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.txt").write_bytes(content)
    assert "không có chữ" in refusal(tmp_path / "a.txt")


def test_a_menu_is_no_plan(tmp_path: Path) -> None:
    (tmp_path / "menu.txt").write_text(
        "QUÁN CƠM BÌNH DÂN\nThực đơn hôm nay\n1. Cơm sườn: 35.000 đ\n2. Phở bò: 45.000 đ\n- Trà đá miễn phí\n", "utf-8"
    )
    assert "không giống một kế hoạch" in refusal(tmp_path / "menu.txt")


def test_a_locked_pdf(tmp_path: Path) -> None:
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    writer.encrypt("bi-mat")
    with (tmp_path / "locked.pdf").open("wb") as target:
        writer.write(target)
    assert "mật khẩu" in refusal(tmp_path / "locked.pdf")


@pytest.mark.parametrize("name", ["locked.docx", "locked.xlsx"])
def test_a_locked_word_file_and_workbook(tmp_path: Path, name: str) -> None:
    """Office keeps what it encrypts as a stream in the container of its old formats (MS-OFFCRYPTO 2.3.4)."""
    stream = "EncryptedPackage".encode("utf-16-le")
    (tmp_path / name).write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + stream + bytes(400))
    assert "mật khẩu" in refusal(tmp_path / name)


def test_a_broken_pdf(tmp_path: Path) -> None:
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.7\n\x00\x01 this is no pdf")
    assert "hỏng" in refusal(tmp_path / "broken.pdf")


def test_a_zip_that_is_no_word_file(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(b"PK\x03\x04 not really")
    assert "hỏng" in refusal(tmp_path / "a.docx")


def test_an_old_word_file(tmp_path: Path) -> None:
    (tmp_path / "a.doc").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    assert ".docx" in refusal(tmp_path / "a.doc")


def test_a_sheet_of_libreoffice(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.ods", "w") as packed:
        packed.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        packed.writestr("content.xml", "<x/>")
    assert "lưu thành .xlsx" in refusal(tmp_path / "a.ods")


def test_a_text_of_libreoffice(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.odt", "w") as packed:
        packed.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        packed.writestr("content.xml", "<x/>")
    assert "(.odt)" in refusal(tmp_path / "a.odt")
    assert "lưu thành .docx" in refusal(tmp_path / "a.odt")


def test_a_scan_without_the_recognising_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Image.new("RGB", (300, 300), "white").save(tmp_path / "a.png")
    monkeypatch.setattr(shutil, "which", lambda name: None)
    assert "Tesseract" in refusal(tmp_path / "a.png")


def test_two_plans_in_one_file_are_two_plans(tmp_path: Path) -> None:
    (tmp_path / "both.txt").write_text(LABELLED.read_text("utf-8") + "\n\n" + TABLED.read_text("utf-8"), "utf-8")
    (first, _), (second, lines) = read_all(tmp_path / "both.txt")
    assert (first.meta.doc_number, len(first.tasks)) == ("112/KH-UBND", 3)
    assert (second.meta.doc_number, len(second.tasks)) == ("27/KH-UBND", 4)
    start = LABELLED.read_text("utf-8").count("\n") + 3
    assert lines[0].number == start
    said = next(fault for fault in read(tmp_path / "both.txt").anomalies if fault.kind == "several_plans")
    assert "27/KH-UBND" in said.message
    assert f"dòng {start}" in said.message


def test_three_plans_keep_apart(tmp_path: Path) -> None:
    parts = [LABELLED.read_text("utf-8").replace("Số: 112/", f"Số: {number}/") for number in (1, 2, 3)]
    (tmp_path / "three.txt").write_text("\n\n".join(parts), "utf-8")
    found = [plan for plan, _ in read_all(tmp_path / "three.txt")]
    assert [plan.meta.doc_number for plan in found] == ["1/KH-UBND", "2/KH-UBND", "3/KH-UBND"]
    assert [fault.kind for fault in found[2].anomalies[:2]] == ["several_plans", "several_plans"]


@pytest.mark.parametrize(
    "annex",
    [
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\nBÁO CÁO\nKết quả thực hiện\n1. Kết quả\n",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSố: 12/QĐ-UBND\nQUYẾT ĐỊNH\nThành lập Tổ công tác\nĐiều 1. Thành lập.\n",
    ],
)
def test_what_is_annexed_to_a_plan_is_no_second_plan(tmp_path: Path, annex: str) -> None:
    (tmp_path / "one.txt").write_text(f"{LABELLED.read_text('utf-8')}\n\n{annex}", "utf-8")
    assert len(read_all(tmp_path / "one.txt")) == 1


def test_a_decision_with_the_plan_annexed() -> None:
    plan_text = TABLED.read_text("utf-8").split("Căn cứ Quyết định số 1565", 1)[1].split("PHẦN I.", 1)[1]
    decision = (
        "QUYẾT ĐỊNH\nBan hành Kế hoạch nâng cao chất lượng dịch vụ công trực tuyến trên địa bàn xã Tân Hòa\n"
        "Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025;\nQUYẾT ĐỊNH:\n"
        "Điều 1. Ban hành kèm theo Quyết định này Kế hoạch.\nĐiều 2. Quyết định có hiệu lực từ ngày ký./.\n"
        "Nơi nhận:\n- Như Điều 2;\n- Lưu: VT.\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\nLê Văn Bình\n"
        "KẾ HOẠCH\nNâng cao chất lượng dịch vụ công trực tuyến trên địa bàn xã Tân Hòa giai đoạn 2025 - 2026\n"
        "(Ban hành kèm theo Quyết định số:   /QĐ-UBND ngày   tháng   năm 2025)\nPHẦN I." + plan_text
    )
    plan = read_text(decision)
    assert plan.meta.doc_type == "decision_with_plan"
    assert not any(fault.kind == "several_plans" for fault in plan.anomalies)
    assert plan.meta.doc_number is None
    assert plan.meta.signer_name == "Lê Văn Bình"
    assert len(plan.tasks) == 4
    assert next((basis.type, basis.date) for basis in plan.meta.legal_bases) == ("law", "2025-06-16")


def test_numerals_twice_do_not_lose_what_follows() -> None:
    text = LABELLED.read_text("utf-8").replace("IV. TỔ CHỨC", "III. TỔ CHỨC")
    plan = read_text(text)
    assert len(plan.responsibilities) == 3
    assert any(fault.kind == "number_repeated" for fault in plan.anomalies)


def test_eighty_pages_are_read_to_the_end() -> None:
    head, _tail = TABLED.read_text("utf-8").split("5\tLắp đặt")
    rows = "\n".join(
        f"{n}\tRà soát thủ tục lần {n}\tPhòng Kinh tế\tCác thôn\tQuý I/2026\tBáo cáo {n}" for n in range(5, 1205)
    )
    plan = read_text(head + rows)
    assert len(plan.tasks) == 3 + 1200
    assert plan.tasks[-1].product == "Báo cáo 1204"


def test_any_mutilated_plan_ends_in_a_plan_or_a_sentence() -> None:
    dice = random.Random(11)
    lines = (LABELLED.read_text("utf-8") + TABLED.read_text("utf-8")).splitlines()
    for _ in range(12):
        start = dice.randrange(len(lines))
        part = lines[start : start + dice.randrange(3, 40)]
        dice.shuffle(part)
        with suppress(UnreadablePlan):
            assert read_text("\n".join(part)).meta is not None


def _pdf(path: Path, *, table: bool = True) -> None:
    head, tail = TABLED.read_text("utf-8").split("STT\t")

    def quoted(text: str) -> str:
        return '#"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'

    body = "\n\n".join(quoted(line) for line in head.splitlines() if line.strip())
    cells = []
    for line in ("STT\t" + tail).splitlines():
        row = line.split("\t") + [""] * 6
        if row[0] in ("I", "II"):
            cells.append(f"[{row[0]}], table.cell(colspan: 5)[{quoted(row[1])}],")
        else:
            cells.append("".join(f"[{quoted(cell)}]," for cell in row[:6]))
    drawn = (
        f"#text(size: 9pt)[#table(columns: (1cm, 1fr, 2.6cm, 2.6cm, 2.2cm, 2.4cm), {''.join(cells)})]" if table else ""
    )
    source = f'#set page(paper: "a4", margin: 2cm)\n#set text(size: 12pt)\n{body}\n\n{drawn}\n'
    typ = path.with_suffix(".typ")
    typ.write_text(source, "utf-8")
    path.write_bytes(typst.compile(str(typ)))


@needs_poppler
def test_a_printed_table_comes_back_from_a_pdf(tmp_path: Path) -> None:
    _pdf(tmp_path / "plan.pdf")
    plan = read(tmp_path / "plan.pdf")
    assert [(one.id, one.lead, one.product, one.deadline.due) for one in plan.tasks] == [
        ("1", ["Phòng Văn hóa - Xã hội"], "Kế hoạch phát động", "2025-10-31"),
        ("2", ["Phòng Văn hóa - Xã hội"], "Tờ rơi", "2024-12-31"),
        ("3", ["Phòng Kinh tế"], "03 bộ máy tính", "2025-12-15"),
        ("5", ["Phòng Kinh tế", "Công an xã"], "Biên bản nghiệm thu", "2026-12-31"),
    ]
    assert plan.tasks[0].source.page is not None


@needs_poppler
def test_a_pdf_with_an_empty_owner_password_opens(tmp_path: Path) -> None:
    _pdf(tmp_path / "plain.pdf", table=False)
    with pikepdf.open(tmp_path / "plain.pdf") as pdf:
        pdf.save(tmp_path / "owner.pdf", encryption=pikepdf.Encryption(owner="chu", user=""))
    assert read(tmp_path / "owner.pdf").meta.doc_number == "27/KH-UBND"


@needs_tesseract
@needs_poppler
def test_half_a_photographed_page(tmp_path: Path) -> None:
    _pdf(tmp_path / "plan.pdf", table=False)
    subprocess.run(
        ["pdftoppm", "-r", "130", "-f", "1", "-l", "1", "-png", str(tmp_path / "plan.pdf"), str(tmp_path / "p")],
        check=True,
    )
    with Image.open(next(tmp_path.glob("p*.png"))) as page:
        page.convert("RGB").crop((0, 0, page.width, int(page.height * 0.45))).save(tmp_path / "half.jpg", quality=70)
    plan = read(tmp_path / "half.jpg")
    assert plan.meta.doc_number == "27/KH-UBND"
    assert [basis.number for basis in plan.meta.legal_bases] == ["1565/QĐ-TTg"]


@needs_tesseract
def test_a_picture_without_words(tmp_path: Path) -> None:
    picture = Image.new("RGB", (400, 300), "white")
    ImageDraw.Draw(picture).ellipse((50, 50, 250, 250), fill="gray")
    picture.save(tmp_path / "dot.png")
    assert lines_of_picture(tmp_path / "dot.png") == [] or refusal(tmp_path / "dot.png")
