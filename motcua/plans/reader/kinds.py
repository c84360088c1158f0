"""What a part is about where its heading does not say: told by what stands in it."""

from __future__ import annotations

import re
from functools import cache

from motcua.plans.data import table
from motcua.plans.reader.agencies import begins_to_act, who_acts
from motcua.plans.reader.block import HEAD, PARTS, Block
from motcua.plans.reader.deadlines import deadline_in, deadline_of
from motcua.plans.reader.fold import plain
from motcua.plans.reader.heads import is_when
from motcua.plans.reader.said_owners import is_label, said_in
from motcua.plans.reader.units import owner_of_head

_UNKNOWN = "front"


@cache
def _reports() -> re.Pattern[str]:
    return re.compile(table("reporting")["reports"])


@cache
def _rhythm() -> re.Pattern[str]:
    return re.compile(table("reporting")["regular"])


_PROMISED = re.compile(
    r"\d\s?%|\b(?:it nhat|toi thieu|khong qua|khong duoi|khong thap hon|con|dat|tren|duoi|tu)\s(?:tu )?\d|\btro len\b"
)


def settle_kinds(blocks: list[Block], has_task_table: bool) -> None:
    """Gives parts with a heading nobody knows the kind most of their paragraphs are of.

    A part on who does what is one of tasks where most of it has deadlines or products and no other part has tasks.
    """
    tasked = has_task_table or any(block.kind in ("tasks", "solutions") for block in blocks)
    for block in blocks:
        if block.zone != "body" or not block.children or block.style not in (*PARTS, HEAD, "number"):
            continue
        top = block.parent is None or block.parent.kind != block.kind
        if top and block.kind == _UNKNOWN:
            _rename(block, _kind_of(block) or _UNKNOWN)
        elif top and block.kind == "duties" and not tasked and _kind_of(block, dated=True) == "tasks":
            _rename(block, "tasks")


def _rename(block: Block, kind: str) -> None:
    was, block.kind = block.kind, kind
    for child in block.children:
        if child.kind == was:
            _rename(child, kind)


def _kind_of(part: Block, *, dated: bool = False) -> str | None:
    """ "tasks", "duties" or "reporting", where at least half of the paragraphs of a part are of that kind."""
    votes = {"tasks": 0, "duties": 0, "reporting": 0}
    leaves = [one for one in part.below() if one.zone == "body" and one.text and not (one.children and _heads(one))]
    leaves = [one for one in leaves if not is_label(one.text)]
    for leaf in leaves:
        kind = _vote(leaf, dated)
        if kind:
            votes[kind] += 1
    if votes["duties"]:
        votes["duties"] += votes.pop("reporting")
    best = max(votes, key=lambda kind: votes[kind])
    return best if votes[best] * 2 >= len(leaves) > 0 else None


def _heads(block: Block) -> bool:
    return not all(is_label(child.text) for child in block.children)


def _vote(leaf: Block, dated: bool) -> str | None:
    """What one paragraph looks like."""
    text, said = said_in(leaf.text)
    find = deadline_of if said.deadline else deadline_in
    when = find(said.deadline or leaf.text, default_year=2000).type
    labelled = any(is_label(child.text) for child in leaf.children)
    above = [one.text for one in leaf.ancestors]
    owned = any(map(owner_of_head, above))
    words = plain(leaf.text)
    if _reports().search(words) and (who_acts(leaf.text)[0] or _rhythm().search(words)):
        return "reporting"
    if _PROMISED.search(words) and not (said.lead or said.deadline or said.product or labelled or owned):
        return "duties" if who_acts(leaf.text)[0] else None
    timed = when != "none" if not dated else when not in ("none", "regular", "roadmap")
    timed = timed or any(map(is_when, above)) or bool(said.product)
    done = bool(said.lead) or owned or begins_to_act(text)
    if labelled or (said.lead and said.named and not dated) or (timed and done):
        return "tasks"
    return "duties" if owned or who_acts(leaf.text)[0] else None
