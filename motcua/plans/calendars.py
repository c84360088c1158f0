"""The calendar of plans: what is owed on which day, for a page or for a program that subscribed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from motcua.base.clock import now
from motcua.base.late import late
from motcua.directory.api import Viewer, viewer_of_staff
from motcua.plans.actions.make_calendar_key import hashed
from motcua.plans.exports.entry import Entry
from motcua.plans.models import CalendarKey, Part, Task
from motcua.plans.owners import owed_by
from motcua.plans.periods import period_words
from motcua.plans.selectors import followed_parts, followed_tasks

_calendar_bytes: Callable[..., bytes] = late("motcua.plans.exports.as_calendar.calendar_bytes")


@dataclass(frozen=True)
class DueDay:
    """A last day of a task (or of one period of it), with how it stands on `today`."""

    day: date
    task: Task
    part: Part | None
    done: bool

    @property
    def title(self) -> str:
        """Number, period and gist, short enough for a small square."""
        period = f" ({period_words(self.part.period)})" if self.part else ""
        return f"{self.task.number}{period} {self.task.text[:90]}"


def due_days(viewer: Viewer, first: date, last: date, *, mine: bool = False) -> list[DueDay]:
    """What has its last day from `first` to `last` (both included) in the viewer's agencies, or of the viewer's own."""
    tasks = followed_tasks(viewer).filter(due__range=(first, last))
    parts = followed_parts(viewer).filter(due__range=(first, last))
    if mine:
        tasks, parts = tasks.filter(owed_by(viewer)), parts.filter(owed_by(viewer, "task__"))
    found = [DueDay(each.due, each, None, not each.is_open) for each in tasks if each.due]
    found += [DueDay(each.due, each.task, each, not each.is_open) for each in parts]
    return sorted(found, key=lambda each: (each.day, each.task.plan_id, each.task.position))


def feed(key: str, *, address_of: Callable[[str], str], host: str) -> bytes | None:
    """The calendar behind a secret key: what its owner owes, with the rights they hold today; None where it ended.

    `address_of` makes the page of a task from its public id.
    """
    found = CalendarKey.objects.select_related("staff__agency", "staff__unit", "staff__user").filter(sha256=hashed(key))
    owner = found.first()
    if owner is None or not owner.staff.active:
        return None
    viewer = viewer_of_staff(owner.staff)
    moment = now()
    days = due_days(viewer, date(2000, 1, 1), date(2100, 12, 31), mine=True)
    entries = [
        Entry(
            key=f"{each.task.public_id}:{each.part.public_id if each.part else ''}",
            day=each.day,
            title=each.title,
            words=_words(each),
            address=address_of(each.task.public_id),
            changed=moment,
            done=each.done,
        )
        for each in days
    ]
    return _calendar_bytes(entries, name=_("Việc theo kế hoạch"), host=host, stamp=moment)


def _words(each: DueDay) -> str:
    task = each.task
    lines = [task.text, _("Sản phẩm: %(product)s") % {"product": task.product or "–"}]
    lines.append(_("Kế hoạch: %(plan)s") % {"plan": task.plan.number or task.plan.title})
    return "\n".join(lines)
