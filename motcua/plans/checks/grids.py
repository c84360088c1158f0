"""Tables as they are printed: heads over columns, rows of figures, a total row – whatever the reader made of them."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass

from motcua.plans.reader.figures import worth
from motcua.plans.reader.fold import fold, squeeze
from motcua.plans.reader.lines import Line
from motcua.plans.reader.model import Source
from motcua.plans.reader.reading import Reading

_WHOLE = re.compile(r"^(?:tong(?: cong| so)?|cong(?=\W*$)|toan (?:xa|phuong|tinh|dac khu|thanh pho|dia ban|so))\b")
_FIGURE = re.compile(
    r"^(?:[<>≥≤=]+|tu|tren|duoi|toi thieu|toi da|it nhat|khong qua|dat)?\s*(\d{1,3}(?:\.\d{3})+|\d+(?:,\d+)?)\s?%?$"
)
_HEADED = 3


@dataclass(frozen=True)
class Grid:
    """`uppers` and `heads`: the first row over a column, and all rows over it (folded); `rows` with their places."""

    uppers: list[str]
    heads: list[str]
    names: int
    rows: list[tuple[list[str], Source]]
    total: tuple[list[str], Source] | None

    @property
    def of_measures(self) -> bool:
        """Whether every row is a measure of its own (and not a place or an agency)."""
        return bool(re.search(r"chi tieu|chi so|noi dung|tieu chi|muc tieu|^ten\b", self.heads[self.names]))


def figure_in(cell: str) -> float | None:
    """The figure of a cell that holds one and no more: "≥ 70", "64,5", "1.250"."""
    found = _FIGURE.match(fold(cell).strip())
    return worth(found.group(1)) if found else None


def share_in(cell: str) -> float | None:
    """The only percentage of a cell of words: "Hồ sơ thanh toán trực tuyến: trên 50%"."""
    found = re.findall(r"(?<![\d.,])(\d{1,3}(?:,\d+)?)\s?%", cell)
    return worth(found[0]) if len(found) == 1 else None


def grids(reading: Reading) -> list[Grid]:
    """Every run of rows with as many cells, of which some hold figures."""
    found = []
    for width, run in itertools.groupby(reading.pages.lines, key=lambda line: len(line.cells or ())):
        grid = _grid(list(run)) if width > 2 else None
        if grid:
            found.append(grid)
    return found


def _grid(lines: list[Line]) -> Grid | None:
    cells = [[squeeze(cell) for cell in line.cells or ()] for line in lines]
    first = next((n for n, row in enumerate(cells) if _figures(row) >= 2 and n), None)
    if first is None or first > _HEADED:
        return None
    columns = range(len(cells[0]))
    heads = [fold(" ".join(dict.fromkeys(cells[n][column] for n in range(first)))) for column in columns]
    names = next((column for column in columns if _is_name(heads[column], cells[first][column])), None)
    if names is None:
        return None
    body = [(row, line.source) for row, line in zip(cells[first:], lines[first:], strict=True)]
    total = next((one for one in body if any(_WHOLE.match(fold(cell)) for cell in one[0][:2])), None)
    rows = [one for one in body if one is not total and _figures(one[0])]
    return Grid([fold(cell) for cell in cells[0]], heads, names, rows, total)


def _is_name(head: str, cell: str) -> bool:
    return figure_in(cell) is None and len(cell) > 1 and not re.fullmatch(r"\W*(?:stt|tt|so tt|nhom)\W*", head)


def _figures(row: list[str]) -> int:
    return sum(figure_in(cell) is not None for cell in row)
