"""What of a plan belongs together: its tasks, targets and problems. Told by words and measures, or said by a person."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from motcua.plans.checks.ties import Pairs, telling
from motcua.plans.models import ItemState, Plan, Target, Task
from motcua.plans.reader.fold import plain
from motcua.plans.reader.metrics import metric

# Ids of a task and of a target, the place of a problem: two of the three.
Pair = tuple[int | None, int | None, int | None]


@dataclass(frozen=True)
class Ties:
    """What belongs together in one plan. `told` by the plan itself; `said` by people: this pair is tied, or is not."""

    tasks: Sequence[Task]
    targets: Sequence[Target]
    problems: Sequence[str]
    told: frozenset[Pair]
    said: Mapping[Pair, bool]

    def holds(self, pair: Pair) -> bool:
        """Do the two belong together? What a person said goes before what the words tell."""
        return self.said.get(pair, pair in self.told)

    def targets_of(self, task: Task) -> list[Target]:
        """The targets a task works for, in the order of the plan."""
        return [each for each in self.targets if self.holds((task.pk, each.pk, None))]

    def tasks_of(self, target: Target) -> list[Task]:
        """The tasks that work for a target."""
        return [each for each in self.tasks if self.holds((each.pk, target.pk, None))]

    def problems_of(self, item: Task | Target) -> list[int]:
        """The places of the problems an item answers."""
        return [place for place in range(len(self.problems)) if self.holds(pair_of(item, place))]

    def answering(self, place: int) -> tuple[list[Target], list[Task]]:
        """The targets that measure a problem and the tasks set against it."""
        return (
            [each for each in self.targets if self.holds(pair_of(each, place))],
            [each for each in self.tasks if self.holds(pair_of(each, place))],
        )


def pair_of(one: Task | Target, other: Task | Target | int) -> Pair:
    """The key of two items, or of an item and a problem, in whichever order they come."""
    task = next((each.pk for each in (one, other) if isinstance(each, Task)), None)
    target = next((each.pk for each in (one, other) if isinstance(each, Target)), None)
    return task, target, other if isinstance(other, int) else None


def ties_of(plan: Plan) -> Ties:
    """Everything of `plan` that nobody dropped, and what of it belongs together."""
    tasks = list(plan.tasks.exclude(state=ItemState.DROPPED).select_related("unit", "staff").order_by("position"))
    targets = list(plan.targets.exclude(state=ItemState.DROPPED).select_related("plan").order_by("position"))
    problems = [_wording(each) for each in plan.as_read.get("problems", ())]
    said = {(each.task_id, each.target_id, each.problem): each.tied for each in plan.ties.all()}
    return Ties(tasks, targets, problems, frozenset(_told(tasks, targets, problems)), said)


def _wording(problem: Mapping[str, Any]) -> str:
    return ". ".join((str(problem["text"]), *(str(each) for each in problem.get("causes", ()))))


@lru_cache(maxsize=4096)
def _about(text: str) -> Pairs:
    return telling(text)


def _told(tasks: Sequence[Task], targets: Sequence[Target], problems: Sequence[str]) -> Iterator[Pair]:
    works = {each.pk: f"{each.text}. {each.product}" for each in tasks}
    slugs = {each.metric for each in targets}
    spoken = {each.pk: {slug for slug in slugs if _speaks_of(slug, works[each.pk])} for each in tasks}
    for task, target in itertools.product(tasks, targets):
        named = str(target.as_read.get("id", "")) in task.as_read.get("target_refs", ())
        if named or target.metric in spoken[task.pk] or _about(target.text) & _about(works[task.pk]):
            yield task.pk, target.pk, None
    for place, words in enumerate(problems):
        about = {slug for slug in slugs if _speaks_of(slug, words)}
        for target in targets:
            if target.metric in about or _about(words) & _about(target.text):
                yield None, target.pk, place
        for task in tasks:
            if spoken[task.pk] & about or _about(words) & _about(works[task.pk]):
                yield task.pk, None, place


@lru_cache(maxsize=16384)
def _speaks_of(slug: str, words: str) -> bool:
    known = metric(slug)
    return known is not None and known.score(plain(words)) > 0
