"""Money that perhaps goes back: an owner for every state, a word for every decision, never twice."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import IntegrityError, transaction

from motcua.base.actor import Actor
from motcua.base.errors import Forbidden, Refusal
from motcua.base.models import JournalEntry
from motcua.directory.api import ANONYMOUS, Agency, HeldRole, Viewer
from motcua.payments import api
from motcua.rules.refunds import RefundCause, RefundState, refund_passage
from tests.payments.test_money import accountant, came, fresh, make_bill

BY = Actor("person", "1")
NO_REFUND = "Thông tư 12/2026/TT-BTC, Điều 5"


@pytest.fixture
def agency(db: None) -> Agency:
    return Agency.objects.create(
        code="H99.01", name="UBND xã Thử", short_name="Xã Thử", kind="commune", valid_from="2025-07-01",
        fee_bank_bin="970405", fee_account="1500201012345",
    )  # fmt: skip


@pytest.fixture
def asked(agency: Agency) -> api.Refund:
    """50.000 đ paid for a dossier that was withdrawn."""
    bill = make_bill(agency, "dossier:a:submission", 50_000)
    came(bill, 50_000)
    (refund,) = api.end_bills(references=[bill.reference], cause=RefundCause.WITHDRAWN, by=BY)
    return refund


def told() -> list[str]:
    events = JournalEntry.objects.filter(event__startswith="payments.").order_by("id").values_list("event", flat=True)
    return [each.removeprefix("payments.") for each in events]


def others(agency: Agency) -> list[Viewer]:
    clerk = Viewer(roles=frozenset({HeldRole("clerk", agency.pk), HeldRole("leader", agency.pk)}))
    elsewhere = Viewer(roles=frozenset({HeldRole("accountant", agency.pk + 1)}))
    of_a_unit = Viewer(roles=frozenset({HeldRole("accountant", agency.pk, 3, unit="police")}))
    return [ANONYMOUS, clerk, elsewhere, of_a_unit]


def ordered(refund: api.Refund, by: Viewer) -> api.Refund:
    return api.order_refund(refund=refund, account="970436 0011223344", by=by)


ACTS: list[tuple[str, Callable[[api.Refund, Viewer], object]]] = [
    ("order", ordered),
    ("keep", lambda refund, by: api.keep_fee(refund=refund, basis=NO_REFUND, by=by)),
    ("pay", lambda refund, by: api.mark_refunded(refund=refund, proof="UNC 7", by=by)),
]


def test_the_table_leads_every_state_to_an_end_and_names_who_acts() -> None:
    rows = [refund_passage(action) for action in ("order", "keep", "pay")]
    assert {(row.start, row.end) for row in rows} == {("asked", "ordered"), ("asked", "kept"), ("ordered", "paid")}
    assert {state for state in RefundState if state.owner is None} == {"paid", "kept"}
    assert {state.owner for state in RefundState if state.owner} == {"accountant"}
    assert {each for each in RefundCause if not each.surplus} == {"refused", "withdrawn", "stopped", "revoked"}


def test_a_paid_fee_of_what_ended_is_put_before_the_accountant_once(agency: Agency, asked: api.Refund) -> None:
    assert (asked.amount, asked.state, asked.cause, asked.surplus) == (50_000, "asked", "withdrawn", False)
    again = api.end_bills(references=["dossier:a:submission"], cause=RefundCause.STOPPED, by=BY)
    assert again == []
    assert list(api.refunds_to_do(accountant(agency))) == [asked]
    assert told()[-1] == "refund_asked"


@pytest.mark.parametrize(("action", "act"), ACTS, ids=[name for name, _act in ACTS])
def test_only_the_accountant_of_the_agency_decides(
    agency: Agency, asked: api.Refund, action: str, act: Callable[[api.Refund, Viewer], object]
) -> None:
    if action == "pay":
        ordered(asked, accountant(agency))
    before = told()
    for nobody in others(agency):
        with pytest.raises(Forbidden):
            act(asked, nobody)
    assert told() == before
    act(asked, accountant(agency))
    assert told()[-1] == {"order": "refund_ordered", "keep": "fee_kept", "pay": "refunded"}[action]


@pytest.mark.parametrize("end", ["order", "keep"])
def test_what_was_decided_is_not_decided_again(agency: Agency, asked: api.Refund, end: str) -> None:
    by = accountant(agency)
    dict(ACTS)[end](asked, by)
    before = told()
    for action, act in ACTS:
        if (end, action) != ("order", "pay"):
            with pytest.raises(api.RefundDecided):
                act(asked, by)
    assert told() == before


def test_money_goes_back_once(agency: Agency, asked: api.Refund) -> None:
    by = accountant(agency)
    with pytest.raises(api.RefundDecided):
        api.mark_refunded(refund=asked, proof="UNC 7", by=by)
    ordered(asked, by)
    done = api.mark_refunded(refund=asked, proof="UNC 7", by=by)
    assert (done.state, done.proof, done.account) == ("paid", "UNC 7", "970436 0011223344")
    with pytest.raises(api.RefundDecided):
        api.mark_refunded(refund=asked, proof="UNC 8", by=by)
    assert told().count("refunded") == 1
    assert not api.refunds_to_do(by).exists()
    assert api.refunds_decided(by) == [asked]


def test_each_decision_says_what_it_must(agency: Agency, asked: api.Refund) -> None:
    by = accountant(agency)
    for wrong in (
        lambda: api.order_refund(refund=asked, account=" ", by=by),
        lambda: api.keep_fee(refund=asked, basis="", by=by),
    ):
        with pytest.raises(Refusal) as refusal:
            wrong()
        assert refusal.value.fields
    ordered(asked, by)
    with pytest.raises(Refusal, match="chứng từ"):
        api.mark_refunded(refund=asked, proof=" ", by=by)


def test_what_was_never_owed_cannot_be_kept(agency: Agency) -> None:
    bill = make_bill(agency, "dossier:b:submission", 50_000)
    by = accountant(agency)
    back = api.return_surplus(movement=came(bill, 70_000), account="tiền mặt tại quầy", by=by)
    assert (back.amount, back.surplus, back.state) == (20_000, True, "ordered")
    with pytest.raises(Refusal):
        api.keep_fee(refund=back, basis=NO_REFUND, by=by)


def test_a_double_payment_and_a_withdrawal_are_two_refunds_that_never_exceed_what_came(agency: Agency) -> None:
    bill = make_bill(agency, "dossier:b:submission", 50_000)
    movement = came(bill, 70_000)
    by = accountant(agency)
    api.return_surplus(movement=movement, account="970436 1", by=by)
    with pytest.raises(Refusal):
        api.return_surplus(movement=movement, account="970436 1", by=by)
    (fee,) = api.end_bills(references=[bill.reference], cause=RefundCause.REFUSED, by=BY)
    amounts = sorted(each.amount for each in api.refunds_of([bill.reference]))
    assert (fee.amount, amounts, sum(amounts)) == (50_000, [20_000, 50_000], movement.amount)


def test_a_bill_nobody_paid_is_cancelled_and_what_comes_later_goes_back(agency: Agency) -> None:
    bill = make_bill(agency, "dossier:b:submission", 50_000)
    assert api.end_bills(references=[bill.reference], cause=RefundCause.WITHDRAWN, by=BY) == []
    assert fresh(bill).state == "cancelled"
    back = api.return_surplus(movement=came(bill, 50_000), account="970436 1", by=accountant(agency))
    assert (back.cause, back.amount) == ("late", 50_000)


def test_money_that_goes_back_is_not_assigned_any_more(agency: Agency) -> None:
    bill = make_bill(agency, "dossier:b:submission", 50_000)
    movement = came(bill, 50_000, note="tien phi cua ba Thu")
    by = accountant(agency)
    api.return_surplus(movement=movement, account="970436 1", by=by)
    with pytest.raises(Refusal):
        api.assign(movement=movement, bill=bill, by=by, note="")
    assert fresh(bill).received == 0


def test_the_database_refuses_a_second_refund_of_one_payment(asked: api.Refund) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        api.Refund.objects.create(
            movement=asked.movement, agency=asked.agency, cause="stopped", surplus=False, amount=1,
            asked_at=asked.asked_at,
        )  # fmt: skip
    with pytest.raises(IntegrityError), transaction.atomic():
        api.Refund.objects.filter(pk=asked.pk).update(state="kept")
