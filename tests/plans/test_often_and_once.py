"""Reports a plan asks for once, each week and each day: owed like the others, and nobody is flooded by them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from motcua.base.clock import freeze
from motcua.base.errors import Refusal
from motcua.notices.api import inbox
from motcua.plans import api
from motcua.plans.api import Plan
from motcua.plans.models import Reminder, Report
from motcua.plans.tasks.lay_out_parts import lay_out_parts
from motcua.plans.tasks.watch_deadlines import watch_deadlines
from tests.plans.conftest import ViewerNamed
from tests.plans.owing import HEAD, KEEPER, LEADER, lines, on, paper_comes, said

LATE, WEEK, FORTNIGHT = Reminder.Step.LATE, Reminder.Step.LATE_WEEK, Reminder.Step.LATE_FORTNIGHT


def owed_on(plan: Plan, day: date) -> dict[str, date]:
    """What the plan owes when it is laid out on a day, by period."""
    api.make_owed_reports(plan=plan, day=day)
    return dict(plan.owed_reports.values_list("period", "due"))


@pytest.mark.parametrize(
    ("raw", "kind", "owed"),
    [
        ("thứ Sáu hằng tuần", "weekly", {"2026-W23": date(2026, 6, 5)}),
        ("sáng thứ Hai hằng tuần", "weekly", {"2026-W22": date(2026, 6, 1), "2026-W23": date(2026, 6, 8)}),
        ("16 giờ chiều thứ 5 hằng tuần", "weekly", {"2026-W23": date(2026, 6, 4)}),
        ("Chủ nhật hằng tuần", "weekly", {"2026-W23": date(2026, 6, 7)}),
        ("hằng tuần", "weekly", {"2026-W23": date(2026, 6, 5)}),
        ("trước 20 giờ hằng ngày", "daily", {"2026-06-01": date(2026, 6, 1)}),
        ("hằng ngày, trước 8 giờ ngày hôm sau", "daily", {"2026-06-01": date(2026, 6, 2)}),
        ("trước ngày 10/10/2026", "once", {"once-2026-10-10": date(2026, 10, 10)}),
        ("chậm nhất ngày 05 tháng 9 năm 2026", "once", {"once-2026-09-05": date(2026, 9, 5)}),
        ("trước ngày 31/6/2026", "once", {"once-2026-06-30": date(2026, 6, 30)}),
        ("trước ngày 05/6/2026", "periodic", {"once-2026-06-05": date(2026, 6, 5)}),
        ("trước ngày 15/5/2026 và trước ngày 15/9/2026", "once", {"once-2026-09-15": date(2026, 9, 15)}),
        ("trước ngày 10/5/2026", "once", {}),
        ("định kỳ tuần, tháng", "periodic", {"2026-W23": date(2026, 6, 5), "2026-06": date(2026, 6, 30)}),
    ],
)  # fmt: skip
def test_what_is_owed_on_the_first_of_june(followed: Plan, raw: str, kind: str, owed: dict[str, date]) -> None:
    assert owed_on(lines(followed, said(raw, kind)), date(2026, 6, 1)) == owed


def test_a_report_of_a_year_with_its_date_is_not_owed_in_others(followed: Plan) -> None:
    lines(followed, said("trước ngày 15/12/2026", "annual"))
    assert owed_on(followed, date(2026, 2, 1)) == {"2026": date(2026, 12, 15)}
    assert list(owed_on(followed, date(2027, 12, 1))) == ["2026"]
    lines(followed, said("trước ngày 15/12 hằng năm", "annual"))
    assert owed_on(followed, date(2027, 12, 1)) == {"2026": date(2026, 12, 15), "2027": date(2027, 12, 15)}


def test_nothing_daily_on_days_off(followed: Plan) -> None:
    lines(followed, said("hằng ngày", "daily"))
    for day in range(1, 9):
        api.make_owed_reports(plan=followed, day=date(2026, 6, day))
    assert [each.since.day for each in followed.owed_reports.order_by("since")] == [1, 2, 3, 4, 5, 8]


@pytest.mark.parametrize(
    "to", [None, "Phòng Kinh tế (qua nhóm Zalo)", "UBND xã qua nhóm Zalo", "Chủ tịch UBND xã (giao ban)"]
)
@pytest.mark.parametrize("kind", ["weekly", "daily"])
def test_what_is_told_within_the_house_is_not_owed(followed: Plan, to: str | None, kind: str) -> None:
    assert owed_on(lines(followed, said("hằng tuần", kind, to)), date(2026, 6, 1)) == {}


@pytest.fixture
def daily(followed: Plan) -> Plan:
    """A plan that asks for nothing but a report each working day, from 1 June 2026 on."""
    followed.tasks.update(due=None)
    return lines(followed, said("trước 20 giờ hằng ngày", "daily", sender="Phòng Kinh tế"))


def pass_days(until: date, evening: Callable[[date], None] = lambda day: None) -> None:
    """From 1 June 2026: what the worker does each day, and what `evening` does then."""
    day = date(2026, 6, 1)
    while day <= until:
        with freeze(on(day.day, day.month)):
            lay_out_parts()
            watch_deadlines()
            evening(day)
        day += timedelta(days=1)


def test_a_daily_report_sent_each_day_reminds_nobody(daily: Plan, viewer: ViewerNamed) -> None:
    keeper = viewer(KEEPER)

    def send(day: date) -> None:
        for owed in daily.owed_reports.filter(settled_at=None):
            api.settle_owed(owed=owed, note="Đã gửi", by=keeper)

    pass_days(date(2026, 6, 30), send)
    assert daily.owed_reports.count() == 22
    assert not Reminder.objects.exists()


def test_a_daily_report_that_nobody_sends_reminds_as_one_report_does(daily: Plan, viewer: ViewerNamed) -> None:
    pass_days(date(2026, 6, 30))
    assert daily.owed_reports.filter(settled_at=None).count() == 22
    told = Reminder.objects.filter(to=viewer(KEEPER).staff).order_by("at")
    assert [each.step for each in told] == [LATE, WEEK, FORTNIGHT]
    assert Reminder.objects.filter(to=viewer(LEADER).staff).count() == 2
    sentences = [each.sentence for each in inbox(viewer(KEEPER))]
    assert any("ngày 01/06/2026 – ngày 16/06/2026" in each for each in sentences)


def test_one_that_is_always_a_day_late_is_spoken_of_once_a_week(daily: Plan, viewer: ViewerNamed) -> None:
    keeper = viewer(KEEPER)

    def send(day: date) -> None:
        for owed in daily.owed_reports.filter(settled_at=None, since__lt=day).order_by("since"):
            api.settle_owed(owed=owed, note="Gửi muộn", by=keeper)

    pass_days(date(2026, 6, 30), send)
    assert 1 <= Reminder.objects.filter(to=keeper.staff).count() <= 5


def test_a_weekly_report_reminds_once_a_week(followed: Plan, viewer: ViewerNamed) -> None:
    lines(followed, said("thứ Sáu hằng tuần", "weekly"))
    followed.tasks.update(due=None)
    keeper = viewer(KEEPER)

    def send(day: date) -> None:
        for owed in followed.owed_reports.filter(settled_at=None, due=day):
            api.settle_owed(owed=owed, note="Đã gửi", by=keeper)

    pass_days(date(2026, 6, 28), send)
    told = Reminder.objects.filter(to=keeper.staff).order_by("at")
    assert [(each.step, each.due.day) for each in told] == [(Reminder.Step.TODAY, day) for day in (5, 12, 19, 26)]


def test_days_are_one_line_and_are_drafted_and_signed_together(daily: Plan, viewer: ViewerNamed) -> None:
    pass_days(date(2026, 6, 10))
    with freeze(on(10, 6)):
        (group,) = api.together(api.reports_owed(daily))
        assert (len(group.rows), group.words) == (8, "ngày 01/06/2026 – ngày 10/06/2026")
        assert len(api.my_reports(viewer(HEAD))) == 8
        report = api.draft_owed(owed=group.rows[5], by=viewer(KEEPER))
        assert (report.since, report.until) == (date(2026, 6, 1), date(2026, 6, 8))
        assert sorted(len(each.rows) for each in api.together(api.reports_owed(daily))) == [2, 6]
        with pytest.raises(Refusal, match="đã có bản thảo"):
            api.draft_owed(owed=group.first, by=viewer(KEEPER))
        api.sign_report(report=report, revision=report.revision, by=viewer(LEADER))
        paper_comes(report)
    assert [each.since.day for each in daily.owed_reports.filter(settled_at=None).order_by("since")] == [9, 10]


def test_days_are_settled_together_up_to_one(daily: Plan, viewer: ViewerNamed) -> None:
    pass_days(date(2026, 6, 5))
    third = daily.owed_reports.get(since=date(2026, 6, 3))
    api.settle_owed(owed=third, note="Báo cáo trong nhóm", by=viewer(KEEPER))
    assert [each.is_open for each in daily.owed_reports.order_by("since")] == [False, False, False, True, True]
    opened, done = api.together(api.reports_owed(daily))
    assert (len(opened.rows), len(done.rows), done.notes) == (2, 3, "Báo cáo trong nhóm")


def test_the_calendar_has_one_entry_for_days_that_wait(daily: Plan, viewer: ViewerNamed) -> None:
    pass_days(date(2026, 6, 10))
    found = api.due_days(viewer(KEEPER), date(2026, 6, 1), date(2026, 6, 30), mine=True)
    assert [(each.day, each.done) for each in found if each.kind == "report"] == [(date(2026, 6, 1), False)]


def test_one_asked_for_once_is_reminded_and_drafted(followed: Plan, viewer: ViewerNamed) -> None:
    lines(followed, said("trước ngày 10/10/2026", "once", what="Báo cáo tổng kết đợt cao điểm"))
    followed.tasks.update(due=None)
    for day, month in ((1, 6), (7, 10), (10, 10), (11, 10)):
        with freeze(on(day, month)):
            lay_out_parts()
            watch_deadlines()
    (owed,) = followed.owed_reports.all()
    told = owed.reminders.filter(to=viewer(KEEPER).staff).order_by("at")
    assert [each.step for each in told] == [Reminder.Step.SOON, Reminder.Step.TODAY, LATE]
    assert any("một lần" in each.sentence for each in inbox(viewer(KEEPER)))
    with freeze(on(11, 10)):
        report = api.draft_owed(owed=owed, by=viewer(KEEPER))
    assert (report.kind, report.since, report.until) == (Report.Kind.FINAL, followed.date, date(2026, 10, 10))


def test_a_new_version_with_another_date_owes_only_that(followed: Plan, next_version: Callable[..., Plan]) -> None:
    lines(followed, said("trước ngày 10/10/2026", "once"), said("hằng tuần", "weekly", "Đảng ủy xã"))
    api.make_owed_reports(plan=followed, day=date(2026, 6, 1))
    later = next_version(said("hằng tuần", "weekly", "Đảng ủy xã"), said("trước ngày 20/10/2026", "once"))
    assert {(each.line, each.period) for each in later.owed_reports.all()} == {(0, "2026-W23"), (1, "once-2026-10-20")}


def test_two_lines_to_one_office_stay_two_in_a_new_version(followed: Plan, next_version: Callable[..., Plan]) -> None:
    two = [said("ngày 25 hằng tháng", "monthly", sender=each, what=each) for each in ("Phòng Kinh tế", "Công an xã")]
    api.make_owed_reports(plan=lines(followed, *two), day=date(2026, 6, 1))
    old = {each.pk: each.line for each in followed.owed_reports.all()}
    later = next_version(*reversed(two))
    assert {each.pk: each.line for each in later.owed_reports.all()} == {pk: 1 - line for pk, line in old.items()}


def test_a_line_said_in_other_words_takes_the_place_that_is_left(
    followed: Plan, next_version: Callable[..., Plan]
) -> None:
    kept = said("ngày 25 hằng tháng", "monthly", sender="Phòng Kinh tế", what="a")
    api.make_owed_reports(
        plan=lines(followed, kept, said("ngày 20 hằng tháng", "monthly", sender="Công an xã", what="b")),
        day=date(2026, 6, 1),
    )
    old = {each.pk: each.line for each in followed.owed_reports.all()}
    later = next_version(kept, said("cuối tháng", "monthly", sender="Ban Chỉ huy quân sự xã", what="c"))
    assert {each.pk: each.line for each in later.owed_reports.all()} == old


def test_a_year_asked_for_beside_a_single_day_goes_on_when_that_day_moves(
    followed: Plan, next_version: Callable[..., Plan]
) -> None:
    words = "trước ngày {}/10/2026, riêng báo cáo năm gửi trước ngày 05/12 hằng năm"
    api.make_owed_reports(plan=lines(followed, said(words.format(10), "once", what="a")), day=date(2026, 10, 1))
    year = followed.owed_reports.get(period="2026")
    later = next_version(said(words.format(20), "once", what="a"))
    assert {each.period for each in later.owed_reports.all()} == {"2026", "once-2026-10-20"}
    assert later.owed_reports.get(period="2026") == year
