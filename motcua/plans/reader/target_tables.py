"""Tables of targets: years, units of measure or agencies across; measures, agencies or years down; values reached."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from motcua.plans.data import table as wordings
from motcua.plans.reader.agencies import is_agency
from motcua.plans.reader.cells import is_unit
from motcua.plans.reader.deadlines import deadline_of
from motcua.plans.reader.figures import worth
from motcua.plans.reader.fold import fold, plain, squeeze
from motcua.plans.reader.measures import told_late
from motcua.plans.reader.metrics import Metric, best_metric
from motcua.plans.reader.quantities import comparator_at, counts
from motcua.plans.reader.reading import Reading
from motcua.plans.reader.tables import Row, Table
from motcua.plans.reader.years import dated, times_said

_FIGURE = re.compile(r"(?<![\d.,])(\d{1,3}(?:\.\d{3})+|\d+(?:,\d+)?)\s?(%)?")
_YEAR = re.compile(r"\b(20[2-4]\d)\b")
_DATE = re.compile(r"\d{1,2}\s?/\s?\d{1,2}\s?/\s?(20\d\d)|\b(?:tháng\s)?\d{1,2}\s?/\s?(20\d\d)")
_WITHIN = re.compile(r"\(\s*([^()\d]{1,25})\)")


@dataclass(frozen=True)
class Cell:
    """One figure of a table: what it measures, for whom and when, and whether it was reached already."""

    words: str
    said: str
    value: float | int
    share: bool
    sign: str
    unit: str
    year: int | None
    owner: str | None
    reached: bool
    row: Row
    until: str | None = None
    wider: str = ""
    across: bool = False


def cells_of(table: Table, reading: Reading, *, sums: bool = False) -> Iterator[Cell]:
    """Every figure of a table of targets, in reading order; with `sums` those of its total row, too."""
    heads = dict(zip(table.roles, table.heads, strict=False))
    present = _present(table)
    owner = _owners(table)
    measures = "content" in table.roles and owner != "content"
    apart = {role for role, head in heads.items() if _DIFFERENCE.search(plain(head))}
    apart = apart if any(_holds_figures(role) and role not in apart for role in heads) else set()
    for row in table.rows + (table.sums if sums else []):
        for role, text in row.cells.items():
            head = heads.get(role, "")
            if role == owner or role in apart or not (_holds_figures(role) or (measures and _is_share_of(head, text))):
                continue
            for when, part in _moments(head, text) if measures else [(head, text)]:
                cell = _cell(row, when, part, row.cells.get(owner or "", ""), measures, table, reading)
                cell = _settled(cell, head, role == present, role.startswith("baseline"))
                if cell is not None and row in table.sums:
                    cell = replace(cell, wider=f"{table.caption} {cell.words} {reading.title or ''}")
                if cell is not None:
                    yield _on_time(cell)


_MOVES = re.compile(
    r"^\W*(?P<way>tang|giam)(?: dan| manh| hang nam| qua cac nam| so voi [^\d]*(?:nam )?(?:20\d\d)?)?\W*$"
)


def moves_of(table: Table, reading: Reading) -> Iterator[tuple[str, Cell]]:
    """("increase" or "decrease", the place) of each cell that asks for a direction and no figure ("Giảm")."""
    heads = dict(zip(table.roles, table.heads, strict=False))
    if "content" not in table.roles or _owners(table) == "content":
        return
    for row in table.rows:
        for role, text in row.cells.items():
            found = _MOVES.match(fold(text)) if _holds_figures(role) else None
            cell = _cell(row, heads.get(role, ""), "0", "", True, table, reading) if found else None
            if found and cell and not cell.reached and not role.startswith("baseline"):
                way = "increase" if found.group("way") == "tang" else "decrease"
                yield way, replace(cell, said=squeeze(f"{cell.words} {text}"))


# "Tăng so với 2025" beside both levels only says what lies between them.
_DIFFERENCE = re.compile(
    r"^(?:muc |ty le )?(?:tang|giam)\b.*\bso voi\b|^(?:muc )?chenh lech\b|^tang ?/ ?giam\b|^so sanh\b"
)


def _settled(cell: Cell | None, head: str, present: bool, baseline: bool) -> Cell | None:
    """A figure as its column makes it: of the present, reached; None where it only repeats what was asked for."""
    if cell is None:
        return None
    if not cell.reached and (present or (baseline and not _YEAR.search(head))):
        cell = replace(cell, reached=True, year=None)
    return None if (baseline and not cell.reached) or (cell.reached and is_past_aim(head)) else cell


_MOMENT = re.compile(r"^\W*([^:=≥≤<>()]{4,30}?)\s*(?::|=|đạt\b|(?=[≥≤<>]))\s*(\D{0,20}\d[\d.,]*\s?%?\D{0,12})$")


def _moments(head: str, text: str) -> list[tuple[str, str]]:
    """The figures of a cell that tells several moments ("Quý II: 70%; cả năm: 80%"), each with its own heading."""
    parts = [_MOMENT.match(part.strip()) for part in re.split(r"[;\n]|,\s", text)]
    found = [part for part in parts if part and _PART_OF_YEAR.search(plain(part.group(1)))]
    if len(found) < 2 or len(found) < len(parts):
        return [(head, text)]
    year = (_YEAR.findall(head) or [""])[-1]
    return [(_of_year(part.group(1), year), part.group(2)) for part in found]


def _of_year(when: str, year: str) -> str:
    """A part of a year with the year, where one is known: "30/6" as "30/6/2026", "Quý II" as "Quý II năm 2026"."""
    if not year or _YEAR.search(when):
        return when
    return f"{when}/{year}" if re.search(r"\d\s?/\s?\d{1,2}$", when) else f"{when} năm {year}"


def is_past_aim(head: str) -> bool:
    """Whether a column among results only repeats what was asked for then ("Kế hoạch giao", "Mục tiêu 2025")."""
    words = plain(head)
    asked = re.search(r"muc tieu|chi tieu|\bke hoach\b|phan dau|\bgiao\b", words)
    return bool(asked) and not _REACHED_HEAD.search(words)


_FLIPPED = {"<=": ">=", "<": ">", ">=": "<=", ">": "<"}


def _on_time(cell: Cell) -> Cell:
    """A share of cases that were late as the share of those on time, which is what is measured."""
    if not cell.share or not told_late(measured_by(cell), plain(cell.words), cell.value):
        return cell
    return replace(cell, value=round(100 - cell.value, 2), sign=_FLIPPED.get(cell.sign, cell.sign))


def _present(table: Table) -> str | None:
    """The column whose heading names no time, before columns that name theirs: where things stand now."""
    figures = [
        (role, plain(head)) for role, head in zip(table.roles, table.heads, strict=False) if _holds_figures(role)
    ]
    undated = [role for role, head in figures if not _YEAR.search(head) and not _PART_OF_YEAR.search(head)]
    promised = any(
        re.search(r"muc tieu|chi tieu|ke hoach|phan dau|giao|so luong|%|\(", head) for _, head in figures[:1]
    )
    alone = len(undated) == 1 and len(figures) > 1 and undated[0] == figures[0][0]
    return undated[0] if alone and not promised else None


_SHORT = 8  # words of a heading that leaves out what it is said of: "Đúng hạn (%)"


def measured_by(cell: Cell) -> Metric | None:
    """The known measure of a figure, by its words and its unit."""
    words = plain(f"tỷ lệ {cell.words}" if cell.share else cell.words)
    bare = re.sub(r"^so (?:luong )?", "", plain(cell.words))
    one = best_metric(words, share=cell.share, counted=plain(cell.unit) or bare)[0]
    one = one or (None if cell.share else best_metric(words, share=False, counted=bare)[0])
    if one is None and cell.share and cell.across and len(cell.words.split()) < _SHORT:
        one = best_metric(plain(f"tỷ lệ hồ sơ {cell.words}"), share=True)[0]
    if one or not cell.wider:
        return one
    return best_metric(plain(cell.wider), share=cell.share, counted=plain(cell.unit))[0]


def _holds_figures(role: str) -> bool:
    return re.sub(r"\d+$", "", role) in ("value", "baseline")


def _is_share_of(head: str, text: str) -> bool:
    """A column headed by an agency, its cells figures: what that agency is given of a measure."""
    return is_agency(head) and bool(re.fullmatch(r"[<>≥≤=\s]*\d[\d.,]*\s?%?", text.strip()))


_SHARER = re.compile(
    r"(?:Năm\s)?20[2-4]\d$|(?:Ấp|Thôn|Bản|Buôn|Làng|Xóm|Khóm|Tổ|Khu|Khối|Xã|Phường|Trường|Lĩnh vực|Nhóm)\s",
    re.IGNORECASE,
)


def _owners(table: Table) -> str | None:
    """The column that says for whom (or when) the figures of a row are, where the measures stand across."""
    for role, head in zip(table.roles, table.heads, strict=False):
        base = re.sub(r"\d+$", "", role)
        if base in ("ordinal", "value", "baseline", "unit", "note", "deadline"):
            continue
        filled = [row.cells[role] for row in table.rows if row.cells.get(role)]
        if not filled:
            continue
        named = sum(is_agency(one) or bool(_SHARER.match(one.strip())) for one in filled)
        if base == "content":
            return role if named >= 0.8 * len(filled) and _across(table) else None
        return role if "content" not in table.roles and (named >= 0.5 * len(filled) or base == "lead" or head) else None
    return None


def _across(table: Table) -> bool:
    """Whether the headings of the figures name measures, not years."""
    return any(
        best_metric(plain(head), share=True)[0] is not None
        for role, head in zip(table.roles, table.heads, strict=False)
        if _holds_figures(role)
    )


def _cell(row: Row, head: str, text: str, owner: str, measures: bool, table: Table, reading: Reading) -> Cell | None:
    figure = _FIGURE.search(_DATE.sub(lambda found: " " * len(found.group()), text))
    words = row.cells.get("content", "") if measures else re.sub(r"\([^()]*20\d\d[^()]*\)", "", head)
    if figure is None or not words.strip():
        return None
    unit = _uncapped(row.cells.get("unit", "").strip(" .")) or _unit_within(words) or _counted_in(words)
    unit = unit or _unit_of(text, figure.end())
    share = bool(figure.group(2)) or "%" in unit or "%" in head or (not unit and "ty le" in plain(words))
    folded = fold(text)
    sign, _ = comparator_at(folded, figure.start(), figure.end())
    if sign == "=":
        sign = next((one for said in (words, head) if (one := _sign_of(said)) != "="), "=")
    year, reached = _when(row, head, text, owner, table, reading)
    within = times_said(dated(head, year)) or _due_within(row, year)
    return Cell(
        squeeze(words), squeeze(f"{words} {text}"), worth(figure.group(1)), share, sign, "%" if share else unit,
        year, squeeze(owner) or (squeeze(head) if measures and is_agency(head) else None), reached, row,
        max(within).isoformat() if within and max(within).month != 12 else None, across=not measures,
    )  # fmt: skip


def _due_within(row: Row, year: int | None) -> list[date]:
    """The day by which the row's own column of deadlines asks for its figure ("Thời điểm đạt: 30/9/2026")."""
    due = deadline_of(row.cells.get("deadline"))
    return [date.fromisoformat(due.due)] if due.due and year and due.year == year else []


