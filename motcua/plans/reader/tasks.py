"""Tasks: rows of an annex, or paragraphs of the part on tasks; with group, product, leads, helpers and deadline."""

from __future__ import annotations

import itertools
import math
import re
from collections import Counter

from motcua.plans.data import table
from motcua.plans.reader.agencies import agencies_of, is_agency, same_agency
from motcua.plans.reader.deadlines import deadline_in, deadline_of
from motcua.plans.reader.duties import VERB
from motcua.plans.reader.fold import fold, plain, squeeze
from motcua.plans.reader.model import Deadline, Responsibility, Solution, Target, Task
from motcua.plans.reader.outline import Block
from motcua.plans.reader.products import product_in
from motcua.plans.reader.reading import Reading
from motcua.plans.reader.references import lend_by_reference
from motcua.plans.reader.said_owners import Said, at_the_end, by_labels, first_leads, in_cell, is_label, paired
from motcua.plans.reader.tables import Row


def find_tasks(reading: Reading, responsibilities: list[Responsibility], solutions: list[Solution]) -> list[Task]:
    """All tasks in order; the rows of an annex where there is one, else the paragraphs."""
    tabled = [_from_row(row, reading, solutions) for row in reading.rows("tasks")]
    written = [] if tabled and _points_to_annex(reading) else _written(reading)
    lend_by_reference(written, responsibilities)
    _lend_leads(written, responsibilities)
    return tabled + written


def _points_to_annex(reading: Reading) -> bool:
    """Whether the part on tasks only sends the reader to the annex (or there is no such part)."""
    blocks = [block for block in reading.blocks if block.kind == "tasks" and block.zone == "body" and block.rank > 2]
    said = plain(" ".join(block.text for block in blocks))
    return len(blocks) < 8 or bool(
        re.search(r"(?:theo|tai) (?:cac )?phu luc|danh muc .{0,30}nhiem vu .{0,40}phu luc|kem theo", said)
    )


def _cell(row: Row, role: str) -> str:
    parts = [cell for name, cell in row.cells.items() if re.sub(r"\d+$", "", name) == role and cell]
    return squeeze(" ; ".join(parts))


