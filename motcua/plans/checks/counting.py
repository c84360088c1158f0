"""Counts announced against counts listed; numbering with gaps and repeats."""

from __future__ import annotations

import itertools
import re
from collections import defaultdict

from motcua.plans.checks.parts import finding
from motcua.plans.reader.fold import fold, squeeze
from motcua.plans.reader.model import Anomaly, Plan
from motcua.plans.reader.outline import Block
from motcua.plans.reader.reading import Reading
from motcua.plans.reader.tables import Row, Table

_NOUNS = r"(chi tieu|nhiem vu|giai phap|nhom tieu chi|nhom nhiem vu|nhom giai phap|muc tieu|noi dung|tieu chi|nhom)"
_ANNOUNCED = re.compile(rf"(?<![\d.,/])(\d{{1,2}})\s+{_NOUNS}\b")
_WORDS = {"hai": 2, "ba": 3, "bon": 4, "nam": 5, "sau": 6, "bay": 7, "tam": 8, "chin": 9, "muoi": 10}
_ANNOUNCED_WORD = re.compile(rf"\b({'|'.join(_WORDS)})\s+{_NOUNS}\s+(?:sau|chinh|cu the|trong tam|chu yeu)")
_ROMANS = {"i": 1, "v": 5, "x": 10, "l": 50}
_LETTERS = "abcdđeghiklmnopqrstuvxy"


def roman(mark: str) -> int | None:
    """The value of a Roman numeral; None where it is none."""
    values = [_ROMANS.get(letter) for letter in mark.lower()]
    if not values or None in values:
        return None
    total = 0
    for one, two in zip(values, [*values[1:], 0], strict=True):
        total += -(one or 0) if (one or 0) < (two or 0) else (one or 0)
    return total


def announced(text: str) -> tuple[int, str] | None:
    """(count, noun) that a heading or opening announces: "14 chỉ tiêu cụ thể"."""
    words = fold(text)
    found = _ANNOUNCED.search(words)
    if found:
        return int(found.group(1)), found.group(2)
    spoken = _ANNOUNCED_WORD.search(words)
    return (_WORDS[spoken.group(1)], spoken.group(2)) if spoken else None


def check_counts(plan: Plan, reading: Reading) -> list[Anomaly]:
    found: list[Anomaly] = []
    for block in reading.blocks:
        said = announced(block.text) if len(block.text) < 140 or block.text.endswith(":") else None
        if said and block.zone == "body":
            found += _against_children(block, *said, reading)
    for table in reading.task_tables + reading.target_tables:
        found += _against_rows(table, reading)
    return found


def _siblings(block: Block) -> list[Block]:
    marked = [child for child in block.children if child.style not in ("body",)]
    if not marked:
        return []
    highest = min(child.rank for child in marked)
    return [child for child in marked if child.rank == highest]


def _against_children(block: Block, count: int, noun: str, reading: Reading) -> list[Anomaly]:
    listed_ = _siblings(block)
    here = len(listed_)
    if here == count or here < 2 or count < 2:
        return []
    if not (block.text.endswith(":") or len(block.text) < 140) or re.search(r"phu luc|kem theo", fold(block.text)):
        return []
    name = squeeze(block.text)[:60]
    marks = f" ({listed_[0].mark} đến {listed_[-1].mark})" if listed_[0].style != "dash" else ""
    return [
        finding("count_differs", f"Tiêu đề ghi “{name}” là {count} nhưng chỉ liệt kê {here} mục{marks}" if here < count
                else f"Tiêu đề ghi “{name}” là {count} nhưng liệt kê tới {here} mục{marks}",
                block.section, block.source, reading, 0.85)
    ]  # fmt: skip


def _against_rows(table: Table, reading: Reading) -> list[Anomaly]:
    found: list[Anomaly] = []
    start = 0
    for ordinal, title, source in table.groups:
        said = announced(title)
        rows = [row for row in table.rows[start:] if row.group == title]
        start += len(rows)
        if said and rows and said[0] != len(rows):
            found.append(
                finding(
                    "count_differs",
                    f"Nhóm {ordinal} ghi {said[0]} nhiệm vụ nhưng liệt kê {len(rows)}",
                    f"PL {ordinal}",
                    source,
                    reading,
                )
            )
    totals = [
        *table.totals,
        *((block.text, block.source) for block in reading.blocks if fold(block.text).startswith("tong cong")),
    ]
    for text, source in totals:
        said = announced(text)
        if said and said[0] != len(table.rows):
            found.append(
                finding(
                    "count_differs",
                    f"Dòng tổng cộng ghi {said[0]} nhưng bảng có {len(table.rows)} dòng",
                    "PL",
                    source,
                    reading,
                )
            )
    if table.kind == "tasks":
        found += _said_of_table(table, reading)
    return found


_POINTS_TO = re.compile(r"phu luc|danh muc|\b(?:bieu|bang)\b|kem theo|duoi day|sau day")


def _said_of_table(table: Table, reading: Reading) -> list[Anomaly]:
    """ "05 nhóm, 09 nhiệm vụ tại Phụ lục 2" against the groups and rows of the table."""
    here = {"nhiem vu": len(table.rows), "nhom": len(table.groups), "nhom nhiem vu": len(table.groups)}
    names = {"nhiem vu": "nhiệm vụ", "nhom": "nhóm", "nhom nhiem vu": "nhóm"}
    found: list[Anomaly] = []
    told: set[str] = set()
    for block in reading.blocks:
        words = fold(block.text)
        if block.zone != "body" or len(words) > 400 or not _POINTS_TO.search(words):
            continue
        for count, noun in ((int(one.group(1)), one.group(2)) for one in _ANNOUNCED.finditer(words)):
            kind = names.get(noun)
            if kind is None or kind in told or not here[noun]:
                continue
            told.add(kind)
            if count != here[noun]:
                place = f"Mục {block.section}" if block.section else "Văn bản"
                message = f"{place} nêu {count} {kind} nhưng bảng, phụ lục chỉ có {here[noun]}"
                if count < here[noun]:
                    message = f"{place} nêu {count} {kind} nhưng bảng, phụ lục có {here[noun]}"
                found.append(finding("count_differs", message, block.section, block.source, reading))
    return found