def _sign_of(words: str) -> str:
    """The comparison that the words of a measure or a heading make for all their figures ("(%), tối thiểu")."""
    folded = fold(words)
    bare = re.sub(r"\([^()]*\)", " ", folded).rstrip(" ,;:.")
    within = (part.strip() for said in _IN_BRACKETS.findall(folded) for part in re.split(r"[%,;.]", said))
    found = (comparator_at(said, len(said), len(said))[0] for said in (bare, *within))
    return next((sign for sign in found if sign != "="), "=")


_IN_BRACKETS = re.compile(r"\(([^()]*)\)")


def _counted_in(words: str) -> str:
    """ "Số buổi hướng dẫn": the thing a measure says it counts."""
    said = re.match(r"Số(?: lượng)? ", words)
    things = counts(f"1 {words[said.end() :]}") if said else []
    return things[0].thing if things and things[0].start == 0 else ""


def _unit_of(text: str, end: int) -> str:
    """ "Không quá 15 phút/lượt", "< 08 phút": the rate or the unit that a cell itself prints, behind its figure."""
    rate = next((one.thing for one in counts(text) if "/" in one.thing), "")
    behind = text[end:].strip(" .")
    return rate or (behind.lower() if is_unit(behind) else "")


def _uncapped(unit: str) -> str:
    """A unit without the capital letter that its cell begins with: "Thôn", but "GB"."""
    return unit[:1].lower() + unit[1:] if unit[1:].islower() else unit


