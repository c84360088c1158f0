"""Reports that a plan itself asks for: owed by a day, reminded of, drawn up from figures, settled by a paper."""

from __future__ import annotations

from datetime import date

import pytest

from motcua.base.clock import freeze
from motcua.base.errors import Forbidden, NotFound, Refusal
from motcua.base.models import JournalEntry
from motcua.directory.api import Agency, Unit
from motcua.notices.api import inbox
from motcua.plans import api
from motcua.plans.api import OwedReport, Plan
from motcua.plans.models import Reminder
from motcua.plans.periods import periods
from motcua.plans.reporting import report_lines
from motcua.plans.tasks.lay_out_parts import lay_out_parts
from motcua.plans.tasks.watch_deadlines import watch_deadlines
from tests.plans.conftest import CHANGED_FILE, ViewerNamed, brought, confirmed
from tests.plans.owing import HEAD, KEEPER, LEADER, lines, on, paper_comes, said


@pytest.mark.parametrize(
    ("raw", "kind", "dues"),
    [
        ("trước ngày 25 hằng tháng", "monthly", {"2026-02": date(2026, 2, 25)}),
        ("ngày 05 hằng tháng", "monthly", {"2026-02": date(2026, 3, 5), "2026-12": date(2027, 1, 5)}),
        ("trước ngày 31 hằng tháng", "monthly", {"2026-02": date(2026, 2, 28)}),
        ("hằng tháng", "monthly", {"2026-04": date(2026, 4, 30)}),
        ("trước ngày 15 của tháng cuối quý", "quarterly", {"2026-Q1": date(2026, 3, 15)}),
        ("mỗi quý một lần, chậm nhất ngày 05 của tháng đầu quý sau", "quarterly", {"2026-Q2": date(2026, 7, 5)}),
        (
            "trước ngày 05/6 và 05/12 hằng năm", "half_yearly",
            {"2026-H1": date(2026, 6, 5), "2026-H2": date(2026, 12, 5)},
        ),
        (
            "định kỳ 6 tháng, trước ngày 05/7 và trước ngày 05/01 năm sau", "half_yearly",
            {"2026-H1": date(2026, 7, 5), "2026-H2": date(2027, 1, 5)},
        ),
        ("6 tháng một lần", "half_yearly", {"2026-H1": date(2026, 6, 30)}),
        ("trước ngày 10 tháng 12", "annual", {"2026": date(2026, 12, 10)}),
        ("trước ngày 05/12 hằng năm", "periodic", {"2026": date(2026, 12, 5)}),
        (
            "quý (trước ngày 10 tháng cuối quý), 6 tháng (trước ngày 10/6) và năm (trước ngày 30/11)", "periodic",
            {"2026-Q3": date(2026, 9, 10), "2026-H1": date(2026, 6, 10), "2026-H2": date(2026, 12, 31),
             "2026": date(2026, 11, 30)},
        ),
        (
            "trước ngày 15 của tháng cuối kỳ, riêng báo cáo năm gửi trước ngày 05/12/2026", "quarterly",
            {"2026-Q3": date(2026, 9, 15), "2026": date(2026, 12, 5)},
        ),
        ("khi phát sinh", "ad_hoc", {}),
    ],
)  # fmt: skip
def test_the_day_of_each_period(draft: Plan, raw: str, kind: str, dues: dict[str, date]) -> None:
    found = {
        each.name: line.due(each)
        for line in report_lines(lines(draft, said(raw, kind)))
        for each in periods(line.rhythm, date(2026, 1, 1), date(2026, 12, 31))
    }
    assert {name: found[name] for name in dues} == dues
    assert bool(found) == bool(dues)


def test_a_day_said_elsewhere_in_the_sentence_counts(draft: Plan) -> None:
    what = "Định kỳ hằng quý (trước ngày 20 tháng cuối quý) báo cáo UBND tỉnh"
    (line,) = report_lines(lines(draft, said("định kỳ hằng quý", "quarterly", what=what)))
    assert line.due(next(periods("quarter", date(2026, 7, 1), date(2026, 7, 1)))) == date(2026, 9, 20)


@pytest.mark.parametrize(
    ("to", "owed"),
    [("UBND tỉnh", True), (None, True), ("Đảng ủy xã", True), ("Sở Khoa học và Công nghệ", True),
     ("UBND xã", False), ("Chủ tịch UBND xã", False), ("Phòng Kinh tế", False), ("Phòng Kinh tế xã", False)],
)  # fmt: skip
def test_what_units_owe_the_agency_itself_is_no_report_of_it(draft: Plan, to: str | None, owed: bool) -> None:
    assert bool(report_lines(lines(draft, said("hằng quý", "quarterly", to)))) is owed


@pytest.fixture
def owed(followed: Plan, viewer: ViewerNamed) -> OwedReport:
    """The report on October, owed by the 25th, that the economy unit prepares."""
    lines(followed, said("trước ngày 25 hằng tháng", "monthly", sender="Phòng Kinh tế"))
    followed.tasks.update(due=None)
    with freeze(on(1, 10)):
        assert api.make_owed_reports(plan=followed, day=date(2026, 10, 1)) == 1
    return api.owed_report_for(viewer(KEEPER), followed.owed_reports.get(period="2026-10").public_id)


