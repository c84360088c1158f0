"""A PDF that holds nothing but pictures of pages is recognised, and every item says on which page it stands."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
import typst
from PIL import Image

from motcua.plans.reader import read_with_lines

FIRST = [
    "ỦY BAN NHÂN DÂN", "XÃ SƠN TÂY", "Số: 08/KH-UBND", "Sơn Tây, ngày 10 tháng 8 năm 2025", "KẾ HOẠCH",
    "Nâng cao chất lượng dịch vụ công trực tuyến trên địa bàn xã Sơn Tây năm 2026",
    "I. MỤC TIÊU", "1. Năm 2026, 85% hồ sơ được nộp trực tuyến.",
]  # fmt: skip
SECOND = ["II. TỔ CHỨC THỰC HIỆN", "1. Phòng Kinh tế", "- Báo cáo UBND xã kết quả hằng quý."]
NEEDED = ("tesseract", "pdftoppm", "pdftotext")


def scanned(folder: Path) -> Path:
    """Two pages, painted and put into a PDF as pictures."""
    body = "\n#pagebreak()\n".join("\n\n".join(f'#"{line}"' for line in page) for page in (FIRST, SECOND))
    source, printed = folder / "a.typ", folder / "a.pdf"
    source.write_text(f'#set page(paper: "a4", margin: 2cm)\n#set text(size: 13pt)\n{body}\n', "utf-8")
    printed.write_bytes(typst.compile(str(source)))
    subprocess.run(["pdftoppm", "-r", "150", "-png", str(printed), str(folder / "p")], check=True)
    pages = [Image.open(each).convert("L") for each in sorted(folder.glob("p*.png"))]
    pages[0].save(folder / "scan.pdf", save_all=True, append_images=pages[1:], resolution=150)
    return folder / "scan.pdf"


@pytest.mark.skipif(not all(map(shutil.which, NEEDED)), reason=f"one of {', '.join(NEEDED)} is missing")
def test_a_scanned_pdf_is_recognised_page_by_page(tmp_path: Path) -> None:
    plan, lines = read_with_lines(scanned(tmp_path))
    assert plan.meta.doc_number == "08/KH-UBND"
    assert [(one.value, one.year, one.source.page) for one in plan.targets] == [(85, 2026, 1)]
    assert [line.page for line in lines if "TỔ CHỨC THỰC HIỆN" in line.text] == [2]
