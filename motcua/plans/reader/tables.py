"""Tables of tasks and of targets: with cells, cut by pages, or flattened to one cell a line."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from motcua.plans.reader.cells import fitness
from motcua.plans.reader.columns import header_roles, joined_heads, parted_heads, role_of, units_of_measure
from motcua.plans.reader.fold import fold, plain, squeeze
from motcua.plans.reader.heads import is_owner, is_when
from motcua.plans.reader.lines import Line, is_caps
from motcua.plans.reader.merged_heads import joined_rows
from motcua.plans.reader.model import Source

_ORDINAL = re.compile(r"^(?:[IVX]{1,6}|[A-H]|\d{1,3}(?:\.\d{1,2}){0,3})[.)]?$")
_TOTAL = re.compile(r"^tong(?: cong| so| diem)?\b(?! (?:hop|dai|ket|cuc|cong ty)\b)")


@dataclass
class Row:
    """One row: its ordinal as printed, its cells by column role, the group heading above it."""

    ordinal: str
    cells: dict[str, str]
    group: str | None
    source: Source
    group_ordinal: str | None = None


_DUTIES = ("trach nhiem", "nhiem vu, trach nhiem", "trach nhiem, nhiem vu", "trach nhiem thuc hien")


_REPORT = re.compile(r"(?:loai|ten|noi dung) bao cao$")


@dataclass
class Table:
    """A table as read: column roles in order, rows, group headings and what its total line announces."""

    roles: list[str]
    heads: list[str]
    source: Source
    rows: list[Row] = field(default_factory=list)
    groups: list[tuple[str, str, Source]] = field(default_factory=list)
    totals: list[tuple[str, Source]] = field(default_factory=list)
    caption: str = ""
    sums: list[Row] = field(default_factory=list)

    @property
    def kind(self) -> str:
        """ "tasks", "targets", "duties", "reports" or "other"."""
        roles = set(self.roles)
        told = any(_REPORT.match(plain(head).strip(" .:")) for head in self.heads)
        if (told or "receiver" in roles) and "content" in roles and roles & {"deadline", "reports"}:
            return "reports"
        if {"lead", "content"} <= roles and any(plain(head).strip(" .:") in _DUTIES for head in self.heads):
            return "duties"
        if (
            "content" in roles
            and roles & {"lead", "owners", "deadline", "product", "coordinating"}
            and "value" not in roles
        ):
            return "tasks"
        if roles & {"value", "unit", "baseline"} and "content" in roles:
            return "targets"
        if "value" in roles and len(self.roles) > 1:
            return "targets"
        return "other"

    def serves(self, kind: str) -> bool:
        """Whether the table has rows of a kind; one of targets that says who, when and what serves tasks as well."""
        both = len({re.sub(r"\d+$", "", role) for role in self.roles} & _WORKS) > 1 and "content" in self.roles
        return self.kind == kind or (kind == "tasks" and self.kind == "targets" and both)


_WORKS = {"lead", "owners", "deadline", "product", "coordinating"}


def _caption(before: list[Line]) -> str:
    """What stands above a table and names it: the last short lines, the nearest last."""
    found: list[str] = []
    for line in reversed(before[-3:]):
        if len(line.text) > 180 or line.text[-1:] in ";." or re.match(r"^[-+•]", line.text):
            break
        found.insert(0, line.text)
        if re.match(r"phu luc\b", fold(line.text)):
            break
    return squeeze(" ".join(found))


def take_tables(lines: list[Line]) -> tuple[list[Line], list[Table]]:
    """Lines without the tables in them, and the tables. A table's place in the text keeps its first line."""
    tables: list[Table] = []
    rest: list[Line] = []
    index = 0
    while index < len(lines):
        line, known = lines[index], len(tables)
        flat = _flat_header(lines, index) if line.cells is None else None
        if line.cells is not None or flat:
            index = _flattened(lines, index, flat, tables) if flat else _celled(lines, index, tables, rest)
            for fresh in tables[known : known + 1]:
                fresh.caption = _caption(rest)
            continue
        rest.append(line)
        index += 1
    return rest, tables


