"""Inspections with a checklist and findings that somebody mends; results checked by another than who delivered."""

from __future__ import annotations

from datetime import date, datetime
from io import BytesIO
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from icalendar import Calendar
from openpyxl import load_workbook

from motcua.base.clock import HO_CHI_MINH, freeze
from motcua.base.errors import Forbidden, NotFound, Refusal
from motcua.base.models import JournalEntry
from motcua.directory.api import Agency, Staff, Unit
from motcua.directory.models import RoleGrant
from motcua.notices.api import inbox
from motcua.plans import api
from motcua.plans.api import CheckLine, Finding, Inspection, OwedReport, Part, Plan, Task
from motcua.plans.exports.report import take_figures
from motcua.plans.models import Reminder
from motcua.plans.tasks.watch_deadlines import watch_deadlines
from tests.plans.conftest import ViewerNamed

KEEPER, LEADER, HEAD, OFFICER = "kiemsoat.anhoa", "chutich.anhoa", "truongphong.kinhte.anhoa", "kinhte.anhoa"
AUDITOR = "thanhtra.anhoa"
DAY, DUE = date(2026, 11, 10), date(2026, 11, 20)


def on(day: int, month: int = 11) -> datetime:
    return datetime(2026, month, day, 8, 0, tzinfo=HO_CHI_MINH)


def person(viewer: ViewerNamed, name: str) -> Staff:
    found = viewer(name).staff
    assert found is not None
    return found


@pytest.fixture
def inspection(followed: Plan, viewer: ViewerNamed) -> Inspection:
    followed.tasks.update(due=None)
    with freeze(on(9)):
        return api.plan_inspection(
            plan=followed, title="Tiếp nhận hồ sơ", place="Bộ phận Một cửa", day=DAY, leader=person(viewer, AUDITOR),
            lines=["Niêm yết", " ", "Biển tên", "Máy quét"], by=viewer(KEEPER),
        )  # fmt: skip


@pytest.fixture
def finding(inspection: Inspection, here: Agency, viewer: ViewerNamed) -> Finding:
    with freeze(on(10)):
        return api.raise_finding(
            inspection=inspection, text="Thiếu niêm yết", remedy="Niêm yết đủ", due=DUE,
            unit=Unit.objects.get(agency=here, code="economy"), line=inspection.lines.get(position=1),
            by=viewer(AUDITOR),
        )  # fmt: skip


def look(inspection: Inspection, viewer: ViewerNamed, found: dict[int, str], who: str = AUDITOR, day: int = 10) -> None:
    with freeze(on(day)):
        api.look_at_lines(inspection=inspection, found=found, by=viewer(who))


def test_who_is_named_is_told_and_writes_down_what_was_seen(inspection: Inspection, viewer: ViewerNamed) -> None:
    assert "Tiếp nhận hồ sơ" in inbox(viewer(AUDITOR))[0].sentence
    assert list(inspection.lines.order_by("position").values_list("text", flat=True)) == [
        "Niêm yết", "Biển tên", "Máy quét",
    ]  # fmt: skip
    with pytest.raises(Refusal, match="Chưa đến ngày"):
        look(inspection, viewer, {1: "fit"}, day=9)
    look(inspection, viewer, {1: "unfit", 2: "fit", 3: "unseen"})
    first = inspection.lines.get(position=2)
    look(inspection, viewer, {1: "fit", 2: "fit"}, KEEPER, 11)
    again = inspection.lines.get(position=2)
    assert (again.by, again.at) == (first.by, first.at) == (str(viewer(AUDITOR).actor), on(10))
    assert inspection.lines.get(position=1).by == str(viewer(KEEPER).actor)
    told = JournalEntry.objects.filter(event="plans.inspection_looked").latest("id").data
    assert (told["fit"], told["unfit"], told["unseen"]) == (2, 0, 1)


def test_others_write_nothing_and_strangers_see_nothing(inspection: Inspection, viewer: ViewerNamed) -> None:
    for who in (HEAD, "tiepnhan.anhoa", "chutich.thanhlam"):
        with pytest.raises(Forbidden):
            look(inspection, viewer, {1: "fit"}, who)
        with pytest.raises(Forbidden):
            api.conclude_inspection(inspection=inspection, words="Tốt", by=viewer(who))
    for wrong in ({9: "fit"}, {1: "good"}, {-1: "fit"}):
        with pytest.raises(Refusal, match="Xin chọn đạt"):
            look(inspection, viewer, wrong)
    assert set(inspection.lines.values_list("found", flat=True)) == {"unseen"}
    for who in ("kiemsoat.tinh", "chutich.thanhlam"):
        with pytest.raises(NotFound):
            api.inspection_for(viewer(who), inspection.public_id)


