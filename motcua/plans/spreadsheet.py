"""A spreadsheet of tasks, ours or anybody's with the same headings, as a plan. Columns may stand in any order."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from motcua.plans.exports.columns import PLAN_ROWS, PLAN_SHEET, TARGET_COLUMNS, TASK_COLUMNS
from motcua.plans.reader import errors
from motcua.plans.reader.deadlines import deadline_of
from motcua.plans.reader.fold import fold, squeeze
from motcua.plans.reader.lines import Line
from motcua.plans.reader.model import Meta, Plan, Source, Target, Task

MOST_UNPACKED = 80 * 1024 * 1024
MOST_ROWS = 5_000
_HEADING_ROWS = 30
# Typed into cells by a person: what stands under a known heading is what it says.
_SURE = 0.95
_OTHER_HEADINGS = {
    "text": ("noi dung", "noi dung nhiem vu", "nhiem vu, giai phap"),
    "lead": ("don vi chu tri", "chu tri"),
    "coordinating": ("don vi phoi hop", "phoi hop"),
    "deadline_raw": ("thoi gian", "thoi han", "thoi gian thuc hien"),
    "product": ("san pham, ket qua", "ket qua"),
    "number": ("tt",),
}
_Sheets = dict[str, list[list[Any]]]


def read_spreadsheet(path: Path) -> tuple[Plan, list[Line]]:
    """The tasks, targets and head of a workbook, and its rows as lines. Raises UnreadablePlan as the reader does."""
    sheets = _rows_by_sheet(path)
    said = dict(_plan_rows(sheets.get(PLAN_SHEET, [])))
    day = _as_date(said.get("date", ""))
    year = day.year if day else None
    meta = Meta(title=said.get("title") or None, doc_number=said.get("number") or None, doc_year=year)
    meta.doc_date = day.isoformat() if day else None
    plan, lines = Plan(meta), list[Line]()
    for name, rows in sheets.items():
        if name == PLAN_SHEET:
            continue
        before = len(lines)
        lines += [Line(" ", before + at + 1, None, tuple(cells)) for at, cells in enumerate(rows)]
        _take(rows, before, plan, year)
    if not plan.tasks and not plan.targets:
        raise errors.not_a_plan()
    return plan, lines


def _rows_by_sheet(path: Path) -> dict[str, list[list[str]]]:
    try:
        with zipfile.ZipFile(path) as packed:
            if sum(each.file_size for each in packed.infolist()) > MOST_UNPACKED:
                raise errors.broken_file()
        found = _cells(path, computed=True)
        if any(_words(cell) == "" for rows in found.values() for row in rows for cell in row):
            found = _with_typed(found, _cells(path, computed=False))
    except (zipfile.BadZipFile, InvalidFileException, KeyError, ValueError, OSError) as broken:
        raise errors.broken_file() from broken
    return {name: [[_words(cell) for cell in row] for row in rows] for name, rows in found.items()}


def _cells(path: Path, *, computed: bool) -> _Sheets:
    """Every cell of every sheet: what a formula came to, or else the formula itself."""
    book = load_workbook(path, read_only=True, data_only=computed)
    found = {
        sheet.title: [list(row) for row in sheet.iter_rows(max_row=MOST_ROWS, max_col=40, values_only=True)]
        for sheet in book.worksheets
    }
    book.close()
    return found


def _with_typed(found: _Sheets, typed: _Sheets) -> _Sheets:
    """A formula that no program has computed is the words somebody typed ("=1+1"); nothing of a row is lost."""
    return {
        name: [
            [other if cell is None and isinstance(other, str) else cell for cell, other in zip(row, said, strict=True)]
            for row, said in zip(rows, typed[name], strict=True)
        ]
        for name, rows in found.items()
    }


def _words(cell: Any) -> str:
    if cell is None:
        return ""
    if isinstance(cell, datetime | date):
        return f"{cell:%d/%m/%Y}"
    if isinstance(cell, float):
        return f"{cell:.10g}"
    return str(cell).strip()


def _plan_rows(rows: list[list[str]]) -> Iterator[tuple[str, str]]:
    names = {fold(label): key for key, label in PLAN_ROWS.items()}
    for row in rows:
        if len(row) >= 2 and fold(row[0]) in names:
            yield names[fold(row[0])], row[1]


def _take(rows: list[list[str]], before: int, plan: Plan, year: int | None) -> None:
    for at, row in enumerate(rows[:_HEADING_ROWS]):
        places = _places(row, TARGET_COLUMNS)
        if {"text", "metric", "comparator"} <= places.keys():
            plan.targets += _targets(rows[at + 1 :], places, before + at + 2, len(plan.targets))
            return
        places = _places(row, TASK_COLUMNS)
        if "text" in places and places.keys() & {"lead", "deadline_raw", "product"}:
            plan.tasks += _tasks(rows[at + 1 :], places, before + at + 2, len(plan.tasks), year)
            return


def _places(row: list[str], columns: dict[str, str]) -> dict[str, int]:
    """Which column holds what, by its heading; the first of two that say the same."""
    names = {fold(label): key for key, label in columns.items()}
    if columns is TASK_COLUMNS:
        names = {other: key for key, others in _OTHER_HEADINGS.items() for other in others} | names
    found: dict[str, int] = {}
    for at, cell in enumerate(row):
        key = names.get(fold(squeeze(cell)))
        if key is not None:
            found.setdefault(key, at)
    return found


def _cell(row: list[str], places: dict[str, int], key: str) -> str:
    at = places.get(key)
    return row[at] if at is not None and at < len(row) else ""


def _list(text: str) -> list[str]:
    return [squeeze(each) for each in text.replace("\n", ";").split(";") if each.strip()]


def _tasks(rows: list[list[str]], places: dict[str, int], line: int, have: int, year: int | None) -> list[Task]:
    found: list[Task] = []
    for at, row in enumerate(rows):
        text = _cell(row, places, "text")
        if not text:
            continue
        number = _cell(row, places, "number") or str(have + len(found) + 1)
        found.append(
            Task(
                id=number,
                section=number,
                group=None,
                text=text,
                product=_cell(row, places, "product") or None,
                lead=_list(_cell(row, places, "lead")),
                coordinating=_list(_cell(row, places, "coordinating")),
                deadline=deadline_of(_cell(row, places, "deadline_raw"), default_year=year),
                confidence=_SURE,
                source=Source(line + at),
            )
        )
    return found


def _targets(rows: list[list[str]], places: dict[str, int], line: int, have: int) -> list[Target]:
    found: list[Target] = []
    for at, row in enumerate(rows):
        text, value, year = (_cell(row, places, key) for key in ("text", "value", "year"))
        if not text:
            continue
        number = _cell(row, places, "number") or f"T{have + len(found) + 1:02d}"
        found.append(
            Target(
                id=number,
                section=number,
                text=text,
                metric=_cell(row, places, "metric") or "other",
                comparator=_cell(row, places, "comparator") or "=",
                value=_value(value),
                unit=_cell(row, places, "measure_unit"),
                year=int(year) if year.isdigit() else None,
                scope=_cell(row, places, "scope") or None,
                condition=_cell(row, places, "condition") or None,
                kind="numeric" if isinstance(_value(value), float) else "implied",
                confidence=_SURE,
                source=Source(line + at),
            )
        )
    return found


def _value(text: str) -> float | str | None:
    try:
        return float(text.replace(",", "."))
    except ValueError:
        return text or None


def _as_date(text: str) -> date | None:
    for shape in ("%d/%m/%Y", "%Y-%m-%d"):
        try:
            return datetime.strptime(text, shape).date()  # noqa: DTZ007 - a day without an hour
        except ValueError:
            continue
    return None
