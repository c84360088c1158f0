"""Targets below, or already past, what the plan itself says is reached, wherever it says so."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass

from motcua.base.kit.figures import in_vietnamese
from motcua.plans.checks.parts import finding
from motcua.plans.checks.said import PART_OF_YEAR, Said, cuts_of, ends_early, said_shares, within_year, words_of_target
from motcua.plans.data import table
from motcua.plans.reader.agencies import is_agency
from motcua.plans.reader.figures import worth
from motcua.plans.reader.fold import fold, plain
from motcua.plans.reader.metrics import OTHER, metric
from motcua.plans.reader.model import Anomaly, Baseline, Plan, Source, Target
from motcua.plans.reader.reading import Reading
from motcua.plans.reader.tables import Row, Table


@dataclass(frozen=True)
class _Reached:
    """What was reached: a value of a measure, by when, and the narrower scopes it speaks of."""

    value: float
    by: str
    cuts: frozenset[str]


@dataclass(frozen=True)
class _Aim:
    metric: str
    value: float
    year: int | None
    cuts: frozenset[str]
    section: str
    source: Source


def check_baselines(plan: Plan, reading: Reading) -> list[Anomaly]:
    """One finding for every target that asks less than was reached for the same measure and scope."""
    statements = said_shares(reading)
    found: list[Anomaly] = []
    told: set[tuple[str, float]] = set()
    for aim in _aims(plan, statements):
        reached = next((one for one in _reached(aim, plan, statements) if _worse(aim, one)), None)
        if reached is None or (aim.metric, aim.value) in told:
            continue
        told.add((aim.metric, aim.value))
        found.append(_finding(aim, reached, plan, reading))
    places = {one.source for one in found}
    return found + [one for one in _in_rows(reading) if one.source not in places]


def _shared(plan: Plan) -> set[tuple[str, int | None]]:
    """Measures that are handed down place by place: what one place owes is not set beside what all together reached."""
    places: dict[tuple[str, int | None], set[str]] = defaultdict(set)
    for one in plan.targets:
        if one.scope and (is_agency(one.scope) or _PLACE.match(fold(one.scope))):
            places[(one.metric, one.year)].add(one.scope)
    return {key for key, scopes in places.items() if len(scopes) > 1}


_PLACE = re.compile(r"(?:thon|ap|ban|buon|lang|xom|khom|to dan pho|khu|khoi|xa|phuong|dac khu|linh vuc|nhom) ")


def _aims(plan: Plan, statements: list[Said]) -> list[_Aim]:
    shared = _shared(plan)
    aims = [
        _Aim(one.metric, float(one.value), one.year, _scopes(one), one.section, one.source)
        for one in plan.targets
        if isinstance(one.value, int | float)
        and one.unit == "%"
        and one.metric != OTHER
        and one.kind != "policy"
        and ends_early(one) is None
        and not (one.scope and (one.metric, one.year) in shared)
    ]
    known = {aim.source for aim in aims}
    aims += [
        _Aim(one.metric, one.value, one.year, one.cuts, one.section, one.source)
        for one in statements
        if not one.past and one.metric != OTHER and one.source not in known and within_year(one.words) is None
    ]
    return [aim for aim in aims if (one := metric(aim.metric)) is not None and one.up is not None]


def _scopes(target: Target) -> frozenset[str]:
    return cuts_of(words_of_target(target)) | cuts_of(plain(target.scope or ""))


def _reached(aim: _Aim, plan: Plan, statements: list[Said]) -> list[_Reached]:
    """What was reached for the measure of an aim, in the same scope: as read, then as said anywhere."""
    read_ = [
        _Reached(one.value, one.as_of or "trước", _cuts_of_baseline(one))
        for one in plan.baseline
        if one.metric == aim.metric and one.unit == "%" and (one.scope is None or one.scope.startswith("toàn"))
    ]
    said = [
        _Reached(one.value, str(one.year or "trước"), one.cuts)
        for one in statements
        if one.past and one.metric == aim.metric
    ]
    same = [one for one in read_ + said if one.cuts == aim.cuts]
    return [one for one in same if not aim.year or not one.by[:4].isdigit() or int(one.by[:4]) <= aim.year]


def _cuts_of_baseline(one: Baseline) -> frozenset[str]:
    return cuts_of(plain(one.text))


def _worse(aim: _Aim, reached: _Reached) -> bool:
    one = metric(aim.metric)
    return one is not None and (aim.value < reached.value if one.up else aim.value > reached.value)


def _finding(aim: _Aim, reached: _Reached, plan: Plan, reading: Reading) -> Anomaly:
    one = metric(aim.metric)
    name = one.name if one else aim.metric
    also = any(other.metric == aim.metric and other.comparator == "increase" for other in plan.targets)
    when = f" vào {aim.year}" if aim.year else ""
    tail = ", lại yêu cầu tăng hằng năm" if also else ""
    side = "thấp hơn" if one is None or one.up else "cao hơn"
    message = (
        f"Chỉ tiêu {in_vietnamese(aim.value)}%{when} {side} mức đã đạt "
        f"{in_vietnamese(reached.value)}% năm {reached.by}{tail} ({name})"
    )
    return finding("below_baseline", message, aim.section, aim.source, reading, 0.85)


# --- rows of tables ----------------------------------------------------------------------------------------------

_BARE = re.compile(r"^(?:[<>≥≤=]+|tu|tren|toi thieu|it nhat|dat)?\s*(\d+(?:[.,]\d+)*)\s*(%)?(?: tro len)?$")


def _in_rows(reading: Reading) -> list[Anomaly]:
    """Rows of targets whose figure is less than the one in the column of what was reached."""
    found: list[Anomaly] = []
    for one in reading.target_tables:
        for row in one.rows:
            wrong = _backwards(row, one)
            if wrong:
                found.append(finding("below_baseline", wrong, f"PL {row.ordinal}", row.source, reading, 0.85))
    return found


_AT_MOST = re.compile(r"^\s*(?:[<≤]|khong qua|duoi|toi da|giam|con )")


def _backwards(row: Row, one: Table) -> str | None:
    """What is wrong in a row: what was reached stands beside the figures asked for, and one of them is less."""
    name = row.cells.get("content") or row.cells.get("owner") or ""
    reached = _figure(row.cells.get("baseline", ""))
    roles = [role for role in one.roles if role.startswith("value")]
    if row.cells.get("content") is None and "baseline" in one.roles:
        after = one.roles.index("baseline") + 1
        roles = [role for role in one.roles[after : after + 1] if role in roles]
    cells = [(role, row.cells.get(role, "")) for role in roles]
    falling = re.compile(table("checks")["figures"]["falling"])
    down = falling.search(plain(name)) or any(_AT_MOST.match(fold(cell)) for _, cell in cells)
    if reached is None or not name or down:
        return None
    heads = dict(zip(one.roles, one.heads, strict=False))
    counted = "%" not in f"{name} {row.cells.get('unit', '')} {' '.join(one.heads)}" and "ty le" not in plain(name)
    for role, cell in cells:
        aim = _figure(cell)
        if counted and PART_OF_YEAR.search(fold(heads.get(role, ""))):  # a count of a quarter beside one of a year
            continue
        if aim is not None and aim < reached:
            what = f"{in_vietnamese(aim)} thấp hơn mức đã đạt {in_vietnamese(reached)}"
            return f"Chỉ tiêu {row.ordinal} ({name}) {heads.get(role, '')}: {what}"
    return None


def _figure(cell: str) -> float | None:
    found = _BARE.match(fold(cell).strip())
    return worth(found.group(1)) if found else None
