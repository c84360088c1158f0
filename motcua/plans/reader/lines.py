"""Lines: what every kind of source is turned into before anything is understood."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise

from motcua.plans.reader.fold import fold, squeeze
from motcua.plans.reader.model import Source

_MARKUP = re.compile(r"</?(?:b|i|u|strong|em|p|span|sup|sub)\b[^>]*>|\*{2,3}|__|`", re.IGNORECASE)
_JOINT = re.compile(r"\*{4,}")
_SLANTED = re.compile(r"(?<![\w*])\*(?=[^\s*])([^*]*[^\s*])\*(?![\w*])")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_HASHES = re.compile(r"^#{1,6}\s*")
_ESCAPED = re.compile(r"\\([*_#|.\-+()\[\]])")
_RULE = re.compile(r"^[\s|:+\-=_–—]*$")


@dataclass(frozen=True)
class Line:
    """One line of text, or one row of a table (`cells`), with where it stands. `gap` counts blank lines before it."""

    text: str
    number: int
    page: int | None = None
    cells: tuple[str, ...] | None = None
    gap: int = 0

    @property
    def source(self) -> Source:
        return Source(line=self.number, page=self.page)


@dataclass
class Pages:
    """A source as read: its lines, how it was read and whether its letters can be trusted.

    `silent`: the pages with ink on which nothing could be recognised.
    """

    lines: list[Line]
    way: str = "text"
    quality: str = "clean"
    notes: list[str] = field(default_factory=list)
    silent: tuple[int, ...] = ()


def clean_markup(text: str) -> str:
    """The text without Markdown emphasis, simple HTML tags and heading signs."""
    text = _MARKUP.sub("", _JOINT.sub(" ", _BREAK.sub(" ; ", text)))
    text = _SLANTED.sub(r"\1", text)
    return squeeze(_ESCAPED.sub(r"\1", _HASHES.sub("", text.strip())))


def split_cells(text: str) -> tuple[str, ...] | None:
    """The cells of a row written with tabs or upright strokes; None where the line is no row."""
    if text.count("|") >= 2:
        return tuple(clean_markup(cell) for cell in text.strip().strip("|").split("|"))
    if text.count("\t") >= 2 and len(text.strip("\t ").split("\t")) >= 2:
        return tuple(clean_markup(cell) for cell in text.rstrip("\n").split("\t"))
    return None


def _is_page_number(text: str, gap: int, fresh_page: bool) -> bool:
    bare = text.strip(" -–—")
    return bare.isdigit() and len(bare) <= 3 and (fresh_page or gap >= 3)


_PAGE_LINES = 12  # fewer lines than this between two lone numbers: no pages


def _pages_counted(raw: list[str]) -> set[int]:
    """Lone numbers between blank lines that count the pages of a text (2, 3, 4 …), by their place in it."""
    lone = [
        n
        for n in range(1, len(raw) - 1)
        if raw[n].strip(" -–—").isdigit() and len(raw[n].strip()) <= 4 and not (raw[n - 1] + raw[n + 1]).strip()
    ]
    numbers = [int(raw[n].strip(" -–—")) for n in lone]
    counted = bool(numbers) and numbers[0] in (1, 2) and numbers == [*range(numbers[0], numbers[0] + len(numbers))]
    return set(lone) if counted and all(two - one >= _PAGE_LINES for one, two in pairwise([0, *lone])) else set()


_LETTERHEAD = re.compile(
    r"\bcong hoa xa hoi chu nghia\b|\bdoc lap\W+tu do\b|^[^\d]{0,40}, ngay [\d….]+ thang|^noi nhan:?\t"
)


def _side_by_side(raw: str) -> list[str]:
    """Two things printed beside each other with a wide gap (the head, recipients and signature) as two lines."""
    if "\t" in raw and "|" not in raw and _LETTERHEAD.search(fold(raw)):
        return [part for part in raw.split("\t") if part.strip()]
    if "|" in raw or "\t" in raw:
        return [raw]
    parts = [part for part in re.split(r"(?<=\S)\s{6,}(?=\S)", raw.strip()) if part]
    return parts if len(parts) == 2 else [raw]


def lines_of(text: str, *, first_page: int | None = None) -> list[Line]:
    """Text as lines; form feeds count pages, blank lines become gaps, lone page numbers and rules are dropped."""
    pages = text.split("\f")
    page = first_page or (1 if len(pages) > 1 else None)
    found: list[Line] = []
    number = 0
    for offset, content in enumerate(pages):
        gap, fresh = 0, offset > 0 or first_page is not None
        raws = content.splitlines()
        numbers = _pages_counted(raws)
        for place, raw in enumerate(raws):
            number += 1
            if place in numbers:
                gap = -1
                continue
            if not raw.strip():
                gap += 1
                continue
            here = None if page is None else page + offset
            if not _RULE.match(raw) and not _is_page_number(raw, gap, fresh):
                for part in _side_by_side(raw):
                    found.append(Line(clean_markup(part), number, here, split_cells(part), gap))
                    gap = 0
            gap, fresh = 0, False
    return [line for line in found if line.text or line.cells]


def is_caps(text: str) -> bool:
    """Whether nearly all letters are capitals (a printed heading)."""
    letters = [letter for letter in text if letter.isalpha()]
    return len(letters) >= 4 and sum(letter.isupper() for letter in letters) >= 0.8 * len(letters)


def starts_lower(text: str) -> bool:
    return bool(text) and text[0].isalpha() and text[0].islower()


def words(text: str) -> list[str]:
    """Folded words of a text."""
    return re.findall(r"\w+", fold(text))