def _celled(lines: list[Line], index: int, tables: list[Table], rest: list[Line]) -> int:
    """Takes the run of rows with cells that starts at `index`; returns the index behind it.

    Headings that stand apart from their rows (alone at the foot of a page) are taken from the end of `rest`.
    """
    current = tables[-1] if tables and _goes_on(lines, index, tables[-1]) else None
    while index < len(lines):
        line = lines[index]
        if line.cells is None:
            if current is None or not _loose(lines, index):
                break
            if is_when(line.text) or is_owner(line.text):
                current.groups.append(("", line.text, line.source))
            else:
                _append_loose(current, line.text)
            index += 1
            continue
        current, taken = _row_or_table(lines, index, current, tables, rest)
        index += taken
    return index


def _row_or_table(
    lines: list[Line], index: int, current: Table | None, tables: list[Table], rest: list[Line]
) -> tuple[Table, int]:
    """Takes a row of cells into its table, or begins one with it; returns the table and how many rows were taken."""
    cells, source = lines[index].cells or (), lines[index].source
    roles = header_roles(cells)
    twice = joined_rows(_rows_from(lines, index)) if current is None or roles is not None else None
    if twice is None and current is not None and (roles is None or _names(roles) == _names(current.roles)):
        if roles is None or (not current.rows and list(cells) != current.heads):
            _take_row(current, lines[index])
        return current, 1
    above = _heads_above(rest, cells) if twice is None and roles is None else None
    heads = twice or above or list(cells)
    known = roles if roles and len(roles) == len(heads) else _unnamed(heads)
    begun = Table(header_roles(heads) or known, heads, source)
    tables.append(begun)
    if above:
        _take_row(begun, lines[index])
    return begun, 2 if twice else 1


def _rows_from(lines: list[Line], index: int) -> list[tuple[str, ...]]:
    """The rows of cells from a line on, up to the first line without."""
    return [line.cells or () for line in itertools.takewhile(lambda line: line.cells is not None, lines[index:])]


def _unnamed(cells: Sequence[str]) -> list[str]:
    return [f"other{n}" for n in range(len(cells))]


_PAGE = re.compile(r"^\W*\d{1,3}\W*$")


def _heads_above(rest: list[Line], cells: tuple[str, ...]) -> list[str] | None:
    """The headings of a row of figures, said by the line before it, or one a line; they are taken from `rest`."""
    if not _ORDINAL.match(cells[0].strip()):
        return None
    last = len(rest)
    while last and _PAGE.match(rest[last - 1].text):
        last -= 1
    width = len(cells)
    one_a_line = [line.text for line in rest[max(0, last - width) : last]]
    if len(one_a_line) == width and role_of(one_a_line[0]) == "ordinal" and header_roles(one_a_line):
        del rest[last - width :]
        return one_a_line
    heads = parted_heads(rest[last - 1].text, width) if last else None
    if heads is None or header_roles(heads) is None:
        return None
    del rest[last - 1 :]
    return heads


def _names(roles: list[str]) -> list[str]:
    return [re.sub(r"\d+$", "", role) for role in roles]


def _goes_on(lines: list[Line], index: int, before: Table) -> bool:
    """Whether a run of cells goes on with the table before it (cut by a page), having as many columns."""
    cells = lines[index].cells or ()
    return len(cells) == len(before.roles) and header_roles(cells) is None and not _stands_over_figures(lines, index)


def _stands_over_figures(lines: list[Line], index: int) -> bool:
    """Whether a row of words is followed by two with figures beneath its words: the headings of a table of its own."""
    rows = [line.cells for line in lines[index : index + 3]]
    if len(rows) < 3 or any(row is None for row in rows) or any(re.search(r"\d", cell) for cell in rows[0] or ()):
        return False
    head, *below = [row for row in rows if row is not None]
    return any(
        cell.strip() and all(re.fullmatch(r"[<>≥≤=\s]*\d[\d.,]*\s?%?", row[n].strip()) for row in below if n < len(row))
        for n, cell in enumerate(head)
    )


def _loose(lines: list[Line], index: int) -> bool:
    """A stray line inside a table (a cell that broke into lines): rows follow soon and it is no heading."""
    text = lines[index].text
    follows = any(line.cells is not None for line in lines[index + 1 : index + 3])
    return follows and not is_caps(text) and len(text) < 200 and not re.match(r"^(?:[IVX]+|\d+)[.)]\s", text)


