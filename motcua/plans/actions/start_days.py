"""The days of a task begin: something happened that it waits for."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from motcua.base.clock import today
from motcua.base.errors import Refusal
from motcua.base.verdict import require
from motcua.directory.api import Viewer
from motcua.plans.events import DaysStarted
from motcua.plans.journal import journal
from motcua.plans.models import Part, Task
from motcua.plans.periods import due_after
from motcua.plans.policies import in_force, may_work_on
from motcua.rules.errors import OutOfCalendar


@transaction.atomic
def start_days(*, task: Task, on: date, about: str, by: Viewer) -> Part:
    """A part whose last day is `task.days` days after `on`, by the working calendar where the plan counts those.

    `about` says what happened (a decision and its number). Raises `Forbidden`; `Refusal` where the task counts no
    days, the day is to come or unknown to the calendar, or the same event was entered before.
    """
    require(may_work_on(by, task))
    require(in_force(task))
    if not task.days:
        raise Refusal(_("Nhiệm vụ này không tính hạn theo số ngày kể từ một việc."))
    if not about.strip():
        raise Refusal(_("Xin ghi việc đã xảy ra, ví dụ “Quyết định 12/QĐ-UBND ngày 03/11/2026”."))
    if on > today():
        raise Refusal(_("Ngày này chưa đến. Xin xem lại."))
    try:
        due = due_after(on, task.days, working=task.working)
    except OutOfCalendar:
        raise Refusal(_("Chưa có lịch làm việc của năm này. Xin xem lại ngày.")) from None
    part, made = Part.objects.get_or_create(
        task=task, period=on.isoformat(), about=about.strip()[:200], defaults={"starts": on, "due": due}
    )
    if not made:
        raise Refusal(_("Việc này đã được ghi rồi."))
    Task.objects.filter(pk=task.pk, stage=Task.Stage.OPEN).update(stage=Task.Stage.IN_PROGRESS)
    journal(DaysStarted(task.plan.public_id, task.public_id, part.public_id, on, due), by)
    return part
