"""Columns of tables: totals that are no sums, targets below the column of what was reached, targets that fall."""

from __future__ import annotations

import itertools
import re
from functools import cache

from motcua.base.kit.figures import in_vietnamese
from motcua.plans.checks.grids import Grid, figure_in, grids, share_in
from motcua.plans.checks.parts import finding
from motcua.plans.checks.said import PART_OF_YEAR, Said, said_shares
from motcua.plans.data import table
from motcua.plans.reader.figures import worth
from motcua.plans.reader.fold import fold, plain
from motcua.plans.reader.metrics import best_metric
from motcua.plans.reader.model import Anomaly, Plan, Source
from motcua.plans.reader.reading import Reading

_NO_SUM = re.compile(r"%|\bty le\b|\bbinh quan\b|\btrung binh\b|\bdiem\b|\bthoi gian\b|\bmuc\b")
_WHOLE_NUMBER = re.compile(r"\d{1,3}(?:\.\d{3})+|\d+")
_LEAST = 3


def check_columns(plan: Plan, reading: Reading) -> list[Anomaly]:
    """Whatever table the text has, by what its heads say."""
    found: list[Anomaly] = []
    statements = said_shares(reading)
    for grid in grids(reading):
        found += _totals(grid, reading) + _across(grid, reading) + _points(grid, reading)
        for number, (cells, source) in enumerate(grid.rows, 1):
            found += _below(grid, cells, number, source, reading)
            found += _falls(grid, cells, number, source, reading)
            found += _said_otherwise(grid, cells, number, statements, reading)
    return found


def _totals(grid: Grid, reading: Reading) -> list[Anomaly]:
    """Columns of counts that do not add up to the total row; shares, averages and ordinals are none."""
    if grid.total is None or len(grid.rows) < _LEAST:
        return []
    found: list[Anomaly] = []
    for column, head in enumerate(grid.heads):
        cells = [cells[column] for cells, _ in grid.rows]
        whole = figure_in(grid.total[0][column])
        ordinal = cells == [str(n + 1) for n in range(len(cells))]
        if ordinal or whole is None or _NO_SUM.search(plain(head)) or not all(map(_WHOLE_NUMBER.fullmatch, cells)):
            continue
        summed = sum(figure_in(cell) or 0 for cell in cells)
        if summed != whole:
            message = f"Cột {column + 1} của bảng: các dòng cộng lại {in_vietnamese(summed)} nhưng dòng tổng ghi "
            where = "bảng (dòng tổng)"
            found.append(finding("sum_wrong", message + in_vietnamese(whole), where, grid.total[1], reading, 0.85))
    return found


_POINTS_SAID = re.compile(r"(?<![\d.,/])(\d+(?:,\d+)?)(?:\s?/\s?\d+)?\s+diem\b(?! (?:phan tram|%|cao hon|so voi))")
_MOST = re.compile(r"\btoi da\b|\bthang diem\b|\bdiem chuan\b")
_FULL = 100.0


def _points(grid: Grid, reading: Reading) -> list[Anomaly]:
    """Points reached in parts that do not add up to the total printed in the table or right above it."""
    most = next((n for n, head in enumerate(grid.heads) if _MOST.search(head)), None)
    if most is None or len(grid.rows) < _LEAST or not any("diem" in head for head in grid.heads):
        return []
    summed = [_summed(grid, column) for column in range(len(grid.heads))]
    whole = figure_in(grid.total[0][most]) if grid.total else _FULL
    if summed[most] is None or summed[most] != whole:
        return []
    for column in range(most + 1, len(grid.heads)):
        total = figure_in(grid.total[0][column]) if grid.total else _points_above(grid, reading)
        added = summed[column]
        if added is not None and total is not None and abs(added - total) > 1e-6:
            parts = " + ".join(in_vietnamese(figure_in(cells[column]) or 0) for cells, _ in grid.rows)
            message = f"{parts} = {in_vietnamese(added)} điểm, không phải {in_vietnamese(total)}"
            return [finding("sum_wrong", message, "bảng", grid.rows[0][1], reading, 0.85)]
        if not grid.total:
            break
    return []


def _summed(grid: Grid, column: int) -> float | None:
    figures = [figure_in(cells[column]) for cells, _ in grid.rows]
    return round(sum(one or 0 for one in figures), 6) if None not in figures else None


def _points_above(grid: Grid, reading: Reading) -> float | None:
    """The points of the paragraph right above a table that breaks them down."""
    above = [one for one in reading.blocks if one.source.line < grid.rows[0][1].line and one.zone == "body"]
    said = _POINTS_SAID.findall(fold(above[-1].text)) if above else []
    return worth(said[-1]) if said else None


_YEAR_COLUMN = re.compile(r"^\W*(?:ca nam|tong(?: cong| so)?|cong|(?:ca )?nam 20\d\d)\W*$")


def _across(grid: Grid, reading: Reading) -> list[Anomaly]:
    """Rows whose quarters do not add up to the column of the year, where those of most rows do."""
    quarters = [n for n, head in enumerate(grid.heads) if _quarter(head)]
    years = [n for n, head in enumerate(grid.heads) if _YEAR_COLUMN.match(head)]
    if len(quarters) < len(("I", "II")) or not years:
        return []
    sums = []
    for cells, source in grid.rows:
        parts, whole = [figure_in(cells[n]) for n in quarters], figure_in(cells[years[-1]])
        if whole is not None and all(part is not None for part in parts):
            sums.append((cells, source, sum(part or 0 for part in parts), whole))
    wrong = [one for one in sums if one[2] != one[3]]
    if not wrong or len(wrong) * 2 >= len(sums):
        return []
    return [
        finding("sum_wrong", f"{cells[grid.names]}: các quý cộng lại {in_vietnamese(summed)} nhưng cả năm ghi "
                f"{in_vietnamese(whole)}", "bảng", source, reading, 0.85)
        for cells, source, summed, whole in wrong
    ]  # fmt: skip


