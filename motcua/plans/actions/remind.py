"""Remind whoever owes a task, a part of one, an answer, an input, a conclusion, a remedy or a report; the steps
climb, each is logged."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import Any

from django.db import transaction

from motcua.base.actor import Actor
from motcua.base.clock import now, today
from motcua.directory.api import Staff, staff_with_role
from motcua.notices.api import tell
from motcua.plans.events import Reminded
from motcua.plans.journal import journal
from motcua.plans.models import Finding, Input, Inspection, Obstacle, OwedReport, Part, Plan, Reminder, Task
from motcua.plans.owed_together import waits_with, was_told_lately
from motcua.plans.owners import (
    heads_for,
    heads_of,
    mending_unit,
    owner_of,
    who_answers,
    who_concludes,
    who_mends,
    who_reports,
)
from motcua.plans.periods import DAY
from motcua.plans.waiting import OPEN
from motcua.rules.codes import Role

SOON = timedelta(days=3)
WEEK, FORTNIGHT = timedelta(days=7), timedelta(days=14)
_HEADS = (Reminder.Step.LATE_WEEK, Reminder.Step.LATE_FORTNIGHT)


def step_on(due: date, day: date) -> Reminder.Step | None:
    """Which step a last day has come to; None while there is time."""
    if day > due + FORTNIGHT:
        return Reminder.Step.LATE_FORTNIGHT
    if day > due + WEEK:
        return Reminder.Step.LATE_WEEK
    if day >= due:
        return Reminder.Step.LATE if day > due else Reminder.Step.TODAY
    return Reminder.Step.SOON if day >= due - SOON else None


@dataclass(frozen=True)
class _Owed:
    """Something owed: what it is and since when, whom a step concerns, and the words of the notice.

    `column` of the log names `row`; `page`: what the notice leads to where that is not the thing itself.
    """

    plan: Plan
    what: str
    column: str
    row: Task | Part | Obstacle | Input | Inspection | Finding | OwedReport
    due: date
    words: Mapping[str, str]
    whom: Callable[[Reminder.Step], list[Staff]]
    task: Task | None = None
    page: str = ""


def remind_owed(*, by: Actor, until: date | None = None, on: Collection[date] = ()) -> None:
    """Tell everybody whom the step of something owed concerns, once a step, each thing in a transaction of its own.

    Looks at what is owed in followed plans by the day `until`, or on one of the days `on`.
    """
    when = ("lte", until) if until is not None else ("in", on)
    for (rows, due), told_of in zip(OPEN, _TOLD_OF, strict=True):
        for each in rows().filter(**{f"{due}__{when[0]}": when[1]}).iterator(chunk_size=500):
            with transaction.atomic():
                _remind(told_of(each), by)


def _task(task: Task) -> _Owed:
    due = task.due or today()  # only what has a last day is looked at
    words = _words(task.plan, number=task.number)
    return _Owed(task.plan, "plan_task", "task", task, due, words, lambda step: _owners(task, step))


def _part(part: Part) -> _Owed:
    task = part.task
    words = _words(task.plan, number=task.number)
    return _Owed(task.plan, "plan_task", "part", part, part.due, words, lambda step: _owners(task, step), task=task)


def _obstacle(obstacle: Obstacle) -> _Owed:
    plan, item = obstacle.plan, obstacle.task or obstacle.target
    words = _words(plan, number=item.number if item else "")
    whom = partial(_answerers, obstacle)
    return _Owed(plan, "plan_answer", "obstacle", obstacle, obstacle.due, words, whom, task=obstacle.task)


def _input(asked: Input) -> _Owed:
    collection = asked.collection
    words = _words(collection.plan, what=collection.title)
    return _Owed(collection.plan, "plan_input", "input", asked, collection.due, words, partial(_informants, asked))


def _inspection(held: Inspection) -> _Owed:
    words = {"what": held.title, "place": held.place}
    return _Owed(held.plan, "plan_inspection", "inspection", held, held.day, words, partial(_inspectors, held))


def _finding(finding: Finding) -> _Owed:
    plan, words = finding.inspection.plan, {"what": finding.inspection.title}
    return _Owed(plan, "plan_finding", "finding", finding, finding.due, words, partial(_menders, finding))


def _report(owed: OwedReport) -> _Owed | None:
    """Those of a week or a day are spoken of together, by the one that has waited longest, and to nobody twice the
    same within a week."""
    waiting = waits_with(owed)
    if waiting.first.pk != owed.pk:
        return None
    words, page = _words(owed.plan, what=waiting.words), f"plan_reports:{owed.plan.public_id}"
    whom = partial(_reporters, owed)
    return _Owed(owed.plan, "plan_report", "owed_report", owed, owed.due, words, whom, page=page)


# In the order of `waiting.OPEN`.
_TOLD_OF: tuple[Callable[[Any], _Owed | None], ...] = (
    _task, _part, _obstacle, _input, _inspection, _finding, _report,
)  # fmt: skip


def _words(plan: Plan, **words: str) -> dict[str, str]:
    return {**words, "plan": plan.number or plan.public_id}


def _remind(owed: _Owed | None, by: Actor) -> None:
    step = step_on(owed.due, today()) if owed is not None else None
    if owed is None or step is None:
        return
    alone: dict[str, Any] = {"part": None, "obstacle": None} if owed.column == "task" else {}
    context = {"task": owed.task} if owed.task is not None else {}
    for staff in owed.whom(step):
        # Found by the thing itself: with a new version of the plan a part or an obstacle comes under another task.
        entry, new = Reminder.objects.get_or_create(
            **alone, **{owed.column: owed.row}, step=step, due=owed.due, to=staff, defaults={**context, "at": now()}
        )
        if new:
            _tell(owed, entry, by)


def _owners(task: Task, step: Reminder.Step) -> list[Staff]:
    """The owner (who stands in where there is none); above a week the head and the controller too; above a
    fortnight the leaders."""
    agency = task.plan.agency
    found = list(owner_of(task).acting)
    if step in _HEADS:
        found += [*heads_for(task), *staff_with_role(agency, Role.CONTROLLER)]
    if step == Reminder.Step.LATE_FORTNIGHT:
        found += staff_with_role(agency, Role.LEADER)
    return _once(found)


def _answerers(obstacle: Obstacle, step: Reminder.Step) -> list[Staff]:
    """Who owes the answer; late ones go to the leaders at once."""
    agency = obstacle.plan.agency
    here = obstacle.owner is not None and obstacle.owner.active
    found = [obstacle.owner] if here and obstacle.owner else list(staff_with_role(agency, Role.CONTROLLER))
    if step in (Reminder.Step.LATE, *_HEADS):
        found += staff_with_role(agency, Role.LEADER)
    return _once(found)


def _informants(asked: Input, step: Reminder.Step) -> list[Staff]:
    """Who answers; above a week who keeps the plan; above a fortnight the leaders of those who are asked."""
    found = list(who_answers(asked))
    if step in _HEADS:
        found += staff_with_role(asked.collection.plan.agency, Role.CONTROLLER)
    if step == Reminder.Step.LATE_FORTNIGHT:
        found += staff_with_role(asked.agency, Role.LEADER)
    return _once(found)


def _menders(finding: Finding, step: Reminder.Step) -> list[Staff]:
    """As with a task: who mends it; above a week the head, the controller and who inspected; then the leaders."""
    agency = finding.inspection.plan.agency
    found = list(who_mends(finding))
    if step in _HEADS:
        found += [*heads_of(agency, mending_unit(finding)), *staff_with_role(agency, Role.CONTROLLER)]
        found += [finding.inspection.leader] if finding.inspection.leader.active else []
    if step == Reminder.Step.LATE_FORTNIGHT:
        found += staff_with_role(agency, Role.LEADER)
    return _once(found)


def _inspectors(inspection: Inspection, step: Reminder.Step) -> list[Staff]:
    """Who inspects; above a week the head and the controller; above a fortnight the leaders."""
    agency = inspection.plan.agency
    found = list(who_concludes(inspection))
    if step in _HEADS:
        found += [*heads_of(agency, inspection.leader.unit_id), *staff_with_role(agency, Role.CONTROLLER)]
    if step == Reminder.Step.LATE_FORTNIGHT:
        found += staff_with_role(agency, Role.LEADER)
    return _once(found)


def _reporters(owed: OwedReport, step: Reminder.Step) -> list[Staff]:
    """Who sees to it; a week late the leaders: a report is what the agency above waits for."""
    if owed.is_often and (step == Reminder.Step.SOON or (step == Reminder.Step.TODAY and owed.span.rhythm == DAY)):
        return []
    found = list(who_reports(owed))
    if step in _HEADS:
        found += staff_with_role(owed.plan.agency, Role.LEADER)
    return [each for each in _once(found) if not (owed.is_often and was_told_lately(owed, step, each))]


def _once(found: Iterable[Staff]) -> list[Staff]:
    return list({each.pk: each for each in found}.values())


def _tell(owed: _Owed, entry: Reminder, by: Actor) -> None:
    what = owed.what
    soon = entry.step in (Reminder.Step.SOON, Reminder.Step.TODAY)
    tell(
        to=f"staff:{entry.to_id}",
        kind=f"{what}_soon" if soon else f"{what}_late",
        words={**owed.words, "due": entry.due.isoformat()},
        about=owed.page or f"{what}:{owed.row.public_id}",
        key=f"{what}:{owed.row.public_id}:{entry.due}:{entry.step}:{entry.to_id}",
    )
    journal(Reminded(owed.plan.public_id, owed.row.public_id, entry.step, entry.to_id, entry.due), by)
