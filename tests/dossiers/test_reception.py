from datetime import datetime, time, timedelta

import pytest

from motcua.base.clock import freeze
from motcua.base.errors import Forbidden, Refusal
from motcua.base.files import keep
from motcua.base.models import JournalEntry, OutboxItem
from motcua.dossiers import api
from motcua.payments.api import bill_for, take_cash
from motcua.rules.codes import Channel, Role
from tests.dossiers.world import MORNING, VN, World, again, filed, make_draft, make_staff, processing

ALL_GOOD = {"paper_a": "good", "paper_b": "not_needed"}
A_WRONG = {"paper_a": "wrong", "paper_b": "not_needed"}
MEND_A = [{"component": "paper_a", "what": "Chụp lại cả hai mặt"}]


def asked(world: World, dossier: api.Dossier, by: object = None, **more: object) -> api.SupplementRequest:
    given = {"checklist": A_WRONG, "items": MEND_A, "reason": "Ảnh mờ", "by": by or world.clerk} | more
    return api.ask_supplement(dossier=dossier, **given)  # type: ignore[arg-type]


def new_file() -> api.HandedIn:
    return api.HandedIn("paper_a", keep(b"%PDF-1.7 new", name="moi.pdf", media_type="application/pdf"))


def forms_asked(dossier: api.Dossier) -> list[str]:
    keys = OutboxItem.objects.filter(task="dossiers.make_form", key__contains=dossier.public_id).order_by("id")
    return [item.payload["form"] for item in keys]


def test_online_and_counter_have_their_own_limit_frozen_at_acceptance(world: World) -> None:
    online = api.accept(dossier=filed(world), by=world.clerk)
    by_hand = api.Circumstances(channel=Channel.COUNTER)
    given = api.submit(draft=make_draft(world), by=world.owner, circumstances=by_hand)
    counter = api.accept(dossier=given, by=world.clerk)
    assert counter.due_at == datetime(2026, 12, 9, 17, 0, tzinfo=VN)
    # Wednesday + 3 working days, at the close of the day.
    assert online.due_at == online.first_due_at == datetime(2026, 12, 7, 17, 0, tzinfo=VN)
    assert (online.limit["value"], online.limit["unit"]) == (3, "working_day")
    assert len(online.limit["calendar"]) == 64


def test_the_promise_is_made_by_the_hours_of_whoever_settles(world: World) -> None:
    world.agency.work_sessions = [["08:00", "12:00"], ["13:00", "16:30"]]
    world.agency.save()
    due = processing(world).due_at
    assert due is not None
    assert due.astimezone(VN).time() == time(16, 30)


def test_accepting_closes_reception_and_opens_the_first_step(world: World) -> None:
    dossier = api.accept(dossier=filed(world), by=world.clerk)
    states = {step.key: step.state for step in dossier.steps.all()}
    assert states == {
        "receive": "done", "examine": "open", "check": "waiting", "sign": "waiting", "issue": "waiting",
        "return": "waiting",
    }  # fmt: skip
    assert dossier.status == 4
    assert dossier.previous_status == 2
    assert forms_asked(dossier) == ["00", "01", "06"]
    assert [entry.event for entry in api.journal_of(dossier)] == [
        "dossiers.submitted", "dossiers.accepted", "dossiers.step_finished", "dossiers.passed_on",
        "dossiers.step_opened",
    ]  # fmt: skip


def test_steps_are_due_when_their_share_of_the_time_has_passed(world: World) -> None:
    dossier = api.accept(dossier=filed(world), by=world.clerk)
    due = [step.due_at for step in dossier.steps.all()]
    assert due == sorted(due)
    # From Wednesday 8:00 to Monday 17:00 are 7 + 8 + 8 + 8 working hours; a tenth of them is 3 h 6 min.
    assert due[0] == datetime(2026, 12, 2, 11, 6, tzinfo=VN)
    assert due[-1] == dossier.due_at


def test_the_desk_may_keep_it_until_it_is_passed_on(world: World) -> None:
    dossier = api.accept(dossier=filed(world), by=world.clerk, pass_on_now=False)
    assert dossier.status == 2
    assert api.pass_on(dossier=dossier, by=world.clerk).status == 4


def test_a_second_press_on_accept_is_refused_in_words(world: World) -> None:
    dossier = processing(world)
    with pytest.raises(Forbidden, match="Đang xử lý"):
        api.accept(dossier=dossier, by=world.clerk)


def test_refusing_needs_words_and_makes_form_03(world: World) -> None:
    dossier = filed(world)
    with pytest.raises(Refusal, match="lý do"):
        api.refuse(dossier=dossier, reason="not_competent", words=" ", by=world.clerk)
    done = api.refuse(dossier=dossier, reason="not_competent", words="Thuộc thẩm quyền cấp tỉnh", by=world.clerk)
    assert (done.status, done.end_reason) == (3, "Thuộc thẩm quyền cấp tỉnh")
    assert forms_asked(dossier) == ["00", "03"]
    assert "cấp tỉnh" not in JournalEntry.objects.get(event="dossiers.refused").body


def test_a_supplement_is_not_sent_before_everything_is_judged(world: World) -> None:
    dossier = filed(world)
    with pytest.raises(Refusal) as half:
        asked(world, dossier, checklist={"paper_a": "wrong"})
    assert set(half.value.fields) == {"paper_b"}
    with pytest.raises(Refusal) as silent:
        asked(world, dossier, items=[])
    assert set(silent.value.fields) == {"paper_a"}
    with pytest.raises(Refusal):
        asked(world, dossier, checklist=ALL_GOOD, items=[])
    assert again(dossier).status == 1