def _from_row(row: Row, reading: Reading, solutions: list[Solution]) -> Task:
    said = _owners_of_row(row)
    text, more = at_the_end(_cell(row, "content"))
    when = _cell(row, "deadline") or said.deadline or more.deadline
    deadline = deadline_of(when, default_year=_one_year(reading), period=reading.period)
    product = _cell(row, "product").strip(" -;") or said.product or more.product
    return Task(
        id=row.ordinal, section=f"PL {row.ordinal}", group=_group_id(row.group, solutions), text=text,
        product=product or None, lead=said.lead or more.lead,
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
    tasks: list[Task] = []
    for block in _leaves(reading):
        group = _group_of(block)
        number = sum(1 for other in tasks if other.section == block.section) + 1
        plain_mark = block.style in ("dash", "plus", "body")
        siblings = _same_section(reading, block)
        task_id = f"{block.section}.{number}" if plain_mark and siblings > 1 else block.section
        bare, said = _said_of(block)
        text, lead, helpers = _whose(block, bare, said)
        printed = said.product or _labelled_product(block)
        product = printed or product_in(text)
        lent = product if product and not printed else None
        when = said.deadline or " . ".join([bare, *(child.whole for child in block.children), *_labels(block)])
        find = deadline_of if said.deadline else deadline_in
        deadline = find(when, default_year=_one_year(reading), period=reading.period)
        tasks.append(
            Task(
                task_id, block.section, group, text, product, lead, helpers, deadline,
                reading.confidence(0.85 if not plain_mark else 0.75, block.source), block.source,
                product_source="suy từ nội dung" if lent else None,
            )
        )  # fmt: skip
    return tasks


def _said_of(block: Block) -> tuple[str, Said]:
    """(text without the bracket at its end, what bracket and labels say of who, what and when)."""
    text, bracket = at_the_end(block.text)
    labels = paired(_labels(block))
    inside = by_labels(text) if not _is_label(text) else Said()
    return text, Said(
        bracket.lead or labels.lead or inside.lead, bracket.helpers or labels.helpers or inside.helpers,
        bracket.product or labels.product or inside.product,
        bracket.deadline or labels.deadline or inside.deadline,
    )  # fmt: skip


def _labelled_product(block: Block) -> str | None:
    """The product a label beneath or inside the paragraph names."""
    for text in [*_labels(block), *(child.text for child in block.children), block.text]:
        found = re.search(r"(?:Sản phẩm|Kết quả đầu ra|Kết quả|Sản phẩm/kết quả)\s*:\s*([^.;]+)", text)
        if found:
            return squeeze(found.group(1))
    return None


def _same_section(reading: Reading, block: Block) -> int:
    return sum(1 for other in _leaves(reading) if other.section == block.section)


def _leaves(reading: Reading) -> list[Block]:
    """The paragraphs that are tasks: the lowest marked ones, and the body of a heading that has none below."""
    found: list[Block] = []
    for block in reading.blocks:
        if block.kind not in ("tasks", "solutions") or block.zone != "body" or not block.text:
            continue
        if _is_task(block):
            found.append(block)
    return found


def _is_task(block: Block) -> bool:
    marked_below = [child for child in block.children if child.style != "body"]
    if block.style == "roman" or block.style in ("upper", "part", "article"):
        return False
    if _is_label(block.text):
        return False
    if block.style in ("dash", "plus"):
        above = block.parent
        if above is not None and above.style in ("dash", "letter", "paren") and not _is_heading(above):
            return False
        return not _is_heading(block)
    if block.style == "body":
        above = block.parent
        if above is None or any(child.style != "body" for child in above.children):
            return False
        if above.style in ("roman", "part", "upper"):
            return bool(_ASSIGNS.match(block.text)) and not re.search(r"phụ lục|biểu|bảng", block.text, re.IGNORECASE)
        return above.style in ("number", "letter") and _is_heading(above)
    return not (_is_heading(block) and (marked_below or block.children))


_ASSIGNS = re.compile(rf"(?:Giao|Đề nghị|Yêu cầu)\s+[A-ZĐ]|[A-ZĐ][^.;:]{{3,90}}?\s+chủ trì\b|(?:{VERB})\s.{{30,}}")


def _labels(block: Block) -> list[str]:
    """What labels say of a task: those beneath it, and those that follow it with the same bullet."""
    below = [child.text for child in block.children if _is_label(child.text)]
    if block.parent is None or block.style not in ("dash", "plus"):
        return below
    siblings = block.parent.children
    after = siblings[next(n for n, one in enumerate(siblings) if one is block) + 1 :]
    return below + [one.text for one in itertools.takewhile(lambda one: _is_label(one.text), after)]


_LABEL = re.compile(
    r"^(?:thoi gian|thoi han|tien do|co quan|don vi|san pham|ket qua|chu tri|phoi hop|phan cong|kinh phi|"
    r"nguoi thuc hien|bo phan)\b[^:]{0,40}:"
)


def _is_label(text: str) -> bool:
    """ "Thời gian hoàn thành: …" says something of the task before it and is no task."""
    return bool(_LABEL.match(fold(text))) or is_label(text)


def _is_heading(block: Block) -> bool:
    """A marked paragraph that heads others: it has children and does not read as a full sentence."""
    if not block.children:
        return False
    ends = block.text[-1:]
    if ends == ":":
        return True
    marked = [child for child in block.children if child.style != "body" and not _is_label(child.text)]
    labels = [child for child in block.children if _is_label(child.text)]
    if labels and not marked:
        return False
    if ends in ".;" and len(block.text) > 160 and block.style in ("letter", "dash", "number"):
        return False
    return bool(marked) or block.style == "number"


def _group_of(block: Block) -> str | None:
    for above in block.ancestors:
        if above.style in ("number", "letter", "upper") and _is_heading(above) and above.text:
            return above.text.strip(" .:")
    return next((above.text.strip(" .:") for above in block.ancestors if above.style == "roman"), None)


_LEAD_LABEL = re.compile(
    r"(?:cơ quan|đơn vị|bộ phận)?\s*(?:chủ trì|thực hiện|tham mưu)(?: thực hiện|"
    r" tham mưu)?\s*:\s*([^.;]+(?:; [^.;:]+)*)|giao\s+([A-ZĐ][^,;.]{4,90}?)\s+(?:chủ trì|là|làm|tham mưu|"
    r"phối hợp|theo dõi|tổ chức|xây dựng|,)",
    re.IGNORECASE,
)
_HELP_LABEL = re.compile(r"(?:cơ quan|đơn vị|bộ phận)?\s*phối hợp(?: thực hiện)?\s*:\s*([^.]+)", re.IGNORECASE)
_ACTS = "|".join(table("verbs")["acts"])
_MOBILISE = re.compile(
    r"(?:huy động|phối hợp (?:chặt chẽ )?(?:với|cùng))\s+(?:thành viên (?:của )?)?((?:[A-ZĐ]|các|"
    rf"đại diện)[^.;]{{4,220}}?)(?=\s+(?:tham gia|để|trong|{_ACTS}|{VERB})\b|[.;]|$)"
)
_SUBJECT = re.compile(
    r"^(?:(?:Giao|Yêu cầu|Đề nghị)\s+)?"
    r"((?:Phòng|Văn phòng|Trung tâm|Công an|Tổ|Các|Sở|UBND|Ủy ban|Người đứng đầu|Bộ phận|Ban|Đoàn|Hội|"
    rf"Đề nghị)\b[^.;:]{{0,120}}?)\s+(?:chủ trì|{VERB})\b"
)
_BRACKETED = re.compile(r"\(([A-ZĐ][^()]{3,90}?)\s+(?:chủ trì|thực hiện|phụ trách|đầu mối)[^()]{0,20}\)")


def _whose(block: Block, text: str, said: Said) -> tuple[str, list[str], list[str]]:
    """(text, leads, helpers) of a task paragraph: labels below it or in it, "giao … chủ trì", its subject."""
    whole = " . ".join([text, *_labels(block)])
    lead_said, help_said = _LEAD_LABEL.search(whole), _HELP_LABEL.search(whole)
    lead = said.lead or (agencies_of(next(part for part in lead_said.groups() if part)) if lead_said else [])
    helpers = said.helpers or (agencies_of(help_said.group(1)) if help_said else [])
    bracketed = _BRACKETED.search(block.text)
    if not lead and bracketed and is_agency(bracketed.group(1)):
        lead = agencies_of(bracketed.group(1))
    if not lead:
        subject = _SUBJECT.match(block.text)
        if subject and is_agency(subject.group(1)):
            lead = agencies_of(re.sub(r"^(?:Đề nghị|Giao|Yêu cầu)\s+", "", subject.group(1)))
    if not lead:
        head = re.search(r"vai trò[^.;]{0,40}? của (người đứng đầu [^.;]{4,60}?)(?= trong| trước|[.;]|$)", block.text)
        lead = [head.group(1)[:1].upper() + head.group(1)[1:]] if head else []
    if not helpers:
        with_whom = _MOBILISE.search(block.text)
        helpers = (
            [name for name in agencies_of(with_whom.group(1)) if is_agency(name) or name.startswith("đại diện")]
            if with_whom
            else []
        )
    text = re.split(
        r"\s*(?:\(|\.\s)?(?:Thời gian (?:thực hiện|hoàn thành)|Cơ quan (?:chủ trì|thực hiện)|"
        r"Đơn vị (?:chủ trì|thực hiện)|Chủ trì|Phối hợp|Sản phẩm|Thời hạn|Tiến độ|Hoàn thành)\s*:",
        text,
    )[0]
    content = next((child.text for child in block.children if fold(child.text).startswith("noi dung:")), "")
    if content:
        text = f"{text.rstrip(' .:')}: {content.partition(':')[2].strip()}"
    return squeeze(text) or block.text, [name for name in lead if len(name) < 120], helpers


# --- leads that only the part on organisation names --------------------------------------------------------------


def _pairs(text: str) -> set[tuple[str, str]]:
    words = re.findall(r"[a-z]+", plain(text))
    return set(itertools.pairwise(words))


class _Lender:
    """Finds the agency whose duty speaks of the same thing as a task; rare pairs of words weigh more."""

    def __init__(self, responsibilities: list[Responsibility], texts: list[str]) -> None:
        self._duties = [(one, _pairs(duty.text)) for one in responsibilities for duty in one.duties]
        counts: Counter[tuple[str, str]] = Counter()
        for pairs in [*(pairs for _, pairs in self._duties), *(_pairs(text) for text in texts)]:
            counts.update(pairs)
        total = max(2, len(self._duties) + len(texts))
        self._weight = {pair: math.log(total / count) for pair, count in counts.items()}

    def _mass(self, pairs: set[tuple[str, str]]) -> float:
        return sum(self._weight.get(pair, 0.0) for pair in pairs)

    def best(self, text: str) -> tuple[float, Responsibility | None]:
        own = _pairs(text)
        scores: dict[str, tuple[float, Responsibility]] = {}
        for one, pairs in self._duties:
            shared = self._mass(own & pairs)
            score = shared / (min(self._mass(own), self._mass(pairs)) + 4.0)
            if score > scores.get(one.section, (0.0, one))[0]:
                scores[one.section] = (score, one)
        ranked = sorted(scores.values(), key=lambda item: -item[0])
        if not ranked or (len(ranked) > 1 and ranked[0][0] < 1.25 * ranked[1][0]):
            return 0.0, None
        return ranked[0]


def _lend_leads(tasks: list[Task], responsibilities: list[Responsibility]) -> None:
    """Tasks without a lead take the agency whose duty speaks of the same thing; marked as lent, less sure."""
    lender = _Lender(responsibilities, [task.text for task in tasks])
    for task in tasks:
        if task.lead:
            continue
        score, one = lender.best(task.text)
        by_group, group_one = lender.best(task.group) if task.group else (0.0, None)
        if one is None or score < _LENT:
            score, one = by_group, group_one
            if score < _LENT_BY_GROUP:
                continue
        if one is not None:
            task.lead, task.lead_source = [one.agency], one.section
            task.confidence = round(task.confidence * 0.7, 2)


_LENT, _LENT_BY_GROUP = 0.36, 0.5


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


def no_deadline(deadline: Deadline) -> bool:
    return deadline.type == "none"


def agencies_known(responsibilities: list[Responsibility], name: str) -> bool:
    """Whether an agency of a task has duties of its own in the document."""
    return any(same_agency(one.agency, name) for one in responsibilities)
