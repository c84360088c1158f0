"""Whoever follows a plan and reads English leaves Vietnamese in it."""

from __future__ import annotations

from motcua.base.clock import freeze
from motcua.directory.api import Agency
from motcua.plans.api import Plan, assign_task, close_part, close_task, reopen_part, reopen_task
from motcua.plans.models import Correction, Progress
from tests.plans.conftest import CHANGED_FILE, ViewerNamed, brought, confirmed
from tests.plans.test_parts import on, recurring
from tests.plans.test_parts import task as task_of
from tests.plans.test_ties import rate, tie
from tests.support.kept_words import kept_as_read, reading_english

__all__ = ["recurring"]
LEADER, OFFICER = "chutich.anhoa", "truongphong.kinhte.anhoa"


def test_what_comes_back_is_noted_in_vietnamese(recurring: Plan, viewer: ViewerNamed) -> None:
    monthly = task_of(recurring, "3")
    with freeze(on(15, 10)), reading_english():
        assign_task(task=monthly, unit=None, staff=viewer(OFFICER).staff, by=viewer(LEADER))
        part = monthly.parts.order_by("due")[0]
        close_part(part=part, evidence_text="Báo cáo 12/BC-UBND", by=viewer(OFFICER))
        reopen_part(part=part, reason="Thiếu chữ ký", by=viewer(LEADER))

    assert kept_as_read() == []
    notes = list(Progress.objects.filter(task=monthly).values_list("note", flat=True))
    assert notes == ["Mở lại tháng 09/2025: Thiếu chữ ký (sản phẩm đã nộp: Báo cáo 12/BC-UBND)"]


def test_ties_and_a_new_version_are_told_in_vietnamese(followed: Plan, here: Agency, viewer: ViewerNamed) -> None:
    with reading_english():
        tie(followed, viewer, targets={rate(followed).public_id}, problems=set())
        done = task_of(followed, "5")
        close_task(task=done, evidence_text="Quyết định 5/QĐ-UBND", by=viewer(LEADER))
        reopen_task(task=done, reason="Thiếu chữ ký", by=viewer(LEADER))
        close_task(task=task_of(followed, "5"), evidence_text="Quyết định 6/QĐ-UBND", by=viewer(LEADER))
        later = brought(CHANGED_FILE, here)
        later.tasks.filter(number="5").update(product="Sản phẩm khác hẳn")
        confirmed(later, viewer("kiemsoat.anhoa"), replaces=followed.public_id)

    assert kept_as_read() == []
    notes = set(Progress.objects.filter(task__number="5").values_list("note", flat=True))
    assert "Mở lại: Thiếu chữ ký (sản phẩm đã nộp: Quyết định 5/QĐ-UBND)" in notes
    again = "Bản mới đổi sản phẩm nên việc mở lại. Sản phẩm đã nộp theo bản trước: Quyết định 6/QĐ-UBND"
    assert again in notes
    assert Correction.objects.filter(after__startswith="Nhiệm vụ 5 – Chỉ tiêu").exists()
