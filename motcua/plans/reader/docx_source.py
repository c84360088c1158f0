"""Word documents: paragraphs and tables in their order, automatic numbers written out as Word shows them."""

from __future__ import annotations

import zipfile
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import docx
from docx.document import Document
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph

from motcua.plans.reader import errors
from motcua.plans.reader.fold import squeeze
from motcua.plans.reader.lines import Line

_ROMANS = ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV"]


class _Numbers:
    """Counts Word's automatic lists the way Word does: one counter a list and level, lower levels start anew."""

    def __init__(self, document: Document) -> None:
        self._levels: dict[str, dict[int, tuple[str, str, int]]] = {}
        self._abstract: dict[str, str] = {}
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)
        try:
            root = document.part.numbering_part.element
        except (NotImplementedError, KeyError):
            return
        for abstract in root.findall(qn("w:abstractNum")):
            key = abstract.get(qn("w:abstractNumId"))
            self._levels[key] = {int(level.get(qn("w:ilvl"))): _level(level) for level in abstract.findall(qn("w:lvl"))}
        for number in root.findall(qn("w:num")):
            self._abstract[number.get(qn("w:numId"))] = number.find(qn("w:abstractNumId")).get(qn("w:val"))

    def mark(self, paragraph: Paragraph) -> str:
        """The number or bullet before a paragraph, with a blank behind it; empty where there is none."""
        found = _list_of(paragraph)
        if found is None:
            return ""
        number, depth = found
        levels = self._levels.get(self._abstract.get(number, ""), {})
        if depth not in levels:
            return ""
        kind, text, start = levels[depth]
        if kind == "bullet":
            return "- "
        counts = self._counts[self._abstract[number]]
        counts[depth] = counts.get(depth, start - 1) + 1
        for lower in [level for level in counts if level > depth]:
            del counts[lower]
        for level in range(depth + 1):
            shape, _, first = levels.get(level, ("decimal", "", 1))
            text = text.replace(f"%{level + 1}", _shaped(counts.get(level, first), shape))
        return text.strip() + " " if text.strip() else ""


def _level(level: Any) -> tuple[str, str, int]:
    kind = level.find(qn("w:numFmt"))
    text = level.find(qn("w:lvlText"))
    start = level.find(qn("w:start"))
    return (
        kind.get(qn("w:val")) if kind is not None else "decimal",
        text.get(qn("w:val")) or "" if text is not None else "",
        int(start.get(qn("w:val"))) if start is not None else 1,
    )


def _shaped(number: int, kind: str) -> str:
    if kind in ("upperRoman", "lowerRoman") and number < len(_ROMANS):
        return _ROMANS[number] if kind == "upperRoman" else _ROMANS[number].lower()
    if kind in ("upperLetter", "lowerLetter") and 1 <= number <= 26:
        letter = chr(96 + number)
        return letter.upper() if kind == "upperLetter" else letter
    return str(number)


def _list_of(paragraph: Paragraph) -> tuple[str, int] | None:
    """(list, depth) of a paragraph, of its own or by its style."""
    places = [paragraph._p.pPr, getattr(getattr(paragraph.style, "_element", None), "pPr", None)]
    for properties in places:
        numbering = properties.find(qn("w:numPr")) if properties is not None else None
        if numbering is None:
            continue
        number, depth = numbering.find(qn("w:numId")), numbering.find(qn("w:ilvl"))
        if number is None or number.get(qn("w:val")) == "0":
            return None
        return number.get(qn("w:val")), int(depth.get(qn("w:val"))) if depth is not None else 0
    return None


def _parts(document: Document) -> Iterator[Paragraph | Table]:
    for child in document.element.body.iterchildren():
        if child.tag == qn("w:p"):
            yield Paragraph(child, document)
        elif child.tag == qn("w:tbl"):
            yield Table(child, document)


def _is_frame(table: Table) -> bool:
    """A table that only sets things side by side (the head of the document, recipients beside the signature)."""
    return len(table.columns) <= 2 and len(table.rows) <= 4


def _frame_texts(table: Table, numbers: _Numbers) -> Iterator[str]:
    for column in range(len(table.columns)):
        for row in table.rows:
            cells = row.cells
            if column < len(cells):
                for paragraph in cells[column].paragraphs:
                    yield from _texts(paragraph, numbers)


def _texts(paragraph: Paragraph, numbers: _Numbers) -> Iterator[str]:
    text = paragraph.text
    if text.strip():
        mark = numbers.mark(paragraph)
        for part in text.split("\n"):
            if part.strip():
                yield mark + part.strip()
                mark = ""


def _cell(cell: Any, numbers: _Numbers) -> str:
    parts = [text for paragraph in cell.paragraphs for text in _texts(paragraph, numbers)]
    joined = ""
    for part in parts:
        loose = joined.endswith((";", ".", ":", ",")) or not joined or part[:1].islower()
        joined += (" " if loose else "; ") + part if joined else part
    return squeeze(joined)


def lines_of_docx(path: Path) -> list[Line]:
    """Lines of a Word file; raises UnreadablePlan where it is no Word file or broken."""
    try:
        document = docx.Document(str(path))
    except (PackageNotFoundError, KeyError, ValueError, zipfile.BadZipFile) as error:
        raise errors.unknown_kind() if isinstance(error, ValueError) else errors.broken_file() from error
    numbers = _Numbers(document)
    lines: list[Line] = []

    def add(text: str, cells: tuple[str, ...] | None = None) -> None:
        lines.append(Line(squeeze(text), len(lines) + 1, None, cells))

    for part in _parts(document):
        if isinstance(part, Paragraph):
            for text in _texts(part, numbers):
                add(text)
        elif _is_frame(part):
            for text in _frame_texts(part, numbers):
                add(text)
        else:
            for row in part.rows:
                cells = tuple(_cell(cell, numbers) for cell in row.cells)
                if any(cells):
                    add(" | ".join(cells), cells)
    return lines