def _append_loose(current: Table, text: str) -> None:
    if current.rows:
        cells = current.rows[-1].cells
        cells["content"] = squeeze(cells.get("content", "") + " " + text)


def _take_row(current: Table, line: Line) -> None:
    cells = [squeeze(cell) for cell in line.cells or ()]
    cells += [""] * (len(current.roles) - len(cells))
    _name_owners(current, cells)
    by_role = {role: cell for role, cell in zip(current.roles, cells, strict=False) if cell}
    ordinal = by_role.pop("ordinal", "").strip(" .")
    by_role = _filled_down(current, _written_out(current, by_role))
    distinct = list(dict.fromkeys(by_role.values()))
    whole = " ".join([ordinal, *distinct]).strip()
    if not whole:
        return
    if _TOTAL.match(fold(whole)):
        current.totals.append((whole, line.source))
        current.sums.append(Row(ordinal, by_role, None, line.source))
    elif _is_group(current, ordinal, by_role, distinct):
        title = next(iter(distinct), "") or ordinal
        if ordinal in ("", title) and _PARTED.match(title):  # one cell over all columns
            ordinal, _, title = map(str.strip, title.partition("."))
        current.groups.append((ordinal, title, line.source))
    elif not ordinal and "ordinal" in current.roles and current.rows and _is_rest(by_role, current.rows[-1]):
        _join_row(current.rows[-1], by_role)
    elif by_role:
        group = current.groups[-1] if current.groups else None
        number = ordinal or str(len(current.rows) + 1)
        current.rows.append(Row(number, by_role, group[1] if group else None, line.source, group[0] if group else None))


_SAYS_WHO = re.compile(r"(?:(?:don vi|co quan|bo phan) )?chu tri ?:")


def _name_owners(current: Table, cells: list[str]) -> None:
    """A heading like "Thực hiện" says too little; cells that begin with "Chủ trì:" say that the column is of owners."""
    if {"lead", "owners"} & set(current.roles):
        return
    for column, (role, cell) in enumerate(zip(current.roles, cells, strict=False)):
        if role.startswith("other") and _SAYS_WHO.match(fold(cell)):
            current.roles[column] = "owners"
            return


def _filled_down(current: Table, by_role: dict[str, str]) -> dict[str, str]:
    """Who and when in columns before the content stand once for all the rows they are merged over."""
    if "content" not in by_role or not current.rows or "ordinal" in current.roles:  # a numbered row is whole
        return by_role
    before = current.roles[: current.roles.index("content")]
    above = current.rows[-1].cells
    lent = {role: above[role] for role in before if role in above and role not in by_role and role in _SPANNING}
    return {**lent, **by_role}


_SPANNING = ("lead", "owners", "coordinating", "deadline")
_DITTO = re.compile(r"^\W*(?:nt|nhu tren)\W*$|^[\"”“/\\]{1,4}$")


def _written_out(current: Table, by_role: dict[str, str]) -> dict[str, str]:
    """Cells that only say "như trên" with the words of the row above."""
    above = current.rows[-1].cells if current.rows else {}
    return {
        role: above.get(role, cell) if role != "content" and _DITTO.match(fold(cell)) else cell
        for role, cell in by_role.items()
    }


def _is_group(current: Table, ordinal: str, by_role: dict[str, str], distinct: list[str]) -> bool:
    """A heading over rows: one text only (or the same in every merged cell)."""
    if len(distinct) > 1 or len(current.roles) < 3:
        return False
    if not distinct:
        return bool(ordinal) and not _ORDINAL.match(ordinal)
    if re.fullmatch(r"[IVX]+|[A-H]", ordinal) or len(by_role) > 2:
        return True
    return list(by_role) == ["content"] and (bool(ordinal) or is_when(distinct[0]) or is_owner(distinct[0]))


def _is_rest(by_role: dict[str, str], before: Row) -> bool:
    """A row without ordinal that only goes on with the row before (cut by a page)."""
    return "content" not in by_role or by_role["content"][:1].islower() or len(by_role) < len(before.cells)


