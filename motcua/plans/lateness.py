"""What is late, how long, and why: told from what is known of the task, never guessed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from motcua.base.kit.moments import show_day
from motcua.directory.api import Viewer
from motcua.plans.models import Obstacle, Part, Progress, Reminder, Task
from motcua.plans.owners import Owner, owner_of
from motcua.plans.selectors import late_parts, late_tasks


@dataclass(frozen=True)
class Late:
    """A task or one period of it that is late by `days` (of the calendar); `why` are sentences, best known first."""

    task: Task
    part: Part | None
    due: date
    days: int
    owner: Owner
    why: tuple[str, ...]
    reminded: int


def late_and_why(viewer: Viewer, day: date, *, most: int = 200) -> list[Late]:
    """Everything late in the viewer's agencies, the longest first."""
    rows: list[tuple[Task, Part | None, date]] = [
        (each, None, each.due) for each in late_tasks(viewer)[:most] if each.due
    ]
    rows += [(each.task, each, each.due) for each in late_parts(viewer)[:most]]
    rows.sort(key=lambda row: (row[2], row[0].pk))
    return [_late(task, part, due, day) for task, part, due in rows[:most]]


def _late(task: Task, part: Part | None, due: date, day: date) -> Late:
    owner = owner_of(task)
    reminded = Reminder.objects.filter(task=task, part=part, obstacle=None).count()
    return Late(task, part, due, (day - due).days, owner, tuple(_reasons(task, owner)), reminded)


def _reasons(task: Task, owner: Owner) -> list[str]:
    found = [owner.reason] if owner.reason else []
    open_ = task.obstacles.filter(state=Obstacle.State.OPEN).order_by("due", "pk")
    found += [
        _("Đang chờ trả lời vướng mắc (hạn %(due)s): %(text)s") % {"due": show_day(each.due), "text": each.text[:200]}
        for each in open_[:3]
    ]
    last = Progress.objects.filter(task=task).order_by("-at", "-pk").first()
    if last is not None:
        found.append(_("Báo cáo gần nhất %(at)s: %(note)s") % {"at": show_day(last.at), "note": last.note[:200]})
    else:
        found.append(_("Chưa có báo cáo tiến độ nào."))
    answered = task.obstacles.exclude(state=Obstacle.State.OPEN).count()
    if answered:
        found.append(
            ngettext(
                "%(n)d vướng mắc đã được trả lời.", "%(n)d vướng mắc đã được trả lời.", answered
            ) % {"n": answered}
        )  # fmt: skip
    return found
