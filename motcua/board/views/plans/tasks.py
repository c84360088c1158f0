"""One task: what it asks for, how it goes, its periods, its files, its product."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, QueryDict

from motcua.base.clock import today
from motcua.board.views.plans import saying
from motcua.board.views.plans.look_or_do import look_or_do
from motcua.directory.api import Viewer, people_of, units_of
from motcua.plans.api import (
    Part,
    Progress,
    Task,
    add_evidence,
    assign_task,
    check_task,
    checking_of,
    close_task,
    earlier,
    in_force,
    is_late,
    keeps_plans,
    mark_model,
    may_check,
    may_raise,
    may_work_on,
    owner_of,
    raise_obstacle,
    reminders_of,
    reopen_task,
    report_progress,
    start_days,
    task_for,
    ties_of,
)


def _shown(found: Task, viewer: Viewer) -> dict[str, Any]:
    followed = bool(in_force(found))
    keeps = followed and keeps_plans(viewer, found.plan.agency_id)
    works = followed and found.is_open and bool(may_work_on(viewer, found))
    day, checking = today(), checking_of(found.plan)
    return {
        "task": found,
        "late": is_late(found, day),
        "owner": owner_of(found),
        "notes": Progress.objects.filter(task__in=earlier([found])).order_by("at", "pk"),
        "parts": [
            (each, each.late_on(day), followed and _waits_for(viewer, each), checking(each))
            for each in found.parts.select_related("evidence", "task__plan").order_by("due", "pk")
        ],
        "checks": followed and _waits_for(viewer, found),
        "checking": checking(found),
        "files": found.evidence_files.select_related("file", "part").order_by("at", "pk"),
        "obstacles": found.obstacles.select_related("owner").order_by("raised_at", "pk"),
        "targets": ties_of(found.plan).targets_of(found),
        "money": found.budget.order_by("year", "pk"),
        "reminders": reminders_of(found).filter(obstacle=None),
        "good_model": getattr(found, "good_model", None),
        "works": works,
        "raises": followed and bool(may_raise(viewer, found)),
        "keeps": keeps,
        "units": units_of(found.plan.agency) if keeps else (),
        "people": people_of(found.plan.agency) if keeps else (),
    }


def _waits_for(viewer: Viewer, done: Task | Part) -> bool:
    """Was it delivered by somebody else, and may this viewer say that it is right?"""
    plan = done.plan if isinstance(done, Task) else done.task.plan
    waits = not done.is_open and done.closed_at is not None and done.checked_at is None
    return waits and bool(may_check(viewer, plan, done.closed_by))


def _do(found: Task, request: HttpRequest, viewer: Viewer) -> None:
    said = request.POST
    deeds: dict[str, Callable[[], object]] = {
        "close": lambda: _close(found, request, viewer),
        "file": lambda: _keep_file(found, request, viewer),
        "check": lambda: check_task(task=found, by=viewer),
        "reopen": lambda: reopen_task(task=found, reason=said.get("words", ""), by=viewer),
        "assign": lambda: _assign(found, said, viewer),
        "obstacle": lambda: raise_obstacle(
            item=found, text=said.get("words", ""), proposes_change=said.get("change") == "yes", by=viewer
        ),
        "start": lambda: start_days(
            task=found, on=saying.day(said.get("on", "")), about=said.get("words", ""), by=viewer
        ),
        "model": lambda: mark_model(
            task=found,
            title=said.get("title", ""),
            how=said.get("how", ""),
            result=said.get("result", ""),
            contact=said.get("contact", ""),
            by=viewer,
        ),
    }
    deeds.get(said.get("deed", ""), lambda: report_progress(task=found, note=said.get("words", ""), by=viewer))()


def _assign(found: Task, said: QueryDict, viewer: Viewer) -> None:
    agency = found.plan.agency_id
    unit, person = saying.unit_of(agency, said.get("unit", "")), saying.person_of(agency, said.get("staff", ""))
    assign_task(task=found, unit=unit, staff=person, by=viewer)


def _keep_file(found: Task, request: HttpRequest, viewer: Viewer) -> None:
    content, name = saying.upload(request)
    add_evidence(task=found, content=content, name=name, title=request.POST.get("words", ""), by=viewer)


def _close(found: Task, request: HttpRequest, viewer: Viewer) -> None:
    """A file that comes along is kept first: it stays, also where the task cannot be closed yet."""
    words, (content, name) = request.POST.get("words", ""), saying.upload(request)
    kept = add_evidence(task=found, content=content, name=name, title=words, by=viewer).file if name else None
    close_task(task=found, evidence_text=words, evidence=kept, by=viewer)


task = look_or_do("board:plan_task", "board/plans/task.html", find=task_for, shown=_shown, do=_do)
