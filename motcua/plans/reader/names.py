"""One spelling for an agency whose name a scan garbled here and there."""

from __future__ import annotations

from collections import Counter

from rapidfuzz import fuzz

from motcua.plans.reader.fold import plain
from motcua.plans.reader.model import Plan

_NEAR = 88


def settle_names(plan: Plan) -> None:
    """Gives every agency the spelling most often read for it; names of other bodies stay apart."""
    seen = Counter(name for task in plan.tasks for name in [*task.lead, *task.coordinating])
    seen.update(one.agency for one in plan.responsibilities)
    ranked = [name for name, _ in seen.most_common()]
    usual: dict[str, str] = {}
    for name in ranked:
        near = next((other for other in dict.fromkeys(usual.values()) if _same(name, other)), name)
        usual[name] = near
    for task in plan.tasks:
        task.lead = [usual[name] for name in task.lead]
        task.coordinating = [usual[name] for name in task.coordinating]
    for one in plan.responsibilities:
        one.agency = usual[one.agency]


def _same(one: str, other: str) -> bool:
    first, second = plain(one), plain(other)
    return (
        abs(len(first) - len(second)) <= 3 and fuzz.ratio(first, second) >= _NEAR and _levels(first) == _levels(second)
    )


def _levels(name: str) -> set[str]:
    return {word for word in ("xa", "phuong", "huyen", "tinh") if word in name.split()}
