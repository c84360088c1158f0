"""The answers to a collection as a spreadsheet: a row a unit, a column a line, who is missing first."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from io import BytesIO
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import Workbook

from motcua.base.kit.moments import show_day
from motcua.plans.exports.as_xlsx import as_sheet
from motcua.plans.models import Collection, Input

SHEET = "Tổng hợp"


def answers_as_xlsx(collection: Collection, inputs: Iterable[Input]) -> bytes:
    """The workbook; figures are numbers, so that they can be summed up."""
    book = Workbook()
    sheet = book.active
    if sheet is None:
        raise ValueError("a new workbook has a sheet")
    sheet.title = SHEET
    lines = [(f"line{at}", f"{name} ({unit})" if unit else name) for at, (name, unit) in enumerate(collection.lines)]
    columns = {
        "unit": _("Đơn vị"),
        **dict(lines),
        "note": _("Ghi chú"),
        "file": _("Tệp"),
        "sent": _("Ngày gửi"),
    }
    widths = [36, *[22 for _line in lines], 36, 30, 14]
    as_sheet(sheet, columns, (_row(collection, each) for each in inputs), widths)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _row(collection: Collection, each: Input) -> list[Any]:
    if each.is_missing:
        return [each.name, *["" for _line in collection.lines], "", "", _("Chưa gửi")]
    values = [_value(value, unit) for (_name, unit), value in zip(collection.lines, each.values, strict=True)]
    return [each.name, *values, each.note, each.file.name if each.file else "", show_day(each.answered_at)]


def _value(value: str, unit: str) -> str | int | float:
    if not unit:
        return value
    found = Decimal(value)
    return int(found) if found == found.to_integral_value() else float(found)
