"""Tasks: rows of an annex, or paragraphs of the part on tasks; with group, product, leads, helpers and deadline."""

from __future__ import annotations

import itertools
import math
import re
from collections import Counter

from motcua.plans.reader.agencies import agencies_of
from motcua.plans.reader.block import HEAD, Block
from motcua.plans.reader.deadlines import deadline_in, deadline_of
from motcua.plans.reader.fold import fold, plain, squeeze
from motcua.plans.reader.heads import is_when
from motcua.plans.reader.model import Deadline, Responsibility, Solution, Target, Task
from motcua.plans.reader.products import product_in
from motcua.plans.reader.reading import Reading
from motcua.plans.reader.references import lend_by_reference
from motcua.plans.reader.said_owners import Said, at_the_end, first_leads, in_cell, paired
from motcua.plans.reader.tables import Row
from motcua.plans.reader.units import find_units, heads_above, said_of_head

SHORT_PART = 8  # paragraphs


def find_tasks(reading: Reading, responsibilities: list[Responsibility], solutions: list[Solution]) -> list[Task]:
    """All tasks in order; the rows of an annex where there is one, else the paragraphs."""
    tabled = [_from_row(row, reading, solutions) for row in reading.rows("tasks")]
    written = _written(reading)
    if tabled:
        written = [] if _points_to_annex(reading) else _besides(written, reading)
    lend_by_reference(written, responsibilities)
    _lend_leads(written, responsibilities)
    return tabled + written


def _part(reading: Reading) -> list[Block]:
    """The paragraphs of the part on tasks."""
    return [block for block in reading.blocks if block.kind == "tasks" and block.zone == "body" and block.rank > 2]


def _points_to_annex(reading: Reading) -> bool:
    """Whether the part on tasks sends the reader to the annex."""
    said = plain(" ".join(block.text for block in _part(reading)))
    return bool(re.search(r"(?:theo|tai) (?:cac )?phu luc|danh muc .{0,30}nhiem vu .{0,40}phu luc|kem theo", said))


def _besides(written: list[Task], reading: Reading) -> list[Task]:
    """Which paragraphs are tasks beside those of a table: all of a long part; of a short one, which may only lead up to
    the table, those that name who does it and by when."""
    if len(_part(reading)) >= SHORT_PART:
        return written
    return [each for each in written if each.lead and _is_to_come(each.deadline, reading)]


def _is_to_come(deadline: Deadline, reading: Reading) -> bool:
    """Whether it is a time from the year of the plan on: what was done by then is told, not asked."""
    over = deadline.year is not None and reading.year is not None and deadline.year < reading.year
    return deadline.type != "none" and not over


def _cell(row: Row, role: str) -> str:
    parts = [cell for name, cell in row.cells.items() if re.sub(r"\d+$", "", name) == role and cell]
    return squeeze(" ; ".join(parts))


def _from_row(row: Row, reading: Reading, solutions: list[Solution]) -> Task:
    said = _owners_of_row(row)
    text, more = at_the_end(_cell(row, "content"))
    heads = _of_heads([row.group or ""])
    when = _cell(row, "deadline") or said.deadline or more.deadline or _time_of_heads([row.group or ""])
    deadline = deadline_of(when, default_year=_one_year(reading), period=reading.period)
    product = _cell(row, "product").strip(" -;") or said.product or more.product
    return Task(
        id=row.ordinal, section=f"PL {row.ordinal}", group=_group_id(row.group, solutions), text=text,
        product=product or None, lead=said.lead or more.lead or heads.lead,
        coordinating=said.helpers or more.helpers,
        deadline=deadline, confidence=reading.confidence(0.95 if text and len(row.cells) > 2 else 0.6, row.source),
        source=row.source,
    )  # fmt: skip


def _owners_of_row(row: Row) -> Said:
    """Leads and helpers of a row, whether their cells are apart or one cell names both."""
    both = first_leads(in_cell(_cell(row, "owners"))) if _cell(row, "owners") else Said()
    lead, helping = in_cell(_cell(row, "lead")), in_cell(_cell(row, "coordinating"))
    apart = agencies_of(_cell(row, "coordinating"))
    helpers = lead.helpers + (helping.helpers + helping.lead if helping.helpers else apart)
    return Said(
        both.lead + lead.lead, both.helpers + helpers, both.product or lead.product, both.deadline or lead.deadline
    )


def _one_year(reading: Reading) -> int | None:
    start, end = reading.period
    return start if start == end else reading.year


_ORDER = ["nhat", "hai", "ba", "tu|bon", "nam", "sau", "bay", "tam", "chin", "muoi"]


def _group_id(title: str | None, solutions: list[Solution]) -> str | None:
    """The id of the solution a group of rows belongs to ("nhóm nhiệm vụ của giải pháp thứ ba" → G3), else its title."""
    if not title or not solutions:
        return title
    said = re.search(r"giai phap (?:thu )?(\w+)", fold(title))
    if said:
        for number, words in enumerate(_ORDER):
            if said.group(1) in words.split("|") or said.group(1) == str(number + 1):
                return solutions[number].id if number < len(solutions) else title
    own = set(plain(title).split())
    best = max(solutions, key=lambda one: len(own & set(plain(one.title).split())))
    return best.id if len(own & set(plain(best.title).split())) > 0.6 * len(own) else title


# --- tasks written as paragraphs ---------------------------------------------------------------------------------


