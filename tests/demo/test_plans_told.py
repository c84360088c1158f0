"""The year of plans as the demo tells it, on whatever day of the week that is."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from motcua.base.clock import HO_CHI_MINH, freeze
from motcua.demo.telling.plans import tell_plans
from motcua.directory.api import make_demo
from motcua.plans.models import Plan, Reminder, Tie

pytestmark = pytest.mark.django_db


def test_each_step_of_a_reminder_is_in_the_story_on_its_day() -> None:
    with freeze(datetime(2026, 11, 22, 9, 0, tzinfo=HO_CHI_MINH)):  # a Sunday
        make_demo()
        tell_plans()
    steps = Reminder.Step
    days = {steps.SOON: -3, steps.TODAY: 0, steps.LATE: 1, steps.LATE_WEEK: 8, steps.LATE_FORTNIGHT: 15}
    told = [(each.step, (each.at.astimezone(HO_CHI_MINH).date() - each.due).days) for each in Reminder.objects.all()]
    assert set(told) >= set(days.items())
    assert {(step, after) for step, after in told if step == steps.TODAY} == {(steps.TODAY, 0)}


@pytest.mark.parametrize(
    ("today", "years"),
    [
        (date(2026, 11, 22), ["2025", "2026"]),
        (date(2026, 12, 28), ["2026"]),  # the story begins after the last day of the report on 2025
        (date(2027, 1, 15), ["2026", "2027"]),
    ],
)
def test_a_task_is_tied_by_hand_and_only_the_last_reports_are_owed(today: date, years: list[str]) -> None:
    with freeze(datetime(today.year, today.month, today.day, 9, 0, tzinfo=HO_CHI_MINH)):
        make_demo()
        tell_plans()
        plan = Plan.objects.get(agency__code="H99.31", state="confirmed")
        assert Tie.objects.filter(plan=plan, tied=True, task__number="4", target__number="T01").exists()
        owed = list(plan.owed_reports.order_by("due").select_related("report"))
    monthly, yearly = [[each for each in owed if ("-" in each.period) is often] for often in (True, False)]
    assert len(monthly) > 6
    assert [each.is_open for each in monthly] == [False] * (len(monthly) - 1) + [True]
    assert [each.period for each in yearly] == years
    assert [each.is_open for each in yearly] == [False] * (len(years) - 1) + [True]
    for each in yearly[:-1]:
        assert each.report is not None
        assert (each.report.state, each.report.until) == ("draft", date(int(each.period), 12, 31))
        assert each.report.assessment
        assert each.settled_at is not None
        assert each.settled_at.date() <= each.due
