"""The calendar of plans: what is owed on which day, for a page or for a program that subscribed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from motcua.base.clock import now
from motcua.base.late import late
from motcua.directory.api import Viewer, viewer_of_staff
from motcua.plans.actions.make_calendar_key import hashed
from motcua.plans.exports.entry import Entry
from motcua.plans.models import CalendarKey, Collection, Finding, Inspection, OwedReport, Part, Plan, Task
from motcua.plans.oversight import my_inputs
from motcua.plans.owed_together import together
from motcua.plans.owners import owed_by, who_concludes, who_mends, who_reports
from motcua.plans.periods import DAY, period_words
from motcua.plans.selectors import agencies_of, followed_parts, followed_tasks

_calendar_bytes: Callable[..., bytes] = late("motcua.plans.exports.as_calendar.calendar_bytes")


@dataclass(frozen=True)
class DueDay:
    """A last day. `kind`: whose page shows it, by `public_id`: a task, an input asked, a collection, an inspection, a
    finding, the reports of a plan. `key` tells it from every other; `words` say more than `title`.
    """

    day: date
    kind: str
    public_id: str
    key: str
    title: str
    words: str
    done: bool
    part: bool = False


def due_days(viewer: Viewer, first: date, last: date, *, mine: bool = False) -> list[DueDay]:
    """What has its last day from `first` to `last` (both included) in the viewer's agencies, or of the viewer's own."""
    within = (first, last)
    found = [
        *_of_tasks(viewer, within, mine=mine),
        *(_of_my_inputs(viewer, within) if mine else _of_collections(viewer, within)),
        *_of_inspections(viewer, within, mine=mine),
        *_of_findings(viewer, within, mine=mine),
        *_of_reports(viewer, within, mine=mine),
    ]
    return sorted(found, key=lambda each: each.day)


Days = tuple[date, date]


def _of_tasks(viewer: Viewer, within: Days, *, mine: bool) -> Iterator[DueDay]:
    tasks = followed_tasks(viewer).filter(due__range=within)
    parts = followed_parts(viewer).filter(due__range=within)
    if mine:
        tasks, parts = tasks.filter(owed_by(viewer)), parts.filter(owed_by(viewer, "task__"))
    rows: list[tuple[date, Task, Part | None]] = [(each.due, each, None) for each in tasks if each.due]
    rows += [(each.due, each.task, each) for each in parts]
    for day, task, part in sorted(rows, key=lambda row: (row[1].plan_id, row[1].position)):
        period = f" ({period_words(part.period)})" if part else ""
        key = f"{task.public_id}:{part.public_id if part else ''}"
        done = not (part or task).is_open
        title = f"{task.number}{period} {task.text[:90]}"
        yield DueDay(day, "task", task.public_id, key, title, _words(task), done, part is not None)


def _of_collections(viewer: Viewer, within: Days) -> Iterator[DueDay]:
    asked = Collection.objects.filter(
        plan__agency__in=agencies_of(viewer), plan__state=Plan.State.CONFIRMED, due__range=within
    )
    for each in asked.select_related("plan").order_by("pk"):
        title = _("Thu thập: %(what)s") % {"what": each.title[:80]}
        yield DueDay(each.due, "collection", each.public_id, each.public_id, title, _of(each.plan), not each.is_open)


def _of_my_inputs(viewer: Viewer, within: Days) -> Iterator[DueDay]:
    first, last = within
    for each in my_inputs(viewer):
        due = each.collection.due
        if first <= due <= last:
            title = _("Gửi thông tin: %(what)s") % {"what": each.collection.title[:80]}
            yield DueDay(due, "input", each.public_id, each.public_id, title, _of(each.collection.plan), False)


def _of_inspections(viewer: Viewer, within: Days, *, mine: bool) -> Iterator[DueDay]:
    held = Inspection.objects.filter(
        plan__agency__in=agencies_of(viewer), plan__state=Plan.State.CONFIRMED, day__range=within
    )
    for each in held.select_related("plan__agency", "leader").order_by("pk"):
        if not mine or viewer.staff in who_concludes(each):
            title = _("Kiểm tra: %(what)s, %(place)s") % {"what": each.title[:60], "place": each.place[:40]}
            yield DueDay(
                each.day, "inspection", each.public_id, each.public_id, title, _of(each.plan), not each.is_open
            )


def _of_findings(viewer: Viewer, within: Days, *, mine: bool) -> Iterator[DueDay]:
    owed = Finding.objects.filter(
        inspection__plan__agency__in=agencies_of(viewer), inspection__plan__state=Plan.State.CONFIRMED,
        due__range=within,
    ).select_related("inspection__plan__agency", "unit", "staff")  # fmt: skip
    for each in owed.order_by("pk"):
        if not mine or viewer.staff in who_mends(each):
            title = _("Khắc phục: %(what)s") % {"what": each.text[:80]}
            words = f"{each.remedy}\n{_of(each.inspection.plan)}"
            yield DueDay(each.due, "finding", each.public_id, each.public_id, title, words, not each.is_open)


def _of_reports(viewer: Viewer, within: Days, *, mine: bool) -> Iterator[DueDay]:
    owed = OwedReport.objects.filter(
        plan__agency__in=agencies_of(viewer), plan__state=Plan.State.CONFIRMED, due__range=within
    )
    for group in together(owed.select_related("plan__agency").order_by("pk")):
        if mine and viewer.staff not in who_reports(group.first):
            continue
        daily = group.first.span.rhythm == DAY
        # One entry for all days that wait, none for those that are done: nobody plans a year by them.
        for each in group.rows if not daily else (group.rows[:1] if group.first.is_open else ()):
            words = group.words if daily else period_words(each.period)
            title = _("Báo cáo %(period)s") % {"period": words}
            yield DueDay(
                each.due, "report", each.plan.public_id, each.public_id, title, _of(each.plan), not each.is_open
            )


def feed(key: str, *, address_of: Callable[[DueDay], str], host: str) -> bytes | None:
    """The calendar behind a secret key: what its owner owes, with the rights they hold today; None where it ended.

    `address_of` makes the page of a last day.
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
            key=each.key,
            day=each.day,
            title=each.title,
            words=each.words,
            address=address_of(each),
            changed=moment,
            done=each.done,
        )
        for each in days
    ]
    return _calendar_bytes(entries, name=_("Việc theo kế hoạch"), host=host, stamp=moment)


def _words(task: Task) -> str:
    return "\n".join([task.text, _("Sản phẩm: %(product)s") % {"product": task.product or "–"}, _of(task.plan)])


def _of(plan: Plan) -> str:
    return _("Kế hoạch: %(plan)s") % {"plan": plan.number or plan.title}
