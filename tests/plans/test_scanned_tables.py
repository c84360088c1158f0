"""Tables as Word prints them, scanned: thin lines close to letters, over two pages, a little tilted."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from random import Random

import pytest
import typst
from PIL import Image, ImageChops, ImageDraw, ImageFilter

from motcua.plans.reader import ocr_source, read
from motcua.plans.reader.ocr_source import lines_of_picture
from motcua.plans.reader.ruling import grids_of, straightened

NEEDED = ("tesseract", "pdftoppm")
needs_tesseract = pytest.mark.skipif(
    not all(map(shutil.which, NEEDED)), reason=f"one of {', '.join(NEEDED)} is missing"
)
needs_painter = pytest.mark.skipif(shutil.which("pdftoppm") is None, reason="pdftoppm (poppler-utils) is missing")

HEAD = ["STT", "Nhiệm vụ", "Sản phẩm", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian hoàn thành"]
ROWS = [
    ["1", "Rà soát, công khai danh mục thủ tục hành chính thuộc thẩm quyền", "Danh mục được niêm yết",
     "Văn phòng HĐND và UBND xã", "Các phòng chuyên môn", "Tháng 02/2026"],
    ["2", "Tập huấn kỹ năng số cho công chức và Tổ công nghệ số cộng đồng", "02 lớp tập huấn",
     "Phòng Văn hóa - Xã hội", "Văn phòng HĐND và UBND xã", "Trước ngày 30/9/2026"],
    ["3", "Khảo sát mức độ hài lòng của người dân", "Báo cáo khảo sát",
     "Trung tâm Phục vụ hành chính công xã", "Phòng Kinh tế", "Quý IV/2026"],
]  # fmt: skip
DUE = ["2026-02-28", "2026-09-30", "2026-12-31"]
BEFORE = [
    "ỦY BAN NHÂN DÂN", "XÃ SƠN TÂY", "Số: 31/KH-UBND", "Sơn Tây, ngày 05 tháng 01 năm 2026", "KẾ HOẠCH",
    "Nâng cao chất lượng dịch vụ công trực tuyến trên địa bàn xã Sơn Tây năm 2026", "I. PHÂN CÔNG NHIỆM VỤ",
]  # fmt: skip
BEHIND = ["II. TỔ CHỨC THỰC HIỆN", "Giao Văn phòng HĐND và UBND xã theo dõi, đôn đốc việc thực hiện Kế hoạch này."]


def printed(folder: Path, *, line: str = "0.5pt", pages: int = 1) -> list[Image.Image]:
    """The plan on paper, painted 200 dots an inch: letters begin right below the lines, as in Word."""
    cells = ", ".join(f'"{cell}"' for row in [HEAD, *ROWS] for cell in row)
    table = f"#table(columns: (1fr,) * 6, stroke: {line}, inset: (x: 5.4pt, top: 1.2pt, bottom: 2pt), {cells})"
    above = "\n\n".join(f'#"{text}"' for text in BEFORE) + ("\n\n#v(15.5cm)" if pages == 2 else "")
    body = "\n\n".join([above, table, *(f'#"{text}"' for text in BEHIND)])
    (folder / "a.typ").write_text(
        f'#set page(paper: "a4", margin: 2.5cm)\n#set text(size: 12pt)\n#set par(spacing: 6pt)\n{body}\n', "utf-8"
    )
    (folder / "a.pdf").write_bytes(typst.compile(str(folder / "a.typ")))
    subprocess.run(["pdftoppm", "-r", "200", "-gray", str(folder / "a.pdf"), str(folder / "a")], check=True)
    painted = [Image.open(each).convert("L") for each in sorted(folder.glob("a*.pgm"))]
    assert len(painted) == pages
    return painted


def tilted(page: Image.Image, degrees: float) -> Image.Image:
    return page.rotate(degrees, Image.Resampling.BICUBIC, fillcolor=250).filter(ImageFilter.GaussianBlur(0.5))


def kept(pages: list[Image.Image], path: Path) -> Path:
    pages[0].save(path, save_all=True, append_images=pages[1:], resolution=200)
    return path


@needs_painter
@pytest.mark.parametrize("line", ["0.5pt", "1pt"])
@pytest.mark.parametrize("degrees", [0.0, 0.4, -0.3])
def test_columns_and_rows_are_those_drawn_however_near_the_letters(tmp_path: Path, line: str, degrees: float) -> None:
    (page,) = printed(tmp_path, line=line)
    (grid,) = grids_of(straightened(tilted(page, degrees) if degrees else page))
    assert (len(grid.edges) - 1, len(grid.levels) - 1, len(grid.cells)) == (6, 4, 24)


@needs_tesseract
def test_a_line_one_dot_wide_is_no_dust(tmp_path: Path) -> None:
    """A scanned table with the thinnest lines that Word draws gives its rows, each with its lead and its date."""
    plan = read(kept(printed(tmp_path), tmp_path / "scan.pdf"))
    assert [task.lead for task in plan.tasks] == [[row[3]] for row in ROWS]
    assert [task.coordinating for task in plan.tasks] == [[row[4]] for row in ROWS]
    assert [task.deadline.due for task in plan.tasks] == DUE


@needs_tesseract
def test_a_table_over_two_tilted_pages_stays_one(tmp_path: Path) -> None:
    first, second = printed(tmp_path, pages=2)
    plan = read(kept([tilted(first, -0.4), tilted(second, 0.4)], tmp_path / "scan.pdf"))
    assert [task.lead for task in plan.tasks] == [[row[3]] for row in ROWS]
    assert [task.deadline.due for task in plan.tasks] == DUE


@needs_tesseract
@pytest.mark.parametrize("turned", [90, 180])
def test_a_page_laid_on_its_side_or_its_head_is_turned(tmp_path: Path, turned: int) -> None:
    (page,) = printed(tmp_path)
    plan = read(kept([page.rotate(turned, expand=True)], tmp_path / "scan.pdf"))
    assert [task.lead for task in plan.tasks] == [[row[3]] for row in ROWS]
    assert [task.deadline.due for task in plan.tasks] == DUE


@needs_tesseract
def test_a_page_that_stands_upright_or_is_blank_is_never_turned(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def turn(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr(ocr_source, "_turn", turn)
    blank = Image.new("L", (1700, 2200), 250)
    blank.paste(90, (840, 80, 856, 104))
    blank.save(tmp_path / "blank.png")
    assert lines_of_picture(tmp_path / "blank.png") == []
    (page,) = printed(tmp_path)
    page.save(tmp_path / "page.png")
    assert [line.cells for line in lines_of_picture(tmp_path / "page.png") if line.cells]


@needs_tesseract
def test_a_page_that_gave_no_words_is_told(tmp_path: Path) -> None:
    """A drawing, or a page too faint to read; the empty back of a sheet is no loss."""
    (page,) = printed(tmp_path)
    drawing, back = Image.new("L", page.size, 250), Image.new("L", page.size, 250)
    for n in range(6):
        ImageDraw.Draw(drawing).ellipse(
            (200 + 150 * n, 300 + 90 * n, 700 + 150 * n, 900 + 200 * n), outline=60, width=5
        )
    plan = read(kept([page, drawing, back], tmp_path / "scan.pdf"))
    assert [(one.where, one.source.page) for one in plan.anomalies if one.kind == "silent_page"] == [("trang 2", 2)]
    assert [task.lead for task in plan.tasks] == [[row[3]] for row in ROWS]


@needs_tesseract
def test_a_page_with_a_signature_alone_is_read_through_the_grain_of_its_paper(tmp_path: Path) -> None:
    signed = "TM. ỦY BAN NHÂN DÂN\n\nCHỦ TỊCH\n\nNguyễn Văn Bình\n"
    (tmp_path / "s.typ").write_text(f'#set page(paper: "a4", margin: 2.5cm)\n#set text(size: 13pt)\n{signed}', "utf-8")
    (tmp_path / "s.png").write_bytes(typst.compile(str(tmp_path / "s.typ"), format="png", ppi=200))
    page = Image.open(tmp_path / "s.png").convert("L")
    grain = Image.frombytes("L", page.size, Random(1).randbytes(page.width * page.height))
    ImageChops.darker(page, grain.point(lambda value: 234 + value // 28)).save(tmp_path / "scan.png")
    read_ = "\n\n".join(line.text for line in lines_of_picture(tmp_path / "scan.png")) + "\n"
    assert read_.replace(".", "") == signed.replace(".", "")
