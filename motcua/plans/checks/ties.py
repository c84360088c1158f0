"""Targets that no task serves, and tasks that serve no target: told by the words they share."""

from __future__ import annotations

import itertools
import re
from functools import cache

from motcua.plans.checks.parts import finding, listed
from motcua.plans.checks.said import words_of_target
from motcua.plans.data import table
from motcua.plans.reader.fold import plain, squeeze
from motcua.plans.reader.metrics import Metric, metric
from motcua.plans.reader.model import Anomaly, Plan, Target, Task
from motcua.plans.reader.reading import Reading

Pairs = set[tuple[str, str]]
_MOST = 0.7


@cache
def _common() -> frozenset[str]:
    return frozenset(table("checks")["ties"]["common"].split())


@cache
def _running() -> re.Pattern[str]:
    return re.compile(r"\b(?:" + re.sub(r"\|\s+", "|", table("checks")["ties"]["running"]) + r")")


@cache
def _enabling() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{table('checks')['ties']['enabling']})\b")


@cache
def _subjects() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{table('checks')['ties']['subjects']})\b")


def telling(text: str) -> Pairs:
    """Neighbouring syllables of which neither is common to all plans: what a text is about."""
    pairs: Pairs = set()
    for part in re.split(r"[.;:,()\d%/]+", plain(text)):
        words = re.findall(r"[a-z]+", part)
        pairs |= {tuple(found.split()[:2]) for found in _subjects().findall(part)}
        pairs |= {pair for pair in itertools.pairwise(words) if not _common() & set(pair)}
    return pairs


def check_ties(plan: Plan, reading: Reading) -> list[Anomaly]:
    """One finding for targets that nothing in the plan works for, one for tasks that are about nothing in it."""
    if len(plan.targets) < 2 or len(plan.tasks) < 2:
        return []
    return _unserved(plan, reading) + _aimless(plan, reading)


def _unserved(plan: Plan, reading: Reading) -> list[Anomaly]:
    works = [part for task in plan.tasks for part in (task.text, task.product, task.group) if part]
    works += [f"{task.text} {task.product or ''}" for task in plan.tasks]
    works += [duty.text for one in plan.responsibilities for duty in one.duties]
    works += [f"{one.title} {' '.join(one.measures)}" for one in plan.solutions]
    places = {task.source for task in plan.tasks} | {d.source for one in plan.responsibilities for d in one.duties}
    pairs: Pairs = set().union(*(telling(work) for work in works))
    folded = [plain(work) for work in works]
    loose = [one for one in plan.targets if one.source not in places and not _served(one, pairs, folded)]
    about = {_about(one): one for one in reversed(loose)}
    if not loose or len(about) > _MOST * len({_about(one) for one in plan.targets}):
        return []
    names = listed([f"{one.id} ({name})" for name, one in reversed(about.items())])
    message = f"Chỉ tiêu chưa có nhiệm vụ nào nhằm đạt: {names}"
    return [finding("target_without_task", message, loose[0].section, loose[0].source, reading, 0.5)]


@cache
def _serving() -> list[tuple[re.Pattern[str], re.Pattern[str]]]:
    """Of each subject of targets, the words of work that serves it."""
    return [(re.compile(rf"\b(?:{of})"), re.compile(rf"\b(?:{by})")) for of, by in table("checks")["ties"]["serves"]]


def _work_for(words: str) -> re.Pattern[str] | None:
    """The work known to serve what the words of a target, or else the name of its measure, are about."""
    return next((work for of, work in _serving() if of.search(words)), None)


def _served(target: Target, pairs: Pairs, works: list[str]) -> bool:
    """Whether some work speaks of the measure, of what the words of the target are about, or is known to serve it."""
    one = metric(target.metric)
    if one and any(one.score(work) for work in works):
        return True
    by = _work_for(words_of_target(target)) or _work_for(plain(one.name if one else ""))
    if by and any(by.search(work) for work in works):
        return True
    about = (telling(target.text) | telling(one.name if one else "")) - _WHEN
    return not about or bool(about & pairs)


_WHEN = {("dung", "han"), ("qua", "han")}  # said of petitions too, which nobody answers by handling dossiers in time


def _about(target: Target) -> str:
    one = metric(target.metric)
    return one.name if one else squeeze(target.text)[:60]


def _aimless(plan: Plan, reading: Reading) -> list[Anomaly]:
    pairs: Pairs = set().union(*(telling(target.text) for target in plan.targets))
    measures = [one for one in (metric(target.metric) for target in plan.targets) if one]
    subjects = " . ".join(plain(target.text) for target in plan.targets)
    serving = [by for of, by in _serving() if of.search(subjects)]
    idle = [task for task in plan.tasks if not task.target_refs and not _aims(task, pairs, measures, serving)]
    if not idle or len(idle) > _MOST * len(plan.tasks):
        return []
    message = f"Nhiệm vụ không gắn với chỉ tiêu nào: {listed([f'{one.id} ({squeeze(one.text)[:60]})' for one in idle])}"
    return [finding("task_without_target", message, idle[0].section, idle[0].source, reading, 0.45)]


def _aims(task: Task, pairs: Pairs, measures: list[Metric], serving: list[re.Pattern[str]]) -> bool:
    """Whether a task speaks of a measure, of what a target is about or is served by, or serves the plan as a whole."""
    words = plain(f"{task.text} {task.product or ''} {task.group or ''}")
    if _running().search(plain(f"{task.text} {task.group or ''}")) or telling(words) & pairs:
        return True
    if _enabling().search(plain(task.text)) or any(by.search(plain(task.text)) for by in serving):
        return True
    return any(one.score(words) for one in measures)