def test_a_conclusion_ends_the_looking(inspection: Inspection, viewer: ViewerNamed) -> None:
    with freeze(on(10)):
        for words, said in ((" ", "Xin ghi kết luận"), ("Tốt", "Chưa xem nội dung nào")):
            with pytest.raises(Refusal, match=said):
                api.conclude_inspection(inspection=inspection, words=words, by=viewer(AUDITOR))
    look(inspection, viewer, {1: "fit"})
    with freeze(on(10)):
        api.conclude_inspection(inspection=inspection, words="Tốt", by=viewer(AUDITOR))
    assert (inspection.conclusion, inspection.is_open) == ("Tốt", False)
    with pytest.raises(Refusal, match="đã có kết luận"):
        look(inspection, viewer, {1: "unfit"})


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"title": " "}, "việc gì, ở đâu"),
        ({"place": ""}, "việc gì, ở đâu"),
        ({"lines": [" "]}, "ít nhất một nội dung"),
        ({"lines": ["x"] * 41}, "Quá 40"),
    ],
)
def test_a_wrong_plan_of_one_is_said(followed: Plan, viewer: ViewerNamed, wrong: dict[str, Any], said: str) -> None:
    asked = {"title": "A", "place": "B", "day": DAY, "leader": person(viewer, AUDITOR), "lines": ["x"]}
    with pytest.raises(Refusal, match=said):
        api.plan_inspection(plan=followed, by=viewer(KEEPER), **(asked | wrong))
    with pytest.raises(Forbidden):
        api.plan_inspection(plan=followed, by=viewer(HEAD), **asked)
    with pytest.raises(Refusal, match="người của cơ quan này"):
        api.plan_inspection(plan=followed, by=viewer(KEEPER), **(asked | {"leader": person(viewer, "kiemsoat.tinh")}))


def test_a_finding_is_told_mended_and_counted(finding: Finding, viewer: ViewerNamed) -> None:
    assert "Tiếp nhận hồ sơ" in inbox(viewer(HEAD))[0].sentence
    assert api.my_findings(viewer(HEAD)) == [finding]
    with pytest.raises(Forbidden):
        api.close_finding(finding=finding, words="Xong", by=viewer("tiepnhan.anhoa"))
    with pytest.raises(Refusal, match="khắc phục thế nào"):
        api.close_finding(finding=finding, words=" ", by=viewer(HEAD))
    with freeze(on(21)):
        api.close_finding(finding=finding, words="Đã niêm yết", by=viewer(HEAD))
    assert JournalEntry.objects.get(event="plans.finding_closed").data["late"] is True
    with pytest.raises(Refusal, match="đã khép lại"):
        api.close_finding(finding=finding, words="Lần nữa", by=viewer(HEAD))
    rate = api.rate_of(api.findings_of(finding.inspection.plan), date(2026, 11, 25))
    assert (rate.all, rate.closed, rate.late, rate.percent) == (1, 1, 0, 100)


def test_what_was_not_mended_comes_back_with_a_reason(finding: Finding, viewer: ViewerNamed) -> None:
    api.close_finding(finding=finding, words="Đã niêm yết", by=viewer(HEAD))
    for who in (HEAD, "tiepnhan.anhoa"):
        with pytest.raises(Forbidden):
            api.reopen_finding(finding=finding, reason="Chưa đủ", by=viewer(who))
    with pytest.raises(Refusal, match="lý do"):
        api.reopen_finding(finding=finding, reason=" ", by=viewer(AUDITOR))
    api.reopen_finding(finding=finding, reason="Chưa đủ", by=viewer(AUDITOR))
    assert (finding.is_open, finding.sent_back, finding.mended) == (True, "Chưa đủ", "Đã niêm yết")
    assert inbox(viewer(HEAD))[0].title == "Việc khắc phục được trả lại"
    with pytest.raises(Refusal, match="đang mở"):
        api.reopen_finding(finding=finding, reason="Chưa đủ", by=viewer(AUDITOR))