def test_a_supplement_before_acceptance_starts_the_first_answer_again(world: World) -> None:
    dossier = filed(world)
    asked(world, dossier)
    later = MORNING + timedelta(days=1)
    with freeze(later):
        done = api.answer_supplement(dossier=dossier, parts=[new_file()], by=world.owner)
    assert (done.status, done.arrived_at, done.supplement_count) == (1, later, 1)
    assert done.first_answer_due == datetime(2026, 12, 4, 8, 0, tzinfo=VN)
    assert [(part.round, part.component) for part in done.parts.all()] == [
        (0, "paper_a"),
        (0, "paper_b"),
        (1, "paper_a"),
    ]


def test_waiting_for_the_applicant_moves_the_promise_by_the_working_time_waited(world: World) -> None:
    dossier = processing(world)
    promised = dossier.due_at
    asked(world, dossier, by=world.officer)
    with freeze(datetime(2026, 12, 3, 8, 0, tzinfo=VN)):  # one working day of eight hours later
        done = api.answer_supplement(dossier=dossier, parts=[new_file()], by=world.owner)
    assert (done.status, done.first_due_at) == (4, promised)
    # Monday 17:00 and eight more working hours: Tuesday 17:00.
    assert done.due_at == datetime(2026, 12, 8, 17, 0, tzinfo=VN)
    told = api.journal_of(dossier)[-1].data
    assert told["waited"] == 480


def test_an_answer_must_be_whole(world: World) -> None:
    dossier = filed(world)
    asked(world, dossier)
    with pytest.raises(api.Incomplete) as missing:
        api.answer_supplement(dossier=dossier, parts=[], by=world.owner)
    assert set(missing.value.fields) == {"paper_a"}


def test_a_second_request_must_cite_a_new_fact(world: World) -> None:
    dossier = filed(world)
    asked(world, dossier)
    api.answer_supplement(dossier=dossier, parts=[new_file()], by=world.owner)
    with pytest.raises(Refusal, match="tình tiết mới"):
        asked(world, dossier)
    second = asked(world, dossier, new_fact="Cơ quan cấp báo giấy tờ đã bị thu hồi ngày 02/12/2026")
    assert (second.number, again(dossier).status) == (2, 5)
    assert forms_asked(dossier) == ["00", "02", "00", "02"]


def test_an_unpaid_dossier_is_not_accepted_until_the_money_is_there(world: World) -> None:
    dossier = filed(world, answers={"want_copies": True, "copies": 2})
    with pytest.raises(api.NotNow, match="Phí"):
        api.accept(dossier=dossier, by=world.clerk)
    waiting = api.ask_fee(dossier=dossier, by=world.clerk)
    assert waiting.status == 6
    bill = bill_for(waiting.bill)
    assert bill is not None
    take_cash(bill=bill, amount=16_000, by=make_staff(world.agency, Role.ACCOUNTANT), key="k1")
    paid = again(dossier)
    assert (paid.status, paid.fee_state, paid.payment_flag) == (1, "paid", 0)
    assert api.accept(dossier=paid, by=world.clerk).status == 4


def test_a_later_fee_stops_the_clock_until_it_is_paid(world: World) -> None:
    dossier = processing(world)
    promised = dossier.due_at
    line = {"code": "tax", "name": "Thuế", "kind": "le_phi", "list": 50_000, "payable": 50_000, "units": 1, "basis": "",
            "reason": ""}  # fmt: skip
    waiting = api.ask_fee(dossier=dossier, lines=[line], by=world.officer)
    assert (waiting.status, waiting.pauses.filter(ended_at=None).count()) == (6, 1)
    bill = bill_for(waiting.bill)
    assert bill is not None
    with freeze(datetime(2026, 12, 3, 8, 0, tzinfo=VN)):
        take_cash(bill=bill, amount=50_000, by=make_staff(world.agency, Role.ACCOUNTANT), key="k1")
    paid = again(dossier)
    assert promised is not None
    assert (paid.status, paid.due_at) == (4, datetime(2026, 12, 8, 17, 0, tzinfo=VN))
    assert paid.first_due_at == promised


def test_nothing_owed_nothing_asked(world: World) -> None:
    with pytest.raises(api.NotNow):
        api.ask_fee(dossier=filed(world), by=world.clerk)
    with pytest.raises(Refusal):
        api.ask_fee(
            dossier=filed(world),
            lines=[{"code": "x", "name": "x", "kind": "phi", "list": 0, "payable": 0, "units": 1}],
            by=world.clerk,
        )


@pytest.mark.parametrize("stage", ["registered", "processing", "supplement"])
def test_the_applicant_may_withdraw_until_the_result_is_signed(world: World, stage: str) -> None:
    dossier = filed(world) if stage != "processing" else processing(world)
    if stage == "supplement":
        asked(world, dossier)
    done = api.withdraw(dossier=dossier, reason="Tôi không cần nữa", by=world.owner)
    assert (done.status, done.current_step) == (7, None)
    assert forms_asked(dossier)[-1] == "05"
    assert not done.steps.filter(state__in=["open", "claimed", "waiting"]).exists()
    assert not done.pauses.filter(ended_at=None).exists()


def test_stopping_needs_a_reason(world: World) -> None:
    dossier = processing(world)
    with pytest.raises(Refusal, match="lý do"):
        api.stop(dossier=dossier, reason="", by=world.officer)
    assert api.stop(dossier=dossier, reason="Không đủ điều kiện", by=world.officer).status == 8
