"""The problems a plan names, each with what was set against it and whether the figure has moved."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from motcua.plans.following import Standing, standing_of
from motcua.plans.models import ItemState, Plan, Task
from motcua.plans.reader.metrics import metric
from motcua.plans.ties import Ties, ties_of


class Moved(StrEnum):
    """How a figure stands beside the one the plan began with."""

    BETTER = "better"
    WORSE = "worse"
    SAME = "same"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Measured:
    """A target that speaks of the problem; `was` is the figure the plan gives for the time before, in its unit."""

    standing: Standing
    was: float | None
    moved: Moved


@dataclass(frozen=True)
class Diagnosed:
    """A problem as the plan words it, its causes, the targets and tasks that answer it."""

    text: str
    causes: tuple[str, ...]
    measured: tuple[Measured, ...]
    tasks: tuple[Task, ...]


def diagnosed(plan: Plan) -> list[Diagnosed]:
    """Every problem the plan names, in its order, with the targets and tasks tied to it (`ties.py`)."""
    said = plan.as_read.get("problems", ())
    if not said:
        return []
    ties, standing = ties_of(plan), {each.target.pk: each for each in standing_of(plan)}
    return [_one(plan, place, each, ties, standing) for place, each in enumerate(said)]


def _one(plan: Plan, place: int, said: dict[str, Any], ties: Ties, standing: dict[int, Standing]) -> Diagnosed:
    targets, tasks = ties.answering(place)
    return Diagnosed(
        str(said["text"]),
        tuple(str(each) for each in said.get("causes", ())),
        tuple(_measured(plan, standing[each.pk]) for each in targets if each.pk in standing),
        tuple(each for each in tasks if each.state == ItemState.CONFIRMED),
    )


def _measured(plan: Plan, each: Standing) -> Measured:
    before = _before(plan, each.target.metric)
    if before is None:
        return Measured(each, None, Moved.UNKNOWN)
    year, was = before
    return Measured(each, was, _moved(each, year, was))


def _before(plan: Plan, slug: str) -> tuple[int, float] | None:
    """Year and value of the latest figure of the measure that the plan itself gives."""
    found = [each for each in plan.as_read.get("baseline", ()) if each["metric"] == slug != "other"]
    dated = [(str(each.get("as_of") or "")[:4], each["value"]) for each in found]
    numbers = [(int(year) if year.isdecimal() else 0, float(value)) for year, value in dated
               if isinstance(value, int | float)]  # fmt: skip
    return max(numbers, default=None)


def _moved(each: Standing, year: int, was: float) -> Moved:
    known = metric(each.target.metric)
    if each.value is None or each.as_of is None or each.as_of.year <= year or known is None or known.up is None:
        return Moved.UNKNOWN
    if each.value == was:
        return Moved.SAME
    return Moved.BETTER if (each.value > was) == known.up else Moved.WORSE
