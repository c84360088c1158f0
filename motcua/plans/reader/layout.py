"""Words with their places on pages to lines, and ruled or aligned columns back to rows of cells."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass, field, replace

from motcua.plans.reader.columns import header_roles
from motcua.plans.reader.lines import Line, split_cells
from motcua.plans.reader.ruling import Grid, joined

_ORDINAL = re.compile(r"^(?:[IVX]{1,6}|\d{1,3}(?:\.\d{1,2}){0,3})[.)]?$")


@dataclass(frozen=True)
class Word:
    text: str
    left: float
    top: float
    right: float
    bottom: float

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2


@dataclass
class Page:
    """Words with their places; ruled tables of pictures are read by themselves. `silent`: hardly a word is one."""

    width: float
    height: float
    words: list[Word]
    grids: list[Grid] = field(default_factory=list)
    silent: bool = False


@dataclass
class _Columns:
    """A table's columns: edges between them and the middles of their headings, left to right; what these say."""

    edges: list[float]
    middles: list[float]
    numbered: bool = True
    heading: tuple[str, ...] = ()

    def of(self, word: Word) -> int:
        return sum(word.middle > edge for edge in self.edges)


def _rows(words: list[Word]) -> list[list[Word]]:
    """Words in printed lines, top to bottom, left to right."""
    rows: list[list[Word]] = []
    for word in sorted(words, key=lambda one: ((one.top + one.bottom) / 2, one.left)):
        middle = (word.top + word.bottom) / 2
        for row in reversed(rows[-3:]):
            if row[0].top + 0.15 * _tall(row[0]) < middle < row[0].bottom - 0.1 * _tall(row[0]):
                row.append(word)
                break
        else:
            rows.append([word])
    return [sorted(row, key=lambda one: one.left) for row in rows]


def _tall(word: Word) -> float:
    return max(word.bottom - word.top, 1.0)


def _side_by_side(row: list[Word], page: Page) -> list[list[Word]]:
    """A line parted where a wide gap in the middle of the page shows two things side by side."""
    for index, (one, two) in enumerate(itertools.pairwise(row)):
        gap = two.left - one.right
        if gap > 0.05 * page.width and 0.25 * page.width < one.right + gap / 2 < 0.75 * page.width:
            return [row[: index + 1], row[index + 1 :]]
    return [row]


def _header(
    rows: list[list[Word]], index: int, again: tuple[str, ...] = ()
) -> tuple[_Columns, int, tuple[str, ...]] | None:
    """Where a table's heading stands around line `index`: its columns, the line behind it, its cells.

    `again`: the heading of the page before. Where it is repeated, what stands close beneath goes on with a cut row.
    """
    first = [word for word in rows[index] if word.text.strip(".") in ("STT", "TT")]
    first = first or (rows[index][:1] if _titles(rows[index]) else [])
    if not first or (first[0] is not rows[index][0] and first[0].left > rows[index][0].left + 40):
        return None
    tall = _tall(first[0])
    low = first[0].top - 2.8 * tall
    near = [
        n
        for n in range(max(0, index - 3), min(len(rows), index + 4))
        if low < rows[n][0].top < first[0].bottom + 2.8 * tall
    ]
    best = None
    for start in near:
        for stop in range(max(start, index), near[-1] + 1):
            if start > index:
                continue
            clusters = _clusters([word for row in rows[start : stop + 1] for word in row], tall)
            cells = tuple(" ".join(word.text for word in _reading_order(cluster)) for cluster in clusters)
            roles = header_roles(cells) if len(clusters) >= 3 else None
            if roles:
                known = sum(not role.startswith("other") for role in roles)
                score = (cells == again, known - (len(roles) - known), stop - start)
                if best is None or score > best[0]:
                    best = (score, clusters, stop + 1, cells)
    if best is None:
        return None
    edges = [
        (max(w.right for w in one) + min(w.left for w in two)) / 2
        for one, two in zip(best[1], best[1][1:], strict=False)
    ]
    middles = [(min(w.left for w in one) + max(w.right for w in one)) / 2 for one in best[1]]
    return _Columns(edges, middles, (header_roles(best[3]) or [""])[0] == "ordinal", best[3]), best[2], best[3]