@cache
def _words() -> dict[str, re.Pattern[str]]:
    return {name: re.compile(rf"\b(?:{words})\b") for name, words in table("checks")["columns"].items()}


_AT_MOST = re.compile(r"^\s*(?:[<≤]|khong qua|duoi|toi da|giam)")


def _rises(grid: Grid, cells: list[str]) -> bool:
    """Whether what a row or its columns measure is to rise."""
    words = plain(cells[grid.names])
    if any(_AT_MOST.match(fold(cell)) for cell in cells) or _words()["falling"].search(words):
        return False
    one, _ = best_metric(words, share=True)
    return one is None or one.up is not False


_ASKED = re.compile(r"\b(?:chi tieu|muc tieu|ke hoach|giao|phan dau)\b")


def _tells_reached(head: str, reading: Reading) -> bool:
    """Whether a column says what was reached: in words, or by a year before those of the plan that nothing asks for."""
    years = [int(year) for year in re.findall(r"\bnam (20[12]\d)\b", head)]
    first = reading.period[0] or reading.year
    before = bool(years) and first is not None and max(years) < first and not _ASKED.search(head)
    return before or bool(_words()["reached"].search(head))


def _below(grid: Grid, cells: list[str], number: int, source: Source, reading: Reading) -> list[Anomaly]:
    """A row that asks for less than its own column of what was reached; beside places only columns of one measure."""
    base = next((n for n, head in enumerate(grid.heads) if _tells_reached(head, reading)), None)
    reached = (figure_in(cells[base]) or share_in(cells[base])) if base is not None else None
    if base is None or reached is None or not _rises(grid, cells):
        return []
    for column, cell in enumerate(cells):
        alike = grid.of_measures or (grid.uppers[column] == grid.uppers[base] or column == base + 1)
        then = column < base and not re.search(r"20\d\d", grid.heads[column]) and "hien" not in grid.heads[base].split()
        asked = column != base and alike and not then and _words()["asked"].search(grid.heads[column])
        if asked and PART_OF_YEAR.search(grid.heads[column]) and not _is_share(grid, cells):
            continue  # so many of a quarter are not set beside so many of a year
        aim = (figure_in(cell) if column > base else share_in(cell)) if asked else None
        if aim is not None and aim < reached and not _words()["falling"].search(grid.heads[column]):
            lower = f"giao {in_vietnamese(aim)}, thấp hơn mức đã đạt {in_vietnamese(reached)}"
            message = f"{cells[grid.names]}: {lower} (dòng {number})"
            return [finding("below_baseline", message, f"bảng {number}", source, reading, 0.85)]
    return []


_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4}


def _quarter(words: str) -> int | None:
    found = re.search(r"\bquy (iv|i{1,3}|[1-4])\b", words)
    return _QUARTERS.get(found.group(1)) or int(found.group(1)) if found else None


def _steps(grid: Grid, cells: list[str]) -> list[tuple[str, float]]:
    """The figures of a row under heads that name a quarter, month or day, in the order of the columns."""
    steps = [(head, figure_in(cell)) for head, cell in zip(grid.heads, cells, strict=False)]
    return [
        (head, figure)
        for head, figure in steps
        if figure is not None and PART_OF_YEAR.search(head) and not _words()["reached"].search(head)
    ]


def _is_share(grid: Grid, cells: list[str]) -> bool:
    """Whether a row is about percentages."""
    return "%" in " ".join(cells) or bool(re.search(r"ty le|%", fold(cells[grid.names])))


def _falls(grid: Grid, cells: list[str], number: int, source: Source, reading: Reading) -> list[Anomaly]:
    """A later part of the year that asks for less than an earlier one, of a share that is to rise."""
    if not grid.of_measures or not _is_share(grid, cells) or not _rises(grid, cells):
        return []
    for (early, first), (late, second) in itertools.pairwise(_steps(grid, cells)):
        if second < first:
            message = f"{cells[grid.names]}: {late} ({in_vietnamese(second)}) thấp hơn {early} ({in_vietnamese(first)})"
            return [finding("targets_contradict", message, f"bảng {number}", source, reading, 0.75)]
    return []


def _said_otherwise(
    grid: Grid, cells: list[str], number: int, statements: list[Said], reading: Reading
) -> list[Anomaly]:
    """A quarter's figure of a row that running text gives differently."""
    measure, _ = best_metric(plain(cells[grid.names]), share=True)
    asked = {_quarter(head): figure for head, figure in _steps(grid, cells)}
    for said in statements:
        quarter = _quarter(said.words)
        figure = asked.get(quarter) if quarter else None
        same = measure is not None and said.metric == measure.slug and not said.past
        if measure and same and figure is not None and figure != said.value:
            message = (
                f"{measure.name} quý {quarter}: bảng ghi {in_vietnamese(figure)}% nhưng mục {said.section} yêu cầu "
                f"{in_vietnamese(said.value)}%"
            )
            where = f"bảng {number}; {said.section}"
            return [finding("targets_contradict", message, where, said.source, reading, 0.7)]
    return []
