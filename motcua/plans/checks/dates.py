"""Dates that do not exist, deadlines already past or out of step, quarters of the wrong year."""

from __future__ import annotations

import calendar
import re
from collections import Counter
from datetime import date, timedelta

from motcua.plans.checks.parts import finding, listed
from motcua.plans.reader.deadlines import deadline_of
from motcua.plans.reader.fold import fold
from motcua.plans.reader.model import Anomaly, Deadline, Plan, Task
from motcua.plans.reader.reading import Reading

_DAY = re.compile(
    r"(?<![\d/.])(\d{1,2})\s?/\s?(\d{1,2})(?:\s?/\s?(\d{4}))?(?![\d/])|ngay (\d{1,2}) thang (\d{1,2})(?: nam (\d{4}))?"
)


def _exists(day: int, month: int, year: int | None) -> bool:
    if not 1 <= month <= 12:
        return False
    return 1 <= day <= calendar.monthrange(year or 2024, month)[1]


def _in_text(text: str) -> list[str]:
    """Dates of a text that no calendar has; bare fractions count only behind "ngày" or "trước"."""
    words, found = fold(text), []
    for match in _DAY.finditer(words):
        parts = [part for part in match.groups() if part]
        day, month = int(parts[0]), int(parts[1])
        year = int(parts[2]) if len(parts) > 2 else None
        bare = match.group(1) and year is None
        if bare and not re.search(r"(?:ngay|truoc|den|het)\s*$", words[: match.start()]):
            continue
        if not _exists(day, month, year) and day <= 39:
            found.append(text[match.start() : match.end()])
    found += [text[one.start() : one.end()] for one in _NO_QUARTER.finditer(words)]
    return found


_NO_QUARTER = re.compile(r"\bquy (?:v|vi{1,3}|ix|x|[5-9])(?=\s?/|\s+nam\b)|\bthang (?:1[3-9]|[2-9]\d)(?=\s?/\s?20)")


def _place(section: str) -> str:
    return (
        f"Nhiệm vụ {section.removeprefix('PL ')} của phụ lục" if section.startswith("PL") else f"Mục {section or 'đầu'}"
    )


def _named(wrong: str) -> str:
    return wrong if fold(wrong).startswith(("quy", "thang", "ngay")) else f"ngày {wrong}"


def check_dates(plan: Plan, reading: Reading) -> list[Anomaly]:
    found: list[Anomaly] = []
    places = [(block.text, block.section, block.source) for block in reading.blocks]
    places += [
        (" ; ".join(row.cells.values()), f"PL {row.ordinal}", row.source) for tab in reading.tables for row in tab.rows
    ]
    for text, section, source in places:
        for wrong in _in_text(text):
            found.append(
                finding(
                    "date_impossible",
                    f"{_place(section)}: {_named(wrong)} không tồn tại (không có trong lịch)",
                    section,
                    source,
                    reading,
                    0.95,
                )
            )
    return found


def _due(deadline: Deadline) -> date | None:
    return date.fromisoformat(deadline.due) if deadline.due else None


def _issued(plan: Plan) -> date | None:
    return date.fromisoformat(plan.meta.doc_date) if plan.meta.doc_date and _valid(plan.meta.doc_date) else None


