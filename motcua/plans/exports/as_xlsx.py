"""A plan as a spreadsheet: tasks with the six columns agencies use; targets, how the tasks stand and the head on sheets
of their own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.worksheet import Worksheet

from motcua.base.clock import today
from motcua.base.kit.moments import show_day
from motcua.plans.exports.as_states import state_rows
from motcua.plans.exports.columns import (
    EACH_YEAR,
    PLAN_ROWS,
    PLAN_SHEET,
    STATE_COLUMNS,
    STATE_SHEET,
    TARGET_COLUMNS,
    TARGET_SHEET,
    TASK_COLUMNS,
    TASK_SHEET,
)
from motcua.plans.exports.xml_text import xml_text
from motcua.plans.models import ItemState, Plan

_TASK_WIDTHS = (7, 52, 28, 26, 30, 20)
_TARGET_WIDTHS = (7, 56, 30, 10, 12, 14, 8, 24, 24, 10, 12, 12, 12)
_STATE_WIDTHS = (7, 52, 30, 16, 13, 16, 40, 44, 13, 30)
_PERIOD = ("from", "until", "every")
_THIN = Side(style="thin", color="767779")
_BORDER = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)


def plan_as_xlsx(plan: Plan) -> bytes:
    """The workbook; read back by `plans import` without loss, whatever order its columns were put in."""
    book = Workbook()
    sheet = book.active
    if sheet is None:
        raise ValueError("a new workbook has a sheet")
    sheet.title = TASK_SHEET
    tasks = plan.tasks.exclude(state=ItemState.DROPPED).order_by("position")
    as_sheet(sheet, TASK_COLUMNS, _said(tasks, TASK_COLUMNS), _TASK_WIDTHS)
    targets = plan.targets.exclude(state=ItemState.DROPPED).order_by("position")
    as_sheet(book.create_sheet(TARGET_SHEET), TARGET_COLUMNS, _said(targets, TARGET_COLUMNS), _TARGET_WIDTHS)
    as_sheet(book.create_sheet(STATE_SHEET), STATE_COLUMNS, state_rows(plan, today()), _STATE_WIDTHS)
    _head(book.create_sheet(PLAN_SHEET), plan)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _said(items: Iterable[Any], columns: Iterable[str]) -> Iterable[list[Any]]:
    return ([_value(item, key) for key in columns] for item in items)


def as_sheet(sheet: Worksheet, columns: dict[str, str], rows: Iterable[Sequence[Any]], widths: Sequence[int]) -> None:
    """Heads and rows on a sheet, ready to be printed; `columns` are key → head, `widths` in characters."""
    for at, (label, width) in enumerate(zip(columns.values(), widths, strict=True), start=1):
        cell = sheet.cell(1, at, label)
        cell.font, cell.fill = Font(bold=True), PatternFill("solid", fgColor="F7F5F0")
        cell.border, cell.alignment = _BORDER, Alignment(wrap_text=True, vertical="center", horizontal="center")
        sheet.column_dimensions[cell.column_letter].width = width
    for row, said in enumerate(rows, start=2):
        for at, value in enumerate(said, start=1):
            _put(sheet, row, at, value)
    sheet.freeze_panes = "A2"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = "1:1"


def _value(item: Any, key: str) -> Any:
    if key in _PERIOD:
        return _of_period(key, item.period.get(key))
    found = getattr(item, key)
    if key == "value":
        return item.value_text if found is None else _figure(found)
    return found


def _of_period(key: str, said: Any) -> Any:
    """A year as a number, a day as people write it, "each year" in words; anything else as it is."""
    if key == "until" and isinstance(said, str) and len(said) == len("2026-12-31"):
        return show_day(date.fromisoformat(said))
    return EACH_YEAR if (key, said) == ("every", "year") else said


def _figure(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)


def _put(sheet: Worksheet, row: int, column: int, value: Any) -> None:
    """A text stays a text, also one that begins with “=”: nothing from a plan becomes a formula."""
    if value is None or value == "":
        sheet.cell(row, column).border = _BORDER
        return
    if isinstance(value, str):
        value = xml_text(value)
    cell = sheet.cell(row, column, value)
    if isinstance(value, str):
        cell.data_type = "s"
    cell.border, cell.alignment = _BORDER, Alignment(wrap_text=True, vertical="top")


def _head(sheet: Worksheet, plan: Plan) -> None:
    said = {"title": plan.title, "number": plan.number, "date": show_day(plan.date)}
    for row, (key, label) in enumerate(PLAN_ROWS.items(), start=1):
        sheet.cell(row, 1, label).font = Font(bold=True)
        _put(sheet, row, 2, said[key])
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 18, 90