def _titles(row: list[Word]) -> bool:
    """Whether a line of at least three columns is one of titles."""
    clusters = _clusters(row, _tall(row[0]))
    return len(clusters) > 2 and header_roles([" ".join(word.text for word in one) for one in clusters]) is not None


def _reading_order(words: list[Word]) -> list[Word]:
    return [word for row in _rows(words) for word in row]


def _clusters(words: list[Word], tall: float) -> list[list[Word]]:
    """Words grouped into columns by the white gaps between them, whatever line they are on."""
    found: list[list[Word]] = []
    reach = float("-inf")
    for word in sorted(words, key=lambda one: one.left):
        if word.left - reach > 0.55 * tall or not found:
            found.append([])
        found[-1].append(word)
        reach = max(reach, word.right)
    return found


def _refine(columns: _Columns, body: list[list[Word]], tall: float) -> _Columns:
    """Edges moved to the white band that the fewest words cross and behind which the most lines begin."""
    plain_rows = [row for row in body if not _is_group_row(row, columns)]
    words = [word for row in plain_rows for word in row]
    edges = [
        _best_band(words, columns.middles[index], columns.middles[index + 1], edge, tall)
        for index, edge in enumerate(columns.edges)
    ]
    return replace(columns, edges=edges)


def _best_band(words: list[Word], low: float, high: float, edge: float, tall: float) -> float:
    steps = [low + (high - low) * n / 160 for n in range(161)]
    crossing = [sum(word.left + 0.5 < x < word.right - 0.5 for word in words) for x in steps]
    least = min(crossing)
    best, score = edge, float("-inf")
    start: float | None = None
    for x, count, after in zip(steps, crossing, [*crossing[1:], least + 1], strict=True):
        if count > least:
            continue
        start = x if start is None else start
        if after > least:
            begins = sum(-0.25 * tall < word.left - x < 0.6 * tall for word in words)
            worth = begins + 2.0 * min((x - start) / tall, 2.0) - abs(x - edge) / (8 * tall)
            if worth > score:
                best, score = (start + x) / 2, worth
            start = None
    return best


def _is_group_row(row: list[Word], columns: _Columns) -> bool:
    """A heading over rows: a Roman numeral in the first column, then words across the others."""
    if columns.of(row[0]) != 0 or len(row) < 2:
        return False
    mark = row[0].text
    if re.fullmatch(r"[IVX]{1,5}\.?|[A-E]\.?", mark):
        return True
    return columns.numbered and len(row) > 3 and len(mark) <= 3 and not any(letter.isdigit() for letter in mark)