def _join_row(row: Row, more: dict[str, str]) -> None:
    for role, cell in more.items():
        row.cells[role] = squeeze(f"{row.cells.get(role, '')} {cell}")


# --- tables flattened to one cell a line -------------------------------------------------------------------------


def _flat_header(lines: list[Line], index: int) -> list[str] | None:
    """The column roles where a flattened heading (STT, …, one a line) begins at `index`."""
    if role_of(lines[index].text) != "ordinal" or len(lines[index].text) > 12:
        return None
    heads: list[str] = []
    for line in lines[index : index + 12]:
        if line.cells is not None or _ORDINAL.match(line.text) or _PARTED.match(line.text):
            break
        heads.append(line.text)
    joined = joined_heads(heads)
    roles = units_of_measure([role_of(head) for head in joined], joined)
    if len(joined) < 3 or sum(role is not None for role in roles) < max(3, len(joined) - 1):
        return None
    return [role or f"other{n}" for n, role in enumerate(roles)]


def _flattened(lines: list[Line], index: int, roles: list[str], tables: list[Table]) -> int:
    start = index
    while index < len(lines) and not _ends_heads(lines[index]):
        index += 1
    airy = sum(1 for line in lines[start + 1 : index] if line.gap) > (index - start) / 2
    current = Table(_unique(roles), [line.text for line in lines[start:index]], lines[start].source)
    tables.append(current)
    width = len(roles) if {"value", "baseline"} & set(roles) else 0
    while index < len(lines):
        if _heads_rows(lines, index):
            number, _, title = map(str.strip, lines[index].text.partition("."))
            current.groups.append((number, title, lines[index].source))
            index += 1
        ordinal = lines[index]
        end = _row_end(lines, index, airy, len(roles))
        if width and re.fullmatch(r"\d{1,3}[.)]?", ordinal.text):
            end = _figures_end(lines, index, width)
        if not _ORDINAL.match(ordinal.text) or end == index + 1:
            break
        _flat_row(current, ordinal, lines[index + 1 : end])
        index = end
        if index < len(lines) and not _ORDINAL.match(lines[index].text) and not _heads_rows(lines, index):
            again = _flat_header(lines, index)
            if not again:
                break
            while index < len(lines) and not _ORDINAL.match(lines[index].text):
                index += 1
    return index


_PARTED = re.compile(r"^(?:[IVX]{1,5}|[A-H])\.\s+\w")


def _ends_heads(line: Line) -> bool:
    return line.cells is not None or bool(_ORDINAL.match(line.text) or _PARTED.match(line.text))


def _heads_rows(lines: list[Line], index: int) -> bool:
    """Whether a line with a number is the heading of the flattened rows right beneath it, and of no part."""
    below = lines[index + 1 : index + 3]
    return (
        bool(_PARTED.match(lines[index].text))
        and len(below) == 2
        and bool(re.fullmatch(r"\d{1,3}[.)]?", below[0].text) and below[1].cells is None)
    )


def _unique(roles: list[str]) -> list[str]:
    return [role if role not in roles[:n] else f"{role}{n}" for n, role in enumerate(roles)]


_STOP = re.compile(r"^(?:noi nhan|tong cong|ghi chu:|nguon(?: tra cuu)?:|phu luc|tm\.|kt\.)")


def _row_end(lines: list[Line], index: int, airy: bool, width: int) -> int:
    end = index + 1
    while end < len(lines) and not _begins_next(lines, end):
        if lines[end].gap and not airy and not _is_empty_cell(lines, end, width - (end - index)):
            break
        end += 1
    return end


def _begins_next(lines: list[Line], index: int) -> bool:
    """Whether a line is no cell: the number of the next row, a heading, the end of the table."""
    line = lines[index]
    if _ORDINAL.match(line.text) and line.text[-1:] != ")":
        return True
    if line.cells is not None or _STOP.match(fold(line.text)):
        return True
    return bool(_PARTED.match(line.text) or _flat_header(lines, index))


