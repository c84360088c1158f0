"""A plan comes in, is put right and confirmed: by whom, how often, and who is told what."""

from __future__ import annotations

from datetime import date

import pytest

from motcua.base.actor import system
from motcua.base.errors import Forbidden, NotFound, Refusal
from motcua.base.models import JournalEntry
from motcua.directory.api import ANONYMOUS, Agency
from motcua.plans.api import (
    Plan,
    UnreadablePlan,
    confirm_item,
    confirm_plan,
    correct_item,
    corrections_of,
    drop_item,
    import_plan,
    plan_for,
    plans_of,
    tasks_of,
    to_confirm,
)
from motcua.plans.models import ItemState
from tests.plans.conftest import PLAN_FILE, ViewerNamed


def told(plan: Plan) -> list[str]:
    found = JournalEntry.objects.filter(stream=f"plan:{plan.public_id}").order_by("number")
    return list(found.values_list("event", flat=True))


def test_what_the_file_says_is_proposed_and_not_in_force(draft: Plan) -> None:
    assert (draft.number, draft.date, draft.level, draft.state) == ("27/KH-UBND", date(2025, 9, 12), "commune", "draft")
    assert draft.title.startswith("Kế hoạch Triển khai các giải pháp")
    first = draft.tasks.order_by("position")[0]
    assert (first.number, first.product, first.due) == ("1", "Kế hoạch phát động", date(2025, 10, 31))
    assert (first.lead, first.coordinating) == ("Phòng Văn hóa - Xã hội", "Các thôn; Đoàn Thanh niên xã")
    assert first.unit is not None
    assert first.unit.code == "culture_society"
    assert not tasks_of(draft)
    assert told(draft) == ["plans.imported"]


def test_the_same_file_twice_is_one_plan(draft: Plan, here: Agency, viewer: ViewerNamed) -> None:
    again, made = import_plan(
        content=PLAN_FILE.read_bytes(), name="ten-khac.txt", agency=here, by=viewer("chutich.anhoa")
    )
    assert (again.pk, made) == (draft.pk, False)
    assert told(draft) == ["plans.imported"]


def test_a_file_that_is_no_plan_leaves_nothing(here: Agency) -> None:
    with pytest.raises(UnreadablePlan):
        import_plan(content=b"", name="trong.txt", agency=here, by=system("test"))
    assert not Plan.objects.exists()


@pytest.mark.parametrize("username", ["tiepnhan.anhoa", "xahoi.anhoa", "kiemsoat.thanhlam", "quantri.anhoa"])
def test_who_may_not_bring_a_plan_in(here: Agency, viewer: ViewerNamed, username: str) -> None:
    with pytest.raises(Forbidden):
        import_plan(content=PLAN_FILE.read_bytes(), name="a.txt", agency=here, by=viewer(username))


@pytest.mark.parametrize("username", ["tiepnhan.anhoa", "truongphong.xahoi.anhoa", "thanhtra.anhoa"])
def test_a_colleague_sees_but_changes_nothing(draft: Plan, viewer: ViewerNamed, username: str) -> None:
    colleague = viewer(username)
    found = plan_for(colleague, draft.public_id)
    item = to_confirm(found)[0]
    with pytest.raises(Forbidden):
        correct_item(item=item, values={"text": "Khác"}, revision=0, by=colleague)
    with pytest.raises(Forbidden):
        confirm_item(item=item, revision=0, by=colleague)
    with pytest.raises(Forbidden):
        confirm_plan(plan=found, by=colleague)
    assert told(draft) == ["plans.imported"]


def test_a_stranger_finds_nothing(draft: Plan, viewer: ViewerNamed) -> None:
    for stranger in (viewer("chutich.thanhlam"), ANONYMOUS):
        with pytest.raises(NotFound):
            plan_for(stranger, draft.public_id)
        assert not plans_of(stranger)
    assert plans_of(viewer("tiepnhan.anhoa")).count() == 1


