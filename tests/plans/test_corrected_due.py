"""A day by which a report is owed, read wrongly, is put right: kept, shown, followed by the periods after it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from motcua.base.clock import freeze
from motcua.base.errors import Forbidden, Refusal
from motcua.base.models import JournalEntry
from motcua.plans import api
from motcua.plans.api import OwedReport, Plan
from motcua.plans.models import Reminder
from motcua.plans.periods import Period, periods
from motcua.plans.report_days import moved_alike
from motcua.plans.tasks.watch_deadlines import watch_deadlines
from tests.plans.conftest import ViewerNamed
from tests.plans.owing import HEAD, KEEPER, LEADER, lines, on, said


@pytest.fixture
def owed(followed: Plan) -> OwedReport:
    """The report on October, read to be owed by the 31st."""
    followed.tasks.update(due=None)
    lines(followed, said("hằng tháng", "monthly"))
    api.make_owed_reports(plan=followed, day=date(2026, 10, 1))
    return followed.owed_reports.select_related("plan").get()


def dues(plan: Plan, day: date) -> list[date]:
    api.make_owed_reports(plan=plan, day=day)
    return list(plan.owed_reports.order_by("since").values_list("due", flat=True))


def test_the_day_is_put_right_and_the_old_one_kept(owed: OwedReport, viewer: ViewerNamed) -> None:
    api.correct_due(owed=owed, due=date(2026, 11, 5), later=False, by=viewer(KEEPER))
    assert owed.due == date(2026, 11, 5)
    (change,) = api.corrections_of(owed.plan)
    assert (change.item, change.before, change.after) == (owed.public_id, "31/10/2026", "05/11/2026")
    assert JournalEntry.objects.get(event="plans.item_corrected").data["item"] == owed.public_id
    quality = api.reading_quality(owed.plan)
    assert (quality.corrections, quality.corrected) == (0, 0)
    assert dues(owed.plan, date(2026, 11, 1)) == [date(2026, 11, 5), date(2026, 11, 30)]


def test_later_periods_follow_also_those_laid_out(owed: OwedReport, viewer: ViewerNamed) -> None:
    dues(owed.plan, date(2026, 11, 1))
    api.correct_due(owed=owed, due=date(2026, 11, 5), later=True, by=viewer(KEEPER))
    expected = [date(2026, 11, 5), date(2026, 12, 5), date(2027, 1, 5), date(2027, 2, 5)]
    assert dues(owed.plan, date(2027, 1, 1)) == expected
    again = owed.plan.owed_reports.select_related("plan").get(period="2026-12")
    api.correct_due(owed=again, due=date(2026, 12, 28), later=True, by=viewer(KEEPER))
    assert dues(owed.plan, date(2027, 2, 1)) == [
        *expected[:2],
        date(2026, 12, 28),
        date(2027, 1, 28),
        date(2027, 2, 28),
    ]


@pytest.mark.parametrize(
    ("words", "november"), [("hằng tháng", date(2026, 12, 5)), ("trước ngày 20 hằng tháng", date(2026, 11, 20))]
)
def test_a_new_version_in_other_words_ends_it(
    owed: OwedReport, viewer: ViewerNamed, next_version: Callable[..., Plan], words: str, november: date
) -> None:
    api.correct_due(owed=owed, due=date(2026, 11, 5), later=True, by=viewer(KEEPER))
    later = next_version(said(words, "monthly"))
    assert later.owed_reports.get(period="2026-10").due == date(2026, 11, 5)
    api.make_owed_reports(plan=later, day=date(2026, 11, 1))
    assert later.owed_reports.get(period="2026-11").due == november


def test_reminders_start_anew_by_the_right_day(owed: OwedReport, viewer: ViewerNamed) -> None:
    with freeze(on(2, 11)):
        watch_deadlines()
        assert [owed] == list(api.late_reports(viewer(KEEPER)))
        api.correct_due(owed=owed, due=date(2026, 11, 5), later=False, by=viewer(KEEPER))
        watch_deadlines()
        assert not api.late_reports(viewer(KEEPER))
    told = owed.reminders.filter(to=viewer(KEEPER).staff).order_by("at", "pk")
    assert [(each.step, each.due.day) for each in told] == [(Reminder.Step.LATE, 31), (Reminder.Step.SOON, 5)]


def test_who_may_and_what_makes_no_sense(owed: OwedReport, viewer: ViewerNamed) -> None:
    for who in (HEAD, "thanhtra.anhoa", "kiemsoat.tinh"):
        with pytest.raises(Forbidden):
            api.correct_due(owed=owed, due=date(2026, 11, 5), later=False, by=viewer(who))
    for day in (date(2026, 9, 30), date(2028, 1, 1)):
        with pytest.raises(Refusal, match="Hạn báo cáo phải từ ngày đầu kỳ"):
            api.correct_due(owed=owed, due=day, later=False, by=viewer(LEADER))
    api.correct_due(owed=owed, due=owed.due, later=False, by=viewer(LEADER))
    assert not api.corrections_of(owed.plan)
    api.settle_owed(owed=owed, note="BC 1", by=viewer(KEEPER))
    with pytest.raises(Refusal, match="đã xong"):
        api.correct_due(owed=owed, due=date(2026, 11, 5), later=False, by=viewer(LEADER))


def test_one_asked_for_once_stays_one(followed: Plan, viewer: ViewerNamed) -> None:
    lines(followed, said("trước ngày 10/10/2026", "once"))
    api.make_owed_reports(plan=followed, day=date(2026, 6, 1))
    owed = followed.owed_reports.select_related("plan").get()
    api.correct_due(owed=owed, due=date(2026, 10, 1), later=True, by=viewer(KEEPER))
    assert dues(followed, date(2026, 6, 2)) == [date(2026, 10, 1)]


@pytest.mark.parametrize(
    ("rhythm", "example", "due", "other", "meant"),
    [
        ("week", date(2026, 6, 1), date(2026, 6, 8), date(2026, 6, 15), date(2026, 6, 22)),
        ("quarter", date(2026, 1, 1), date(2026, 3, 15), date(2026, 4, 1), date(2026, 6, 15)),
        ("quarter", date(2026, 4, 1), date(2026, 6, 30), date(2026, 10, 1), date(2026, 12, 31)),
        ("month", date(2026, 1, 1), date(2026, 1, 30), date(2026, 2, 1), date(2026, 2, 28)),
        ("year", date(2026, 1, 1), date(2026, 11, 20), date(2027, 1, 1), date(2027, 11, 20)),
        ("day", date(2026, 6, 1), date(2026, 6, 2), date(2026, 6, 5), date(2026, 6, 6)),
    ],
)  # fmt: skip
def test_the_like_day_of_another_period(rhythm: str, example: date, due: date, other: date, meant: date) -> None:
    def period(day: date) -> Period:
        return next(periods(rhythm, day, day))

    assert moved_alike(period(example), due, period(other)) == meant