def _is_empty_cell(lines: list[Line], index: int, left: int) -> bool:
    """Whether the blank line before a line is a cell without words: a row's last cells follow, no more than columns are
    `left`, the very last of them a time."""
    if lines[index].gap != 1 or index == 0 or left < 2:
        return False
    end = index
    while end < len(lines) and end - index < left and not _begins_next(lines, end):
        if end > index and lines[end].gap:
            return False
        end += 1
    whole = end == len(lines) or _begins_next(lines, end)
    return whole and fitness("deadline")(lines[end - 1].text) > 0


def _figures_end(lines: list[Line], index: int, width: int) -> int:
    """The end of a row whose cells are figures, which look like ordinals: at its width, or where the next number is."""
    following = str(int(lines[index].text.strip(" .)")) + 1)
    stop = next((n for n in range(index + 1, len(lines)) if _ends_figures(lines[n])), len(lines))
    exact = index + width
    if exact >= stop or lines[exact].text.strip(" .)") == following:
        return min(exact, stop)
    near = (n for n in range(exact + 2, index + 2, -1) if n < stop and lines[n].text.strip(" .)") == following)
    return next(near, exact)


def _ends_figures(line: Line) -> bool:
    return line.cells is not None or bool(_STOP.match(fold(line.text))) or bool(_PARTED.match(line.text))


def _flat_row(current: Table, ordinal: Line, cells: list[Line]) -> None:
    texts = [line.text for line in cells]
    number = ordinal.text.strip(" .)")
    if len(texts) == 1 or (len(texts) == 2 and all(is_caps(text) for text in texts)):
        current.groups.append((number, squeeze(" ".join(texts)), ordinal.source))
        return
    roles = [role for role in current.roles if role != "ordinal"]
    group = current.groups[-1] if current.groups else None
    row = Row(
        number,
        _written_out(current, _in_columns(texts, roles) or align(texts, roles)),
        group[1] if group else None,
        ordinal.source,
        group[0] if group else None,
    )
    current.rows.append(row)


def _in_columns(texts: list[str], roles: list[str]) -> dict[str, str] | None:
    """One line a column, where there are figures among them: then each stands in its own."""
    figures = any(re.sub(r"\d+$", "", role) in ("value", "baseline") for role in roles)
    return dict(zip(roles, texts, strict=True)) if figures and len(texts) == len(roles) else None


def align(texts: list[str], roles: list[str]) -> dict[str, str]:
    """Lines of a flattened row given to columns in order, each line where it fits best (dynamic programming)."""
    fits = [[fitness(role)(text) for text in texts] for role in roles]
    starts = [[_fresh(texts, n) for n in range(len(texts))]][0]
    rows, columns = len(texts), len(roles)
    worst = float("-inf")
    best = [[worst] * columns for _ in range(rows)]
    back = [[0] * columns for _ in range(rows)]
    for column in range(columns):
        best[0][column] = fits[column][0] - sum(_skipped(role) for role in roles[:column])
    for row in range(1, rows):
        for column in range(columns):
            options = [
                (best[row - 1][before] + _step(roles, before, column, starts[row]), before)
                for before in range(column + 1)
            ]
            score, back[row][column] = max(options)
            best[row][column] = score + fits[column][row]
    return _trace(texts, roles, best, back)


def _fresh(texts: list[str], index: int) -> float:
    """How surely a line begins a cell: a capital letter after a line that is not left hanging."""
    if index == 0:
        return 1.0
    if texts[index][:1].islower() or texts[index - 1][-1:] in ",-" or texts[index][:1] in "-+•":
        return -1.0
    return 0.6


def _step(roles: list[str], before: int, column: int, fresh: float) -> float:
    if column == before:
        return -fresh
    return fresh - sum(_skipped(role) for role in roles[before + 1 : column])


def _skipped(role: str) -> float:
    """What it costs to leave a column empty: a row says what is to be done before all else."""
    return 3.5 if role == "content" else 1.5


def _trace(texts: list[str], roles: list[str], best: list[list[float]], back: list[list[int]]) -> dict[str, str]:
    last = len(texts) - 1
    column = max(range(len(roles)), key=lambda index: best[last][index] - 1.5 * (len(roles) - 1 - index))
    found: dict[str, list[str]] = {}
    for row in range(last, -1, -1):
        found.setdefault(roles[column], []).insert(0, texts[row])
        column = back[row][column]
    return {role: squeeze(" ".join(parts)) for role, parts in found.items()}
