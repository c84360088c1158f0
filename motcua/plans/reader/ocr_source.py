"""Scans and photographs: Tesseract (Vietnamese) as an outside program, words with their places and its own sureness."""

from __future__ import annotations

import csv
import io
import re
import shutil
import statistics
import subprocess
import tempfile
from bisect import bisect
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import cast

from PIL import Image, ImageFilter, ImageMath, ImageOps, UnidentifiedImageError

from motcua.plans.reader import errors
from motcua.plans.reader.layout import Page, Word, lines_of_pages
from motcua.plans.reader.lexicon import lexicon
from motcua.plans.reader.lines import Line
from motcua.plans.reader.ruling import Cell, Grid, grids_of, stacked, straightened

_SECONDS = 180
_WIDTH = 1700
_SURE = 15.0  # words less sure are dirt; but for numbers of documents, which the program always doubts
_DASH = 60.0
_NUMBER = re.compile(r"\d{1,5}/[\dA-ZĐ]")
_AT_ONCE = 2  # pages, one a core of the smallest machine; Tesseract itself is kept to one thread
_AT_LEAST = re.compile(r"^(?:[>»]\D?|[z»])(?=\d{2}|$)|^>$")  # the program's letters have no "≥"
_AROUND, _DUST = 6, 24  # dots each way, and by how much a speck of dust darkens them
_STRAY = re.compile(r"[^\w%<>≥≤=+()/-]+|[`´ˆ~]")  # a mark between blanks is dirt, a dash the program doubts too
_COARSE = 16  # dots a side of the squares in which the light is measured
_UNEVEN = 50  # what lies between the paper in the light and in the shadow of a photograph, and never in a scan
_LEGIBLE = 0.4  # the share of words met in writing: nearly all of a page read upright, a quarter of one that is turned
_NONSENSE = 0.2  # the share below which what was recognised is no writing
_SENSE = 5  # words met in writing that a band of a page must hold before the page is turned for them
_SYLLABLE = re.compile(r"[^\W\d_]{2,}")
_DARK, _BLANK = 128, 0.001  # dots darker than this, and the share of them that dust and a page number keep below
_INK = 60  # how much darker than the paper ink is
_DOTS = "200"  # dots an inch; pages go to Tesseract uncompressed, packing them takes longer than reading them


def _tesseract() -> str:
    program = shutil.which("tesseract")
    if program is None:
        raise errors.missing_tool("Tesseract")
    listed = subprocess.run([program, "--list-langs"], capture_output=True, timeout=30, check=False)
    if b"vie" not in listed.stdout + listed.stderr:
        raise errors.missing_tool("Tesseract (gói tiếng Việt)")
    return program


def _prepared(picture: Image.Image, target: Path) -> Path:
    """Upright, grey, about 200 dots an inch: what Tesseract reads best."""
    grey = ImageOps.exif_transpose(picture).convert("L")
    upright = _evenly_lit(ImageOps.autocontrast(grey, cutoff=(_cut(grey), 1)))
    _enlarged(upright).save(target)
    return target


def _cut(picture: Image.Image) -> float:
    """How many dots in a hundred to leave out of account at the dark end: of a page with a signature alone not all its
    ink, or the grain of its paper would be taken for it."""
    counts = picture.histogram()
    paper = max(range(256), key=counts.__getitem__)
    ink = sum(counts[: max(paper - _INK, 0)])
    return min(1.0, 100 * ink / (2 * picture.width * picture.height))


def _enlarged(picture: Image.Image) -> Image.Image:
    """A page with fewer dots than about 200 an inch with so many."""
    if picture.width >= _WIDTH:
        return picture
    scale = min(3.0, _WIDTH / max(picture.width, 1))
    return picture.resize((int(picture.width * scale), int(picture.height * scale)), Image.Resampling.LANCZOS)


def _evenly_lit(picture: Image.Image) -> Image.Image:
    """A photograph as if no shadow lay on it: each dot as dark as it is against the paper around. Scans stay."""
    paper = picture.reduce(_COARSE).filter(ImageFilter.MaxFilter(5)).filter(ImageFilter.BoxBlur(2))
    shades = sorted(paper.tobytes())
    tenth = len(shades) // 10
    if shades[-1 - tenth] - shades[tenth] < _UNEVEN:
        return picture
    around = paper.resize(picture.size, Image.Resampling.BILINEAR)
    lit = ImageMath.lambda_eval(
        lambda of: of["convert"](of["min"](of["seen"] * 255 / of["max"](of["around"], 1), 255), "L"),
        seen=picture, around=around,
    )  # fmt: skip
    return cast(Image.Image, lit)


def _swept(picture: Image.Image) -> Image.Image:
    """The page without its dust: what is dark on less of its surroundings than a full stop is becomes paper."""
    around = picture.filter(ImageFilter.BoxBlur(_AROUND))
    counts = around.histogram()
    paper = max(range(256), key=counts.__getitem__)
    light = around.point([255 if value > paper - _DUST else 0 for value in range(256)])
    picture.paste(255, mask=light)
    return picture


