"""How each task of a plan stands and what was delivered for it, as rows of words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from django.utils.translation import gettext as _

from motcua.base.kit.moments import show_day
from motcua.directory.api import Staff
from motcua.plans.models import Evidence, ItemState, Part, Plan, Task
from motcua.plans.oversight import Checking, checking_of
from motcua.plans.periods import period_words


def state_rows(plan: Plan, day: date) -> Iterator[list[str]]:
    """A row a task, and below it one for each of its periods, with the keys of `STATE_COLUMNS` in their order.

    What is late is late on `day`; nothing of a plan that is not followed is.
    """
    kept = plan.tasks.exclude(state=ItemState.DROPPED).order_by("position")
    followed, checking = plan.state == Plan.State.CONFIRMED, checking_of(plan)
    for task in kept.select_related("evidence").prefetch_related("evidence_files__file", "parts__evidence"):
        files = sorted(task.evidence_files.all(), key=lambda each: (each.at, each.pk))
        late = followed and task.late_on(day)
        stage = _("Trễ") if late else str(task.get_stage_display())
        yield [task.number, task.text, task.group, "", show_day(task.due), stage, *_delivered(task, files, None),
               checked_words(task, checking(task))]  # fmt: skip
        for part in sorted(task.parts.all(), key=lambda each: (each.due, each.pk)):
            late = followed and task.is_open and part.late_on(day)
            yield [task.number, task.text, task.group, _period(part), show_day(part.due), _stage(part, late=late),
                   *_delivered(part, files, part.pk), checked_words(part, checking(part))]  # fmt: skip


def _period(part: Part) -> str:
    return f"{period_words(part.period)}: {part.about}" if part.about else period_words(part.period)


def _stage(part: Part, *, late: bool) -> str:
    if late:
        return _("Trễ")
    return str((Task.Stage.OPEN if part.is_open else Task.Stage.DONE).label)


def _delivered(owed: Task | Part, files: Iterable[Evidence], part: int | None) -> list[str]:
    """The product, the files that show it with the day each was sent, and the day it was closed."""
    sent = [f"{each.title} ({each.file.name}, {show_day(each.at)})" for each in files if each.part_id == part]
    return [owed.delivered, "\n".join(sent), show_day(owed.closed_at)]


def checked_words(owed: Task | Part, how: Checking | None) -> str:
    """Whether somebody else than who delivered has looked at the product: who and when, waiting; empty while open."""
    if how is None:
        return ""
    if owed.checked_at is None:
        waits = {Checking.WAITS: _("Chờ kiểm tra"), Checking.NOBODY: _("Không có người khác để kiểm tra")}
        return waits.get(how, _("Chưa kiểm tra"))
    kind, _sep, key = owed.checked_by.partition(":")
    person = Staff.objects.filter(pk=int(key)).first() if kind == "staff" and key.isdecimal() else None
    said = {"day": show_day(owed.checked_at), "name": person.full_name if person else ""}
    return _("Đã kiểm tra %(day)s %(name)s") % said