def test_a_correction_is_kept_with_what_was_read(draft: Plan, viewer: ViewerNamed) -> None:
    controller = viewer("kiemsoat.anhoa")
    task = draft.tasks.get(number="1")
    changed = correct_item(
        item=task,
        values={"product": "Kế hoạch phát động", "lead": "Phòng Kinh tế", "deadline_raw": "Quý II năm 2026"},
        revision=0,
        by=controller,
    )
    assert changed == ["deadline_raw", "lead"]
    assert (task.due, task.deadline_type, task.state) == (date(2026, 6, 30), "quarter", "confirmed")
    assert task.unit is not None
    assert task.unit.code == "economy"
    assert task.as_read["deadline"]["raw"] == "Tháng 10 năm 2025"
    kept = [(each.field, each.before, each.after, each.by) for each in corrections_of(draft).order_by("field")]
    assert kept == [
        ("deadline_raw", "Tháng 10 năm 2025", "Quý II năm 2026", str(controller.actor)),
        ("lead", "Phòng Văn hóa - Xã hội", "Phòng Kinh tế", str(controller.actor)),
    ]


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"deadline_raw": "trước ngày 31/11/2026"}, "không có trong lịch"),
        ({"deadline_raw": "29/02/2026"}, "không có trong lịch"),
        ({"text": "  "}, "không được để trống"),
    ],
)
def test_a_correction_that_makes_no_sense(draft: Plan, viewer: ViewerNamed, values: dict[str, str], words: str) -> None:
    task = draft.tasks.get(number="1")
    with pytest.raises(Refusal, match=words):
        correct_item(item=task, values=values, revision=0, by=viewer("kiemsoat.anhoa"))
    task.refresh_from_db()
    assert (task.revision, task.deadline_raw) == (0, "Tháng 10 năm 2025")


@pytest.mark.parametrize(
    ("field", "value"), [("value", "nhiều"), ("value", "NaN"), ("year", "26"), ("comparator", "~")]
)
def test_a_target_takes_only_figures(draft: Plan, viewer: ViewerNamed, field: str, value: str) -> None:
    target = draft.targets.order_by("position")[0]
    with pytest.raises(Refusal):
        correct_item(item=target, values={field: value}, revision=0, by=viewer("kiemsoat.anhoa"))
    assert not corrections_of(draft)


def test_the_second_of_two_who_correct_is_told(draft: Plan, viewer: ViewerNamed) -> None:
    first, second = draft.tasks.get(number="1"), draft.tasks.get(number="1")
    correct_item(item=first, values={"product": "Báo cáo"}, revision=0, by=viewer("kiemsoat.anhoa"))
    with pytest.raises(Refusal, match="người khác sửa"):
        correct_item(item=second, values={"product": "Tờ trình"}, revision=0, by=viewer("chutich.anhoa"))
    with pytest.raises(Refusal, match="người khác sửa"):
        drop_item(item=second, revision=0, by=viewer("chutich.anhoa"))
    assert draft.tasks.get(number="1").product == "Báo cáo"


def test_unsure_items_have_to_be_looked_at(draft: Plan, viewer: ViewerNamed) -> None:
    controller = viewer("kiemsoat.anhoa")
    draft.tasks.filter(number="1").update(confidence=0.4)
    with pytest.raises(Refusal, match="1 mục máy đọc chưa chắc"):
        confirm_plan(plan=draft, by=controller)
    draft.refresh_from_db()
    assert draft.state == "draft"
    task = draft.tasks.get(number="1")
    drop_item(item=task, revision=0, by=controller)
    confirm_plan(plan=draft, by=controller)
    assert draft.state == "confirmed"
    assert "1" not in set(tasks_of(draft).values_list("number", flat=True))
    assert not draft.tasks.filter(state=ItemState.PROPOSED).exists()


def test_the_second_of_two_who_confirm_is_told(followed: Plan, viewer: ViewerNamed) -> None:
    with pytest.raises(Refusal, match="đã được xác nhận lúc"):
        confirm_plan(plan=Plan.objects.get(pk=followed.pk), by=viewer("chutich.anhoa"))
    assert told(followed).count("plans.confirmed") == 1
    assert followed.confirmed_by == str(viewer("kiemsoat.anhoa").actor)


def test_a_plan_in_force_is_not_rewritten(followed: Plan, viewer: ViewerNamed) -> None:
    task = followed.tasks.get(number="1")
    with pytest.raises(Refusal, match="đưa bản mới vào"):
        correct_item(item=task, values={"product": "Khác"}, revision=task.revision, by=viewer("kiemsoat.anhoa"))


def test_a_changed_plan_is_a_new_version_that_replaces_the_old(
    followed: Plan, here: Agency, viewer: ViewerNamed
) -> None:
    controller = viewer("kiemsoat.anhoa")
    changed = PLAN_FILE.read_text("utf-8").replace("Quý IV/2024", "Quý IV/2026")
    later, made = import_plan(content=changed.encode(), name="sua.txt", agency=here, by=controller)
    assert (made, later.version, later.previous_id) == (True, 2, followed.pk)
    followed.refresh_from_db()
    assert followed.state == "confirmed"
    for item in to_confirm(later):
        confirm_item(item=item, revision=item.revision, by=controller)
    confirm_plan(plan=later, by=controller)
    followed.refresh_from_db()
    assert followed.state == "replaced"
