"""Problems with an owner and a clock, money with its source, models worth copying, targets handed down."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from motcua.base.clock import HO_CHI_MINH, freeze
from motcua.base.errors import Forbidden, NotFound, Refusal
from motcua.base.models import JournalEntry
from motcua.directory.api import Agency, Unit
from motcua.notices.api import inbox
from motcua.plans.api import (
    Obstacle,
    Plan,
    Portion,
    Task,
    add_budget,
    assign_target,
    close_task,
    copy_model,
    enter_figure,
    good_model_for,
    good_models,
    hand_obstacle,
    mark_model,
    obstacle_for,
    obstacles_of,
    raise_obstacle,
    reply,
    settle_obstacle,
    share_target,
    spend_budget,
    standing_of,
    withdraw_model,
)
from motcua.plans.models import BudgetLine
from motcua.plans.tasks.watch_deadlines import watch_deadlines
from tests.plans.conftest import ViewerNamed


def on(day: int, month: int = 11) -> datetime:
    return datetime(2026, month, day, 8, 0, tzinfo=HO_CHI_MINH)


@pytest.fixture
def task(followed: Plan) -> Task:
    Task.objects.filter(plan=followed).update(due=None)
    return Task.objects.select_related("plan__agency", "unit", "staff").get(plan=followed, number="3")


@pytest.fixture
def problem(task: Task, viewer: ViewerNamed) -> Obstacle:
    with freeze(on(13)):
        return raise_obstacle(item=task, text="Giá máy vượt dự toán", by=viewer("kinhte.anhoa"))


def test_somebody_owes_an_answer_by_a_day(problem: Obstacle, viewer: ViewerNamed) -> None:
    controller = viewer("kiemsoat.anhoa")
    assert problem.owner == controller.staff
    assert problem.due == date(2026, 11, 20)
    assert "20/11/2026" in inbox(controller)[0].sentence
    assert [each.pk for each in obstacles_of(viewer("tiepnhan.anhoa"))] == [problem.pk]
    for stranger in ("chutich.thanhlam", "kiemsoat.tinh"):
        with pytest.raises(NotFound):
            obstacle_for(viewer(stranger), problem.public_id)
        with pytest.raises(Forbidden):
            reply(obstacle=problem, text="Tôi trả lời", by=viewer(stranger))


def test_who_keeps_the_plan_does_not_answer_themselves(task: Task, viewer: ViewerNamed) -> None:
    raised = raise_obstacle(item=task, text="Chưa có kinh phí", by=viewer("kiemsoat.anhoa"))
    assert raised.owner is not None
    assert raised.owner.user.username in ("chutich.anhoa", "phochutich.anhoa")


def test_who_owns_the_plan_answers_and_the_asker_is_told(problem: Obstacle, viewer: ViewerNamed) -> None:
    reply(obstacle=problem, text="Tôi cũng vướng vậy", by=viewer("tiepnhan.anhoa"))
    assert problem.state == "open"
    reply(obstacle=problem, text="Xin thêm: máy quét hết hàng", by=viewer("kinhte.anhoa"))
    assert problem.state == "open"
    with pytest.raises(Refusal, match="chưa được trả lời"):
        settle_obstacle(obstacle=problem, by=viewer("kinhte.anhoa"))
    reply(obstacle=problem, text="Giảm một máy", by=viewer("kiemsoat.anhoa"))
    assert (problem.state, problem.replies.filter(answers=True).count()) == ("answered", 1)
    assert "đã được trả lời" in inbox(viewer("kinhte.anhoa"))[0].sentence
    with pytest.raises(Forbidden):
        settle_obstacle(obstacle=problem, by=viewer("tiepnhan.anhoa"))
    settle_obstacle(obstacle=problem, by=viewer("kinhte.anhoa"))
    with pytest.raises(Refusal, match="khép lại"):
        reply(obstacle=problem, text="Muộn rồi", by=viewer("kiemsoat.anhoa"))


def test_a_late_answer_goes_to_the_leaders(problem: Obstacle, viewer: ViewerNamed) -> None:
    for day in (16, 17, 20, 21):
        with freeze(on(day)):
            watch_deadlines()
            watch_deadlines()
    told = sorted((each.step, each.to.user.username.split(".")[0]) for each in problem.reminders.all())
    assert told == [(0, "kiemsoat"), (1, "chutich"), (1, "kiemsoat"), (1, "phochutich"), (4, "kiemsoat")]
    with freeze(on(23)):
        reply(obstacle=problem, text="Giảm một máy", by=viewer("kiemsoat.anhoa"))
        watch_deadlines()
    assert problem.reminders.count() == 5
    last = JournalEntry.objects.filter(event="plans.obstacle_replied").latest("id")
    assert last.data["late"] is True


def test_somebody_else_answers(problem: Obstacle, viewer: ViewerNamed) -> None:
    head = viewer("truongphong.kinhte.anhoa")
    assert head.staff is not None
    with pytest.raises(Forbidden):
        hand_obstacle(obstacle=problem, to=head.staff, by=viewer("tiepnhan.anhoa"))
    stranger = viewer("kinhte.thanhlam").staff
    assert stranger is not None
    with pytest.raises(Refusal, match="cơ quan này"):
        hand_obstacle(obstacle=problem, to=stranger, by=viewer("chutich.anhoa"))
    hand_obstacle(obstacle=problem, to=head.staff, by=viewer("chutich.anhoa"))
    reply(obstacle=problem, text="Đã xử lý", by=head)
    assert problem.state == "answered"


def line(task: Task, viewer: ViewerNamed, amount: int = 90_000_000) -> BudgetLine:
    return add_budget(
        plan=task.plan, task=task, text="Máy tính", source="Ngân sách xã", year=2026, amount=amount,
        by=viewer("ketoan.anhoa"),
    )  # fmt: skip


def test_money_names_its_source_and_papers(task: Task, viewer: ViewerNamed) -> None:
    found, accountant = line(task, viewer), viewer("ketoan.anhoa")
    with pytest.raises(Refusal, match="chứng từ"):
        spend_budget(line=found, spent=50_000_000, voucher="", revision=0, by=accountant)
    spend_budget(line=found, spent=50_000_000, voucher="GRDT 12", revision=0, by=accountant)
    with pytest.raises(Refusal, match="người khác sửa"):
        spend_budget(line=found, spent=60_000_000, voucher="GRDT 13", revision=0, by=viewer("chutich.anhoa"))
    assert (found.spent, found.spent_source) == (50_000_000, "GRDT 12")
    with pytest.raises(Forbidden):
        spend_budget(line=found, spent=0, voucher="", revision=1, by=viewer("tiepnhan.anhoa"))
    for amount in (0, -5):
        with pytest.raises(Refusal, match="lớn hơn 0"):
            line(task, viewer, amount)
    with pytest.raises(Refusal, match="nguồn"):
        add_budget(plan=task.plan, text="x", source=" ", year=2026, amount=5, by=accountant)
    with pytest.raises(IntegrityError), transaction.atomic():
        BudgetLine.objects.filter(pk=found.pk).update(spent_source="")


def test_a_model_is_shown_everywhere_and_counted_once_an_agency(task: Task, viewer: ViewerNamed) -> None:
    words = {"title": "Sổ tay", "how": "Mỗi việc một trang", "result": "Tăng một nửa", "contact": "0262"}
    leader, neighbour = viewer("chutich.anhoa"), viewer("kiemsoat.thanhlam")
    with pytest.raises(Refusal, match="chưa có sản phẩm"):
        mark_model(task=task, by=leader, **words)
    close_task(task=task, evidence_text="BB 3", by=leader)
    with pytest.raises(Forbidden):
        mark_model(task=task, by=viewer("kinhte.anhoa"), **words)
    with pytest.raises(Refusal, match="ghi đủ"):
        mark_model(task=task, by=leader, **{**words, "result": " "})
    model = mark_model(task=task, by=leader, **words)
    with pytest.raises(Refusal, match="đã được nêu"):
        mark_model(task=task, by=leader, **words)
    with pytest.raises(Refusal, match="chính cơ quan"):
        copy_model(model=model, by=leader)
    with pytest.raises(Forbidden):
        copy_model(model=model, by=viewer("tiepnhan.thanhlam"))
    copy_model(model=good_model_for(neighbour, model.public_id), by=neighbour)
    with pytest.raises(Refusal, match="đã ghi nhận"):
        copy_model(model=model, by=viewer("chutich.thanhlam"))
    assert [(each.title, each.copied) for each in good_models()] == [("Sổ tay", 1)]
    with pytest.raises(Forbidden):
        withdraw_model(model=model, by=neighbour)
    withdraw_model(model=model, by=leader)
    assert not good_models()
    with pytest.raises(NotFound):
        good_model_for(neighbour, model.public_id)


def test_a_target_is_handed_down(followed: Plan, here: Agency, viewer: ViewerNamed) -> None:
    leader = viewer("chutich.anhoa")
    target = followed.targets.select_related("plan__agency").get(metric="online_dossier_rate", year=2026)
    units = {each.code: each for each in Unit.objects.filter(agency=here)}
    head = viewer("truongphong.xahoi.anhoa")
    with pytest.raises(Forbidden):
        assign_target(target=target, unit=units["culture_society"], staff=None, by=head)
    assign_target(target=target, unit=units["culture_society"], staff=None, by=leader)
    portions = [Portion(Decimal(90), unit=units["culture_society"]), Portion(Decimal(80), staff=head.staff)]
    shares = share_target(target=target, portions=portions, by=leader)
    assert [(each.unit_id, each.value) for each in shares] == [(units["culture_society"].pk, 90), (None, 80)]
    with pytest.raises(Refusal, match="không ai hai lần"):
        share_target(target=target, portions=[portions[0], portions[0]], by=leader)
    stranger = Unit.objects.filter(agency__code="H99.32").order_by("pk")[0]
    with pytest.raises(Refusal, match="cơ quan này"):
        share_target(target=target, portions=[Portion(Decimal(1), unit=stranger)], by=leader)
    day = date(2026, 3, 1)
    enter_figure(target=target, value=Decimal(95), as_of=day, source="BC", share=shares[0], by=head)
    stands = next(each for each in standing_of(followed) if each.target.pk == target.pk)
    assert stands.value == 78.5  # what the plan says of 2024; the figure of one unit is not that of the whole
    assert stands.met is None
    share_target(target=target, portions=portions[1:], by=leader)
    assert target.shares.count() == 1
