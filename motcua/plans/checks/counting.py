"""Numbering with gaps and repeats, of parts and of tables."""

from __future__ import annotations

import itertools
import re
from collections import defaultdict

from motcua.plans.checks.numbers import roman, value_of_mark
from motcua.plans.checks.parts import finding
from motcua.plans.reader.block import Block
from motcua.plans.reader.fold import fold
from motcua.plans.reader.model import Anomaly, Plan
from motcua.plans.reader.reading import Reading
from motcua.plans.reader.tables import Row, Table


def _follows(one: Block, two: Block, first: int, second: int) -> bool:
    if second == first + 1:
        return True
    letters = one.mark.strip("().").lower() + two.mark.strip("().").lower()
    return letters in ("de", "ij", "eg", "ef", "fg")


def check_numbering(plan: Plan, reading: Reading) -> list[Anomaly]:
    """Gaps and repeats among parts that stand side by side, and in the ordinals of tables."""
    found: list[Anomaly] = []
    families: dict[tuple[int, str, int], list[Block]] = defaultdict(list)
    for block in reading.blocks:
        if block.zone == "body" and block.style in ("roman", "number", "letter", "paren"):
            families[(id(block.parent), block.style, block.mark.count("."))].append(block)
    for family in families.values():  # what stands before the plan itself is not numbered with it
        marked = [*itertools.dropwhile(lambda block: block.kind == "front", family)]
        found += _in_family(marked, reading) if reading.pages.quality == "clean" else _one_left_out(marked, reading)
    for table in reading.task_tables + reading.target_tables:
        found += _in_table(table, reading)
    return found + _in_words(reading) + _in_codes(reading)


_WORDED = re.compile(r"^\W*(tuan|buoc|dot|giai doan|chang|chuyen de|hoat dong|viec)\s+(?:so\s+|thu\s+)?(\d{1,2})\b")
_CODED = re.compile(r"^([A-ZĐ]{1,4})[\s.-]?0*(\d{1,3})$")


def _in_words(reading: Reading) -> list[Anomaly]:
    """Parts numbered behind a word: "TUẦN 3 …", then "TUẦN 5 …"."""
    series: dict[str, list[tuple[int, Block]]] = defaultdict(list)
    for block in reading.blocks:
        headed = block.zone in ("body", "formal") and block.style in ("head", "body")
        named = _WORDED.match(fold(block.text)) if headed else None
        if named:
            series[named.group(1)].append((int(named.group(2)), block))
    found: list[Anomaly] = []
    for marks in series.values():
        for (first, one), (second, two) in itertools.pairwise(marks):
            if marks[0][0] != 1 or second == first + 1 or second <= 1:
                continue
            kind = "number_repeated" if second == first else "number_gap"
            message = f"Đánh số nhảy từ “{one.text[:25]}” sang “{two.text[:25]}”"
            found.append(finding(kind, message, two.section, two.source, reading, 0.75))
    return found


def _in_codes(reading: Reading) -> list[Anomaly]:
    """Codes in the first columns of a table ("NV05") that are used twice or leave one out."""
    found: list[Anomaly] = []
    for _, run in itertools.groupby(reading.pages.lines, key=lambda line: len(line.cells or ())):
        rows = [(_CODED.match(cell.strip()), line) for line in run for cell in (line.cells or ())[:2]]
        coded = [(mark.group(1), int(mark.group(2)), line) for mark, line in rows if mark]
        for (head, first, _), (again, second, line) in itertools.pairwise(coded):
            if len(coded) < _LEAST or head != again or second == first + 1 or second == 1:
                continue
            kind = "number_repeated" if second == first else "number_gap"
            code = f"{again}{second:02d}"
            message = f"Mã {code} dùng hai lần" if second == first else f"Mã nhảy từ {head}{first:02d} sang {code}"
            found.append(finding(kind, message, f"PL {code}", line.source, reading, 0.85))
    return found


_LEAST = 3


def _in_family(family: list[Block], reading: Reading) -> list[Anomaly]:
    found: list[Anomaly] = []
    for one, two in itertools.pairwise(family):
        first, second = value_of_mark(one), value_of_mark(two)
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


def _one_left_out(family: list[Block], reading: Reading) -> list[Anomaly]:
    """One number left out of a badly recognised list, where no paragraph that lost its mark can be the one."""
    values = [value_of_mark(block) for block in family]
    steps = [
        n for n, (one, two) in enumerate(itertools.pairwise(family))
        if not _follows(one, two, values[n] or 0, values[n + 1] or 0)
    ]  # fmt: skip
    if len(family) < _LEAST or len(steps) != 1 or None in values or values[0] != 1:
        return []
    one, two = family[steps[0]], family[steps[0] + 1]
    first, second = values[steps[0]] or 0, values[steps[0] + 1] or 0
    between = [block for block in reading.blocks if one.source.line < block.source.line < two.source.line]
    lost = any(block.style == "body" for block in between) or re.search(r"\s\w{1,2}[.)]\s+[^\W\d_]", one.text)
    if second != first + 2 or lost:
        return []
    message = f"Đánh số nhảy từ {one.mark} sang {two.mark}"
    return [finding("number_gap", message, two.section, two.source, reading, 0.6)]


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
