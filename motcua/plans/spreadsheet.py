"""A spreadsheet of tasks, ours or anybody's with the same headings, as a plan. Columns may stand in any order."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path

from motcua.plans.data import table as wordings
from motcua.plans.exports.columns import (
    EACH_YEAR,
    PLAN_ROWS,
    PLAN_SHEET,
    STATE_COLUMNS,
    TARGET_COLUMNS,
    TASK_COLUMNS,
)
from motcua.plans.reader import errors
from motcua.plans.reader.columns import role_of
from motcua.plans.reader.deadlines import deadline_of
from motcua.plans.reader.fold import fold, plain, squeeze
from motcua.plans.reader.lines import Line
from motcua.plans.reader.model import Meta, Plan, Source, Target, Task
from motcua.plans.workbook import SheetRow, read_workbook

_HEADING_ROWS = 30
# Typed into cells by a person: what stands under a known heading is what it says.
_SURE = 0.95
_OTHER_HEADINGS = {
    "text": ("noi dung", "noi dung nhiem vu", "nhiem vu, giai phap"),
    "group": ("nhom", "nhom nhiem vu", "nhom nhiem vu, giai phap"),
}
# What the reader calls the columns that may be headed in any words, as tables of plans are.
_ROLES = {
    "ordinal": "number",
    "product": "product",
    "lead": "lead",
    "coordinating": "coordinating",
    "deadline": "deadline_raw",
}
_ORDINAL = r"(?:[IVX]{1,6}|[A-H])"
_GROUP_NUMBER = re.compile(rf"{_ORDINAL}[.)/]?")
_BEFORE_A_GROUP = re.compile(rf"{_ORDINAL}\s*[.)/:–-]\s*(?=\S)")
_NAMED_GROUP = re.compile(r"nhom (?:nhiem vu|giai phap)\b")
_A_WORD = re.compile(r"[^\W\d_]{3}")
_COLUMN_NUMBER = re.compile(r"\(?(?:\d{1,2}|[A-Z])\)?")
_Rows = Sequence[SheetRow]


@dataclass(frozen=True)
class _Table:
    """The rows below the headings of a sheet; `line` is the line of the first one in the text shown beside the plan.

    `ours`: a file of this house, where a task is a task however little is said of it."""

    rows: _Rows
    places: dict[str, int]
    line: int
    year: int | None
    ours: bool


def read_spreadsheet(path: Path) -> tuple[Plan, list[Line]]:
    """The tasks, targets and head of a workbook, and its rows as lines. Raises UnreadablePlan as the reader does."""
    sheets = read_workbook(path)
    said = dict(_plan_rows(sheets.get(PLAN_SHEET, [])))
    day = _as_date(said.get("date", ""))
    year = day.year if day else None
    meta = Meta(title=said.get("title") or None, doc_number=said.get("number") or None, doc_year=year)
    meta.doc_date = day.isoformat() if day else None
    plan, lines = Plan(meta), list[Line]()
    for rows in (rows for name, rows in sheets.items() if name != PLAN_SHEET and not _tells_states(rows)):
        before = len(lines)
        lines += [Line(" ", before + at + 1, None, row.cells) for at, row in enumerate(rows)]
        _take(rows, before, plan, year, ours=PLAN_SHEET in sheets and "title" in said)
    if not plan.tasks and not plan.targets:
        seen = _likeliest_heads(sheets)
        raise errors.no_columns(seen) if seen else errors.not_a_plan()
    for groups in (_groups_by_task(rows) for rows in sheets.values() if _tells_states(rows)):
        for task in plan.tasks:
            task.group = task.group or groups.get((task.id, task.text)) or None
    return plan, lines


def _likeliest_heads(sheets: Mapping[str, _Rows]) -> str:
    """What stands in the row most like headings: with most cells that name a known column, else with several, else the
    first with any words."""
    rows = [row.cells for sheet in sheets.values() for row in sheet[:_HEADING_ROWS]]
    said = [[squeeze(each) for each in cells if squeeze(each)] for cells in rows]
    best = max(
        said,
        key=lambda cells: (sum(role_of(each) is not None for each in cells), len(cells) > 1, bool(cells)),
        default=[],
    )
    return ", ".join(f"“{each[:40]}”" for each in best[:8])


def _plan_rows(rows: _Rows) -> Iterator[tuple[str, str]]:
    names = {fold(label): key for key, label in PLAN_ROWS.items()}
    for row in rows:
        if len(row.cells) >= 2 and fold(row.cells[0]) in names:
            yield names[fold(row.cells[0])], row.cells[1]


def _tells_states(rows: _Rows) -> bool:
    """Our own sheet of how the tasks stand, whatever it is called now: nothing in it is a task of its own."""
    return any({"text", "stage", "delivered"} <= _named(row.cells, STATE_COLUMNS).keys() for row in rows[:1])


def _groups_by_task(rows: _Rows) -> dict[tuple[str, str], str]:
    places = _named(rows[0].cells, STATE_COLUMNS)
    return {(_cell(row, places, "number"), _cell(row, places, "text")): _cell(row, places, "group") for row in rows[1:]}


def _take(rows: _Rows, before: int, plan: Plan, year: int | None, *, ours: bool) -> None:
    for at, row in enumerate(rows[:_HEADING_ROWS]):
        places = _named(row.cells, TARGET_COLUMNS)
        if {"text", "metric", "comparator"} <= places.keys():
            table = _Table(rows[at + 1 :], places, before + at + 2, year, ours)
            plan.targets += _targets(table, len(plan.targets))
            return
        places = _task_places(row)
        if places:
            while at + 1 < len(rows) and len(below := _task_places(rows[at + 1])) >= len(places):
                at, places = at + 1, below
            table = _Table(rows[at + 1 :], places, before + at + 2, year, ours)
            plan.tasks += _tasks(table, len(plan.tasks))
            return


def _task_places(row: SheetRow) -> dict[str, int]:
    """The columns of a sheet of tasks; none where the row is not their heading."""
    others = {other: key for key, others in _OTHER_HEADINGS.items() for other in others}
    places = _named(row.cells, TASK_COLUMNS, others)
    named = set(places.values())
    work = next((at for at, cell in enumerate(row.cells) if at not in named and _names_work(cell)), None)
    if work is not None:
        places.setdefault("text", work)
    if "text" not in places:
        return {}
    named = set(places.values())
    for at, cell in enumerate(row.cells):
        key = None if at in named else _ROLES.get(role_of(cell) or "")
        if key is not None:
            places.setdefault(key, at)
    return places if places.keys() & {"lead", "deadline_raw", "product"} else {}


@cache
def _work() -> re.Pattern[str]:
    return re.compile(wordings("columns")["work"])


def _names_work(cell: str) -> bool:
    return bool(_work().search(plain(cell.replace("/", " ")).strip(" .:")))


def _named(cells: Sequence[str], columns: dict[str, str], others: dict[str, str] | None = None) -> dict[str, int]:
    """Which column holds what, by its heading; the first of two that say the same."""
    names = (others or {}) | {fold(label): key for key, label in columns.items()}
    found: dict[str, int] = {}
    for at, cell in enumerate(cells):
        key = names.get(fold(squeeze(cell)))
        if key is not None:
            found.setdefault(key, at)
    return found


def _cell(row: SheetRow, places: dict[str, int], key: str) -> str:
    at = places.get(key)
    return row.cells[at] if at is not None and at < len(row.cells) else ""


def _list(text: str) -> list[str]:
    return [squeeze(each) for each in text.replace("\n", ";").split(";") if each.strip()]


def _tasks(table: _Table, have: int) -> list[Task]:
    found: list[Task] = []
    group = ""
    for at, row in enumerate(table.rows):
        text = _cell(row, table.places, "text")
        heading = _group_in(row, table)
        group = heading or group
        if heading or not text or (at == 0 and _numbers_columns(row)) or _only_goes_on(row):
            continue
        number = _cell(row, table.places, "number") or str(have + len(found) + 1)
        found.append(
            Task(
                id=number,
                section=number,
                group=_cell(row, table.places, "group") or group or None,
                text=text,
                product=_cell(row, table.places, "product") or None,
                lead=_list(_cell(row, table.places, "lead")),
                coordinating=_list(_cell(row, table.places, "coordinating")),
                deadline=deadline_of(_cell(row, table.places, "deadline_raw"), default_year=table.year),
                confidence=_SURE,
                source=Source(table.line + at),
            )
        )
    return found


def _group_in(row: SheetRow, table: _Table) -> str:
    """The name of the group of tasks that a row begins; empty where it begins none.

    It says one thing only: in a cell merged across columns, with a number of its own kind (I, A) beside it or before
    its words, or in the column of numbers alone.
    """
    number, text = table.places.get("number"), table.places["text"]
    known = {at for key, at in table.places.items() if key != "group"}
    own = {at for at, cell in enumerate(row.cells) if cell and at not in row.above and _reaches(row, at, known)}
    said = sorted(own - {number})
    beside = row.cells[number] if number in own and number is not None else ""
    if row.above & {number, text} or len(said) > 1:
        return ""
    words = row.cells[said[0]] if said else beside
    if not _A_WORD.search(words):
        return ""
    across = bool(said) and sum(said[0] <= at <= row.spans.get(said[0], said[0]) for at in known) > 1
    looks = said == [text] and not table.ours and _looks_like_a_group(beside, words)
    return _bare(words) if across or looks or not said else ""


def _reaches(row: SheetRow, at: int, known: set[int]) -> bool:
    return any(at <= each <= row.spans.get(at, at) for each in known)


def _looks_like_a_group(beside: str, words: str) -> bool:
    if beside:
        return bool(_GROUP_NUMBER.fullmatch(beside))
    return bool(_BEFORE_A_GROUP.match(words) or _NAMED_GROUP.match(fold(words)))


def _bare(words: str) -> str:
    """ "I. Nhóm nhiệm vụ …" without its number."""
    return squeeze(_BEFORE_A_GROUP.sub("", words, count=1) if _BEFORE_A_GROUP.match(words) else words)


def _numbers_columns(row: SheetRow) -> bool:
    """ "(1) (2) (3) …" below the headings."""
    return all(_COLUMN_NUMBER.fullmatch(cell) for cell in row.cells if cell)


def _only_goes_on(row: SheetRow) -> bool:
    """Every word of it belongs to a row before: a task as high as two rows."""
    return not any(cell for at, cell in enumerate(row.cells) if at not in row.above)


def _targets(table: _Table, have: int) -> list[Target]:
    found: list[Target] = []
    for at, row in enumerate(table.rows):
        said = {key: _cell(row, table.places, key) for key in TARGET_COLUMNS}
        if not said["text"]:
            continue
        number = said["number"] or f"T{have + len(found) + 1:02d}"
        value = _value(said["value"])
        found.append(
            Target(
                id=number,
                section=number,
                text=said["text"],
                metric=said["metric"] or "other",
                comparator=said["comparator"] or "=",
                value=value,
                unit=said["measure_unit"],
                year=_year(said["year"]),
                scope=said["scope"] or None,
                condition=said["condition"] or None,
                kind=said["kind"] or ("numeric" if isinstance(value, float | int) else "implied"),
                confidence=_SURE,
                source=Source(table.line + at),
                from_year=_year(said["from"]),
                until_year=_year(said["until"]),
                until=_until(said["until"]),
                every="year" if fold(said["every"]) == fold(EACH_YEAR) else said["every"] or None,
            )
        )
    return found


def _year(text: str) -> int | None:
    return int(text) if text.isdecimal() else None


def _until(text: str) -> str | None:
    """A last day as ISO; what is neither a day nor a year as it is."""
    day = _as_date(text)
    return day.isoformat() if day else None if text.isdecimal() else text or None


def _value(text: str) -> float | int | str | None:
    try:
        value = float(text.replace(",", "."))
    except ValueError:
        return text or None
    return int(value) if value.is_integer() else value


def _as_date(text: str) -> date | None:
    for shape in ("%d/%m/%Y", "%Y-%m-%d"):
        try:
            return datetime.strptime(text, shape).date()  # noqa: DTZ007 - a day without an hour
        except ValueError:
            continue
    return None