def _valid(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def check_deadlines(plan: Plan, reading: Reading) -> list[Anomaly]:
    """Deadlines before or right after signing, outside the plan's years, or a year apart from all others."""
    issued = _issued(plan)
    dated = [task for task in plan.tasks if task.deadline.type in ("month", "quarter", "date") and _due(task.deadline)]
    found: list[Anomaly] = []
    if issued:
        past = [task for task in dated if (_due(task.deadline) or issued) < issued and not _begins(task.deadline)]
        soon = _soon(dated, issued)
        day = issued.strftime("%d/%m/%Y")
        found += _past(past, day, reading)
        found += _past_in_text(plan, issued, reading)
        if soon:
            when = ", ".join(dict.fromkeys((task.deadline.raw or "").lower() for task in soon))
            found.append(
                finding(
                    "deadline_near",
                    f"Văn bản ngày {day} nhưng nhiệm vụ {listed([t.id for t in soon])} có hạn {when}",
                    soon[0].section,
                    soon[0].source,
                    reading,
                    0.7,
                )
            )
    return found + _outside(dated, plan, reading) + _odd_one_out(dated, plan, reading)


def _begins(deadline: Deadline) -> bool:
    """Whether what was read as a deadline says since when something holds, or how often it is done."""
    return bool(re.search(r"\bhieu luc\b|^(?:ke )?tu\b(?!.*\bden\b)|^(?:moi|hang)\b|\blan\b", fold(deadline.raw or "")))


def _past(past: list[Task], day: str, reading: Reading) -> list[Anomaly]:
    if len(past) > _FEW:
        late = listed([f"{task.id} ({task.deadline.raw})" for task in past])
        message = f"Văn bản ngày {day} nhưng hạn đã qua: nhiệm vụ {late}"
        return [finding("deadline_past", message, past[0].section, past[0].source, reading, 0.9)]
    return [
        finding("deadline_past",
                f"Nhiệm vụ {task.id} có hạn {task.deadline.raw}, đã qua trước ngày ban hành kế hoạch ({day})",
                task.section, task.source, reading, 0.9)
        for task in past
    ]  # fmt: skip


_FEW = 4
_NEAR, _AT_ONCE, _CAMPAIGN = timedelta(days=15), timedelta(days=7), timedelta(days=70)


def _soon(dated: list[Task], issued: date) -> list[Task]:
    """Tasks due within fifteen days of signing, where several are or their month or quarter ends; else a week."""
    if max((_due(task.deadline) or issued for task in dated), default=issued) <= issued + _CAMPAIGN:
        return []
    near = [task for task in dated if issued <= (_due(task.deadline) or date.min) <= issued + _NEAR]
    if len(near) > 1:
        return near
    return [
        task for task in near
        if task.deadline.type != "date" or (_due(task.deadline) or issued) <= issued + _AT_ONCE
    ]  # fmt: skip


_DUE = re.compile(
    r"\b(?:thoi (?:han|gian)(?: thuc hien| hoan thanh)?|tien do|han(?: hoan thanh| cuoi| chot)?|hoan thanh|xong)\b"
    r"\s*:?\s*(?:truoc |vao |trong |den het |den |cham nhat |la )*((?:ngay )?\d{1,2}\s?/\s?\d{1,2}\s?/\s?20\d\d"
    r"|(?:thang )?\d{1,2}\s?/\s?20\d\d|quy [iv]+\s?/\s?(?:nam )?20\d\d|ngay \d{1,2} thang \d{1,2} nam 20\d\d)"
)


def _past_in_text(plan: Plan, issued: date, reading: Reading) -> list[Anomaly]:
    """Deadlines that had passed, where no task was read: told by the words before the date."""
    known = {task.deadline.due for task in plan.tasks}
    found: list[Anomaly] = []
    for block in reading.blocks:
        if block.zone != "body":
            continue
        for match in _DUE.finditer(fold(block.text)):
            if block.kind in ("front", "baseline", "problems") and ":" not in match.group():
                continue
            said = deadline_of(block.text[match.start(1) : match.end(1)])
            due = _due(said)
            if due and due < issued and said.due not in known and not _told_as_done(block.text, match.start()):
                message = f"Hạn {said.raw} đã qua trước ngày ban hành kế hoạch ({issued.strftime('%d/%m/%Y')})"
                found.append(finding("deadline_past", message, block.section, block.source, reading, 0.8))
    return found


def _told_as_done(text: str, start: int) -> bool:
    """Whether the words before a date report what has been done."""
    return bool(re.search(r"\b(?:da|duoc)\s*$", fold(text[:start])))


def _outside(dated: list[Task], plan: Plan, reading: Reading) -> list[Anomaly]:
    first = plan.meta.doc_year or plan.meta.period_from
    last = plan.meta.period_until
    found = []
    for task in dated:
        year = task.deadline.year
        if year and first and year < first and not plan.meta.doc_date:
            found.append(
                finding(
                    "deadline_year",
                    f"Nhiệm vụ {task.id} có hạn {task.deadline.raw}, trước năm ban hành {first}",
                    task.section,
                    task.source,
                    reading,
                )
            )
        elif year and last and year > last:
            found.append(
                finding(
                    "deadline_year",
                    f"Nhiệm vụ {task.id} có hạn {task.deadline.raw}, sau kỳ của kế hoạch (đến năm {last})",
                    task.section,
                    task.source,
                    reading,
                )
            )
    return found


def _odd_one_out(dated: list[Task], plan: Plan, reading: Reading) -> list[Anomaly]:
    """One deadline a year after all others: perhaps the year is a slip."""
    years = Counter(task.deadline.year for task in dated)
    if len(dated) < 4 or len(years) != 2 or years.most_common()[1][1] != 1:
        return []
    odd = years.most_common()[1][0]
    usual = years.most_common()[0][0]
    task = next(one for one in dated if one.deadline.year == odd)
    if odd is None or usual is None or odd < usual or task is dated[-1]:
        return []
    if odd <= (plan.meta.period_until or usual) or any(target.year == odd for target in plan.targets):
        return []
    message = (
        f"Nhiệm vụ {task.id} có hạn {task.deadline.raw}, muộn hơn các nhiệm vụ khác (đều trong {usual}); có "
        f"thể là lỗi gõ của {usual}"
    )
    return [finding("deadline_year", message, task.section, task.source, reading, 0.65)]
