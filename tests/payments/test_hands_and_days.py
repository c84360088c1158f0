"""Whose hands may touch money, which day it came, and what becomes of an asking that is no longer needed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from xml.etree import ElementTree

import pytest

from motcua.base.clock import freeze
from motcua.base.errors import Forbidden, NotFound, Refusal
from motcua.directory.api import ANONYMOUS, Agency, HeldRole, Person, Viewer
from motcua.gateways import bank
from motcua.payments import api
from motcua.payments.tasks import ask_bank as asking
from motcua.rules.vietqr import decode
from tests.payments.test_money import BY, NOON, PAYER, accountant, came, fresh, make_bill, notice, signed

pytestmark = pytest.mark.django_db
# Half past midnight in Vietnam; in UTC it is still the day, the month and the year before.
NEW_YEAR = datetime(2026, 12, 31, 17, 30, tzinfo=UTC)


@pytest.fixture
def agency(db: None) -> Agency:
    return made("H99.01", "970405", "1500201012345")


def made(code: str, bank_bin: str, account: str) -> Agency:
    return Agency.objects.create(
        code=code, name=f"UBND {code}", short_name=code, kind="commune", valid_from="2025-07-01",
        fee_bank_bin=bank_bin, fee_account=account,
    )  # fmt: skip


@pytest.fixture
def bill(agency: Agency) -> api.Bill:
    return make_bill(agency, "dossier:a:submission", 50_000)


def strangers(agency: Agency) -> list[Viewer]:
    """Nobody, an officer of the agency, and every role that touches money elsewhere."""
    roles = [("officer", agency.pk), ("clerk", agency.pk + 1), ("accountant", agency.pk + 1)]
    return [ANONYMOUS, *(Viewer(roles=frozenset({HeldRole(role, where)})) for role, where in roles)]


def test_cash_is_taken_by_clerks_and_accountants_of_the_agency_only(agency: Agency, bill: api.Bill) -> None:
    for nobody in strangers(agency):
        with pytest.raises(Forbidden):
            api.take_cash(bill=bill, amount=50_000, by=nobody, key="x")
    assert not api.Movement.objects.exists()
    api.take_cash(bill=bill, amount=50_000, by=accountant(agency), key="x")
    assert fresh(bill).state == "settled"


def test_only_the_accountant_sends_a_surplus_back(agency: Agency, bill: api.Bill) -> None:
    movement = came(bill, 70_000)
    clerk = Viewer(roles=frozenset({HeldRole("clerk", agency.pk)}))
    for nobody in (clerk, *strangers(agency)):
        with pytest.raises(Forbidden):
            api.return_surplus(movement=movement, account="970436 0011223344", by=nobody)
    assert not api.Refund.objects.exists()


def test_a_bill_is_seen_by_its_payer_and_by_the_agency_that_is_owed(agency: Agency, bill: api.Bill) -> None:
    payer = Viewer(person=Person(pk=1, personal_id=PAYER.key))
    neighbour = Viewer(person=Person(pk=2, personal_id="001190000002"))
    clerk = Viewer(roles=frozenset({HeldRole("clerk", agency.pk)}))
    elsewhere = Viewer(roles=frozenset({HeldRole("clerk", agency.pk + 1)}))
    assert [api.bill_seen_by(each, bill.public_id) for each in (payer, clerk)] == [bill, bill]
    for nobody in (neighbour, elsewhere, ANONYMOUS):
        with pytest.raises(NotFound):
            api.bill_seen_by(nobody, bill.public_id)


LISTS: list[Callable[[Viewer], Any]] = [
    api.money_questions, api.refunds_to_do, api.refunds_decided, api.missing_payments,
]  # fmt: skip


def test_what_waits_for_the_accountant_is_shown_to_nobody_else(
    agency: Agency, bill: api.Bill, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asking, "transactions", lambda **asked: [])
    came(make_bill(agency, "dossier:b:submission", 20_000), 50_000, "FT1")
    for letter in ("c", "d"):
        came(paid := make_bill(agency, f"dossier:{letter}:submission", 20_000), 20_000, f"FT-{letter}")
        (refund,) = api.end_bills(references=[paid.reference], cause=api.RefundCause.WITHDRAWN, by=BY)
    api.keep_fee(refund=refund, basis="Thông tư 12/2026/TT-BTC, Điều 5", by=accountant(agency))
    attempt = api.start_attempt(bill=bill, by=BY)
    api.Attempt.objects.filter(pk=attempt.pk).update(asked=8)
    asking.ask_bank(attempt_id=attempt.pk)
    assert [len(each(accountant(agency))) for each in LISTS] == [1, 1, 1, 1]
    clerk = Viewer(roles=frozenset({HeldRole("clerk", agency.pk), HeldRole("leader", agency.pk)}))
    for nobody in (clerk, *strangers(agency)):
        assert [len(each(nobody)) for each in LISTS] == [0, 0, 0, 0]


def test_money_that_comes_after_all_is_missing_no_more(
    agency: Agency, bill: api.Bill, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asking, "transactions", lambda **asked: [])
    attempt = api.start_attempt(bill=bill, by=BY)
    api.Attempt.objects.filter(pk=attempt.pk).update(asked=8)
    asking.ask_bank(attempt_id=attempt.pk)
    assert list(api.missing_payments(accountant(agency))) == [attempt]
    came(bill, 50_000)
    assert list(api.missing_payments(accountant(agency))) == []


def test_money_of_one_agency_pays_no_bill_of_another(agency: Agency, bill: api.Bill) -> None:
    there = made("H99.02", "970436", "0011223344")
    other = make_bill(there, "dossier:b:submission", 50_000)
    movement = came(bill, 50_000, note="tien phi")
    of_both = Viewer(roles=frozenset({HeldRole("accountant", agency.pk), HeldRole("accountant", there.pk)}))
    with pytest.raises(Refusal):
        api.assign(movement=movement, bill=other, by=of_both, note="")
    assert (fresh(other).state, fresh(bill).state) == ("open", "open")


def test_what_was_counted_once_pays_no_second_bill(agency: Agency, bill: api.Bill) -> None:
    other = make_bill(agency, "dossier:b:submission", 50_000)
    movement = came(bill, 50_000)
    with pytest.raises(Refusal):
        api.assign(movement=movement, bill=other, by=accountant(agency), note="")
    assert (fresh(bill).received, fresh(other).received) == (50_000, 0)


def test_after_a_part_payment_the_code_asks_for_the_rest_only(bill: api.Bill) -> None:
    first = api.start_attempt(bill=bill, by=BY)
    came(bill, 20_000)
    second = api.start_attempt(bill=bill, by=BY)
    assert decode(second.qr_text).amount == 30_000
    assert api.Attempt.objects.get(pk=first.pk).outcome == "replaced"


def test_part_of_what_was_owed_for_what_ended_goes_back(agency: Agency, bill: api.Bill) -> None:
    came(bill, 20_000)
    assert api.end_bills(references=[bill.reference], cause=api.RefundCause.REFUSED, by=BY) == []
    assert fresh(bill).state == "cancelled"
    assert [(each.question, each.excess) for each in api.money_questions(accountant(agency))] == [("late", 20_000)]


def test_a_paid_bill_is_not_called_off(bill: api.Bill) -> None:
    came(bill, 50_000)
    api.cancel_bill(reference=bill.reference, by=BY)
    assert (fresh(bill).state, api.Movement.objects.get().state) == ("settled", "counted")


def test_nobody_is_asked_about_a_bill_that_was_called_off(bill: api.Bill, monkeypatch: pytest.MonkeyPatch) -> None:
    questions: list[dict[str, Any]] = []

    def transactions(**asked: Any) -> list[bank.BankTransaction]:
        questions.append(asked)
        return []

    monkeypatch.setattr(asking, "transactions", transactions)
    attempt = api.start_attempt(bill=bill, by=BY)
    api.cancel_bill(reference=bill.reference, by=BY)
    assert not api.Attempt.objects.filter(ended_at=None).exists()
    asking.ask_bank(attempt_id=attempt.pk)
    assert questions == []


def test_a_bank_whose_clock_is_a_little_behind_is_believed(bill: api.Bill, monkeypatch: pytest.MonkeyPatch) -> None:
    early = bank.BankTransaction("FT9", "970405", "1500201012345", 50_000, bill.code, NOON - timedelta(minutes=20))
    monkeypatch.setattr(asking, "transactions", lambda since, **asked: [early] if early.paid_at >= since else [])
    with freeze(NOON):
        attempt = api.start_attempt(bill=bill, by=BY)
    asking.ask_bank(attempt_id=attempt.pk)
    assert fresh(bill).state == "settled"


def test_a_notice_names_bank_and_account(agency: Agency, settings: Any) -> None:
    """Two banks may give two agencies the same number of an account: the money is whose bank it came to."""
    settings.BANK_KEY = "shared"
    there = made("H99.02", "970436", agency.fee_account)
    body = notice(make_bill(there, "dossier:b:submission", 50_000), bin="970436")
    movement = api.hear_notice(body=body, signature=signed(body))
    assert (movement.agency, movement.state) == (there, "counted")


@pytest.mark.parametrize("moment", ["2026-11-23T05:00:00", "23/11/2026", ""])
def test_a_notice_must_say_in_which_zone_its_clock_stands(bill: api.Bill, settings: Any, moment: str) -> None:
    settings.BANK_KEY = "shared"
    body = notice(bill, paid_at=moment)
    with pytest.raises(Refusal):
        api.hear_notice(body=body, signature=signed(body))
    assert fresh(bill).state == "open"


def test_a_receipt_is_of_the_day_and_the_year_in_vietnam(bill: api.Bill) -> None:
    with freeze(NEW_YEAR):
        came(bill, 50_000)
    receipt = fresh(bill).receipt
    assert (receipt.year, receipt.series) == (2027, "BL/27")
    told = api.receipt_xml(fresh(bill), api.PaidFor("H99.01-1", "1.000", "Thủ tục", "", "abc", "https://motcua.test/"))
    said = {each.tag.partition("}")[2]: each.text for each in ElementTree.fromstring(told)}
    assert said["NgayLap"] == "2027-01-01"
    assert said["NgayThuPhi"] == "2027-01-01T00:30:00+07:00"
