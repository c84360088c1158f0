"""Files of every kind to lines: text, Word, PDF with text, scanned PDF, pictures."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import filetype

from motcua.base.late import late
from motcua.plans.reader import errors
from motcua.plans.reader.encodings import decode, mend_encoding, reading_for
from motcua.plans.reader.figure_tables import squared
from motcua.plans.reader.layout import is_spaced_table, lines_of_spaced_text
from motcua.plans.reader.lines import Line, Pages, lines_of
from motcua.plans.reader.ocr_source import lines_of_picture, lines_of_scanned_pdf

_lines_of_docx: Callable[[Path], list[Line]] = late("motcua.plans.reader.docx_source.lines_of_docx")
_lines_of_pdf: Callable[[Path], list[Line]] = late("motcua.plans.reader.pdf_source.lines_of_pdf")
_pages_in: Callable[[Path], int] = late("motcua.plans.reader.pdf_source.pages_in")
_PICTURES = ("image/png", "image/jpeg", "image/tiff", "image/webp", "image/bmp", "image/gif", "image/heic")


def pages_of(path: Path) -> Pages:
    """The lines of a file.

    Raises UnreadablePlan, with a sentence for the user, where the file is empty, locked, broken or of no known kind,
    or where a scan is brought and the recognising program is missing.
    """
    content = path.read_bytes()
    kind = filetype.guess_mime(content) or ""
    if content[:5] == b"%PDF-" or b"%PDF-" in content[:1024]:
        return _pdf(path)
    if content[:4] == b"PK\x03\x04":
        if b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet" in content[:200]:  # its first part, never packed
            raise errors.open_sheet()
        if b"mimetypeapplication/vnd.oasis.opendocument.text" in content[:200]:
            raise errors.open_text()
        return _read(_as_letters(_lines_of_docx(path)), "docx")
    if content[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        raise errors.locked_file() if b"E\x00n\x00c\x00r\x00y\x00p\x00t" in content else errors.old_word()
    if kind in _PICTURES:
        return _read(lines_of_picture(path), "ocr")
    if kind and not kind.startswith("text/"):
        raise errors.unknown_kind()
    if b"\x00" in content[:4096] and not content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise errors.unknown_kind()
    return _read(_text_lines(decode(content)), "text")


def pages_of_text(text: str) -> Pages:
    """The lines of pasted text. Raises UnreadablePlan where there are none."""
    return _read(_text_lines(mend_encoding(text)), "text")


def _text_lines(text: str) -> list[Line]:
    drawn = squared(text)
    return lines_of_spaced_text(drawn) if is_spaced_table(drawn) else lines_of(drawn)


def _pdf(path: Path) -> Pages:
    lines = _lines_of_pdf(path)
    letters = sum(character.isalpha() for line in lines for character in line.text)
    if letters < 40:
        return _read(lines_of_scanned_pdf(path, _pages_in(path)), "ocr")
    return _read(_as_letters(lines), "pdf")


def _as_letters(lines: list[Line]) -> list[Line]:
    """Lines of a file with the letters its font shows."""
    reading = reading_for("\n".join(line.text for line in lines))
    return [
        replace(line, text=reading(line.text), cells=tuple(map(reading, line.cells)) if line.cells else line.cells)
        for line in lines
    ]


def _read(lines: list[Line], way: str) -> Pages:
    if not any(line.text or line.cells for line in lines):
        raise errors.nothing_recognised() if way == "ocr" else errors.empty_file()
    silent = tuple(line.page for line in lines if line.page and not line.text and line.cells is None)
    return Pages([line for line in lines if line.text or line.cells], way, silent=silent)