def _recognise(program: str, picture: Path) -> Page:
    """The words of a prepared page; one that lies on its side or its head is turned where that makes it legible."""
    with Image.open(picture) as opened:
        page = opened.copy()  # for its file is written over
    read_ = _read(program, page, picture)
    seen, known = _counted(read_)
    if known >= _LEGIBLE * seen and (seen or not _has_ink(page)):
        return read_
    turn = _turn(program, page, picture)
    turned = read_ if turn is None else _read(program, _enlarged(page.transpose(turn)), picture)
    best = max(read_, turned, key=lambda one: _counted(one)[1])
    seen, known = _counted(best)
    best.silent = known <= _NONSENSE * seen
    return best


def _read(program: str, upright: Image.Image, picture: Path) -> Page:
    """The words of a page that stands upright; its ruled tables are taken out and recognised cell by cell."""
    page = straightened(upright.copy())
    grids = grids_of(page)  # before sweeping, to which a line one dot wide is dust
    _swept(page)
    for grid in grids:
        grid.rub_out(page)
        _read_cells(program, page, grid, picture)
        page.paste(255, grid.box)
    grids = [grid for grid in grids if grid.rows]
    page.save(picture)
    return Page(float(page.width), float(page.height), _levelled(_words(program, picture, "4")), grids)


def _counted(page: Page) -> tuple[int, int]:
    """How many words a page has, and how many of them are met in administrative writing."""
    cells = [text for grid in page.grids for row in grid.rows for text in row]
    return _known([word.text for word in page.words] + cells)


def _known(texts: list[str]) -> tuple[int, int]:
    words = [word for text in texts for word in _SYLLABLE.findall(text.lower())]
    return len(words), sum(map(lexicon().often, words))


def _turn(program: str, page: Image.Image, beside: Path) -> Image.Transpose | None:
    """How a page must be turned that cannot be read as it lies: the way in which its darkest band makes most sense."""
    target, found = beside.with_suffix(".turn.pgm"), []
    for turn in (Image.Transpose.ROTATE_90, Image.Transpose.ROTATE_270, Image.Transpose.ROTATE_180):
        turned = page.transpose(turn)
        third = turned.height // 3
        shades = [
            turned.crop((0, top, turned.width, top + third)).resize((1, 1)).tobytes() for top in (0, third, 2 * third)
        ]
        top = third * shades.index(min(shades))
        _swept(turned.crop((0, top, turned.width, top + third))).save(target)
        seen, known = _known([word.text for line in _words(program, target, "4") for word in line])
        found.append((known, seen, turn))
    target.unlink()
    known, seen, turn = max(found, key=lambda one: one[0])
    return turn if known >= _SENSE and known >= _LEGIBLE * seen else None


def _has_ink(page: Image.Image) -> bool:
    """Whether a page is more than blank paper."""
    dark = sum(page.histogram()[:_DARK])
    return dark > _BLANK * page.width * page.height


def _read_cells(program: str, page: Image.Image, grid: Grid, beside: Path) -> None:
    pile, ends = stacked(page, grid.cells)
    if pile is None:
        return
    target = beside.with_suffix(".cells.pgm")
    pile.save(target)
    texts: dict[Cell, list[str]] = defaultdict(list)
    bounds = [end for end, _ in ends]
    for line in _words(program, target, "6"):
        for word in line:
            place = bisect(bounds, (word.top + word.bottom) / 2)
            texts[ends[min(place, len(ends) - 1)][1]].append(word.text)
    target.unlink()
    grid.read({cell: " ".join(words) for cell, words in texts.items()})


def _words(program: str, picture: Path, shape: str) -> list[list[Word]]:
    """Lines of words that Tesseract finds in a picture; `shape` is its idea of a page (4 columns, 6 one block)."""
    done = subprocess.run(
        [program, str(picture), "-", "-l", "vie", "--dpi", _DOTS, "--psm", shape, "tsv"],
        capture_output=True, timeout=_SECONDS, check=False,
        env={"OMP_THREAD_LIMIT": "1", "PATH": "/usr/bin:/bin:/usr/local/bin"},
    )  # fmt: skip
    lines: dict[tuple[str, ...], list[Word]] = defaultdict(list)
    rows = csv.DictReader(
        io.StringIO(done.stdout.decode("utf-8", errors="replace")), delimiter="\t", quoting=csv.QUOTE_NONE
    )
    for row in rows:
        text, sure = (row.get("text") or "").strip(" |[]{}_—~¦`´ˆ"), float(row.get("conf") or -1)
        if not text or _STRAY.fullmatch(text) or (text == "-" and sure < _DASH):
            continue
        text = _AT_LEAST.sub("≥", text)
        if sure >= _SURE or _NUMBER.search(text):
            left, top = float(row["left"]), float(row["top"])
            word = Word(text, left, top, left + float(row["width"]), top + float(row["height"]))
            lines[row["block_num"], row["par_num"], row["line_num"]].append(word)
    return list(lines.values())


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
                jobs.append(_prepared(picture.copy(), Path(folder, f"page{frame:04d}.pgm")))
            with ThreadPoolExecutor(max_workers=_AT_ONCE) as pool:
                return lines_of_pages(list(pool.map(lambda job: _recognise(program, job), jobs)))
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
        _prepared(opened, picture)
    page = _recognise(program, picture)
    picture.unlink()
    return page