def _value(block: Block) -> int | None:
    mark = block.mark.strip("().").lower()
    if block.style in ("roman",) or (block.style == "paren" and roman(mark) is not None):
        return roman(mark)
    if block.style == "number":
        return int(mark.split(".")[-1])
    if block.style in ("letter", "paren") and len(mark) == 1 and mark in _LETTERS:
        return _LETTERS.index(mark) + 1
    return None


def _follows(one: Block, two: Block, first: int, second: int) -> bool:
    if second == first + 1:
        return True
    letters = one.mark.strip("().").lower() + two.mark.strip("().").lower()
    return letters in ("de", "ij", "eg", "ef", "fg")


def check_numbering(plan: Plan, reading: Reading) -> list[Anomaly]:
    """Gaps and repeats among parts that stand side by side, and in the ordinals of tables."""
    found: list[Anomaly] = []
    if reading.pages.quality == "clean":
        families: dict[tuple[int, str, int], list[Block]] = defaultdict(list)
        for block in reading.blocks:
            if block.zone == "body" and block.kind != "front" and block.style in ("roman", "number", "letter", "paren"):
                families[(id(block.parent), block.style, block.mark.count("."))].append(block)
        for family in families.values():
            found += _in_family(family, reading)
    for table in reading.task_tables + reading.target_tables:
        found += _in_table(table, reading)
    return found


def _in_family(family: list[Block], reading: Reading) -> list[Anomaly]:
    found: list[Anomaly] = []
    for one, two in itertools.pairwise(family):
        first, second = _value(one), _value(two)
        if first is None or second is None or (second == 1 and first > 1) or _follows(one, two, first, second):
            continue
        if second == first:
            found.append(
                finding(
                    "number_repeated",
                    f"Hai mục cùng đánh số {two.mark} (“{one.text[:40]}” và “{two.text[:40]}”)",
                    two.section,
                    two.source,
                    reading,
                )
            )
        elif second > first:
            found.append(
                finding(
                    "number_gap", f"Đánh số nhảy từ {one.mark} sang {two.mark}", two.section, two.source, reading, 0.75
                )
            )
        else:
            found.append(
                finding(
                    "number_order", f"Mục {two.mark} đứng sau mục {one.mark}", two.section, two.source, reading, 0.7
                )
            )
    return found


def _in_table(table: Table, reading: Reading) -> list[Anomaly]:
    found: list[Anomaly] = []
    for (one, _, _), (two, title, source) in zip(table.groups, table.groups[1:], strict=False):
        first, second = roman(one), roman(two)
        if first and second and second == first:
            found.append(
                finding(
                    "number_repeated",
                    f"Hai nhóm nhiệm vụ cùng đánh số {two} (nhóm sau: “{title[:60]}”)",
                    f"PL {two}",
                    source,
                    reading,
                    0.9,
                )
            )
        elif first and second and second != first + 1 and not (first == second - 2 and found):
            found.append(finding("number_gap", f"Nhóm đánh số nhảy từ {one} sang {two}", f"PL {two}", source, reading))
    return found + _in_rows(table, reading)


def _in_rows(table: Table, reading: Reading) -> list[Anomaly]:
    """One finding a table for its ordinals: which are used twice, which are missing."""
    said: list[str] = []
    repeated = False
    first: Row | None = None
    for one, two in itertools.pairwise(table.rows):
        last, now = _ordinal(one), _ordinal(two)
        regrouped = (one.group, one.group_ordinal) != (two.group, two.group_ordinal)
        if not last or not now or (_next_to(last, now) and (now != last or regrouped)):
            continue
        first = first or two
        if now == last:
            repeated = True
            said.append(f"số {two.ordinal} dùng hai lần")
        elif len(now) == len(last) and now[:-1] == last[:-1] and now[-1] > last[-1]:
            missing = ", ".join(".".join(map(str, (*now[:-1], n))) for n in range(last[-1] + 1, now[-1])[:5])
            said.append(f"thiếu số {missing} (nhảy từ {one.ordinal} sang {two.ordinal})")
        else:
            said.append(f"số {two.ordinal} đứng sau số {one.ordinal}")
    if first is None:
        return []
    kind = "number_repeated" if repeated else "number_gap"
    message = f"Số thứ tự của bảng: {'; '.join(said[:6])}"
    return [finding(kind, message, f"PL {first.ordinal}", first.source, reading)]


def _ordinal(row: Row) -> tuple[int, ...] | None:
    parts = row.ordinal.split(".")
    return tuple(map(int, parts)) if all(part.isdigit() for part in parts) else None


def _next_to(last: tuple[int, ...], now: tuple[int, ...]) -> bool:
    """Whether an ordinal may follow another: 3 → 4, 3 → 1 (a new group), 1.2 → 1.3, 1.2 → 2.1, 1 → 1.1, 1.4 → 2."""
    if now[-1] == 1 and (len(now) == 1 or now[:-1] != last[:-1]):
        return True
    shorter = last[: len(now)]
    return len(shorter) == len(now) and now == (*shorter[:-1], shorter[-1] + 1)
