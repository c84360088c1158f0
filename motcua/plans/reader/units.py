"""Which paragraphs are tasks: every one is a candidate, and evidence of several kinds is weighed together.

A paragraph weighs by the part it stands in, its mark, a verb of doing, who is named and how, a deadline, a product, the
labels beneath it, the heads above it and what its neighbours are; so a heading or shape not known never hides a task.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

from motcua.plans.data import table
from motcua.plans.reader.agencies import agencies_of, begins_to_act, name_end
from motcua.plans.reader.block import HEAD, LISTED, PARTS, Block
from motcua.plans.reader.deadlines import deadline_in
from motcua.plans.reader.fold import CAPITAL, fold, squeeze
from motcua.plans.reader.heads import PERSON, is_owner, is_when
from motcua.plans.reader.lines import is_caps
from motcua.plans.reader.said_owners import Said, content_of, is_label, paired, said_in

_ENOUGH, _AMONG_TASKS = 3, 1
_PART = {
    "tasks": 2, "solutions": 2, "front": 0, "duties": -9, "reporting": -3, "budget": -3, "aims": -3, "demands": -4,
    "targets": -3, "baseline": -5, "problems": -5, "recipients": -9,
}  # fmt: skip


@dataclass
class Unit:
    """A task as it stands: its block, further paragraphs that describe it, the labels that belong to it.

    `closing`: labels behind the last task of its group, which speak of every task of it.
    """

    block: Block
    more: list[Block] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)
    closing: list[str] = field(default_factory=list)

    @property
    def whole(self) -> str:
        """Everything that is said of it but its labels."""
        return squeeze(" ".join([self.block.text, *(one.text for one in self.more)]))

    def read(self) -> tuple[str, Said]:
        """(what is to be done, what is said of it by its labels, its own words, or the heads above it)."""
        texts = [said_in(one.text) for one in [self.block, *self.more]]
        said = paired(self.labels)
        for _, other in texts:
            said = said.or_else(other)
        for _, other in [said_in(one.text) for child in self.block.children for one in [child, *child.below()]]:
            said = said.or_else(Said(other.lead if other.named else [], other.helpers, other.product, other.deadline))
        words = [text for text, _ in texts]
        named = content_of([self.block.text, *self.labels])
        if named:
            words = [words[0].split(":")[0], named] if not is_label(self.block.text) else [named]
        return ": ".join(part.rstrip(" .:") for part in words[:-1]) + (": " if words[1:] else "") + words[-1], said


def find_units(blocks: list[Block]) -> list[Unit]:
    """The tasks among the paragraphs of a document, in their order."""
    units = _among([block for block in blocks if block.parent is None])[0]
    close_groups(units)
    return units


def _among(siblings: list[Block]) -> tuple[list[Unit], list[str]]:
    """(tasks among neighbours and beneath them, labels before any task, which say something of the paragraph above)."""
    found: list[Unit] = []
    loose: list[str] = []
    last: Unit | None = None
    spoken = [block for block in siblings if block.zone == "body" and block.text]
    weights = [
        (block, _weight(block) - 9 * _opens_list(block, after))
        for block, after in itertools.zip_longest(spoken, spoken[1:])
    ]
    sure = sum(weight >= _ENOUGH + 1 for _, weight in weights)
    enough = _AMONG_TASKS if sure > 1 and sure * 2 >= len(weights) else _ENOUGH
    for block, weight in weights:
        if is_label(block.text) and not (block.children and owner_of_head(block.text)):  # "Văn phòng Sở chủ trì:"
            (last.labels if last else loose).append(block.whole)
            continue
        here = _of(block, weight, enough)
        found += here
        last = here[-1] if here and here[-1].block is block else None
    return found, loose


def _opens_list(block: Block, after: Block | None) -> bool:
    """Whether running words before a list only lead it in: "Trong năm 2026 phấn đấu …. Các việc cụ thể:"."""
    opens = block.style == "body" and bool(_LEADS_LIST.search(block.text))
    return opens and after is not None and after.style in LISTED


_LEADS_LIST = re.compile(r"[.;]\s+[^\W\d_][^.;:]{3,60}:$")


def _of(block: Block, weight: float, enough: float) -> list[Unit]:
    """The tasks a paragraph and what stands beneath it make: it heads several, or it is one, or it is none."""
    below, labels = _among(block.children)
    weight += 3 * bool(labels)
    described = [child for child in block.children if not is_label(child.text)]
    if below and not _is_one(block, below, labels, described):
        return below
    if below and len(described) == 1 and below[0].block is described[0]:
        return [Unit(block, described, [*labels, *below[0].labels])]
    if weight < enough or (
        block.children and not labels and block.style in ("number", "named", HEAD) and not below and described
    ):
        return []
    return [Unit(block, described if labels else [], labels)]


def _is_one(block: Block, below: list[Unit], labels: list[str], described: list[Block]) -> bool:
    """Whether a paragraph with tasks beneath it is itself the one task: they describe it or are its steps."""
    if (block.style in PARTS and not labels) or owner_of_head(block.text) or is_when(block.text):
        return False
    own = paired(labels).or_else(said_in(block.text)[1])
    apart = [unit for unit in below if unit.labels or ((said := unit.read()[1]).lead and said.named) or said.deadline]
    if own.lead and own.named:
        return not any(unit.labels for unit in below) and len(apart) < 2
    if labels:
        return len(apart) < 2
    titled = len(block.text) < 120 and block.text[-1:] not in ".;:" and block.style != HEAD
    return titled and len(described) == len(below) == 1 and described[0].style == "body" and bool(apart)


def close_groups(units: list[Unit]) -> None:
    """Labels that stand only behind the last task of each group ("Cơ quan chủ trì: … Thời gian: …") are of them all.

    Where any other task of such a group has labels of its own, each task has what stands beneath it.
    """
    groups: dict[int, list[Unit]] = {}
    for unit in units:
        groups.setdefault(id(unit.block.parent), []).append(unit)
    several = [group for group in groups.values() if len(group) > 1]
    closed = [group for group in several if _closes(group[-1])]
    styles = {group[-1].block.style for group in closed}
    if any(unit.labels for group in several for unit in group[:-1] if unit.block.style in styles):
        return
    for group in closed:
        for unit in group[:-1]:
            unit.closing = group[-1].labels


def _closes(last: Unit) -> bool:
    """Whether what stands behind a task says who leads, or by when, and nothing that only one task has."""
    said = paired(last.labels)
    return bool(said.lead or said.deadline) and not content_of(last.labels)


@cache
def _leads_in() -> re.Pattern[str]:
    return re.compile(table("said")["leads_in"])


def _weight(block: Block) -> float:
    """How much speaks for a paragraph being a task; three is enough."""
    text, said = said_in(block.text)
    marked = block.style not in ("body", HEAD, *PARTS)
    under = block.parent is not None and block.parent.style in ("number", "letter", "named", HEAD)
    weight = float(_PART.get(block.kind, 0)) - (block.kind == "front" and not block.ancestors)
    weight += marked + (not marked and under and block.kind in ("tasks", "solutions"))
    weight += begins_to_act(text)
    weight += (3 if said.named else 1.5) * bool(said.lead) + 0.5 * bool(said.helpers)
    weight += 2 * bool(said.product) + bool(said.deadline or deadline_in(text, default_year=2000).type != "none")
    weight += any(owner_of_head(above.text) or is_when(above.text) for above in block.ancestors)
    weight -= 9 * bool(block.style == HEAD and (is_owner(block.text) or is_when(block.text)))
    weight -= 4 * (block.style in PARTS) + 2 * (block.style == HEAD) + 2 * is_caps(block.text) + (len(text) < 12)
    return weight - (4 if block.text.endswith(":") or (_leads_in().search(fold(block.text)) and not said) else 0)


_OVER = re.compile(
    r"^(?:(?:Giao|Đề nghị|Yêu cầu|Các|Những|Phân công|Trách nhiệm|Nhiệm vụ|Công việc|Phần việc|Đơn vị|Cơ quan)"
    rf"(?: (?:cụ thể|giao|cho|của|do|chủ trì|thực hiện))*:?\s+)(?=[{CAPITAL}])"
)
_GIVEN = re.compile(r",?\s*\(?(?:chủ trì|phụ trách|đầu mối|thực hiện|đảm nhiệm|là đơn vị chủ trì)(?: thực hiện)?\)?$")
_WITH = re.compile(r",?\s*\(?(?:chủ trì,?\s*)?phối hợp(?: chặt chẽ)?(?: với| cùng)+\s+(?P<whom>[^.;:()]+)\)?$")


def said_of_head(text: str) -> Said:
    """Who leads everything beneath a heading, and with whom: "Giao Phòng A chủ trì, phối hợp với Phòng B, C:"."""
    bare = text.strip(" .:;*")
    beside = _WITH.search(bare)
    if beside and name_end(beside["whom"]) == len(beside["whom"]):
        lead = _named(bare[: beside.start()])
        return Said(lead, agencies_of(beside["whom"])) if lead else Said()
    return Said(_named(bare))


def owner_of_head(text: str) -> list[str]:
    """The agencies a heading gives everything beneath it to."""
    return said_of_head(text).lead


def _named(text: str) -> list[str]:
    """The agencies that a heading names and nothing else: "Phòng Kinh tế", "Nhiệm vụ của Công an xã"."""
    bare = _GIVEN.sub("", _OVER.sub("", text))
    bare = re.sub(r"\s*\([^()]*\)$", "", bare)
    if not is_owner(bare):
        return []
    return [bare] if PERSON.match(bare) else agencies_of(bare)


def heads_above(block: Block) -> Iterator[str]:
    """The headings over a paragraph, the nearest first."""
    return (above.text for above in block.ancestors if above.text)