def _fits(row: list[Word], columns: _Columns) -> bool:
    """Whether a printed line can stand in the columns: at most one word crosses an edge."""
    play = 0.8 * _tall(row[0])
    crossing = sum(any(word.left + play < edge < word.right - play for edge in columns.edges) for word in row)
    return crossing <= max(1, len(row) // 8)


def _table_rows(rows: list[list[Word]], columns: _Columns) -> list[tuple[str, ...]]:
    """Printed lines put together to the rows of a table: a row goes from one ordinal's white gap to the next."""
    if not rows:
        return []
    starts = [n for n, row in enumerate(rows) if _starts_row(row, columns)]
    starts = starts or [n for n, row in enumerate(rows) if _fills(row, columns)]
    bounds = [0]
    for one, two in itertools.pairwise(starts):
        gaps = [(rows[n][0].top - max(word.bottom for word in rows[n - 1]), n) for n in range(one + 1, two + 1)]
        widest = max(gap for gap, _ in gaps)
        usual = sorted(gap for gap, _ in gaps)[len(gaps) // 2]
        bounds.append(max(gaps)[1] if widest > usual + 1.5 and _tall(rows[two][0]) * 0.25 < widest - usual else two)
    if starts and starts[0] > 0 and len(starts) > 0 and _is_carried(rows[: starts[0]], columns):
        bounds = [0, starts[0], *bounds[1:]]
    bounds.append(len(rows))
    found: list[tuple[str, ...]] = []
    for start, stop in itertools.pairwise(bounds):
        if any(_is_group_row(row, columns) for row in rows[start : min(start + 2, stop)]):
            words = [word.text for row in rows[start:stop] for word in row]
            mark = next(row[0].text for row in rows[start:stop] if _is_group_row(row, columns))
            words.remove(mark)
            found.append((_roman(mark, found), " ".join(words), *[""] * (len(columns.edges) - 1)))
            continue
        cells: list[list[str]] = [[] for _ in range(len(columns.edges) + 1)]
        for row in rows[start:stop]:
            for word in row:
                cells[columns.of(word)].append(word.text)
        if any(cells):
            found.append(tuple(" ".join(cell) for cell in cells))
    return found


def _starts_row(row: list[Word], columns: _Columns) -> bool:
    ordinal = bool(_ORDINAL.match(row[0].text)) and columns.of(row[0]) == 0
    return ordinal or _is_group_row(row, columns)


def _fills(row: list[Word], columns: _Columns) -> bool:
    """Whether a line begins in the first column with a capital and stands in at least half of the columns."""
    filled = {columns.of(word) for word in row}
    return 0 in filled and not row[0].text[:1].islower() and 2 * len(filled) > len(columns.edges)


_ROMANS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")


def _roman(mark: str, before: list[tuple[str, ...]]) -> str:
    """The numeral of a group; one that a scanner garbled gets the number its place gives it."""
    if re.fullmatch(r"[IVX]{1,5}\.?|[A-E]\.?", mark):
        return mark
    groups = sum(cells[0] in _ROMANS for cells in before)
    return _ROMANS[min(groups, len(_ROMANS) - 1)]


def _is_carried(rows: list[list[Word]], columns: _Columns) -> bool:
    """Lines above the first ordinal of a page that go on with the row of the page before."""
    return bool(rows) and any(row[0].text[:1].islower() for row in rows)


_BEHIND = re.compile(
    r"^(?:Nơi nhận|Ghi chú:|TM\.|KT\.|[IVX]+\.\s+[A-ZĐ]|CỘNG H[OÒ][AÀ] XÃ|[UỦ][YỶ] BAN NHÂN|"
    r"(?:KẾ HOẠCH|QUYẾT ĐỊNH|PHỤ LỤC)\b)"
)


def _end_of_table(rows: list[list[Word]], start: int, columns: _Columns) -> int:
    """The line behind the table: two lines in a row that do not fit its columns."""
    misfits = 0
    for index in range(start, len(rows)):
        text = " ".join(word.text for word in rows[index])
        if _BEHIND.match(text):
            return index - misfits
        ordinal = _ORDINAL.match(rows[index][0].text) and columns.of(rows[index][0]) == 0
        misfits = 0 if ordinal or _fits(rows[index], columns) else misfits + 1
        if misfits >= 2:
            return index - 1
    return len(rows)


def lines_of_pages(pages: list[Page]) -> list[Line]:
    """All pages as lines; tables ruled, or whose heading is recognised (and their further pages), as rows of cells.

    A silent page begins with a line that has no text: `Pages.silent` is made of these.
    """
    _join_grids(pages)
    lines: list[Line] = []
    columns: _Columns | None = None
    for number, page in enumerate(pages, 1):
        if page.silent:
            lines.append(Line("", len(lines) + 1, number))
        rows = _rows(page.words)
        rows = [
            row
            for n, row in enumerate(rows)
            if not (n in (0, len(rows) - 1) and len(row) == 1 and row[0].text.strip("-– ").isdigit())
        ]
        for grid in page.grids:
            above = [row for row in rows if row[0].top < grid.levels[0]]
            _page(above, page, number, columns, lines)
            rows, columns = rows[len(above) :], None
            for cells in grid.rows:
                lines.append(Line(" | ".join(cells), len(lines) + 1, number, cells))
        columns = _page(rows, page, number, columns, lines)
    return lines


def _join_grids(pages: list[Page]) -> None:
    """Ruled tables that a page cut become one, where the one ends the page and the other begins the next."""
    last: Grid | None = None
    for page in pages:
        lowest = page.grids[-1] if page.grids else None
        tall = _tall(page.words[0]) if page.words else 1.0
        first = page.grids[0] if page.grids else None
        above = sum(word.bottom < first.levels[0] + tall for word in page.words) if first else 0
        if last and first and above < _FURNITURE and joined(last, first):
            page.grids.remove(first)
        else:
            last = None
        last = page.grids[-1] if page.grids else last
        if lowest is None or sum(word.top > lowest.levels[-1] - tall for word in page.words) >= _FURNITURE:
            last = None


_FURNITURE = 8  # words above or below a table that are the page's own: its number, a running title


def _page(
    rows: list[list[Word]], page: Page, number: int, columns: _Columns | None, lines: list[Line]
) -> _Columns | None:
    index, again = 0, columns.heading if columns else ()
    if columns is not None and rows and not any(_header(rows, n) for n in range(min(5, len(rows)))):
        end = _end_of_table(rows, 0, columns)
        if end >= 2:
            columns = _refine(columns, rows[:end], _tall(rows[0][0]))
            _add_rows(rows[:end], columns, number, lines)
        index, columns = end, columns if end == len(rows) else None
    while index < len(rows):
        heads = next(((n, found) for n in range(index, len(rows)) if (found := _header(rows, n, again))), None)
        stop = heads[0] if heads else len(rows)
        start_of_body = heads[1][1] if heads else len(rows)
        top_of_head = min(stop, start_of_body)
        _add_text(rows[index:top_of_head], page, number, lines, heads[1][2] if heads else ())
        if heads is None:
            return None
        rough, body, cells = heads[1]
        end = _end_of_table(rows, body, rough)
        columns = _refine(rough, rows[body:end], _tall(rows[stop][0])) if end > body else rough
        end = _end_of_table(rows, body, columns)
        lines.append(Line(" | ".join(cells), len(lines) + 1, number, cells))
        _add_rows(rows[body:end], columns, number, lines)
        index = end
        if end < len(rows):
            columns = None
    return columns


def _add_rows(rows: list[list[Word]], columns: _Columns, number: int, lines: list[Line]) -> None:
    for cells in _table_rows(rows, columns):
        lines.append(Line(" | ".join(cells), len(lines) + 1, number, cells))


def _add_text(rows: list[list[Word]], page: Page, number: int, lines: list[Line], heads: tuple[str, ...]) -> None:
    head_words = {word for cell in heads for word in cell.split()}
    last_bottom: float | None = None
    for n, row in enumerate(rows):
        if heads and n >= len(rows) - 3 and all(word.text in head_words for word in row):
            continue
        tall = _tall(row[0])
        gap = 0 if last_bottom is None else int(row[0].top - last_bottom > 0.9 * tall)
        for part in _side_by_side(row, page):
            text = " ".join(word.text for word in part)
            lines.append(Line(text, len(lines) + 1, number, split_cells(text), gap))
        last_bottom = max(word.bottom for word in row)


_LETTER, _LINE = 6.0, 12.0


def is_spaced_table(text: str) -> bool:
    """Whether a text holds a table drawn with blanks only."""
    for line in text.splitlines():
        cells = re.split(r"\s{2,}", line.strip())
        if len(cells) > 2 and "|" not in line and "\t" not in line and header_roles(cells):
            return True
    return False


def lines_of_spaced_text(text: str) -> list[Line]:
    """Text whose tables are drawn with blanks: every letter taken as a place on a page."""
    pages = []
    for content in text.split("\f"):
        words = []
        for row, line in enumerate(content.expandtabs(8).splitlines()):
            for found in re.finditer(r"\S+", line):
                left, right = found.start() * _LETTER, found.end() * _LETTER
                words.append(Word(found.group(), left, row * _LINE, right, row * _LINE + _LINE - 1))
        width = max((word.right for word in words), default=0.0)
        pages.append(Page(width, _LINE * (content.count("\n") + 1), words))
    return lines_of_pages(pages)
