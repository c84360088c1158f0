"""What cannot be followed as written: deadlines without a day or a year, several leads, a bare signature."""

from __future__ import annotations

import re

from motcua.plans.checks.parts import finding, listed
from motcua.plans.data import table
from motcua.plans.reader.fold import fold
from motcua.plans.reader.model import Anomaly, Plan, Task
from motcua.plans.reader.reading import Reading

_YEARLESS = ("date", "month", "quarter")
_FEW = 4


def check_vague(plan: Plan, reading: Reading) -> list[Anomaly]:
    """Deadlines no day follows from, and the few that leave out the year where the others print it."""
    vague = re.compile(table("checks")["vague"])
    found = [
        finding("deadline_vague", f"Hạn “{task.deadline.raw}” của nhiệm vụ {task.id} không quy được ra ngày",
                task.section, task.source, reading, 0.85)
        for task in plan.tasks
        if task.deadline.raw and not task.deadline.due and vague.search(fold(task.deadline.raw))
    ]  # fmt: skip
    found += [
        finding("date_impossible", f"Nhiệm vụ {task.id}: {task.deadline.impossible} không có trong lịch",
                task.section, task.source, reading, 0.95)
        for task in plan.tasks if (task.deadline.impossible or "").startswith("tháng")
    ]  # fmt: skip
    dated = [task for task in plan.tasks if task.deadline.type in _YEARLESS and task.deadline.raw]
    bare = [
        task for task in dated if not _YEARED.search(fold(task.deadline.raw or "")) and not _year_near(task, reading)
    ]
    one_year = plan.meta.period_from is not None and plan.meta.period_from == plan.meta.period_until
    if bare and len(bare) <= (1 if one_year and len(dated) > _FEW - 2 else len(dated) / 3):
        found += _without_year(bare, reading)
    return found


_YEARED = re.compile(r"\b20\d\d\b|trong nam|nam nay|^(?:moi|hang)\b|\blan\b")


def _year_near(task: Task, reading: Reading) -> bool:
    """Whether the year stands a few words behind the deadline in the text ("quý II và quý III năm 2026")."""
    block = next((one for one in reading.blocks if one.source == task.source), None)
    raw = re.escape(fold(task.deadline.raw or ""))
    return block is not None and bool(re.search(rf"{raw}[^.;]{{0,25}}\b20\d\d\b", fold(block.whole)))


def _without_year(bare: list[Task], reading: Reading) -> list[Anomaly]:
    if len(bare) > _FEW:
        message = f"Hạn không ghi năm: nhiệm vụ {listed([f'{task.id} ({task.deadline.raw})' for task in bare])}"
        return [finding("deadline_vague", message, bare[0].section, bare[0].source, reading, 0.7)]
    return [
        finding("deadline_vague", f"Hạn nhiệm vụ {task.id} “{task.deadline.raw}” không ghi năm",
                task.section, task.source, reading, 0.7)
        for task in bare
    ]  # fmt: skip


def check_leads(plan: Plan, reading: Reading) -> list[Anomaly]:
    """Tasks with more than one lead, where most of the plan's tasks have one.

    "Các sở, ngành; UBND các xã, phường" are no several leads: each does the whole in its own house. Neither are two
    departments for the fields of both.
    """
    if reading.pages.quality != "clean":  # a name that lost its letters falls in two
        return []
    several = [task for task in plan.tasks if len(task.lead) > 1 and not task.lead_source and not _each_its_own(task)]
    if not several or len(several) > len(plan.tasks) / 3:
        return []
    message = f"Nhiệm vụ {listed([task.id for task in several])} có nhiều cơ quan cùng chủ trì"
    return [finding("several_leads", message, several[0].section, several[0].source, reading, 0.7)]


def _each_its_own(task: Task) -> bool:
    """Whether each lead does the task in its own house, or offices of one rank do it for fields the task lists."""
    peers = len({name.split()[0] for name in task.lead}) == 1
    return all(_EACH.search(fold(name)) for name in task.lead) or (peers and bool(_FIELDS.search(fold(task.text))))


_EACH = re.compile(r"\b(?:cac|tung|moi)\b")
_FIELDS = re.compile(r"\b(?:linh vuc|nganh|thu tuc|ho so|so|quyet dinh)\b[^.;]{3,60}(?:,| va) ")
_TITLE = re.compile(r"^(?:PHÓ )?CHỦ TỊCH\.?$")
_FOR = re.compile(r"^(?:KT|TL|TUQ|Q)\s?\.|TM\.|^TM\s\.|^CHỦ TỊCH (?:ỦY BAN|UỶ BAN|UBND)")


def check_signature(plan: Plan, reading: Reading) -> list[Anomaly]:
    """A plan of a People's Committee is signed on its behalf (Decree 30/2020, annex I, II.7).

    What its chairman decides himself he signs in his own name.
    """
    if reading.pages.quality != "clean" or "UBND" not in (plan.meta.doc_number or ""):
        return []
    lines = [block.text.strip() for block in reading.blocks]
    lines += [cell.strip() for line in reading.pages.lines for cell in line.cells or ()]
    title = next((block for block in reading.blocks if _TITLE.match(block.text.strip())), None)
    if title is None or any(_FOR.search(line) for line in lines):
        return []
    message = f"Văn bản chỉ ghi chức vụ “{title.text.strip().capitalize()}”, không có “TM. Ủy ban nhân dân”"
    return [finding("signature_form", message, "cuối văn bản", title.source, reading, 0.7)]
