"""Whether a file is quick to read or a matter for a worker: scans are recognised page by page."""

from __future__ import annotations

import io

from PIL import Image, UnidentifiedImageError
from pypdf import PdfReader
from pypdf.errors import PyPdfError

# So many pages of real text are still read within a request.
MOST_PAGES_AT_ONCE = 40
_LETTERS_ON_A_PAGE_OF_TEXT = 40


def reads_slowly(content: bytes) -> bool:
    """A picture, a PDF without words on most of its first pages, or a very long one."""
    if content[:5] == b"%PDF-":
        return _pdf_reads_slowly(content)
    return _is_picture(content)


def pages_of(content: bytes) -> int | None:
    """How many pages, where the file tells quickly."""
    if content[:5] == b"%PDF-":
        try:
            return len(PdfReader(io.BytesIO(content)).pages)
        except (PyPdfError, ValueError, KeyError, OSError):
            return None
    return 1


def _pdf_reads_slowly(content: bytes) -> bool:
    try:
        pages = PdfReader(io.BytesIO(content)).pages
        if len(pages) > MOST_PAGES_AT_ONCE:
            return True
        words = [len((page.extract_text() or "").strip()) for page in pages[:3]]
    except (PyPdfError, ValueError, KeyError, OSError, TypeError, AttributeError):
        return False  # broken or locked: the reader says so at once
    return sum(each < _LETTERS_ON_A_PAGE_OF_TEXT for each in words) * 2 > len(words)


def _is_picture(content: bytes) -> bool:
    try:
        with Image.open(io.BytesIO(content)):
            return True
    except (UnidentifiedImageError, OSError, Image.DecompressionBombError):
        return False