def _written(reading: Reading) -> list[Task]:
    units = find_units(reading.blocks)
    sections = Counter(unit.block.section for unit in units)
    counted: Counter[str] = Counter()
    tasks: list[Task] = []
    for unit in units:
        block = unit.block
        counted[block.section] += 1
        bare = block.style in ("dash", "plus", "body", "paren", HEAD)
        number = f"{block.section}.{counted[block.section]}".strip(".")
        text, said = unit.read()
        closing = paired(unit.closing)
        own_time, said = said.deadline, said.or_else(closing).or_else(_of_heads([*heads_above(block)]))
        product = said.product or product_in(text)
        deadline = _when(own_time, " . ".join([unit.whole, *(child.whole for child in block.children)]), reading)
        if deadline.type == "none":
            deadline = _when(closing.deadline or _time_of_heads([*heads_above(block)]), "", reading)
        task_id = number if bare and sections[block.section] > 1 else block.section
        sure = reading.confidence(0.75 if bare else 0.85, block.source)
        source = "suy từ nội dung" if product and not said.product else None
        tasks.append(
            Task(task_id, block.section, _group_of(block), text, product, said.lead, said.helpers, deadline, sure,
                 block.source, product_source=source)
        )  # fmt: skip
    return tasks


def _when(said: str | None, text: str, reading: Reading) -> Deadline:
    find = deadline_of if said else deadline_in
    return find(said or text, default_year=_one_year(reading), period=reading.period)


def _of_heads(titles: list[str]) -> Said:
    """The agency that a heading above gives its tasks to, and whom it sets beside it."""
    return next((said for title in titles if (said := said_of_head(title))), Said())


def _time_of_heads(titles: list[str]) -> str | None:
    """When what stands under the headings is to be done: the nearest that says when, and the year from one above it."""
    told = [title.strip(" .:") for title in titles if is_when(title)]
    if not told:
        return None
    year = next((found.group() for title in told if (found := re.search(r"20[1-4]\d", title))), None)
    return told[0] if year is None or re.search(r"20[1-4]\d", told[0]) else f"{told[0]} năm {year}"


def _group_of(block: Block) -> str | None:
    near = [above for above in block.ancestors if above.text and above.style not in ("dash", "plus", "paren", "part")]
    return near[0].text.strip(" .:") if near else None


# --- leads that only the part on organisation names --------------------------------------------------------------


def _pairs(text: str) -> set[tuple[str, str]]:
    words = re.findall(r"[a-z]+", plain(text))
    return set(itertools.pairwise(words))


class _Lender:
    """Finds the agency whose duty speaks of the same thing as a task; rare pairs of words weigh more."""

    def __init__(self, responsibilities: list[Responsibility], texts: list[str]) -> None:
        lines = [(one, itertools.groupby(one.duties, key=lambda duty: duty.source)) for one in responsibilities]
        self._duties = [
            (one, _pairs("; ".join(duty.text for duty in said))) for one, parts in lines for _, said in parts
        ]
        counts: Counter[tuple[str, str]] = Counter()
        for pairs in [*(pairs for _, pairs in self._duties), *(_pairs(text) for text in texts)]:
            counts.update(pairs)
        total = max(2, len(self._duties) + len(texts))
        self._weight = {pair: math.log(total / count) for pair, count in counts.items()}

    def _mass(self, pairs: set[tuple[str, str]]) -> float:
        return sum(self._weight.get(pair, 0.0) for pair in pairs)

    def best(self, text: str) -> Responsibility | None:
        """The agency that speaks of this most; None where none speaks of it enough, or two do."""
        own = _pairs(text)
        scores: dict[str, tuple[float, Responsibility]] = {}
        for one, pairs in self._duties:
            shared = self._mass(own & pairs)
            score = shared / (min(self._mass(own), self._mass(pairs)) + 4.0)
            if score > scores.get(one.section, (0.0, one))[0]:
                scores[one.section] = (score, one)
        ranked = sorted(scores.values(), key=lambda item: -item[0])
        if not ranked:
            return None
        score, next_score = ranked[0][0], ranked[1][0] if len(ranked) > 1 else 0.0
        alike = any(score >= least and score >= ahead * next_score for least, ahead in _LENT)
        return ranked[0][1] if alike else None


_LENT = ((0.36, 1.25), (0.3, 1.75))  # how much alike, and how far ahead of the second: less alike, farther ahead


def _lend_leads(tasks: list[Task], responsibilities: list[Responsibility]) -> None:
    """Tasks without a lead take the agency whose duty speaks of the same thing; marked as lent, less sure."""
    lender = _Lender(responsibilities, [task.text for task in tasks])
    for task in tasks:
        if task.lead:
            continue
        one = lender.best(task.text)
        if one is not None:
            task.lead, task.lead_source = [one.agency], one.section
            task.confidence = round(task.confidence * 0.7, 2)


def tie_targets(tasks: list[Task], responsibilities: list[Responsibility], targets: list[Target]) -> None:
    """Notes on tasks and duties the targets that stand in their own words."""
    for task in tasks:
        task.target_refs = [
            target.id for target in targets if target.source == task.source or _inside(target, task.section, task.text)
        ]
    for one in responsibilities:
        for duty in one.duties:
            duty.target_refs = [target.id for target in targets if target.source == duty.source]


def _inside(target: Target, section: str, text: str) -> bool:
    return target.section == section and squeeze(target.text)[:60] in squeeze(text)
