"""A page photographed by hand: half of it, slanted, on a desk, one side in the shadow of whoever holds the phone."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from random import Random

import pytest
import typst
from PIL import Image, ImageChops, ImageFilter, ImageOps

from motcua.plans.reader import Plan, read
from motcua.plans.reader.ocr_source import _evenly_lit
from tests.plans.conftest import PLAN_FILE

NEEDED = ("tesseract", "pdftoppm")
needs_tesseract = pytest.mark.skipif(
    not all(map(shutil.which, NEEDED)), reason=f"one of {', '.join(NEEDED)} is missing"
)
DESK, SHADOW = (95, 66, 44), 0.5
EXIF_ORIENTATION, LYING = 0x0112, 6  # EXIF 2.32: the phone was held upright, the picture lies on its side


@pytest.fixture(scope="module")
def sheet(tmp_path_factory: pytest.TempPathFactory) -> Image.Image:
    """The first page of the plan of Tân Hòa as a printer gives it, 200 dots an inch."""
    folder = tmp_path_factory.mktemp("sheet")
    words = PLAN_FILE.read_text("utf-8").split("PHỤ LỤC")[0]
    body = "\n\n".join('#"' + line.replace('"', '\\"') + '"' for line in words.splitlines() if line.strip())
    (folder / "a.typ").write_text(f'#set page(paper: "a4", margin: 2.2cm)\n#set text(size: 13pt)\n{body}\n', "utf-8")
    (folder / "a.pdf").write_bytes(typst.compile(str(folder / "a.typ")))
    made = ["pdftoppm", "-r", "200", "-singlefile", "-png", str(folder / "a.pdf"), str(folder / "a")]
    subprocess.run(made, check=True)
    return Image.open(folder / "a.png").convert("RGB")


GRAIN = [round(128 + (n - 128) * 0.19) for n in range(256)]  # the same grains every time


def photographed(page: Image.Image) -> Image.Image:
    """`page` seen from a hand above a brown desk: not straight, not sharp, grainy, its right side in the shadow."""
    wide, tall = page.size
    seen = (round(wide * 1.2), round(tall * 1.2))
    corners = (
        -0.14 * wide,
        -0.08 * tall,
        -0.06 * wide,
        1.07 * tall,
        1.08 * wide,
        1.06 * tall,
        1.13 * wide,
        -0.1 * tall,
    )

    def warped(picture: Image.Image) -> Image.Image:
        return picture.transform(seen, Image.Transform.QUAD, corners, Image.Resampling.BICUBIC)

    shot = Image.composite(warped(page), Image.new("RGB", seen, DESK), warped(Image.new("L", page.size, 255)))
    light = Image.linear_gradient("L").rotate(90).resize(seen).point([round(255 - SHADOW * n) for n in range(256)])
    shot = ImageChops.multiply(shot, Image.merge("RGB", [light] * 3)).filter(ImageFilter.GaussianBlur(0.8))
    grain = Image.frombytes("L", seen, Random(7).randbytes(seen[0] * seen[1])).point(GRAIN).convert("RGB")
    return Image.blend(shot, ImageChops.overlay(shot, grain), 0.35)


def half(page: Image.Image, *, upper: bool) -> Image.Image:
    middle = page.height // 2
    return page.crop((0, 0, page.width, middle) if upper else (0, middle, page.width, page.height))


def taken(shot: Image.Image, path: Path) -> Plan:
    """The plan in the photograph as a phone keeps it: on its side, with a mark of how it was held."""
    lying = shot.rotate(90, expand=True)
    marks = Image.Exif()
    marks[EXIF_ORIENTATION] = LYING
    lying.save(path, quality=72, exif=marks)
    return read(path)


@needs_tesseract
def test_the_upper_half_gives_the_head_and_what_stands_beneath(sheet: Image.Image, tmp_path: Path) -> None:
    plan = taken(photographed(half(sheet, upper=True)), tmp_path / "a.jpg")
    assert plan.meta.doc_number == "27/KH-UBND"
    assert (plan.meta.title or "").endswith("dịch vụ công trực tuyến giai đoạn 2025 - 2026")
    assert [basis.number for basis in plan.meta.legal_bases] == ["1565/QĐ-TTg"]
    assert sorted(one.value for one in plan.baseline) == [78.5, 82]
    assert plan.targets == []
    assert plan.tasks == []


@needs_tesseract
def test_the_lower_half_gives_its_targets_and_invents_no_head(sheet: Image.Image, tmp_path: Path) -> None:
    plan = taken(photographed(half(sheet, upper=False)), tmp_path / "a.jpg")
    assert plan.meta.doc_number is None
    assert plan.meta.legal_bases == []
    there = [(one.metric, one.comparator, one.value) for one in read(PLAN_FILE).targets]
    assert [one[2] for one in there[:2]] == [75, 85]
    assert [(one.metric, one.comparator, one.value) for one in plan.targets] == there
    assert [one.year for one in plan.targets[:3]] == [2025, 2026, 2026]


def test_what_a_scanner_lit_stays_as_it_is(sheet: Image.Image) -> None:
    """Only a shadow is taken away: a scan goes to the recognising program dot for dot."""
    grey = ImageOps.autocontrast(sheet.convert("L"), cutoff=1)
    assert _evenly_lit(grey).tobytes() == grey.tobytes()
