"""PDF files with text: poppler's pdftotext gives words with their places; a locked file is refused."""

from __future__ import annotations

import shutil
import subprocess
from html.parser import HTMLParser
from pathlib import Path

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from motcua.plans.reader import errors
from motcua.plans.reader.layout import Page, Word, lines_of_pages
from motcua.plans.reader.lines import Line, lines_of

_SECONDS = 120


class _Boxes(HTMLParser):
    """Reads the XHTML of `pdftotext -bbox`: pages of words with their boxes in points."""

    def __init__(self) -> None:
        super().__init__()
        self.pages: list[Page] = []
        self._box: tuple[float, float, float, float] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag == "page":
            self.pages.append(Page(float(values.get("width") or 0), float(values.get("height") or 0), []))
        elif tag == "word":
            self._box = tuple(float(values.get(name) or 0) for name in ("xmin", "ymin", "xmax", "ymax"))  # type: ignore[assignment]

    def handle_data(self, data: str) -> None:
        if self._box is not None and data.strip() and self.pages:
            self.pages[-1].words.append(Word(data.strip(), *self._box))

    def handle_endtag(self, tag: str) -> None:
        if tag == "word":
            self._box = None


def _check_open(path: Path) -> PdfReader:
    try:
        reader = PdfReader(path)
        if reader.is_encrypted and not reader.decrypt(""):
            raise errors.locked_file()
        len(reader.pages)
    except (PyPdfError, ValueError, KeyError, OSError) as error:
        raise errors.broken_file() from error
    return reader


def pages_in(path: Path) -> int:
    """How many pages a PDF has. Raises UnreadablePlan where it is locked or broken."""
    return len(_check_open(path).pages)


def lines_of_pdf(path: Path) -> list[Line]:
    """Lines of a PDF with page numbers; empty where it holds only pictures.

    Raises UnreadablePlan where the file is locked or broken.
    """
    reader = _check_open(path)
    program = shutil.which("pdftotext")
    if program is None:
        return lines_of("\f".join(page.extract_text() or "" for page in reader.pages))
    done = subprocess.run(
        [program, "-bbox", "-enc", "UTF-8", str(path), "-"], capture_output=True, timeout=_SECONDS, check=False
    )
    if done.returncode != 0:
        raise errors.broken_file()
    boxes = _Boxes()
    boxes.feed(done.stdout.decode("utf-8", errors="replace"))
    return lines_of_pages(boxes.pages)
