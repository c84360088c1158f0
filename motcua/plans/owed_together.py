"""Reports owed by the week or the day, taken together: a line of a plan may ask for 250 of them a year."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import QuerySet

from motcua.directory.api import Staff
from motcua.plans.models import OwedReport, Plan, Reminder, Report
from motcua.plans.periods import span_words

_AGAIN = timedelta(days=7)
_CLIMB = (
    Reminder.Step.SOON,
    Reminder.Step.TODAY,
    Reminder.Step.LATE,
    Reminder.Step.LATE_WEEK,
    Reminder.Step.LATE_FORTNIGHT,
)


@dataclass(frozen=True)
class OwedTogether:
    """Reports of one line that are shown, drafted, settled and reminded of as one, in order; mostly a single one."""

    rows: tuple[OwedReport, ...]

    @property
    def first(self) -> OwedReport:
        """The one that has waited longest."""
        return self.rows[0]

    @property
    def last(self) -> OwedReport:
        """The newest: what is done up to it is done for all."""
        return self.rows[-1]

    @property
    def plan(self) -> Plan:
        """The plan that asks for them."""
        return self.first.plan

    @property
    def report(self) -> Report | None:
        """What was drawn up for all of them."""
        return self.first.report

    @property
    def due(self) -> date:
        """By when the first of them is owed."""
        return self.first.due

    def late_on(self, day: date) -> bool:
        """Is the one that has waited longest late?"""
        return self.first.late_on(day)

    @property
    def words(self) -> str:
        """What they are called: quý I/2026, tuần 07/2026 – tuần 09/2026."""
        return span_words(self.first.period, self.last.period)

    @property
    def notes(self) -> str:
        """How those were sent that were sent in another way."""
        return "; ".join(dict.fromkeys(each.note for each in self.rows if each.note))


def together(owed: Iterable[OwedReport]) -> list[OwedTogether]:
    """Those of a week or a day by line: what is open at once, what is settled by month; every other one alone.

    In the order of `owed`; within a group by period.
    """
    found: dict[Hashable, list[OwedReport]] = {}
    for each in owed:
        found.setdefault(_key(each), []).append(each)
    return [OwedTogether(tuple(sorted(rows, key=lambda each: (each.since, each.pk)))) for rows in found.values()]


def up_to(owed: OwedReport) -> list[OwedReport]:
    """`owed`, and what of its line waits from before where it is one of a week or a day: in the same draft, or in
    none as well."""
    if not owed.is_often:
        return [owed]
    before = _open_of_its_line(owed).filter(report=owed.report_id, since__lte=owed.since)
    return [each for each in before if each.is_often]


def waits_with(owed: OwedReport) -> OwedTogether:
    """`owed` among all of its line that are open."""
    if not owed.is_often:
        return OwedTogether((owed,))
    return OwedTogether(tuple(each for each in _open_of_its_line(owed) if each.is_often))


def was_told_lately(owed: OwedReport, step: Reminder.Step, to: Staff) -> bool:
    """Did they hear of the same line at this step or a higher one, for a day less than a week before? The next one
    would say the same."""
    return Reminder.objects.filter(
        to=to,
        step__in=_CLIMB[_CLIMB.index(step) :],
        owed_report__plan=owed.plan_id,
        owed_report__line=owed.line,
        due__gt=owed.due - _AGAIN,
        due__lt=owed.due,
    ).exists()


def _open_of_its_line(owed: OwedReport) -> QuerySet[OwedReport]:
    return OwedReport.objects.filter(plan=owed.plan_id, line=owed.line, settled_at=None).order_by("since", "pk")


def _key(owed: OwedReport) -> Hashable:
    if not owed.is_often:
        return owed.pk
    month = None if owed.is_open else (owed.since.year, owed.since.month)
    return (owed.plan_id, owed.line, owed.report_id, owed.is_open, month)