def test_the_next_period_is_owed_once_and_nothing_from_before(owed: OwedReport) -> None:
    with freeze(on(26, 10)):
        lay_out_parts()
    assert owed.plan.owed_reports.count() == 1
    for _again in range(2):
        with freeze(on(2, 12)):
            lay_out_parts()
    assert [each.period for each in owed.plan.owed_reports.order_by("due")] == ["2026-10", "2026-11", "2026-12"]


def test_a_plan_confirmed_after_the_day_owes_from_the_next_period(followed: Plan) -> None:
    lines(followed, said("ngày 05 hằng tháng", "monthly"))
    assert api.make_owed_reports(plan=followed, day=date(2026, 10, 3)) == 2
    assert {each.period for each in followed.owed_reports.all()} == {"2026-09", "2026-10"}
    followed.owed_reports.all().delete()
    assert api.make_owed_reports(plan=followed, day=date(2026, 10, 20)) == 1
    assert api.make_owed_reports(plan=followed, day=date(2026, 10, 21)) == 0


def test_a_line_with_two_rhythms_owes_both_and_each_once(followed: Plan) -> None:
    raw = "trước ngày 15 của tháng cuối kỳ, riêng báo cáo năm gửi trước ngày 05/12/2026"
    lines(followed, said(raw, "quarterly"))
    for expected in (2, 0):
        assert api.make_owed_reports(plan=followed, day=date(2026, 8, 1)) == expected
    assert {each.period for each in followed.owed_reports.all()} == {"2026-Q3", "2026"}


def test_reminders_climb(owed: OwedReport, viewer: ViewerNamed) -> None:
    for day, month in ((21, 10), (22, 10), (25, 10), (26, 10), (2, 11), (9, 11), (10, 11)):
        with freeze(on(day, month)):
            watch_deadlines()
    told = [(each.step, each.to.user.username) for each in owed.reminders.select_related("to__user")]
    for step in (Reminder.Step.SOON, Reminder.Step.TODAY, Reminder.Step.LATE):
        assert {who for each, who in told if each == step} == {HEAD, KEEPER}
    assert LEADER in {who for each, who in told if each == Reminder.Step.LATE_WEEK}
    sentences = {each.sentence for each in inbox(viewer(HEAD)) if "tháng 10/2026" in each.sentence}
    assert len(sentences) == 2
    with freeze(on(10, 11)):
        assert api.my_reports(viewer(HEAD)) == [owed]
        assert list(api.late_reports(viewer("tiepnhan.anhoa"))) == [owed]
        assert not api.my_reports(viewer("tiepnhan.anhoa"))
        assert not api.late_reports(viewer("chutich.thanhlam"))


def test_it_is_drawn_up_from_figures_and_ends_with_the_signature(owed: OwedReport, viewer: ViewerNamed) -> None:
    with freeze(on(24, 10)):
        report = api.draft_owed(owed=owed, by=viewer(KEEPER))
        assert (report.since, report.until, report.kind) == (date(2026, 10, 1), date(2026, 10, 31), "periodic")
        assert report.figures["sections"]
        with pytest.raises(Refusal, match="đã có bản thảo"):
            api.draft_owed(owed=owed, by=viewer(LEADER))
        api.sign_report(report=report, revision=report.revision, by=viewer(LEADER))
        owed.refresh_from_db()
        assert owed.is_open
        paper_comes(report)
    owed.refresh_from_db()
    assert not owed.is_open
    assert JournalEntry.objects.get(event="plans.owed_report_settled").data["report"] == report.public_id
    with freeze(on(27, 10)):
        watch_deadlines()
    assert not owed.reminders.exists()


def test_one_sent_in_another_way_is_noted(owed: OwedReport, viewer: ViewerNamed) -> None:
    with pytest.raises(Refusal, match="Xin ghi số"):
        api.settle_owed(owed=owed, note=" ", by=viewer(KEEPER))
    api.settle_owed(owed=owed, note="BC 45/BC-UBND", by=viewer(KEEPER))
    assert (owed.is_open, owed.note) == (False, "BC 45/BC-UBND")
    with pytest.raises(Refusal, match="đã gửi"):
        api.settle_owed(owed=owed, note="Lần nữa", by=viewer(KEEPER))
    with pytest.raises(Refusal, match="đã gửi"):
        api.draft_owed(owed=owed, by=viewer(KEEPER))


def test_only_who_keeps_the_plan(owed: OwedReport, viewer: ViewerNamed) -> None:
    for who in (HEAD, "thanhtra.anhoa", "kiemsoat.tinh"):
        with pytest.raises(Forbidden):
            api.draft_owed(owed=owed, by=viewer(who))
        with pytest.raises(Forbidden):
            api.settle_owed(owed=owed, note="x", by=viewer(who))
    with pytest.raises(NotFound):
        api.owed_report_for(viewer("chutich.thanhlam"), owed.public_id)


def test_a_new_version_owes_what_was_late(owed: OwedReport, here: Agency, viewer: ViewerNamed) -> None:
    quarterly, monthly = said("hằng quý", "quarterly", "Đảng ủy xã"), said("trước ngày 25 hằng tháng", "monthly")
    later = lines(brought(CHANGED_FILE, here), quarterly, monthly)
    with freeze(on(30, 10)):
        confirmed(later, viewer(KEEPER), replaces=owed.plan.public_id)
        assert list(api.late_reports(viewer(KEEPER))) == [owed]
    owed.refresh_from_db()
    assert (owed.plan, owed.line) == (later, 1)
    assert Unit.objects.filter(agency=here, name="Phòng Kinh tế").exists()
