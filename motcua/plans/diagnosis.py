"""The problems a plan names, each with what was set against it and whether the figure has moved."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from motcua.plans.checks.ties import Pairs, telling
from motcua.plans.following import Standing, standing_of
from motcua.plans.models import Plan, Task
from motcua.plans.reader.fold import plain
from motcua.plans.reader.metrics import metric
from motcua.plans.selectors import tasks_of


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
    """Every problem the plan names, in its order; ties are told by measure and by the words both share."""
    standing, tasks = standing_of(plan), list(tasks_of(plan))
    return [_one(plan, each, standing, tasks) for each in plan.as_read.get("problems", ())]


def _one(plan: Plan, said: dict[str, Any], standing: list[Standing], tasks: list[Task]) -> Diagnosed:
    causes = tuple(str(each) for each in said.get("causes", ()))
    words = ". ".join((str(said["text"]), *causes))
    about = {slug for slug in {each.target.metric for each in standing} if _speaks_of(slug, words)}
    pairs = telling(words)
    return Diagnosed(
        str(said["text"]),
        causes,
        tuple(
            _measured(plan, each)
            for each in standing
            if each.target.metric in about or pairs & telling(each.target.text)
        ),
        tuple(each for each in tasks if _answers(f"{each.text}. {each.product}", pairs, about)),
    )


def _speaks_of(slug: str, words: str) -> bool:
    known = metric(slug)
    return known is not None and known.score(plain(words)) > 0


def _answers(work: str, pairs: Pairs, about: set[str]) -> bool:
    """A task answers a problem where both are about the same rare words, or both speak of one measure."""
    return bool(pairs & telling(work)) or any(_speaks_of(slug, work) for slug in about)


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