def test_what_is_late_is_reminded_and_climbs(finding: Finding, viewer: ViewerNamed) -> None:
    for day, month in ((17, 11), (20, 11), (21, 11), (28, 11), (5, 12)):
        with freeze(on(day, month)):
            watch_deadlines()
            watch_deadlines()
    steps: dict[int, set[str]] = {}
    for each in finding.reminders.select_related("to__user"):
        steps.setdefault(each.step, set()).add(each.to.user.username)
    above = {HEAD, KEEPER, AUDITOR}
    assert steps == {0: {HEAD}, 4: {HEAD}, 1: {HEAD}, 2: above, 3: above | {LEADER, "phochutich.anhoa"}}
    with freeze(on(21)):
        assert [each.pk for each in api.late_findings(viewer("tiepnhan.anhoa"))] == [finding.pk]
        assert not api.late_findings(viewer("tiepnhan.thanhlam")).exists()


def test_a_finding_has_an_owner_of_the_house_and_a_day(
    inspection: Inspection, here: Agency, viewer: ViewerNamed
) -> None:
    economy = Unit.objects.get(agency=here, code="economy")
    good = {"text": "A", "remedy": "B", "due": DUE, "unit": economy}
    wrongs: list[tuple[dict[str, Any], str]] = [
        ({"text": " "}, "tồn tại"),
        ({"unit": None}, "chọn đơn vị"),
        ({"unit": Unit.objects.get(agency__code="H99.32", code="economy")}, "của cơ quan này"),
        ({"due": date(2026, 11, 9)}, "từ hôm nay"),
    ]
    with freeze(on(10)):
        for wrong, said in wrongs:
            with pytest.raises(Refusal, match=said):
                api.raise_finding(inspection=inspection, by=viewer(AUDITOR), **(good | wrong))
    assert not Finding.objects.exists()


def test_the_report_of_a_plan_counts_them(finding: Finding, viewer: ViewerNamed) -> None:
    look(finding.inspection, viewer, {1: "unfit", 2: "fit"})
    plan = finding.inspection.plan
    part = next(
        each for each in take_figures(plan, date(2026, 11, 25))["sections"] if each["title"].startswith("Kiểm tra việc")
    )
    assert part["body"] == [["Tiếp nhận hồ sơ", "Bộ phận Một cửa, 10/11/2026", "1 / 1 / 1", "0 / 1", "1"]]
    assert part["lines"] == ["0 trên 1 kiến nghị sau kiểm tra đã khắc phục (0%), 1 đang trễ."]


def test_the_database_holds_it_too(finding: Finding, inspection: Inspection) -> None:
    broken: list[tuple[Any, dict[str, object]]] = [
        (Finding.objects, {"unit": None}),
        (Finding.objects, {"closed_at": on(10), "closed_by": "staff:1"}),
        (Finding.objects, {"remedy": ""}),
        (Inspection.objects, {"concluded_at": on(10), "concluded_by": "staff:1"}),
        (CheckLine.objects.filter(position=1), {"found": "fit"}),
    ]
    for rows, change in broken:
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**change)


# --- a result is checked by another than who delivered it ------------------------------------------------------------


@pytest.fixture
def done(followed: Plan, viewer: ViewerNamed) -> Task:
    task = Task.objects.select_related("plan__agency", "unit", "staff").get(plan=followed, number="1")
    return api.close_task(task=task, evidence_text="KH 45", by=viewer(KEEPER))


def test_another_keeper_checks_a_result(done: Task, viewer: ViewerNamed) -> None:
    for who, said in ((KEEPER, "không tự kiểm tra"), ("tiepnhan.anhoa", "Chỉ lãnh đạo"), ("chutich.thanhlam", "Chỉ")):
        with pytest.raises(Forbidden, match=said):
            api.check_task(task=done, by=viewer(who))
    assert [each.pk for each in api.to_check(viewer(LEADER))] == [done.pk]
    assert api.to_check(viewer(KEEPER)) == []
    api.check_task(task=done, by=viewer(LEADER))
    assert (done.checked_by, done.checked_at is not None) == (str(viewer(LEADER).actor), True)
    assert api.to_check(viewer(LEADER)) == []
    with pytest.raises(Refusal, match="đã được kiểm tra"):
        api.check_task(task=done, by=viewer(LEADER))
    assert JournalEntry.objects.filter(event="plans.result_checked").count() == 1


def test_what_is_sent_back_is_unchecked_again_and_told(done: Task, viewer: ViewerNamed) -> None:
    api.check_task(task=done, by=viewer(LEADER))
    api.reopen_task(task=done, reason="Thiếu chữ ký", by=viewer(LEADER))
    assert (done.stage, done.checked_at, done.checked_by) == ("in_progress", None, "")
    assert inbox(viewer(KEEPER))[0].title == "Sản phẩm được trả lại"
    with pytest.raises(Refusal):
        api.check_task(task=done, by=viewer(LEADER))


