"""Scans and photographs: Tesseract (Vietnamese) as an outside program, words with their places and its own sureness."""

from __future__ import annotations

import csv
import io
import re
import shutil
import statistics
import subprocess
import tempfile
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from PIL import Image, ImageOps, UnidentifiedImageError

from motcua.plans.reader import errors
from motcua.plans.reader.layout import Page, Word, lines_of_pages
from motcua.plans.reader.lines import Line

_SECONDS = 180
_WIDTH = 1700
_SURE = 15.0  # words less sure are dirt; but for numbers of documents, which the program always doubts
_NUMBER = re.compile(r"\d{1,5}/[\dA-ZĐ]")
_AT_ONCE = 2  # pages, one a core of the smallest machine; Tesseract itself is kept to one thread
_DOTS = "200"  # dots an inch; pages go to Tesseract uncompressed, packing them takes longer than reading them


def _tesseract() -> str:
    program = shutil.which("tesseract")
    if program is None:
        raise errors.missing_tool("Tesseract")
    listed = subprocess.run([program, "--list-langs"], capture_output=True, timeout=30, check=False)
    if b"vie" not in listed.stdout + listed.stderr:
        raise errors.missing_tool("Tesseract (gói tiếng Việt)")
    return program


def _prepared(picture: Image.Image, folder: Path, name: str) -> tuple[Path, Image.Image]:
    """Upright, grey, about 200 dots an inch: what Tesseract reads best."""
    upright = ImageOps.autocontrast(ImageOps.exif_transpose(picture).convert("L"), cutoff=1)
    if upright.width < _WIDTH:
        scale = min(3.0, _WIDTH / max(upright.width, 1))
        upright = upright.resize((int(upright.width * scale), int(upright.height * scale)), Image.Resampling.LANCZOS)
    target = folder / f"{name}.pgm"
    upright.save(target)
    return target, upright


def _recognise(program: str, picture: Path, size: tuple[int, int]) -> Page:
    done = subprocess.run(
        [program, str(picture), "-", "-l", "vie", "--dpi", _DOTS, "--psm", "4", "tsv"],
        capture_output=True, timeout=_SECONDS, check=False,
        env={"OMP_THREAD_LIMIT": "1", "PATH": "/usr/bin:/bin:/usr/local/bin"},
    )  # fmt: skip
    page = Page(float(size[0]), float(size[1]), [])
    lines: dict[tuple[str, ...], list[Word]] = defaultdict(list)
    rows = csv.DictReader(
        io.StringIO(done.stdout.decode("utf-8", errors="replace")), delimiter="\t", quoting=csv.QUOTE_NONE
    )
    for row in rows:
        text = (row.get("text") or "").strip(" |[]{}_—~¦")
        if text and (float(row.get("conf") or -1) >= _SURE or _NUMBER.search(text)):
            left, top = float(row["left"]), float(row["top"])
            word = Word(text, left, top, left + float(row["width"]), top + float(row["height"]))
            lines[row["block_num"], row["par_num"], row["line_num"]].append(word)
    page.words = _levelled(list(lines.values()))
    return page


def _levelled(lines: list[list[Word]]) -> list[Word]:
    """Words with a slanted page put straight, and every word of a recognised line given the height of its line."""
    slopes = [
        (line[-1].bottom - line[0].bottom) / (line[-1].left - line[0].left)
        for line in lines
        if len(line) >= 6 and line[-1].left > line[0].left
    ]
    slope = statistics.median(slopes) if slopes else 0.0
    words: list[Word] = []
    for line in lines:
        straight = [Word(w.text, w.left, w.top - slope * w.left, w.right, w.bottom - slope * w.left) for w in line]
        tall = statistics.median(word.bottom - word.top for word in straight)
        middle = statistics.median((word.top + word.bottom) / 2 for word in straight)
        words += [Word(w.text, w.left, middle - tall / 2, w.right, middle + tall / 2) for w in straight]
    return words


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


def lines_of_scanned_pdf(path: Path, pages: int) -> list[Line]:
    """Lines of a PDF that holds only pictures; each page is painted and recognised by itself, two at a time."""
    program, painter = _tesseract(), shutil.which("pdftoppm")
    if painter is None:
        raise errors.missing_tool("pdftoppm (poppler-utils)")
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(max_workers=_AT_ONCE) as pool:
        read_ = pool.map(lambda number: _painted(program, painter, path, Path(folder), number), range(1, pages + 1))
        return lines_of_pages(list(read_))


def _painted(program: str, painter: str, path: Path, folder: Path, number: int) -> Page:
    """One page of a PDF, painted, recognised and thrown away; an empty page where it cannot be painted."""
    target = folder / f"p{number}"
    subprocess.run(
        [painter, "-r", _DOTS, "-gray", "-f", str(number), "-l", str(number), "-singlefile", str(path), str(target)],
        capture_output=True, timeout=_SECONDS, check=False,
    )  # fmt: skip
    picture = target.with_suffix(".pgm")
    if not picture.is_file():
        return Page(0.0, 0.0, [])
    with Image.open(picture) as opened:
        size = opened.size
    page = _recognise(program, picture, size)
    picture.unlink()
    return page


def _all(program: str, jobs: list[tuple[Path, tuple[int, int]]]) -> list[Page]:
    with ThreadPoolExecutor(max_workers=_AT_ONCE) as pool:
        return list(pool.map(lambda job: _recognise(program, *job), jobs))
