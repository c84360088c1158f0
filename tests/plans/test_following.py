"""A confirmed plan is followed: who works on what, what closes a task, who is reminded."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, transaction

from motcua.base.actor import system
from motcua.base.clock import freeze
from motcua.base.errors import Forbidden, Refusal
from motcua.base.models import JournalEntry
from motcua.directory.api import Staff, deactivate_staff
from motcua.notices.api import inbox
from motcua.plans.api import (
    Plan,
    Task,
    assign_task,
    close_task,
    enter_figure,
    late_tasks,
    my_tasks,
    reminders_of,
    reopen_task,
    report_progress,
    standing_of,
)
from motcua.plans.models import Reminder
from motcua.plans.tasks.watch_deadlines import watch_deadlines
from tests.plans.conftest import ViewerNamed

VN = ZoneInfo("Asia/Ho_Chi_Minh")


@pytest.fixture
def task(followed: Plan) -> Task:
    """Due on 31/10/2025, led by Phòng Văn hóa - Xã hội."""
    return followed.tasks.select_related("plan__agency", "unit").get(number="1")


@pytest.fixture
def october(task: Task) -> Iterator[None]:
    with freeze(datetime(2025, 10, 1, 8, 0, tzinfo=VN)):
        yield


def on(day: int, month: int = 11) -> datetime:
    return datetime(2025, month, day, 8, 0, tzinfo=VN)


def test_nothing_is_followed_before_it_is_confirmed(draft: Plan, viewer: ViewerNamed) -> None:
    task = draft.tasks.get(number="1")
    with pytest.raises(Forbidden):
        report_progress(task=task, note="Đang làm", by=viewer("kiemsoat.anhoa"))
    with pytest.raises(Forbidden):
        close_task(task=task, evidence_text="KH 01", by=viewer("kiemsoat.anhoa"))
    with freeze(on(20)):
        watch_deadlines()
    assert not Reminder.objects.exists()


def test_no_task_closes_without_its_product(task: Task, october: None, viewer: ViewerNamed) -> None:
    head = viewer("truongphong.xahoi.anhoa")
    with pytest.raises(Refusal, match="Chưa có sản phẩm"):
        close_task(task=task, evidence_text="   ", by=head)
    close_task(task=task, evidence_text="Kế hoạch 31/KH-UBND ngày 02/10/2025", by=head)
    assert (task.stage, task.closed_by) == ("done", str(head.actor))
    with pytest.raises(Refusal, match="đã được đóng"):
        close_task(task=task, evidence_text="khác", by=head)


def test_the_database_refuses_it_too(task: Task) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Task.objects.filter(pk=task.pk).update(stage="done")


@pytest.mark.parametrize("username", ["tiepnhan.anhoa", "truongphong.kinhte.anhoa", "chutich.thanhlam"])
def test_others_do_not_work_on_it(task: Task, viewer: ViewerNamed, username: str) -> None:
    with pytest.raises(Forbidden):
        report_progress(task=task, note="Xong rồi", by=viewer(username))
    with pytest.raises(Forbidden):
        close_task(task=task, evidence_text="KH 01", by=viewer(username))
    with pytest.raises(Forbidden):
        assign_task(task=task, unit=None, staff=None, by=viewer(username))


def test_whoever_it_is_assigned_to_works_on_it(task: Task, october: None, viewer: ViewerNamed) -> None:
    clerk, leader = viewer("tiepnhan.anhoa"), viewer("chutich.anhoa")
    assert not my_tasks(clerk)
    assign_task(task=task, unit=task.unit, staff=clerk.staff, by=leader)
    assert [each.number for each in my_tasks(clerk)] == ["1"]
    report_progress(task=task, note="Đã họp các thôn", by=clerk)
    task.refresh_from_db()
    assert task.stage == "in_progress"
    close_task(task=task, evidence_text="KH 31", by=clerk)
    assert not my_tasks(clerk)
    with pytest.raises(Forbidden):
        reopen_task(task=task, reason="Chưa đúng", by=clerk)
    reopen_task(task=task, reason="Thiếu chữ ký", by=leader)
    assert (task.stage, task.evidence_text) == ("in_progress", "")
    notes = list(task.progress.order_by("pk").values_list("note", flat=True))
    assert notes == ["Đã họp các thôn", "Mở lại: Thiếu chữ ký (sản phẩm đã nộp: KH 31)"]


def test_it_goes_to_nobody_elsewhere_and_to_nobody_who_left(task: Task, viewer: ViewerNamed) -> None:
    leader, gone = viewer("chutich.anhoa"), viewer("xahoi.anhoa").staff
    assert gone is not None
    with pytest.raises(Refusal, match="cơ quan này"):
        assign_task(task=task, unit=None, staff=viewer("xahoi.thanhlam").staff, by=leader)
    deactivate_staff(staff=gone, by=system("test"))
    with pytest.raises(Refusal, match="không còn làm việc"):
        assign_task(task=task, unit=None, staff=Staff.objects.get(pk=gone.pk), by=leader)


def test_late_follows_from_the_day(task: Task, viewer: ViewerNamed) -> None:
    clerk = viewer("tiepnhan.anhoa")
    with freeze(on(31, 10)):
        assert "1" not in [each.number for each in late_tasks(clerk)]
    with freeze(on(1)):
        assert "1" in [each.number for each in late_tasks(clerk)]
        assert not late_tasks(viewer("chutich.thanhlam"))


def usernames(task: Task) -> list[tuple[int, str]]:
    return sorted((each.step, each.to.user.username) for each in reminders_of(task))


def test_reminders_climb_and_are_said_once(task: Task, viewer: ViewerNamed) -> None:
    owner = viewer("xahoi.anhoa")
    Task.objects.exclude(pk=task.pk).update(due=None)
    assign_task(task=task, unit=task.unit, staff=owner.staff, by=viewer("chutich.anhoa"))
    for day in ((27, 10), (28, 10), (29, 10), (1, 11), (2, 11), (8, 11), (15, 11), (16, 11)):
        with freeze(on(*day)):
            watch_deadlines()
            watch_deadlines()
    expected = [
        (0, "xahoi.anhoa"),
        (1, "xahoi.anhoa"),
        *[(2, f"{who}.anhoa") for who in ("kiemsoat", "truongphong.xahoi", "xahoi")],
        *[(3, f"{who}.anhoa") for who in ("chutich", "kiemsoat", "phochutich", "truongphong.xahoi", "xahoi")],
    ]
    assert usernames(task) == expected
    stream = JournalEntry.objects.filter(stream=f"plan:{task.plan.public_id}", event="plans.reminded")
    assert stream.count() == len(expected)
    told = inbox(owner)
    assert len(told) == 4
    assert "27/KH-UBND" in told[0].sentence
    assert "31/10/2025" in told[0].sentence


def test_an_owner_who_left_does_not_swallow_reminders(task: Task, viewer: ViewerNamed) -> None:
    owner = viewer("xahoi.anhoa")
    assert owner.staff is not None
    assign_task(task=task, unit=task.unit, staff=owner.staff, by=viewer("chutich.anhoa"))
    deactivate_staff(staff=owner.staff, by=system("test"))
    with freeze(on(2)):
        watch_deadlines()
    assert usernames(task) == [(1, "truongphong.xahoi.anhoa")]


def test_a_closed_task_is_left_in_peace(task: Task, october: None, viewer: ViewerNamed) -> None:
    close_task(task=task, evidence_text="KH 31", by=viewer("kiemsoat.anhoa"))
    with freeze(on(20)):
        watch_deadlines()
    assert not task.reminders.exists()


def test_figures_that_nobody_counts_are_entered_with_their_source(followed: Plan, viewer: ViewerNamed) -> None:
    controller = viewer("kiemsoat.anhoa")
    target = followed.targets.select_related("plan__agency").get(metric="online_dossier_rate", year=2026)
    with pytest.raises(Refusal, match="nguồn"):
        enter_figure(target=target, value=Decimal(90), as_of=date(2025, 9, 30), source=" ", by=controller)
    with pytest.raises(Refusal, match="chưa đến"):
        enter_figure(target=target, value=Decimal(90), as_of=date(2090, 1, 1), source="BC 45", by=controller)
    with pytest.raises(Forbidden):
        enter_figure(
            target=target, value=Decimal(90), as_of=date(2025, 9, 30), source="BC 45", by=viewer("tiepnhan.anhoa")
        )
    enter_figure(target=target, value=Decimal("85"), as_of=date(2026, 9, 30), source="BC 45", by=controller)
    stands = next(each for each in standing_of(followed) if each.target.pk == target.pk)
    assert (stands.value, stands.counted, stands.source, stands.met) == (85.0, False, "BC 45", False)  # "trên 85%"
    enter_figure(target=target, value=Decimal("85.1"), as_of=date(2026, 10, 31), source="BC 46", by=controller)
    stands = next(each for each in standing_of(followed) if each.target.pk == target.pk)
    assert (stands.value, stands.met) == (85.1, True)


def test_a_counted_target_takes_no_entered_figure(followed: Plan, viewer: ViewerNamed) -> None:
    target = followed.targets.select_related("plan__agency").order_by("position")[0]
    target.indicator = "satisfaction"
    target.save()
    with pytest.raises(Refusal, match="máy đếm"):
        enter_figure(
            target=target, value=Decimal(99), as_of=date(2025, 9, 30), source="BC", by=viewer("kiemsoat.anhoa")
        )
    stands = next(each for each in standing_of(followed) if each.target.pk == target.pk)
    assert (stands.counted, stands.value, stands.n, stands.met) == (True, None, 0, None)
