"""Remind whoever owes a task, a part of one, an answer, an input, a conclusion, a remedy or a report; the steps
climb, each is logged."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import transaction

from motcua.base.actor import Actor
from motcua.base.clock import now, today
from motcua.base.events import record
from motcua.directory.api import Staff, staff_with_role
from motcua.notices.api import tell
from motcua.plans.events import Reminded
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
    """Something owed: what it is and since when, and the words of the notice.

    `column` of the log names `row`; `page`: what the notice leads to where that is not the thing itself.
    """

    plan: Plan
    what: str
    column: str
    row: Task | Part | Obstacle | Input | Inspection | Finding | OwedReport
    due: date
    words: Mapping[str, str]
    task: Task | None = None
    page: str = ""


@transaction.atomic
def remind(*, task: Task, by: Actor) -> list[Reminder]:
    """Tell everybody this step of a task concerns, once a step; answers the new entries of the log."""
    if task.due is None or not task.is_open:
        return []
    owed = _Owed(task.plan, "plan_task", "task", task, task.due, _numbered(task.plan, task.number))
    return _reminded(owed, lambda step: _owners(task, step), by)


@transaction.atomic
def remind_part(*, part: Part, by: Actor) -> list[Reminder]:
    """The same for one period of a task."""
    if not part.is_open:
        return []
    task = part.task
    owed = _Owed(task.plan, "plan_task", "part", part, part.due, _numbered(task.plan, task.number), task=task)
    return _reminded(owed, lambda step: _owners(task, step), by)


@transaction.atomic
def remind_obstacle(*, obstacle: Obstacle, by: Actor) -> list[Reminder]:
    """The same for an answer that is owed; late ones go to the leaders at once."""
    if obstacle.state != Obstacle.State.OPEN:
        return []
    item = obstacle.task or obstacle.target
    words = _numbered(obstacle.plan, item.number if item else "")
    owed = _Owed(obstacle.plan, "plan_answer", "obstacle", obstacle, obstacle.due, words, task=obstacle.task)
    return _reminded(owed, lambda step: _answerers(obstacle, step), by)


@transaction.atomic
def remind_input(*, asked: Input, by: Actor) -> list[Reminder]:
    """The same for what a unit is asked in a collection."""
    collection = asked.collection
    if not asked.is_missing or not collection.is_open:
        return []
    plan = collection.plan
    words = {"what": collection.title, "plan": plan.number or plan.public_id}
    owed = _Owed(plan, "plan_input", "input", asked, collection.due, words)
    return _reminded(owed, lambda step: _informants(asked, step), by)


@transaction.atomic
def remind_finding(*, finding: Finding, by: Actor) -> list[Reminder]:
    """The same for what an inspection found."""
    if not finding.is_open:
        return []
    inspection = finding.inspection
    words = {"what": inspection.title}
    owed = _Owed(inspection.plan, "plan_finding", "finding", finding, finding.due, words)
    return _reminded(owed, lambda step: _menders(finding, step), by)


@transaction.atomic
def remind_inspection(*, inspection: Inspection, by: Actor) -> list[Reminder]:
    """The same for an inspection: before its day, and from then on until somebody concludes it."""
    if not inspection.is_open:
        return []
    words = {"what": inspection.title, "place": inspection.place}
    owed = _Owed(inspection.plan, "plan_inspection", "inspection", inspection, inspection.day, words)
    return _reminded(owed, lambda step: _inspectors(inspection, step), by)


@transaction.atomic
def remind_report(*, owed: OwedReport, by: Actor) -> list[Reminder]:
    """The same for a report the plan itself asks for. Those of a week or a day are spoken of together, by the one that
    has waited longest, and to nobody twice the same within a week."""
    waiting = waits_with(owed)
    if not owed.is_open or waiting.first.pk != owed.pk:
        return []
    plan = owed.plan
    words = {"what": waiting.words, "plan": plan.number or plan.public_id}
    page = f"plan_reports:{plan.public_id}"
    what = _Owed(plan, "plan_report", "owed_report", owed, owed.due, words, page=page)

    def whom(step: Reminder.Step) -> list[Staff]:
        if not owed.is_often:
            return _reporters(owed, step)
        if step == Reminder.Step.SOON or (step == Reminder.Step.TODAY and owed.span.rhythm == DAY):
            return []
        return [each for each in _reporters(owed, step) if not was_told_lately(owed, step, each)]

    return _reminded(what, whom, by)


def _numbered(plan: Plan, number: str) -> dict[str, str]:
    return {"number": number, "plan": plan.number or plan.public_id}


def _reminded(owed: _Owed, whom: Callable[[Reminder.Step], list[Staff]], by: Actor) -> list[Reminder]:
    step = step_on(owed.due, today())
    if step is None:
        return []
    made = []
    alone: dict[str, Any] = {"part": None, "obstacle": None} if owed.column == "task" else {}
    context = {"task": owed.task} if owed.task is not None else {}
    for staff in whom(step):
        # Found by the thing itself: with a new version of the plan a part or an obstacle comes under another task.
        entry, new = Reminder.objects.get_or_create(
            **alone, **{owed.column: owed.row}, step=step, due=owed.due, to=staff, defaults={**context, "at": now()}
        )
        if new:
            _tell(owed, entry, by)
            made.append(entry)
    return made


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
    found = list(who_reports(owed))
    if step in _HEADS:
        found += staff_with_role(owed.plan.agency, Role.LEADER)
    return _once(found)


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
    happened = Reminded(owed.plan.public_id, owed.row.public_id, entry.step, entry.to_id, entry.due)
    record(happened, stream=f"plan:{owed.plan.public_id}", by=by)
