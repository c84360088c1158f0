"""Scans and photographs: Tesseract (Vietnamese) as an outside program, words with their places and its own sureness."""

from __future__ import annotations

import csv
import io
import shutil
import subprocess
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from PIL import Image, ImageOps, UnidentifiedImageError

from motcua.plans.reader import errors
from motcua.plans.reader.layout import Page, Word, lines_of_pages
from motcua.plans.reader.lines import Line

_SECONDS = 180
_WIDTH = 1700


def _tesseract() -> str:
    program = shutil.which("tesseract")
    if program is None:
        raise errors.missing_tool("Tesseract")
    listed = subprocess.run([program, "--list-langs"], capture_output=True, timeout=30, check=False)  # noqa: S603
    if b"vie" not in listed.stdout + listed.stderr:
        raise errors.missing_tool("Tesseract (gói tiếng Việt)")
    return program


def _prepared(picture: Image.Image, folder: Path, name: str) -> tuple[Path, Image.Image]:
    """Upright, grey, about 200 dots an inch: what Tesseract reads best."""
    upright = ImageOps.autocontrast(ImageOps.exif_transpose(picture).convert("L"), cutoff=1)
    if upright.width < _WIDTH:
        scale = min(3.0, _WIDTH / max(upright.width, 1))
        upright = upright.resize((int(upright.width * scale), int(upright.height * scale)), Image.Resampling.LANCZOS)
    target = folder / f"{name}.png"
    upright.save(target, dpi=(200, 200))
    return target, upright


def _recognise(program: str, picture: Path, size: tuple[int, int]) -> Page:
    done = subprocess.run(  # noqa: S603
        [program, str(picture), "-", "-l", "vie", "--psm", "6", "tsv"],
        capture_output=True, timeout=_SECONDS, check=False, env={"OMP_THREAD_LIMIT": "1", "PATH": "/usr/bin:/bin:/usr/local/bin"},
    )  # fmt: skip
    page = Page(float(size[0]), float(size[1]), [])
    rows = csv.DictReader(io.StringIO(done.stdout.decode("utf-8", errors="replace")), delimiter="\t", quoting=csv.QUOTE_NONE)
    for row in rows:
        text = (row.get("text") or "").strip()
        if text and float(row.get("conf") or -1) >= 15:
            left, top = float(row["left"]), float(row["top"])
            page.words.append(Word(text, left, top, left + float(row["width"]), top + float(row["height"])))
    return page


def lines_of_picture(path: Path) -> list[Line]:
    """Lines of a photograph or scanned picture (all frames). Raises UnreadablePlan where the program is missing."""
    program = _tesseract()
    try:
        with Image.open(path) as picture, tempfile.TemporaryDirectory() as folder:
            jobs = []
            for frame in range(getattr(picture, "n_frames", 1)):
                picture.seek(frame)
                jobs.append(_prepared(picture.copy(), Path(folder), f"page{frame:04d}"))
            return lines_of_pages(_all(program, [(target, image.size) for target, image in jobs]))
    except (UnidentifiedImageError, OSError) as error:
        raise errors.broken_file() from error


def lines_of_scanned_pdf(path: Path) -> list[Line]:
    """Lines of a PDF that holds only pictures, page by page."""
    program, painter = _tesseract(), shutil.which("pdftoppm")
    if painter is None:
        raise errors.missing_tool("pdftoppm (poppler-utils)")
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(  # noqa: S603
            [painter, "-r", "200", "-gray", "-png", str(path), str(Path(folder) / "p")], capture_output=True, timeout=_SECONDS * 4, check=False
        )  # fmt: skip
        jobs = []
        for name in sorted(Path(folder).glob("p*.png")):
            with Image.open(name) as picture:
                jobs.append((name, picture.size))
        return lines_of_pages(_all(program, jobs))


def _all(program: str, jobs: list[tuple[Path, tuple[int, int]]]) -> list[Page]:
    with ThreadPoolExecutor(max_workers=2) as pool:
        return list(pool.map(lambda job: _recognise(program, *job), jobs))
