"""Faults of the document as they are shown: those about ties follow what people tied and untied by hand."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django.utils.translation import gettext as _

from motcua.plans.checks.ties import check_ties
from motcua.plans.models import Plan, Target, Task
from motcua.plans.reader import model as reader
from motcua.plans.reader.lines import Pages
from motcua.plans.reader.reading import Reading
from motcua.plans.ties import Ties, pair_of, ties_of

_ABOUT_TIES = ("target_without_task", "task_without_target")
Fault = dict[str, Any]


def faults_of(plan: Plan) -> list[Fault]:
    """What is wrong with the document of `plan`, as the reader kept it.

    Once a person tied or untied tasks and targets, what works for what is looked at anew: with those ties, and with
    the items as they stand now.
    """
    found: list[Fault] = list(plan.as_read["anomalies"])
    if not plan.ties.filter(task__isnull=False, target__isnull=False).exists():
        return found
    ties = ties_of(plan)
    anew = [asdict(each) for each in check_ties(_as_it_stands(plan, ties), Reading(Pages([]), [], []))]
    rest = [each for each in found if each["kind"] not in _ABOUT_TIES]
    return rest + anew + _untied(ties)


def _as_it_stands(plan: Plan, ties: Ties) -> reader.Plan:
    """The plan as the checks take it. What is tied by hand names its target, and stands where that task stands."""
    by_hand = {each: [one for one in ties.targets if ties.said.get(pair_of(each, one))] for each in ties.tasks}
    at = {target.pk: task for task, targets in by_hand.items() for target in targets}
    return reader.Plan(
        reader.Meta(),
        targets=[_target(each, at.get(each.pk, each)) for each in ties.targets],
        tasks=[_task(each, by_hand[each]) for each in ties.tasks],
        solutions=[
            reader.Solution("", "", each["title"], each["measures"], 1.0, reader.Source(1))
            for each in plan.as_read.get("solutions", ())
        ],
        responsibilities=[_responsibility(each) for each in plan.as_read.get("responsibilities", ())],
    )


def _place(item: Task | Target) -> reader.Source:
    return reader.Source(item.source_line, item.source_page)


def _target(item: Target, stands: Task | Target) -> reader.Target:
    value = None if item.value is None else float(item.value)
    return reader.Target(
        item.number, item.section, item.text, item.metric, item.comparator, value, item.measure_unit, item.year,
        item.scope or None, item.condition or None, item.kind, item.confidence, _place(stands),
    )  # fmt: skip


def _task(item: Task, tied: list[Target]) -> reader.Task:
    named = [*item.as_read.get("target_refs", ()), *(each.number for each in tied)]
    return reader.Task(
        item.number, item.section, item.group or None, item.text, item.product or None, [], [], reader.Deadline(),
        item.confidence, _place(item), target_refs=named,
    )  # fmt: skip


def _responsibility(said: dict[str, Any]) -> reader.Responsibility:
    duties = [
        reader.Duty(each["id"], each["text"], None, 1.0, reader.Source(each["source"]["line"], each["source"]["page"]))
        for each in said["duties"]
    ]
    return reader.Responsibility(said["agency"], said["section"], duties, 1.0, reader.Source(1))


def _untied(ties: Ties) -> list[Fault]:
    """What had ties until a person undid the last of them: the words alone would still tie it."""
    undone = {pair for pair, tied in ties.said.items() if not tied}
    targets = [each for each in ties.targets if any(pair[1] == each.pk for pair in undone) and not ties.tasks_of(each)]
    tasks = [each for each in ties.tasks if any(pair[0] == each.pk for pair in undone) and not ties.targets_of(each)]
    found = [("target_without_task", each, _("Chỉ tiêu %s đã gỡ khỏi mọi nhiệm vụ.")) for each in targets]
    more = [("task_without_target", each, _("Nhiệm vụ %s đã gỡ khỏi mọi chỉ tiêu.")) for each in tasks]
    return [
        {"kind": kind, "message": words % each.number, "where": each.section, "confidence": 1.0,
         "source": {"line": each.source_line, "page": each.source_page}}
        for kind, each, words in [*found, *more]
    ]  # fmt: skip