def _unit_within(words: str) -> str:
    """ "Thời gian nộp hồ sơ (phút)": the unit said in brackets behind a measure."""
    found = (one.strip() for one in _WITHIN.findall(words))
    return next((one for one in found if is_unit(one)), "")


_REACHED_HEAD = re.compile("|".join(wordings("situation")["reached_heads"]))


_PART_OF_YEAR = re.compile(
    r"\b(?:giua|cuoi|ca) (?:nam|ky)\b|\bquy (?:i{1,3}|iv|[1-4])\b|\b(?:\d{1,2}|sau|chin) thang\b|\bthang \d|"
    r"\b\d{1,2} ?/ ?\d{1,2}\b|^(?:so|tong) ket\b|\b(?:dot|moc|chang|giai doan|buoc) (?:[iv]+|\d{1,2}|dau|cuoi)\b"
)


def _lent(head: str, table: Table) -> int | None:
    """The year of "6 tháng đầu năm" beside "Cả năm 2026": the next heading that says one, else the last before."""
    if head not in table.heads or not _PART_OF_YEAR.search(plain(head)):
        return None
    place = table.heads.index(head)
    years = [_YEAR.findall(one) for one in (*table.heads[place:], *reversed(table.heads[:place]))]
    return next((int(said[-1]) for said in years if said), None)


