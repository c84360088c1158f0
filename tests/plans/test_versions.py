"""A plan changes: what is compared, what goes on, what is taken back."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from motcua.base.errors import Forbidden, Refusal
from motcua.directory.api import Agency
from motcua.plans.api import (
    Plan,
    add_budget,
    assign_task,
    close_task,
    compare,
    confirm_plan,
    enter_figure,
    raise_obstacle,
    report_progress,
    standing_of,
    withdraw_plan,
)
from tests.plans.conftest import CHANGED_FILE, PLAN_FILE, ViewerNamed, brought, confirmed

TEXT = PLAN_FILE.read_text("utf-8")


CHANGED = (
    CHANGED_FILE.replace("trên 85%", "trên 90%")
    .replace("5	Lắp đặt wifi miễn phí tại nhà văn hóa thôn", "4	Lắp đặt wifi miễn phí tại nhà văn hóa thôn, bản")
    .replace(
        "2	In, phát tờ rơi hướng dẫn tới từng hộ dân	Phòng Văn hóa - Xã hội	Các thôn	Quý IV/2024	Tờ rơi\n",
        "",
    )
    + "6	Bố trí bàn hỗ trợ tại chợ trung tâm	Phòng Kinh tế		Quý II/2026	Biên bản\n"
)


def test_added_removed_changed(followed: Plan, here: Agency, viewer: ViewerNamed) -> None:
    later = brought(CHANGED, here)
    targets, tasks = compare(followed, later)
    assert [each.number for each in tasks.added] == ["6"]
    assert [each.number for each in tasks.removed] == ["2"]
    changed = {each.new.number: each.fields for each in tasks.changed}
    assert changed["3"] == (("deadline_raw", "15/12/2025", "28/02/2026"),)
    assert [field for field, _was, _is in changed["4"]] == ["text"]
    assert [each.new.number for each in tasks.same] == ["1"]
    moved = [fields for each in targets.changed for fields in each.fields if fields[0] == "value"]
    assert moved == [("value", "85", "90")]
    assert not targets.added
    assert not targets.removed


def test_what_was_done_goes_on(followed: Plan, here: Agency, viewer: ViewerNamed) -> None:
    controller, officer = viewer("kiemsoat.anhoa"), viewer("xahoi.anhoa")
    first, third = followed.tasks.get(number="1"), followed.tasks.get(number="3")
    assign_task(task=first, unit=first.unit, staff=officer.staff, by=controller)
    report_progress(task=first, note="Đã họp các thôn", by=officer)
    close_task(task=first, evidence_text="KH 31", by=officer)
    problem = raise_obstacle(item=third, text="Giá máy vượt dự toán", by=officer)
    add_budget(plan=followed, task=third, text="Máy tính", source="Ngân sách xã", year=2026, amount=90, by=controller)
    target = followed.targets.get(metric="online_dossier_rate", year=2026)
    enter_figure(target=target, value=Decimal(88), as_of=date(2026, 3, 1), source="BC 9", by=controller)
    later = confirmed(brought(CHANGED, here), viewer("kiemsoat.anhoa"))
    carried = later.tasks.get(number="1")
    assert (carried.stage, carried.evidence_text, carried.staff_id) == ("done", "KH 31", officer.staff.pk)
    assert carried.came_from_id == first.pk
    problem.refresh_from_db()
    assert (problem.plan_id, problem.task_id) == (later.pk, later.tasks.get(number="3").pk)
    assert later.budget.get().task_id == later.tasks.get(number="3").pk
    stands = next(
        each for each in standing_of(later) if each.target.metric == target.metric and each.target.year == 2026
    )
    assert (stands.value, stands.source, stands.met) == (88.0, "BC 9", False)  # 90 % are asked for now
    followed.refresh_from_db()
    assert followed.state == "replaced"
    assert followed.tasks.get(number="1").stage == "done"


def test_another_product_opens_a_finished_task(followed: Plan, here: Agency, viewer: ViewerNamed) -> None:
    task = followed.tasks.get(number="1")
    close_task(task=task, evidence_text="KH 31", by=viewer("kiemsoat.anhoa"))
    text = TEXT.replace("Kế hoạch phát động", "Báo cáo kết quả phát động")
    later = confirmed(brought(text, here), viewer("kiemsoat.anhoa"))
    carried = later.tasks.get(number="1")
    assert (carried.stage, carried.evidence_text) == ("in_progress", "")
    assert "KH 31" in carried.progress.get().note


def test_a_file_with_another_number_changes_the_plan_it_is_brought_for(
    followed: Plan, here: Agency, viewer: ViewerNamed
) -> None:
    later = brought(TEXT.replace("27/KH-UBND", "90/KH-UBND"), here, replaces=followed)
    assert (later.version, later.previous_id, later.number) == (2, followed.pk, "90/KH-UBND")


def test_two_drafts_of_one_plan_only_one_replaces_it(followed: Plan, here: Agency, viewer: ViewerNamed) -> None:
    one = brought(TEXT.replace("trên 85%", "trên 86%"), here)
    other = brought(TEXT.replace("trên 85%", "trên 87%"), here)
    confirmed(one, viewer("kiemsoat.anhoa"))
    with pytest.raises(Refusal, match="Bản trước đã được thay"):
        confirmed(other, viewer("kiemsoat.anhoa"))
    other.refresh_from_db()
    assert other.state == "draft"


def test_a_withdrawn_plan_is_followed_no_longer(followed: Plan, viewer: ViewerNamed) -> None:
    with pytest.raises(Forbidden):
        withdraw_plan(plan=followed, reason="x", by=viewer("tiepnhan.anhoa"))
    with pytest.raises(Refusal, match="lý do"):
        withdraw_plan(plan=followed, reason=" ", by=viewer("chutich.anhoa"))
    withdraw_plan(plan=followed, reason="Quyết định 5/QĐ-UBND bãi bỏ", by=viewer("chutich.anhoa"))
    with pytest.raises(Forbidden, match="không còn theo dõi"):
        report_progress(
            task=followed.tasks.select_related("plan").get(number="1"), note="x", by=viewer("chutich.anhoa")
        )
    with pytest.raises(Refusal, match="đã rút"):
        withdraw_plan(plan=followed, reason="lại", by=viewer("chutich.anhoa"))


def test_the_same_plan_brought_as_two_files_is_followed_once(followed: Plan, here: Agency, viewer: ViewerNamed) -> None:
    text = TEXT.replace("27/KH-UBND", "28/KH-UBND")
    one, other = brought(text, here), brought(text + "\n", here)
    assert (one.previous, other.previous) == (None, None)
    confirmed(one, viewer("kiemsoat.anhoa"))
    other.refresh_from_db()
    assert (other.state, other.version, other.previous_id) == ("draft", 2, one.pk)
    confirmed(other, viewer("kiemsoat.anhoa"))
    assert set(Plan.objects.filter(state="confirmed").values_list("number", flat=True)) == {"27/KH-UBND", "28/KH-UBND"}
    assert Plan.objects.filter(state="confirmed").count() == 2


def test_of_two_files_of_one_plan_confirmed_at_once_the_second_is_told(here: Agency, viewer: ViewerNamed) -> None:
    one, other = brought(TEXT, here), brought(TEXT + "\n", here)
    confirmed(one, viewer("kiemsoat.anhoa"))
    with pytest.raises(Refusal, match="vừa được xác nhận từ một tệp khác"):
        confirm_plan(plan=other, by=viewer("chutich.anhoa"))


def test_numbers_begin_again_each_year(followed: Plan, here: Agency, viewer: ViewerNamed) -> None:
    assert "ngày 12 tháng 9 năm 2025" in TEXT
    later = brought(TEXT.replace("ngày 12 tháng 9 năm 2025", "ngày 12 tháng 9 năm 2026"), here)
    assert (later.number, later.date, later.previous) == (followed.number, date(2026, 9, 12), None)
    confirmed(later, viewer("kiemsoat.anhoa"))
    followed.refresh_from_db()
    assert followed.state == "confirmed"


def test_a_file_withdrawn_by_mistake_can_be_brought_again(here: Agency, viewer: ViewerNamed) -> None:
    first = brought(TEXT, here)
    withdraw_plan(plan=first, reason="Đưa nhầm", by=viewer("chutich.anhoa"))
    again = brought(TEXT, here)
    assert (again.state, again.tasks.count()) == ("draft", first.tasks.count())
    assert again.pk != first.pk
    assert brought(TEXT, here).pk == again.pk
