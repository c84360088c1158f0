"""What recurs, and what is counted in days after something: each with its own day and product; files as evidence."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime

import pytest
from django.db import IntegrityError, transaction
from PIL import Image

from motcua.base.actor import system
from motcua.base.clock import HO_CHI_MINH, freeze
from motcua.base.errors import Forbidden, Refusal
from motcua.base.files import FileRefused, read_file
from motcua.directory.api import Agency, deactivate_staff
from motcua.plans.actions.make_parts import make_parts
from motcua.plans.api import (
    Plan,
    Task,
    add_evidence,
    assign_task,
    close_part,
    close_task,
    confirm_plan,
    import_plan,
    late_and_why,
    late_parts,
    my_parts,
    my_tasks,
    owner_of,
    reminders_of,
    reopen_part,
    start_days,
)
from motcua.plans.models import Part
from motcua.plans.tasks.lay_out_parts import lay_out_parts
from motcua.plans.tasks.watch_deadlines import watch_deadlines
from tests.plans.conftest import PLAN_FILE, ViewerNamed

ROWS = {
    "1": "Tháng 10 năm 2025",
    "2": "Hằng quý",
    "3": "Hằng tháng",
    "5": "Chậm nhất 10 ngày làm việc kể từ khi có quyết định công bố",
}
SAID = {"1": "Tháng 10 năm 2025", "2": "Quý IV/2024", "3": "15/12/2025", "5": "Trong năm 2026"}


def on(day: int, month: int, year: int = 2025) -> datetime:
    return datetime(year, month, day, 8, 0, tzinfo=HO_CHI_MINH)


@pytest.fixture
def recurring(here: Agency, viewer: ViewerNamed) -> Plan:
    text = PLAN_FILE.read_text("utf-8")
    for number, words in ROWS.items():
        text = text.replace(SAID[number], words)
    with freeze(on(15, 9)):
        plan = import_plan(content=text.encode(), name="a.txt", agency=here, by=system("test"))[0]
        plan.tasks.update(confidence=1)
        plan.targets.update(confidence=1)
        return confirm_plan(plan=plan, by=viewer("kiemsoat.anhoa"))


def task(plan: Plan, number: str) -> Task:
    return Task.objects.select_related("plan__agency", "unit", "staff").get(plan=plan, number=number)


def test_parts_are_laid_out_as_time_goes(recurring: Plan) -> None:
    quarterly, monthly = task(recurring, "2"), task(recurring, "3")
    assert [each.period for each in quarterly.parts.order_by("due")] == ["2025-Q3"]
    with freeze(on(2, 12)):
        lay_out_parts()
        lay_out_parts()
    assert [each.period for each in quarterly.parts.order_by("due")] == ["2025-Q3", "2025-Q4"]
    assert [each.period for each in monthly.parts.order_by("due")] == ["2025-09", "2025-10", "2025-11", "2025-12"]
    first = monthly.parts.order_by("due")[0]
    assert (first.starts, first.due) == (date(2025, 9, 12), date(2025, 9, 30))
    assert make_parts(task=quarterly, day=date(2030, 1, 1)) == 4  # the plan ends with 2026


def test_each_period_has_its_own_product_and_lateness(recurring: Plan, viewer: ViewerNamed) -> None:
    controller, found = viewer("kiemsoat.anhoa"), task(recurring, "2")
    part = found.parts.select_related("task__plan__agency").get()
    with freeze(on(30, 9)):
        assert not late_parts(controller)
    with freeze(on(1, 10)):
        assert sorted(each.period for each in late_parts(controller)) == ["2025-09", "2025-Q3"]
        assert part.late_on(date(2025, 10, 1))
        with pytest.raises(Refusal, match="Chưa có sản phẩm"):
            close_part(part=part, by=controller)
        with pytest.raises(Forbidden):
            close_part(part=part, evidence_text="BC", by=viewer("tiepnhan.anhoa"))
        close_part(part=part, evidence_text="Báo cáo quý III", by=controller)
        with pytest.raises(Refusal, match="đã được đóng"):
            close_part(part=part, evidence_text="khác", by=controller)
        assert "2025-Q3" not in [each.period for each in late_parts(controller)]
        reopen_part(part=part, reason="Thiếu số liệu", by=controller)
    assert part.is_open
    assert "Báo cáo quý III" in found.progress.get().note


def test_the_database_refuses_a_part_without_product(recurring: Plan) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Part.objects.filter(task__plan=recurring).update(closed_at=on(1, 10))


def test_a_recurring_task_closes_after_its_periods(recurring: Plan, viewer: ViewerNamed) -> None:
    controller, found = viewer("kiemsoat.anhoa"), task(recurring, "2")
    with freeze(on(20, 9)):
        with pytest.raises(Refusal, match="quý III/2025"):
            close_task(task=found, evidence_text="BC tổng", by=controller)
        close_part(part=found.parts.select_related("task__plan").get(), evidence_text="BC", by=controller)
        close_task(task=found, evidence_text="BC tổng", by=controller)
        lay_out_parts()
    assert found.parts.count() == 1


def test_days_begin_with_what_happened(recurring: Plan, viewer: ViewerNamed) -> None:
    controller, found = viewer("kiemsoat.anhoa"), task(recurring, "5")
    assert (found.due, found.days, found.working) == (None, 10, True)
    with freeze(on(20, 11, 2026)):
        with pytest.raises(Refusal, match="Xin ghi việc"):
            start_days(task=found, on=date(2026, 11, 13), about=" ", by=controller)
        with pytest.raises(Refusal, match="chưa đến"):
            start_days(task=found, on=date(2026, 11, 25), about="QĐ 1", by=controller)
        part = start_days(task=found, on=date(2026, 11, 13), about="QĐ 1/QĐ-UBND", by=controller)
        assert part.due == date(2026, 11, 30)
        with pytest.raises(Refusal, match="đã được ghi"):
            start_days(task=found, on=date(2026, 11, 13), about="QĐ 1/QĐ-UBND", by=controller)
        start_days(task=found, on=date(2026, 11, 13), about="QĐ 2/QĐ-UBND", by=controller)
    with pytest.raises(Refusal, match="không tính hạn"):
        start_days(task=task(recurring, "1"), on=date(2026, 11, 13), about="QĐ 1", by=controller)


def test_days_from_the_plan_itself_are_a_date_at_once(here: Agency) -> None:
    words = "Trong 15 ngày làm việc kể từ ngày ban hành Kế hoạch"
    text = PLAN_FILE.read_text("utf-8").replace("Trong năm 2026", words)
    plan = import_plan(content=text.encode(), name="a.txt", agency=here, by=system("test"))[0]
    assert task(plan, "5").due == date(2025, 10, 3)  # 12 September 2025 and fifteen working days


def test_a_new_version_on_a_day_of_reminders_reminds_nobody_twice(
    recurring: Plan, here: Agency, viewer: ViewerNamed
) -> None:
    """The period goes over to the task of the new version; that somebody was reminded of it stays true."""
    text = recurring.source and read_file(recurring.source).decode()
    reminded = Part.objects.get(task__plan=recurring, period="2025-Q3").reminders
    with freeze(on(28, 9)):
        watch_deadlines()
        before = sorted(reminded.values_list("step", "to"))
        later = import_plan(content=text.replace("27/KH-UBND", "90/KH-UBND").encode(), name="b.txt", agency=here,
                            by=system("test"), replaces=recurring)[0]  # fmt: skip
        later.tasks.update(confidence=1)
        later.targets.update(confidence=1)
        confirm_plan(plan=later, by=viewer("kiemsoat.anhoa"))
        watch_deadlines()
    assert Part.objects.get(period="2025-Q3").task.plan_id == later.pk
    assert before
    assert sorted(reminded.values_list("step", "to")) == before


def test_reminders_of_a_period_climb(recurring: Plan, viewer: ViewerNamed) -> None:
    found = task(recurring, "2")
    Task.objects.exclude(pk=found.pk).update(stage="cancelled")
    for day in ((26, 9), (27, 9), (30, 9), (1, 10), (8, 10), (15, 10)):
        with freeze(on(*day)):
            watch_deadlines()
            watch_deadlines()
    steps = sorted((each.step, each.to.user.username.split(".anhoa")[0]) for each in reminders_of(found))
    assert steps == [
        (0, "truongphong.xahoi"), (1, "truongphong.xahoi"),
        (2, "kiemsoat"), (2, "truongphong.xahoi"),
        (3, "chutich"), (3, "kiemsoat"), (3, "phochutich"), (3, "truongphong.xahoi"), (4, "truongphong.xahoi"),
    ]  # fmt: skip


def test_who_left_leaves_the_task_to_the_head(recurring: Plan, viewer: ViewerNamed) -> None:
    officer, head = viewer("xahoi.anhoa"), viewer("truongphong.xahoi.anhoa")
    assert officer.staff is not None
    found = task(recurring, "1")
    assign_task(task=found, unit=None, staff=officer.staff, by=viewer("chutich.anhoa"))
    assert "1" not in [each.number for each in my_tasks(head)]
    deactivate_staff(staff=officer.staff, by=system("test"))
    found = task(recurring, "1")
    owner = owner_of(found)
    assert owner.acting == (head.staff,)
    assert officer.staff.full_name in owner.reason
    assert "1" in [each.number for each in my_tasks(head)]
    with freeze(on(20, 11)):
        rows = [each for each in late_and_why(viewer("tiepnhan.anhoa"), date(2025, 11, 20)) if each.task.number == "1"]
    assert (rows[0].days, rows[0].why[0]) == (20, owner.reason)
    assert [each.task.number for each in my_parts(head)] == ["2"]


def picture() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (300, 200), "white").save(out, "PNG")
    return out.getvalue()


def office(*more: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        for name in ("[Content_Types].xml", "word/document.xml", *more):
            packed.writestr(name, "<x/>")
    return out.getvalue()


def test_evidence_is_kept_with_its_name_and_hash(recurring: Plan, viewer: ViewerNamed) -> None:
    controller, found = viewer("kiemsoat.anhoa"), task(recurring, "1")
    with pytest.raises(Refusal, match="tên sản phẩm"):
        add_evidence(task=found, content=picture(), name="a.png", title=" ", by=controller)
    with pytest.raises(Forbidden):
        add_evidence(task=found, content=picture(), name="a.png", title="KH", by=viewer("ketoan.anhoa"))
    kept = add_evidence(task=found, content=picture(), name="../anh.exe", title="KH 31", by=controller)
    assert (kept.file.name, kept.file.media_type, read_file(kept.file)) == ("anh.png", "image/png", picture())
    word = add_evidence(task=found, content=office(), name="kế hoạch.doc", title="KH 31 (Word)", by=controller)
    assert word.file.name == "kế hoạch.docx"
    close_task(task=found, by=controller)
    assert found.evidence_id == word.file_id
    with pytest.raises(Refusal, match="đã đóng"):
        add_evidence(task=found, content=picture(), name="b.png", title="muộn", by=controller)


def test_a_file_sent_for_a_period_closes_that_period_and_no_other(recurring: Plan, viewer: ViewerNamed) -> None:
    controller, part = viewer("kiemsoat.anhoa"), task(recurring, "2").parts.select_related("task__plan__agency").get()
    other = task(recurring, "3").parts.order_by("due").select_related("task__plan__agency")[0]
    with pytest.raises(Refusal, match="thuộc nhiệm vụ khác"):
        add_evidence(task=part.task, part=other, content=picture(), name="a.png", title="BC", by=controller)
    kept = add_evidence(task=part.task, part=part, content=picture(), name="a.png", title="BC quý III", by=controller)
    assert close_part(part=part, by=controller).evidence_id == kept.file_id
    with pytest.raises(Refusal, match="Chưa có sản phẩm"):
        close_part(part=other, by=controller)


@pytest.mark.parametrize("content", [b"", b"MZ\x90\x00 program", office("word/vbaProject.bin"), b"PK\x03\x04 nothing"])
def test_what_is_no_evidence(recurring: Plan, viewer: ViewerNamed, content: bytes) -> None:
    with pytest.raises(FileRefused):
        add_evidence(task=task(recurring, "1"), content=content, name="a.pdf", title="x", by=viewer("kiemsoat.anhoa"))
