"""One spelling for an agency whose name a scan garbled here and there."""

from __future__ import annotations

from collections import Counter, defaultdict
from functools import cache

from rapidfuzz import fuzz, process

from motcua.plans.reader.fold import fold, plain
from motcua.plans.reader.model import Plan
from motcua.rules.places import communes_of, provinces

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


def place_like(name: str, kind: str) -> str:
    """The commune or province that a badly recognised name nearly spells; the name itself where none or several do."""
    level = "province" if kind in ("tỉnh", "thành phố") else "commune"
    known = _places(level)
    alike = [other for other in known if len(other.split()) == len(name.split())]
    near = process.extract(fold(name), alike, scorer=fuzz.ratio, score_cutoff=_NEARLY[level], limit=2)
    if not near or (len(near) > 1 and near[0][1] == near[1][1]):
        return name
    return known[near[0][0]]


_NEARLY = {"province": 85, "commune": 92}  # of 34 provinces few are alike, of 3,321 communes many


@cache
def _places(level: str) -> dict[str, str]:
    names = [one.name for one in provinces()]
    if level == "commune":
        names = [one.name for province in provinces() for one in communes_of(province.code)]
    spelt: dict[str, set[str]] = defaultdict(set)
    for name in names:
        spelt[fold(name)].add(name)
    return {key: next(iter(ways)) for key, ways in spelt.items() if len(ways) == 1}


def _same(one: str, other: str) -> bool:
    first, second = plain(one), plain(other)
    return (
        abs(len(first) - len(second)) <= 3 and fuzz.ratio(first, second) >= _NEAR and _levels(first) == _levels(second)
    )


def _levels(name: str) -> set[str]:
    return {word for word in ("xa", "phuong", "huyen", "tinh") if word in name.split()}