def test_what_was_delivered_anew_is_another_result_than_was_looked_at(done: Task, viewer: ViewerNamed) -> None:
    seen = Task.objects.select_related("plan__agency").get(pk=done.pk)
    api.reopen_task(task=done, reason="Thiếu chữ ký", by=viewer(LEADER))
    api.close_task(task=done, evidence_text="KH 46", by=viewer(KEEPER))
    with pytest.raises(Refusal, match="vừa được mở lại"):
        api.check_task(task=seen, by=viewer(LEADER))


def test_a_period_is_checked_and_sent_back_like_a_task(done: Task, viewer: ViewerNamed) -> None:
    task = Task.objects.select_related("plan__agency", "unit", "staff").get(plan=done.plan, number="3")
    part = Part.objects.create(task=task, period="2025-Q4", starts=date(2025, 10, 1), due=date(2025, 12, 31))
    with pytest.raises(Refusal):
        api.check_part(part=part, by=viewer(LEADER))
    api.close_part(part=part, evidence_text="BB 4", by=viewer(KEEPER))
    with pytest.raises(Forbidden):
        api.check_part(part=part, by=viewer(KEEPER))
    api.check_part(part=part, by=viewer(LEADER))
    api.check_task(task=done, by=viewer(LEADER))
    lines = take_figures(done.plan, date(2026, 1, 5))["sections"][0]["lines"]
    assert "2 trên 2 sản phẩm đã nộp đã được kiểm tra, xác nhận." in lines
    sheet = load_workbook(BytesIO(api.export_plan(done.plan, "xlsx")[0]))["Tình hình"]
    said = {(row[0].value, row[3].value): row[9].value for row in sheet.iter_rows(min_row=2)}
    assert said["1", None] is not None
    assert said["1", None].startswith("Đã kiểm tra ")
    assert said["3", "quý IV/2025"] == said["1", None]
    assert said["2", None] is None
    api.reopen_part(part=part, reason="Thiếu chữ ký", by=viewer(LEADER))
    assert (part.checked_at, part.checked_by) == (None, "")


def test_the_database_lets_nobody_check_their_own(done: Task) -> None:
    rows = Task.objects.filter(pk=done.pk)
    for change in (
        {"checked_at": on(10), "checked_by": done.closed_by},
        {"checked_at": on(10), "checked_by": ""},
        {"checked_at": None, "checked_by": "staff:1"},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**change)


def test_an_inspection_without_a_conclusion_reminds_who_holds_it_then_the_head(
    inspection: Inspection, viewer: ViewerNamed
) -> None:
    for day, month in ((6, 11), (7, 11), (10, 11), (11, 11), (18, 11), (25, 11), (26, 11)):
        with freeze(on(day, month)):
            watch_deadlines()
    told: dict[int, set[str]] = {}
    for each in inspection.reminders.select_related("to__user"):
        told.setdefault(each.step, set()).add(each.to.user.username)
    steps = Reminder.Step
    assert told[steps.SOON] == told[steps.TODAY] == told[steps.LATE] == {AUDITOR}
    assert {AUDITOR, KEEPER} <= told[steps.LATE_WEEK]
    assert LEADER in told[steps.LATE_FORTNIGHT] - told[steps.LATE_WEEK]
    assert "chưa có kết luận" in inbox(viewer(LEADER))[0].sentence
    with freeze(on(11)):
        assert api.my_inspections(viewer(AUDITOR)) == [inspection]
        assert list(api.late_inspections(viewer("tiepnhan.anhoa"))) == [inspection]
        assert not api.late_inspections(viewer("chutich.thanhlam"))


def test_a_concluded_one_reminds_nobody(inspection: Inspection, viewer: ViewerNamed) -> None:
    look(inspection, viewer, {1: "fit"})
    with freeze(on(10)):
        api.conclude_inspection(inspection=inspection, words="Tốt", by=viewer(AUDITOR))
    with freeze(on(26)):
        watch_deadlines()
    assert not inspection.reminders.exists()


def test_who_left_does_not_swallow_the_reminder(inspection: Inspection, viewer: ViewerNamed) -> None:
    Staff.objects.filter(pk=inspection.leader_id).update(active=False, deactivated_at=on(9))
    with freeze(on(11)):
        watch_deadlines()
    assert {each.to.user.username for each in inspection.reminders.select_related("to__user")} == {KEEPER}


