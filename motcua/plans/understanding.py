"""A file of any kind we take, understood: the plain data of the plan and the lines to be shown beside it."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from motcua.base.late import late
from motcua.plans.reader import read_all, to_json
from motcua.plans.reader.lines import Line
from motcua.plans.reader.model import Plan

_read_spreadsheet: Callable[[Path], tuple[Plan, list[Line]]] = late("motcua.plans.spreadsheet.read_spreadsheet")


@dataclass(frozen=True)
class Understood:
    """`data` has the keys of the plan schema; `lines` are [number, page or None, text]."""

    data: dict[str, Any]
    lines: list[list[Any]]


def understand(path: str | Path) -> Understood:
    """What a file says, or the first plan in it. Calls outside programs for scans: never inside a transaction.

    Raises UnreadablePlan.
    """
    return understand_all(path)[0]


def understand_all(path: str | Path) -> list[Understood]:
    """Every plan in a file, in their order; as `understand`."""
    where = Path(path)
    plans = [_read_spreadsheet(where)] if _is_spreadsheet(where) else read_all(where)
    return [
        Understood(to_json(plan), [[each.number, each.page, _shown(each)] for each in lines if _shown(each)])
        for plan, lines in plans
    ]


def _is_spreadsheet(path: Path) -> bool:
    """An Excel workbook (.xlsx), told by what is inside."""
    if not zipfile.is_zipfile(path):
        return False
    with zipfile.ZipFile(path) as packed:
        return "xl/workbook.xml" in packed.namelist()


def _shown(line: Line) -> str:
    return " | ".join(line.cells) if line.cells else line.text.strip()