_ENCLOSED = re.compile(r"\((?:Ban hành )?[Kk]èm theo [^()]*\)")
_AIMED = re.compile(r"muc tieu|chi tieu|ke hoach|phan dau|giao|toi thieu|it nhat")
_COUNTED_PARTS = re.compile(r"^(?:tu so|mau so)\b|\btu so ?/ ?mau so\b")


def _of_the_present(table: Table, reading: Reading) -> bool:
    """Whether a table stands in the part on where things are, or prints its shares with what they were counted from."""
    if any(_COUNTED_PARTS.search(plain(head)) for head in table.heads):
        return True
    counted = "part" in table.roles and not _AIMED.search(plain(_ENCLOSED.sub(" ", table.caption)))
    above = [one for one in reading.blocks if one.source.line < table.source.line and one.zone == "body"]
    return bool(above) and (
        above[-1].kind in ("baseline", "problems") or (counted and above[-1].kind not in ("targets", "aims"))
    )


def _when(row: Row, head: str, text: str, owner: str, table: Table, reading: Reading) -> tuple[int | None, bool]:
    """(year, whether the value was reached): of the row's own cell, the heading, the words, the name of the table."""
    start, end = reading.period
    said = _YEAR.findall(head)
    caption = _YEAR.findall(_ENCLOSED.sub(" ", table.caption))
    by_row = re.fullmatch(r"(?:Năm\s)?(20[2-4]\d)", owner.strip()) or re.search(
        r"năm (20[2-4]\d)", row.cells.get("content", "") + " " + text
    )
    year = int(by_row.group(1)) if by_row else int(said[-1]) if said else None
    ends = times_said(f"nam {by_row.group(1)}" if by_row else dated(head, year))
    past = bool(ends and reading.begins and max(ends) < reading.begins)
    before = start is not None and year is not None and year < start and not _AIMED.search(plain(head))
    reached = past or before or bool(_REACHED_HEAD.search(plain(head)))
    named = plain(_ENCLOSED.sub(" ", table.caption))
    if year is None and _REACHED_HEAD.search(named) and not re.search("giao|muc tieu|ke hoach", named):
        return (int(caption[-1]) if caption else None), True
    if not reached and year is None and not _AIMED.search(plain(head)) and _of_the_present(table, reading):
        return None, True
    if year is None and not reached:
        due = deadline_of(row.cells.get("deadline")).year
        year = due or _lent(head, table) or (int(caption[-1]) if caption else None)
        year = year or (start if end in (None, start) else None)
    return year, reached
