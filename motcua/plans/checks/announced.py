"""Counts announced in any wording ("10 nhiệm vụ", "mười nhóm nhiệm vụ", "các nhiệm vụ sau (08)") and what is listed.

What a text lists is told from its marks: parts beneath the announcement or behind it, a numbering that goes on across
groups, "(1) …; (2) …" in one sentence, names with a number ("Nhiệm vụ 7."), rows and groups of tables. One of these
that has the announced count clears it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from motcua.plans.checks.grids import grids
from motcua.plans.checks.numbers import value_of_mark
from motcua.plans.checks.parts import finding
from motcua.plans.data import table
from motcua.plans.reader.block import Block
from motcua.plans.reader.fold import fold, squeeze
from motcua.plans.reader.lines import is_caps
from motcua.plans.reader.model import Anomaly, Plan, Source
from motcua.plans.reader.reading import Reading
from motcua.plans.reader.tables import Table


@dataclass(frozen=True)
class _Said:
    """An announced count, what is counted (folded, and as written) and where it stands."""

    count: int
    noun: str
    name: str


@dataclass(frozen=True)
class _Listed:
    """What a text lists on one level: how many, with which marks the row begins and ends; whether groups of others."""

    count: int
    marks: str = ""
    groups: bool = False


_ONES = ("", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")


@cache
def _spoken() -> dict[str, int]:
    """Numbers in words from two to thirty-nine."""
    words = {word: n for n, word in enumerate(_ONES) if n > 1}
    for ten, head in ((10, "mười"), (20, "hai mươi"), (30, "ba mươi")):
        words[head] = ten
        words |= {f"{head} {one}": ten + n for n, one in enumerate(_ONES) if n}
        words[f"{head} lăm"] = ten + 5
    return words | {"bẩy": 7, "hai mươi mốt": 21, "ba mươi mốt": 31}


@cache
def _nouns() -> str:
    return str(table("checks")["announced"]["nouns"])


@cache
def _figures() -> re.Pattern[str]:
    return re.compile(rf"(?<![\d.,/])\b(\d{{1,2}})\s+({_nouns()})\b")


@cache
def _behind() -> re.Pattern[str]:
    return re.compile(
        rf"\b({_nouns()})\b(?: [a-z]+){{0,6}}\s*\((?:gom |co |tong so:? ?)?(\d{{1,2}})(?:\s+(?:{_nouns()}))?\)"
    )


@cache
def _words() -> re.Pattern[str]:
    spoken = "|".join(sorted(_spoken(), key=len, reverse=True))
    return re.compile(rf"(?<!\w)({spoken})\s+(\w+(?: \w+){{0,2}})")


_NOT_BEFORE = re.compile(r"\b(?:muc|dieu|khoan|so|thu|nhiem vu|chi tieu|thang|ngay|quy|dau|cuoi|giai phap|nhom)\s*\(?$")
_NOT_AFTER = re.compile(
    r"^\s*(?:so|thu|tren|/|nam|thang|trong (?:tong )?so|con lai|dau tien|qua han|da hoan thanh|da)\b"
)
_YEARLY = re.compile(r"(?:trong|hằng|hàng|mỗi|cả|từng|của|các|một|suốt|đầu|cuối|\d)\s*$")


_QUOTED = re.compile(r"“[^”]{1,80}”|\"[^\"]{1,80}\"")


def announcements(text: str) -> list[_Said]:
    """Every count that a text announces, in figures or words."""
    text = _QUOTED.sub(lambda name: "_" * len(name.group()), text)  # a name announces nothing
    words, found = fold(text), []
    for one in _figures().finditer(words):
        if not _NOT_BEFORE.search(words[: one.start(1)]) and not _NOT_AFTER.match(words[one.end() :]):
            found.append(_Said(int(one.group(1)), one.group(2), text[one.start(2) : one.end(2)]))
    for one in _behind().finditer(words):
        found.append(_Said(int(one.group(2)), one.group(1), text[one.start(1) : one.end(1)]))
    for one in _words().finditer(text.lower()):
        noun = re.match(rf"(?:{_nouns()})\b", fold(one.group(2)))
        lone = one.group(1) == "năm" and _YEARLY.search(text[: one.start()].lower())
        if noun and not lone and not _NOT_AFTER.match(words[one.start(2) + noun.end() :]):
            found.append(_Said(_spoken()[one.group(1)], noun.group(), text[one.start(2) : one.start(2) + noun.end()]))
    return found


def check_counts(plan: Plan, reading: Reading) -> list[Anomaly]:
    """Announced counts that nothing listed behind them has."""
    found = _of_tables(reading)
    told = {one.source for one in found}
    for block in reading.blocks:
        if block.zone == "body" and block.source not in told:
            for said in announcements(block.text):
                if said.count > 1 and _points(block, said):
                    found += _judged(said, block, plan, reading)
    return found


@cache
def _pointing() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{table('checks')['announced']['points']})\b")


_LISTS_AT_ONCE = re.compile(r"^[^:.;]{0,60}:\s*(?:\(i\)|\(1\)|1[.)]\s|a\))")


def _points(block: Block, said: _Said) -> bool:
    """Whether a count announces a list: a heading, a text that ends with a colon, or says that something follows."""
    text = block.text
    heads = (block.rank < 8 and len(text) < 140 and bool(block.children)) or (block.style == "head" and len(text) < 90)
    if _LISTS_AT_ONCE.search(text[fold(text).find(said.noun) :]):
        return True
    if heads or text.rstrip().endswith(":"):
        return len(text) < 600
    return len(text) < 400 and bool(_pointing().search(fold(text)))


def _judged(said: _Said, block: Block, plan: Plan, reading: Reading) -> list[Anomaly]:
    levels = [one for one in _levels(block, said, reading) if one.count > 1]
    counts = {one.count for one in levels} | _read_there(said, block, plan)
    if not levels or said.count in counts:
        return []
    grouping = bool(re.match(r"nhom|linh vuc|phan|giai phap", said.noun))
    levels.sort(key=lambda one: (one.groups != grouping, abs(one.count - said.count)))
    best = levels[0]
    if abs(best.count - said.count) > max(2, said.count // 4):
        return []
    name = squeeze(block.text)[:60]
    only = "nhưng chỉ liệt kê" if best.count < said.count else "nhưng liệt kê tới"
    place = f"Mục {block.section}" if block.section else "Văn bản"
    message = f"{place} nêu {said.count} {said.name} {only} {best.count} mục{best.marks} (“{name}”)"
    return [finding("count_differs", message, block.section, block.source, reading, 0.85)]


def _read_there(said: _Said, block: Block, plan: Plan) -> set[int]:
    """How many places of the announcing part gave targets or tasks when the plan was read."""
    items = plan.targets if "tieu" in said.noun else plan.tasks if re.search(r"viec|vu$", said.noun) else []
    places = {one.source: one.section for one in items}
    here = sum(section.startswith(block.section) for section in places.values()) if block.section else 0
    return {here} - {0}


# --- what is listed ----------------------------------------------------------------------------------------------


def _levels(block: Block, said: _Said, reading: Reading) -> Iterator[_Listed]:
    yield from _inline(block.text)
    followers = _followers(block, reading)
    yield from _runs(followers)
    yield from _named(said, block, reading)
    yield from _tables_behind(said, block, followers, reading)


_INLINE = re.compile(r"\((\d{1,2}|[ivx]{1,5}|[a-zđ])\)\s*(?=\w)|(?<=[:;,] )(\d{1,2}|[a-zđ])[.)]\s+(?=\w)")


def _inline(text: str) -> Iterator[_Listed]:
    marks = [one.group(1) or one.group(2) for one in _INLINE.finditer(text)]
    if len(marks) > 1 and marks[0] in ("1", "i", "a"):
        yield _Listed(len(marks), f" ({marks[0]} đến {marks[-1]})")


def _followers(block: Block, reading: Reading) -> list[Block]:
    """What stands behind an announcement up to the next part of the rank of its heading.

    Marks above that rank which the text did not use before ("A." first met beneath "II.") are parts of it.
    """
    home = block if block.children else block.parent
    top = home.rank if home is not None else -1.0
    start = reading.blocks.index(block) + 1
    before = {one.style for one in reading.blocks[:start] if one.kind != "front"}
    found: list[Block] = []
    for one in reading.blocks[start:]:
        ends = one.rank <= top and one.style in before and not _goes_on(home, one, found)
        if ends or one.zone not in ("body", "closing"):
            break
        found.append(one)
    return found


def _goes_on(home: Block | None, one: Block, found: list[Block]) -> bool:
    """Whether a part goes on with a list "1., 2., …" that began anew beneath a heading marked alike ("3. NHIỆM VỤ")."""
    if home is None or home.style != one.style or one.style != "number":
        return False
    value, own = value_of_mark(one), value_of_mark(home)
    last = next((value_of_mark(each) for each in reversed(found) if each.style == one.style), 0)
    follows_home = own is not None and value == own + 1 and is_caps(one.text) == is_caps(home.text)
    return value == (last or 0) + 1 and not follows_home


def _runs(blocks: list[Block]) -> Iterator[_Listed]:
    """Numberings that start at one and go on, over groups or within the first parent, by style of mark."""
    styles: dict[tuple[str, int], list[Block]] = {}
    for one in blocks:
        if one.style != "body":
            styles.setdefault((one.style, one.mark.count(".")), []).append(one)
    lowest = min((one.rank for one in blocks if one.style != "body"), default=0.0)
    for (style, _), family in styles.items():
        groups = family[0].rank == lowest and any(child.style != "body" for child in family[0].children)
        if style in ("dash", "plus"):
            heads = [one for one in family if one.parent is family[0].parent]
            if family[0] is next((one for one in blocks if one.style != "body"), None):
                yield _Listed(len(heads), "", groups)
            if len(heads) < len(family):
                yield _Listed(len(family))
            continue
        values = [value_of_mark(one) for one in family]
        anew = sum(value == 1 for value in values) > 1
        first = [one for one in family if one.parent is family[0].parent]
        if values and values[0] == 1:
            yield _Listed(len(first), f" ({first[0].mark} đến {first[-1].mark})", groups)
            if len(family) != len(first):
                marks = "" if anew else f" ({family[0].mark} đến {family[-1].mark})"
                yield _Listed(len(family), marks, groups)


def _named(said: _Said, block: Block, reading: Reading) -> Iterator[_Listed]:
    """ "Nhiệm vụ 1. …", "Nhiệm vụ 2. …" behind the announcement."""
    head = re.compile(rf"^\W*{said.noun}\s+(?:so\s+)?(\d{{1,2}})\s?[.:)–-]")
    numbers: list[int] = []
    for line in reading.pages.lines:
        one = head.match(fold(line.text or "")) if line.number >= block.source.line else None
        if one and int(one.group(1)) not in numbers:
            numbers.append(int(one.group(1)))
    if len(numbers) > 1 and numbers[0] == 1:
        yield _Listed(len(numbers), f" ({numbers[0]} đến {numbers[-1]})")


_NAMED_TABLE = re.compile(r"\b(?:bang|bieu|phu luc) (?:so )?(\d{1,2}|[ivx]+)\b")


def _tables_behind(said: _Said, block: Block, followers: list[Block], reading: Reading) -> Iterator[_Listed]:
    """Rows and groups of the table of the announcing part: the one it names, else the first of what is counted."""
    start = block.source.line
    behind = [one.source.line for one in reading.blocks if one.source.line > start and one not in followers]
    stop = min(behind, default=10**9)
    near = [one for one in reading.tables if start < one.source.line < stop]
    named = _NAMED_TABLE.search(fold(block.text))
    by_name = [one for one in near if named and named.group() in fold(one.caption)]
    kind = "targets" if re.search(r"chi tieu|chi so", said.noun) else "tasks"
    by_kind = [one for one in near if one.kind == kind]
    for one in (by_name or by_kind or near)[:1]:
        rows = len([row for row in one.rows if not re.fullmatch(r"\d+\.\d+", row.ordinal)]) or len(one.rows)
        yield _Listed(len(one.rows))
        yield _Listed(rows)
        if one.groups:
            yield _Listed(len(one.groups), "", True)
        yield from _distinct(said, one, reading)


def _distinct(said: _Said, one: Table, reading: Reading) -> Iterator[_Listed]:
    """What a column headed by the noun names, merged cells once: "Chỉ tiêu năm 2026" beside the tasks for each."""
    for grid in grids(reading):
        sources = {source for _, source in grid.rows}
        if not sources & {row.source for row in one.rows}:
            continue
        for column, head in enumerate(grid.heads):
            cells = [cells[column] for cells, _ in grid.rows]
            names = {cell for cell in cells if len(cell) > 2}
            if said.noun in head and len(names) < len(cells):
                yield _Listed(len(names))


# --- said by or of tables ----------------------------------------------------------------------------------------


def _of_tables(reading: Reading) -> list[Anomaly]:
    found: list[Anomaly] = []
    for one in reading.task_tables + reading.target_tables:
        found += _said_by_groups(one, reading) + _said_by_total(one, reading)
        found += _said_of(one, reading) if one.kind == "tasks" else _said_of_targets(one, reading)
    return found


def _said_by_groups(one: Table, reading: Reading) -> list[Anomaly]:
    found: list[Anomaly] = []
    for ordinal, title, source in one.groups:
        rows = [row for row in one.rows if (row.group, row.group_ordinal) == (title, ordinal)]
        said = next(iter(announcements(title)), None)
        if said and rows and said.count != len(rows):
            message = f"Nhóm {ordinal} ghi {said.count} {said.name} nhưng liệt kê {len(rows)}"
            found.append(finding("count_differs", message, f"PL {ordinal}", source, reading))
    return found


def _said_by_total(one: Table, reading: Reading) -> list[Anomaly]:
    texts: list[tuple[str, Source]] = [*one.totals]
    texts += [(block.text, block.source) for block in reading.blocks if fold(block.text).startswith("tong cong")]
    found: list[Anomaly] = []
    for text, source in texts:
        said = next(iter(announcements(text)), None)
        if said and said.count not in (len(one.rows), len(one.groups)):
            message = f"Dòng tổng cộng ghi {said.count} nhưng bảng có {len(one.rows)} dòng"
            found.append(finding("count_differs", message, "PL", source, reading))
    return found


_POINTS_TO = re.compile(r"phu luc|danh muc|\b(?:bieu|bang)\b|kem theo|duoi day|sau day")
_ANNEXED = re.compile(r"\b(?:tai|theo|o|trong)\b.{0,20}\b(?:phu luc|danh muc|bieu|bang)\b")


def _said_of_targets(one: Table, reading: Reading) -> list[Anomaly]:
    """ "11 chỉ tiêu tại Phụ lục I" against the rows of the one table of targets, or of the one it names."""
    numbered = [row for row in one.rows if not re.fullmatch(r"\d+\.\d+", row.ordinal)]
    for block in reading.blocks:
        words = fold(block.text)
        named = _NAMED_TABLE.search(words)
        meant = len(reading.target_tables) == 1 or (named is not None and named.group() in fold(one.caption))
        if block.zone != "body" or len(words) > 400 or not meant or not _ANNEXED.search(words):
            continue
        for said in announcements(block.text):
            counts = {len(numbered), len(one.rows), len({row.cells.get("content") for row in one.rows})}
            near = abs(said.count - len(numbered)) <= max(2, said.count // 4)
            if re.match(r"chi (?:tieu|so)", said.noun) and said.count not in counts and near:
                message = f"Văn bản nêu {said.count} {said.name} nhưng bảng chỉ tiêu có {len(numbered)} dòng"
                return [finding("count_differs", message, block.section, block.source, reading, 0.85)]
    return []


def _said_of(one: Table, reading: Reading) -> list[Anomaly]:
    """ "05 nhóm, 09 nhiệm vụ tại Phụ lục 2" against the groups and rows of the table."""
    tops = len({row.ordinal.split(".")[0] for row in one.rows})
    here = {"nhiệm vụ": {len(one.rows)}, "nhóm": {len(one.groups), tops if tops < len(one.rows) else 0} - {0}}
    found: list[Anomaly] = []
    told: set[str] = set()
    for block in reading.blocks:
        words = fold(block.text)
        if block.zone != "body" or len(words) > 400 or not _POINTS_TO.search(words):
            continue
        for said in announcements(block.text):
            kind = (
                "nhóm" if said.noun.startswith("nhom") else "nhiệm vụ" if re.search(r"nhiem vu|viec", said.noun) else ""
            )
            if not kind or kind in told or not here[kind]:
                continue
            told.add(kind)
            if said.count not in here[kind]:
                most = max(here[kind])
                place = f"Mục {block.section}" if block.section else "Văn bản"
                only = "chỉ có" if said.count > most else "có"
                message = f"{place} nêu {said.count} {kind} nhưng bảng, phụ lục {only} {most}"
                found.append(finding("count_differs", message, block.section, block.source, reading))
    return found