def test_the_calendar_shows_what_is_not_a_task(finding: Finding, here: Agency, viewer: ViewerNamed) -> None:
    plan, unit = finding.inspection.plan, Unit.objects.get(agency=here, code="economy")
    with freeze(on(10)):
        made = api.ask_inputs(
            plan=plan, title="Số liệu", lines=[("Hồ sơ", "hồ sơ")], due=date(2026, 11, 18), units=[unit],
            by=viewer(KEEPER),
        )  # fmt: skip
        OwedReport.objects.create(
            plan=plan, line=0, period="2026-11", since="2026-11-01", until="2026-11-30", due="2026-11-25"
        )
        first, last = date(2026, 11, 1), date(2026, 11, 30)
        everything = api.due_days(viewer("tiepnhan.anhoa"), first, last)
        assert [(each.kind, each.day.day) for each in everything] == [
            ("inspection", 10), ("collection", 18), ("finding", 20), ("report", 25),
        ]  # fmt: skip

        def mine(who: str) -> set[str]:
            return {each.kind for each in api.due_days(viewer(who), first, last, mine=True)}

        assert (mine(AUDITOR), mine(HEAD), mine(KEEPER)) == ({"inspection"}, {"input", "finding"}, {"report"})
        assert mine("tiepnhan.anhoa") == set()
        assert not api.due_days(viewer("chutich.thanhlam"), first, last)
        key = api.make_calendar_key(by=viewer(HEAD))
        told = api.feed(key, address_of=lambda each: f"http://x/{each.kind}/{each.public_id}", host="x")
    assert told is not None
    events = {str(each["url"]): each for each in Calendar.from_ical(told).walk("VEVENT")}
    assert set(events) == {
        f"http://x/input/{made.inputs.get().public_id}", f"http://x/finding/{finding.public_id}",
    }  # fmt: skip


@pytest.fixture
def alone(followed: Plan, viewer: ViewerNamed) -> Task:
    """A task closed by the controller, who is the only one that keeps the plan."""
    task = followed.tasks.select_related("plan__agency", "unit", "staff").get(number="1")
    with freeze(on(10)):
        api.close_task(task=task, evidence_text="KH 31", by=viewer(KEEPER))
    for grant in RoleGrant.objects.filter(staff__agency=followed.agency, role__in=["leader", "controller"]):
        if grant.staff_id != person(viewer, KEEPER).pk:
            grant.delete()
    return task


def test_where_the_only_keeper_delivered_an_auditor_checks(alone: Task, viewer: ViewerNamed) -> None:
    assert api.checking_of(alone.plan)(alone) == "waits"
    assert api.to_check(viewer(KEEPER)) == []
    assert api.to_check(viewer("tiepnhan.anhoa")) == []
    assert api.to_check(viewer(AUDITOR)) == [alone]
    for who in (KEEPER, "tiepnhan.anhoa"):
        with pytest.raises(Forbidden):
            api.check_task(task=alone, by=viewer(who))
    api.check_task(task=alone, by=viewer(AUDITOR))
    assert api.checking_of(alone.plan)(alone) == "checked"


def test_an_auditor_checks_nothing_while_another_keeper_can(followed: Plan, viewer: ViewerNamed) -> None:
    task = followed.tasks.select_related("plan__agency", "unit", "staff").get(number="1")
    with freeze(on(10)):
        api.close_task(task=task, evidence_text="KH 31", by=viewer(KEEPER))
    assert api.to_check(viewer(AUDITOR)) == []
    with pytest.raises(Forbidden):
        api.check_task(task=task, by=viewer(AUDITOR))
    assert api.to_check(viewer(LEADER)) == [task]


def test_where_nobody_else_is_left_it_says_so_and_waits_no_more(alone: Task) -> None:
    RoleGrant.objects.filter(staff__agency=alone.plan.agency, role="auditor").delete()
    assert api.checking_of(alone.plan)(alone) == "nobody"
    rows = load_workbook(BytesIO(api.export_plan(alone.plan, "xlsx")[0]), read_only=True)
    said = [cell for sheet in rows for row in sheet.iter_rows(values_only=True) for cell in row]
    assert "Không có người khác để kiểm tra" in said
    assert "Chờ kiểm tra" not in said
    Plan.objects.filter(pk=alone.plan_id).update(state="replaced")
    alone.plan.refresh_from_db()
    assert api.checking_of(alone.plan)(alone) == "ended"
