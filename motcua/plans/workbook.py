"""The cells of an Excel workbook (.xlsx) as words, row by row, with what is merged filled in."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from typing import IO, Any

from openpyxl import load_workbook
from openpyxl.utils import range_boundaries
from openpyxl.utils.exceptions import InvalidFileException

from motcua.plans.reader import errors

MOST_UNPACKED = 80 * 1024 * 1024
MOST_ROWS, MOST_COLUMNS = 5_000, 40
_MOST_MERGED = 20_000
_PIECE = 1024 * 1024
_LONGEST_MARK = 200
_MERGED = re.compile(rb"<(?:\w+:)?mergeCell\s[^>]{0,60}?ref=[\"']([A-Z]{1,3}\d{1,7}:[A-Z]{1,3}\d{1,7})[\"']")
_Cells = list[list[Any]]


@dataclass(frozen=True)
class Area:
    """A rectangle of merged cells; all four counted from 0, the last ones belong to it."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True)
class SheetRow:
    """`cells`: the words of each; `above`: places of words that were filled down, their cell being merged with one of
    a row before; `spans`: place of the first of cells merged across → place of their last."""

    cells: tuple[str, ...]
    above: frozenset[int]
    spans: Mapping[int, int]


def read_workbook(path: Path) -> dict[str, list[SheetRow]]:
    """The rows of every sheet by its name. Raises UnreadablePlan where it is no workbook, or a monstrous one."""
    try:
        with zipfile.ZipFile(path) as packed:
            if sum(each.file_size for each in packed.infolist()) > MOST_UNPACKED:
                raise errors.broken_file()
        found, merged = _cells(path, computed=True)
        if any(_words(cell) == "" for rows in found.values() for row in rows for cell in row):
            found = _with_typed(found, _cells(path, computed=False)[0])
    except (zipfile.BadZipFile, InvalidFileException, KeyError, ValueError, OSError) as broken:
        raise errors.broken_file() from broken
    return {
        name: _filled([[_words(cell) for cell in row] for row in rows], merged[name]) for name, rows in found.items()
    }


def _cells(path: Path, *, computed: bool) -> tuple[dict[str, _Cells], dict[str, list[Area]]]:
    """Every cell of every sheet (what a formula came to, or else the formula itself), and what is merged."""
    book = load_workbook(path, read_only=True, data_only=computed)
    try:
        found = {
            sheet.title: [
                list(row) for row in sheet.iter_rows(max_row=MOST_ROWS, max_col=MOST_COLUMNS, values_only=True)
            ]
            for sheet in book.worksheets
        }
        merged = {sheet.title: _merged_in(path, sheet) for sheet in book.worksheets}
    finally:
        book.close()
    return found, merged


def _with_typed(found: dict[str, _Cells], typed: dict[str, _Cells]) -> dict[str, _Cells]:
    """A formula that no program has computed is the words somebody typed ("=1+1"); nothing of a row is lost."""
    return {
        name: [
            [other if cell is None and isinstance(other, str) else cell for cell, other in zip(row, said, strict=True)]
            for row, said in zip(rows, typed[name], strict=True)
        ]
        for name, rows in found.items()
    }


def _merged_in(path: Path, sheet: Any) -> list[Area]:
    """Merged cells of a sheet. Read from its text: the library tells them only for workbooks held whole in memory."""
    with zipfile.ZipFile(path) as packed, packed.open(sheet._worksheet_path.lstrip("/")) as text:
        found = [_area(ref) for ref in islice(_marks(text), _MOST_MERGED)]
    return [each for each in found if each.top < MOST_ROWS and each.left < MOST_COLUMNS]


def _marks(text: IO[bytes]) -> Iterator[str]:
    """The ranges ("B2:B5") in the text of a sheet, read piece by piece."""
    rest = b""
    while piece := text.read(_PIECE):
        piece = rest + piece
        end = 0
        for mark in _MERGED.finditer(piece):
            end = mark.end()
            yield mark.group(1).decode("ascii")
        rest = piece[max(end, len(piece) - _LONGEST_MARK) :]


def _area(ref: str) -> Area:
    left, top, right, bottom = (int(each or 1) for each in range_boundaries(ref))
    return Area(top - 1, left - 1, min(bottom, MOST_ROWS) - 1, min(right, MOST_COLUMNS) - 1)


def _words(cell: Any) -> str:
    if cell is None:
        return ""
    if isinstance(cell, datetime | date):
        return f"{cell:%d/%m/%Y}"
    if isinstance(cell, float):
        return f"{cell:.10g}"
    return str(cell).strip()


def _filled(rows: list[list[str]], merged: Sequence[Area]) -> list[SheetRow]:
    """Rows with the words of a cell merged downwards in each row it covers."""
    above: list[set[int]] = [set() for _row in rows]
    spans: list[dict[int, int]] = [{} for _row in rows]
    # Merged cells do not overlap in a workbook that a program wrote: what is more than the sheet holds is no work.
    room = MOST_ROWS * MOST_COLUMNS
    for each in merged:
        room -= (each.bottom - each.top + 1) * (each.right - each.left + 1)
        if room < 0:
            break
        _fill(rows, above, spans, each)
    return [
        SheetRow(tuple(cells), frozenset(down), across)
        for cells, down, across in zip(rows, above, spans, strict=True)
    ]  # fmt: skip


def _fill(rows: list[list[str]], above: list[set[int]], spans: list[dict[int, int]], area: Area) -> None:
    for at in range(area.top, min(area.bottom + 1, len(rows))):
        if area.left >= len(rows[at]):
            continue
        if area.right > area.left:
            spans[at][area.left] = area.right
        if at > area.top and rows[area.top][area.left]:
            rows[at][area.left] = rows[area.top][area.left]
            above[at].add(area.left)
