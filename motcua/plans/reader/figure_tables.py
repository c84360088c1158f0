"""Tables known by their figures: drawn with blanks only, or under headings nobody foresaw."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable
from dataclasses import replace

from motcua.plans.reader.cells import is_empty, is_figure, is_unit
from motcua.plans.reader.columns import role_of
from motcua.plans.reader.figures import worth
from motcua.plans.reader.fold import fold, plain, squeeze
from motcua.plans.reader.metrics import best_metric
from motcua.plans.reader.tables import Row, Table

_ORDINAL = re.compile(r"^(?:[IVX]{1,5}|[A-H]|\d{1,2}(?:\.\d{1,2})*)[.)]?$")
_GAP = re.compile(r"\S {2,}(?=\S)")


def is_money(head: str) -> bool:
    """Whether a column holds prices or sums: such a table counts what is bought, not what is promised."""
    return bool(re.search(r"\b(?:don gia|thanh tien|so tien|kinh phi|du toan)\b", plain(head)))


# --- drawn with blanks -------------------------------------------------------------------------------------------


def squared(text: str) -> str:
    """The text with its tables of figures that are drawn with blanks as rows with strokes; lines keep their number."""
    lines = text.expandtabs(8).split("\n") if "  " in text else text.split("\n")
    done = text.split("\n")
    start = 0
    while start < len(lines):
        stop = _run(lines, start)
        rows = _rows(lines[start:stop]) if stop - start >= 3 else {}
        if rows:
            done[start:stop] = ["| " + " | ".join(rows[n]) + " |" if n in rows else "" for n in range(stop - start)]
        start = max(stop, start + 1)
    return "\n".join(done)


def _run(lines: list[str], start: int) -> int:
    """The line behind the lines from `start` on that may belong to one table: most have gaps, none is too long."""
    stop, loose = start, 0
    if "|" in lines[start] or not _GAP.search(lines[start]):
        return start
    for index in range(start, len(lines)):
        line = lines[index]
        if "|" in line or line.startswith("\f"):
            break
        loose = 0 if _GAP.search(line) else loose + 1
        if loose > 2:
            break
        stop = index + 1 if not loose or (line.startswith("  ") and line.strip()) else stop
    return stop


def _rows(lines: list[str]) -> dict[int, list[str]]:
    """The rows of a table by the line they begin on; none where the lines draw no table of figures."""
    while len(lines) >= 3:
        cells = _cells(lines)
        figures = [n for n, row in enumerate(cells) if any(is_figure(cell) for cell in row[1:])]
        if len(figures) >= 2 and len(cells[0]) >= 2 and _even(cells, figures):
            return _joined(cells, figures[0])
        lines = lines[:-1]
    return {}


def _cells(lines: list[str]) -> list[list[str]]:
    """Lines cut where a band of two blanks goes down through all of them."""
    width = max(map(len, lines))
    used = [any(x < len(line) and line[x] != " " for line in lines) for x in range(width)] + [False] * 2
    edges, blank = [0], 0
    for x in range(width):
        blank = 0 if used[x] else blank + 1
        if used[x] and x and not used[x - 1] and any(used[:x]) and _wide(used, x):
            edges.append(x)
    edges.append(width)
    return [[squeeze(line[one:two]) for one, two in itertools.pairwise(edges)] for line in lines]


def _wide(used: list[bool], x: int) -> bool:
    return x >= 2 and not used[x - 2]


def _even(cells: list[list[str]], figures: list[int]) -> bool:
    """Whether the lines with figures have them in the same columns, behind a column of words."""
    columns = [
        n for n in range(len(cells[0])) if sum(is_figure(cells[row][n]) for row in figures) >= 0.7 * len(figures)
    ]
    behind = [n for n in columns if n and any(_words(cells[row][one]) for row in figures for one in range(n))]
    return bool(behind) and figures[0] >= 1


def _words(cell: str) -> bool:
    return sum(letter.isalpha() for letter in cell) >= 2


def _joined(cells: list[list[str]], first: int) -> dict[int, list[str]]:
    """Lines put together to rows: a row begins with an ordinal, or with figures where the row before has its own."""
    numbered = sum(bool(_ORDINAL.match(row[0])) for row in cells[first:]) >= 0.5 * (len(cells) - first)
    starts = [0, first]
    for n in range(first + 1, len(cells)):
        fresh = bool(_ORDINAL.match(cells[n][0])) if numbered else any(is_figure(cell) for cell in cells[n][1:])
        if fresh:
            starts.append(n)
    if numbered and not _ORDINAL.match(cells[first][0]) and first > 1 and _ORDINAL.match(cells[first - 1][0]):
        starts[1] = first - 1
    rows = {}
    for one, two in zip(starts, [*starts[1:], len(cells)], strict=False):
        rows[one] = [squeeze(" ".join(row[n] for row in cells[one:two])) for n in range(len(cells[0]))]
    return rows


# --- under headings nobody foresaw -------------------------------------------------------------------------------


def understood(table: Table) -> Table:
    """A table whose headings say too little, its columns named by what stands in them; else as it is."""
    table = _own_aims(_scored(_counted(_told(_results(_milestones(table))))))
    worked = {"lead", "owners", "product", "coordinating"} & set(table.roles)
    if (table.kind == "tasks" and worked) or not table.rows:
        return table
    columns = {role: [row.cells.get(role, "") for row in table.rows] for role in table.roles}
    named = {
        role: _name(role, head, columns[role], table.kind) for role, head in zip(table.roles, table.heads, strict=False)
    }
    interim = [role for role, name in named.items() if name.startswith("interim")]
    named |= {role: "value" for role in interim if _share(_filled(columns[role]), is_figure) >= 0.7}
    if not {"value", "baseline"} & set(named.values()):
        return table
    worded = {role for role in table.roles if _share(_filled(columns[role]), is_figure) < 0.5}
    texts = [role for role, name in named.items() if role in worded and name in (role, "content", "owner")]
    if "content" not in named.values() and "owner" not in named.values() and texts:
        named[max(texts, key=lambda role: sum(map(len, columns[role])))] = "content"
    return _renamed(table, named)


_STAGE = re.compile(
    r"\d|\b(?:giua|cuoi|dau) (?:ky|nam)\b|\b(?:dot|moc|chang|giai doan|buoc) (?:[iv]+|dau|cuoi)\b|"
    r"^(?:so|tong) ket\b|\bquy [iv]+\b|^ca nam\b|^(?:sau|chin) thang\b"
)
_LASTING = re.compile(r"^\D*\d{1,2}\.\d{1,2}\.\d{2,4}$|\d ?(?:ngay|thang|tuan|quy|nam)\b")


def _milestones(table: Table) -> Table:
    """ "30/6 | 31/12", "Giữa kỳ | Cuối kỳ" over figures: not when work is done but what is to be reached by then."""
    named = {role: role for role in table.roles}
    content = next((plain(head) for role, head in zip(table.roles, table.heads, strict=False) if role == "content"), "")
    for role, head in zip(table.roles, map(plain, table.heads), strict=False):
        base = re.sub(r"\d+$", "", role)
        timed = base in ("deadline", "interim") or (base == "other" and re.search(r"chi tieu|chi so|tieu chi", content))
        cells = _filled([row.cells.get(role, "") for row in table.rows])
        levels = _share(cells, lambda cell: is_figure(cell) and not _LASTING.search(fold(cell)))
        if levels >= 0.7 and ((timed and _STAGE.search(head)) or (base == "content" and _named_beside(table, role))):
            named[role] = "value"
    return table if all(role == name for role, name in named.items()) else _renamed(table, named)


def _named_beside(table: Table, role: str) -> bool:
    """Whether another column says in words what the figures of this one are of ("Xã, phường", "Nội dung")."""
    others = [[row.cells.get(one, "") for row in table.rows] for one in table.roles if one not in (role, "ordinal")]
    return any(_share(cells, _words) >= 0.7 for cells in others if len(_filled(cells)) * 2 > len(cells))


def _name(role: str, head: str, cells: list[str], kind: str) -> str:
    """What a column holds: by its heading, else by its cells; among targets a heading must promise them."""
    known = role_of(head) if role.startswith("other") else re.sub(r"\d+$", "", role)
    filled = _filled(cells)
    known = None if known == "ordinal" and role != "ordinal" else known
    known = None if known == "content" and role != "content" and _PROMISED.search(plain(head)) else known
    if known is None and _share(filled, is_figure) >= 0.7 and not _counts_up(filled):
        promised = kind != "targets" or _PROMISED.search(plain(head))
        known = "value" if promised and not _STOCK.search(plain(head)) else None
    elif known is None and _share(filled, is_unit) >= 0.9:
        known = "unit"
    elif known is None and _share(filled, lambda cell: bool(_ORDINAL.match(cell))) >= 0.9:
        known = "ordinal"
    if known == "unit" and _share(filled, is_unit) < 0.5:
        known = None
    return known or (role if role.startswith("other") else f"other{role}")


_STOCK = re.compile(r"^(?:tong )?so (?:ho|nhan khau|dan|nguoi|thon|ho so|can bo)$|dan so|dien tich")
_PROMISED = re.compile(
    r"\bso (?:buoi|lop|luot|cuoc|dot|mo hinh|tin|bai)|20[2-4]\d|toi thieu|it nhat|\bgiao\b|muc tieu|chi tieu|phan dau|"
    r"ke hoach|%"
)


def _told(table: Table) -> Table:
    """A column of targets written out ("Hồ sơ trực tuyến: tối thiểu 75%") beside the work: sentences, not figures."""
    for role in table.roles:
        cells = _filled([row.cells.get(role, "") for row in table.rows])
        if role.startswith("value") and _share(cells, lambda cell: _said_words(cell) >= 4) >= 0.6:
            named = {one: "standing" if one.startswith("baseline") else one for one in table.roles}
            return _renamed(table, named | {role: "told"})
    return table


_MOMENT_WORDS = re.compile(r"\b(?:quy (?:[iv]+|\d)|(?:dau|giua|cuoi|ca|het) (?:nam|ky)|(?:sau|chin) thang)\b")


def _said_words(cell: str) -> int:
    """How many words a cell says besides those for a part of the year ("Quý II: 70%; cả năm: 80%" says none)."""
    return len(re.findall(r"[^\W\d]+", _MOMENT_WORDS.sub(" ", fold(cell))))


_WHOLE, _PART = re.compile(r"^tong(?: so)?$"), re.compile(r"^(?:so )?(?:da|moi|dat|hoan thanh|thuc hien|dung han)\b")


def _counted(table: Table) -> Table:
    """Total, part of it and share side by side: known by their heads, or because the share is what the counts make.

    The share says it all; where heads say that the part was done, it tells where things stand.
    """
    heads = dict(zip(table.roles, map(plain, table.heads), strict=False))
    whole = [role for role, head in heads.items() if _WHOLE.match(head)]
    part = [role for role, head in heads.items() if _PART.match(head) and not _PROMISED.search(head)]
    share = [role for role, head in heads.items() if re.match(r"^(?:ty le|%|phan tram)", head)]
    named = {role: role for role in table.roles}
    if whole and part and len(share) == 1:
        counts = dict.fromkeys(whole, "whole") | dict.fromkeys(part, "part")
        return _renamed(table, named | counts | {share[0]: "baseline"})
    made = _made_of(table)
    if made is None:
        return table
    of, counted, rate = made
    head = table.heads[table.roles.index(rate)]
    if not _says_what(head):
        head = f"{head} ({table.heads[table.roles.index(counted)]})"
    titles = [head if role == rate else one for role, one in zip(table.roles, table.heads, strict=True)]
    for n, title in enumerate(titles):  # "Mục tiêu 2026" beside them is of the same measure
        same = table.roles[n] not in made and _PROMISED.search(plain(title)) and not _STOCK.search(plain(title))
        if same and not _says_what(title):
            titles[n] = f"{title} ({table.heads[table.roles.index(counted)]})"
    return _renamed(replace(table, heads=titles), named | {of: "whole", counted: "part", rate: "value"})


def _says_what(head: str) -> bool:
    """Whether a heading names a measure, be it only what is said of dossiers ("Đúng hạn (%)")."""
    return any(best_metric(plain(f"tỷ lệ {said}{head}"), share=True)[0] for said in ("", "hồ sơ "))


def _made_of(table: Table) -> tuple[str, str, str] | None:
    """(whole, part, share): three columns of which the third is the second in hundredths of the first."""
    if len(table.heads) != len(table.roles):
        return None
    columns = {role: [_number(row.cells.get(role, "")) for row in table.rows] for role in table.roles}
    filled = [role for role, cells in columns.items() if sum(one is not None for one in cells) >= _LEAST]
    for whole, part, share in itertools.permutations(filled, 3):
        rows = [
            one for one in zip(columns[whole], columns[part], columns[share], strict=True) if None not in one and one[0]
        ]
        fitting = sum(abs(100 * (two or 0) / (one or 1) - (three or 0)) < 0.6 for one, two, three in rows)
        said = any("%" in row.cells.get(share, "") for row in table.rows) or re.search(
            r"ty le|%", fold(table.heads[table.roles.index(share)])
        )
        if said and len(rows) >= _LEAST and fitting >= 0.6 * len(rows):
            return whole, part, share
    return None


_LEAST = 2


def _number(cell: str) -> float | None:
    found = re.fullmatch(r"[<>≥≤=\s]*(\d{1,3}(?:\.\d{3})+|\d+(?:,\d+)?)\s?%?", cell.strip())
    return worth(found.group(1)) if found else None


_RESULTS = re.compile(r"^(?:ket qua|thuc hien|dat|muc do hoan thanh)\b|\b(?:thuc hien|dat duoc|da dat)$")


def _results(table: Table) -> Table:
    """ "Kết quả" over figures is what was reached, over words what a task leaves behind."""
    for role, head in zip(table.roles, map(plain, table.heads), strict=False):
        cells = _filled([row.cells.get(role, "") for row in table.rows])
        named = role.startswith(("product", "lead")) and _RESULTS.search(head)
        if named and len(cells) >= _LEAST and _share(cells, is_figure) >= 0.7:
            others = {one: one for one in table.roles}
            return _asked_then(_renamed(table, others | {role: "baseline"}))
    return _asked_then(table)


def _asked_then(table: Table) -> Table:
    """ "Kế hoạch giao | Kết quả thực hiện", both without a year: what was asked for then is no target of this plan."""
    heads = [plain(head) for head in table.heads]
    if len(heads) != len(table.roles):
        return table
    for n, (role, before) in enumerate(zip(table.roles[1:], table.roles, strict=False), 1):
        done = role.startswith(("baseline", "value")) and _RESULTS.search(heads[n])
        asked = before.startswith("value") and _ASKED.search(heads[n - 1])
        filled = _filled([row.cells.get(role, "") for row in table.rows])
        if done and asked and not _OTHER_YEAR.search(heads[n - 1] + heads[n]) and len(filled) * 2 > len(table.rows):
            others = {one: one for one in table.roles}
            return _renamed(table, others | {before: "asked", role: "baseline"})
    return table


_CEILING = re.compile(r"\b(?:diem|thang)\b.{0,12}\b(?:toi da|chuan|cao nhat|quy dinh)\b|\bthang diem\b|^toi da$")
_GIVEN = re.compile(r"\b(?:tinh|thanh pho|trung uong|cap tren|bo)(?: da)? giao\b")
_TAKEN = re.compile(
    r"\b(?:phan dau|dang ky)\b|\b(?:xa|phuong|dac khu|so|trung tam)(?: \w+)? (?:giao|dat|de ra|cam ket)\b"
)


def _own_aims(table: Table) -> Table:
    """ "Tỉnh giao 2026" beside "Xã phấn đấu 2026": what the plan itself sets is its target."""
    heads = [plain(head) for head in table.heads]
    if not any(map(_TAKEN.search, heads)) or len(heads) != len(table.roles):
        return table
    given = {role: "given" for role, head in zip(table.roles, heads, strict=True) if _GIVEN.search(head)}
    return _renamed(table, {role: role for role in table.roles} | given) if given else table


_ASKED = re.compile(r"\b(?:ke hoach|giao|muc tieu|chi tieu|phan dau)\b")
_LOST = re.compile(r"\b(?:mat|tru|thieu|chenh|giam|tang|con lai)\b")
_OTHER_YEAR = re.compile(r"\b20\d\d\b")
_SCORE = re.compile(r"\bdiem\b|\bdat\b|cham|danh gia|thuc te|ket qua")


def _scored(table: Table) -> Table:
    """Beside the most points that can be had, columns of points that promise nothing are what was reached."""
    heads = dict(zip(table.roles, map(plain, table.heads), strict=False))
    most = [role for role, head in heads.items() if _CEILING.search(head)]
    others = [role for role, head in heads.items() if role not in most and role not in ("ordinal", "note")]
    figures = [r for r in others if _share(_filled([row.cells.get(r, "") for row in table.rows]), is_figure) >= 0.7]
    if not most or not figures or not any("diem" in head for head in heads.values()):
        return table
    rows = [replace(row, cells={"unit": "điểm", **row.cells}) for row in table.rows]
    sums = [replace(row, cells={"unit": "điểm", **row.cells}) for row in table.sums]
    reached = [
        role for role in figures
        if _SCORE.search(heads[role]) and not _PROMISED.search(heads[role]) and not _LOST.search(heads[role])
    ]  # fmt: skip
    reached = [role for role in reached if _OTHER_YEAR.search(heads[role])] or reached[-1:]  # who judges last decides
    named = {role: role for role in table.roles} | dict.fromkeys(most, "most")
    named |= dict.fromkeys(reached, "baseline") | {
        role: "value" for role in figures if role not in reached and _PROMISED.search(heads[role])
    }
    texts = [role for role in others if role not in figures]
    if "content" not in named.values() and texts:
        named[max(texts, key=lambda role: sum(len(row.cells.get(role, "")) for row in table.rows))] = "content"
    return _renamed(replace(table, rows=rows, sums=sums), named)


def _filled(cells: list[str]) -> list[str]:
    return [cell for cell in cells if not is_empty(cell)]


def _share(cells: list[str], test: Callable[[str], bool]) -> float:
    return sum(map(test, cells)) / len(cells) if cells else 0.0


def _counts_up(cells: list[str]) -> bool:
    return cells == [str(n) for n in range(1, len(cells) + 1)]


def _renamed(table: Table, named: dict[str, str]) -> Table:
    names, seen = {}, set()
    for index, role in enumerate(table.roles):
        name = named[role] if named[role] not in seen else f"{named[role]}{index}"
        seen.add(name)
        names[role] = name
    rows, sums = [_of_roles(row, names) for row in table.rows], [_of_roles(row, names) for row in table.sums]
    return replace(table, roles=[names[role] for role in table.roles], rows=rows, sums=sums)


def _of_roles(row: Row, names: dict[str, str]) -> Row:
    cells = {names.get(role, role): cell for role, cell in row.cells.items()}
    return replace(row, ordinal=cells.pop("ordinal", row.ordinal).strip(" ."), cells=cells)
