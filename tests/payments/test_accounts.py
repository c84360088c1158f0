"""Accounts: whose they are, which one is asked about, and what came to them that nobody told us of."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from motcua.base.clock import freeze
from motcua.base.models import OutboxItem
from motcua.directory.api import Agency
from motcua.gateways.bank import BankTransaction
from motcua.payments import api
from motcua.payments.errors import BadNotice, BillClosed
from motcua.payments.tasks import ask_bank as asking
from motcua.payments.tasks.read_accounts import READ, read_account, read_accounts
from motcua.rules.vietqr import decode
from tests.payments.test_money import BY, NOON, accountant, agency, bill, came, fresh, make_bill, notice, signed

__all__ = ["agency", "bill"]
pytestmark = pytest.mark.django_db
BANK, OLD, NEW = "970405", "1500201012345", "1500209999999"


@pytest.fixture
def at_the_bank(monkeypatch: pytest.MonkeyPatch, settings: Any) -> dict[str, list[BankTransaction]]:
    """What the bank says came, by account; it sends no notice."""
    came_to: dict[str, list[BankTransaction]] = {}

    def transactions(*, account: str, since: Any, **_asked: Any) -> list[BankTransaction]:
        return [each for each in came_to.get(account, []) if each.paid_at >= since]

    monkeypatch.setattr(asking, "transactions", transactions)
    settings.BANK_URL = "http://127.0.0.1:9"
    return came_to


def transfer(bill: api.Bill, account: str = OLD, number: str = "FT9") -> BankTransaction:
    return BankTransaction(number, BANK, account, bill.total, f"IB {bill.code}", NOON)


def moved(agency: Agency, account: str) -> None:
    agency.fee_account = account
    agency.save(update_fields=["fee_account"])


def read_all() -> list[dict[str, str]]:
    read_accounts()
    asked = [each.payload for each in OutboxItem.objects.filter(task=READ).order_by("id")]
    for payload in asked:
        read_account(**payload)
    return asked


def paid_at_the_counter(bill: api.Bill) -> None:
    api.take_cash(bill=bill, amount=bill.total, by=accountant(bill.agency), key="k")


def called_off(bill: api.Bill) -> None:
    api.cancel_bill(reference=bill.reference, by=BY)


@pytest.mark.parametrize(("end", "question"), [(paid_at_the_counter, "excess"), (called_off, "late")])
def test_money_that_comes_without_a_word_when_nobody_waits_for_it_is_found_within_a_day(
    agency: Agency, bill: api.Bill, at_the_bank: dict[str, list[BankTransaction]], end: Any, question: str
) -> None:
    with freeze(NOON):
        attempt = api.start_attempt(bill=bill, by=BY)
        end(bill)
        asking.ask_bank(attempt_id=attempt.pk)
    at_the_bank[OLD] = [transfer(bill)]
    with freeze(NOON + timedelta(hours=20)):
        assert read_all() == [{"bank_bin": BANK, "number": OLD}]
        read_all()
    found = api.money_questions(accountant(agency)).get()
    assert (found.question, found.excess, found.heard_by, found.bill) == (question, bill.total, "asking", bill)


def test_each_account_is_read_once_a_day(agency: Agency, at_the_bank: dict[str, list[BankTransaction]]) -> None:
    for hours in (0, 1, 24):
        with freeze(NOON + timedelta(hours=hours)):
            read_accounts()
    assert OutboxItem.objects.filter(task=READ).count() == 2


def test_where_no_bank_is_connected_none_is_asked(agency: Agency, settings: Any) -> None:
    settings.BANK_URL = ""
    read_accounts()
    assert not OutboxItem.objects.filter(task=READ).exists()


def test_money_for_a_code_shown_before_the_account_changed_is_found(
    agency: Agency, bill: api.Bill, at_the_bank: dict[str, list[BankTransaction]]
) -> None:
    with freeze(NOON):
        attempt = api.start_attempt(bill=bill, by=BY)
        moved(agency, NEW)
        at_the_bank[OLD] = [transfer(bill)]
        asking.ask_bank(attempt_id=attempt.pk)
    assert fresh(bill).state == "settled"


def test_after_the_account_changed_another_code_is_shown_and_both_accounts_are_read(
    agency: Agency, bill: api.Bill, at_the_bank: dict[str, list[BankTransaction]]
) -> None:
    with freeze(NOON):
        api.start_attempt(bill=bill, by=BY)
        moved(agency, NEW)
        assert decode(api.start_attempt(bill=fresh(bill), by=BY).qr_text).account == NEW
        assert [each["number"] for each in read_all()] == [OLD, NEW]
    at_the_bank[OLD] = [transfer(bill)]
    with freeze(NOON + timedelta(days=1)):
        read_all()
    assert fresh(bill).state == "settled"


def test_a_notice_for_an_account_of_before_is_of_the_agency_that_had_it(
    agency: Agency, bill: api.Bill, settings: Any
) -> None:
    settings.BANK_KEY = "shared"
    api.start_attempt(bill=bill, by=BY)
    moved(agency, NEW)
    body = notice(bill, note="tien phi")
    api.hear_notice(body=body, signature=signed(body))
    assert api.money_questions(accountant(agency)).get().question == "unknown"


@pytest.mark.parametrize(
    "changed",
    [
        *({"account": "999999"}, {"bin": "970436"}, {"account": {}}, {"bin": None}),  # none of ours
        *({"paid_at": "0001-01-01T00:00:00+14:00"}, {"paid_at": "9999-12-31T23:59:59-12:00"}),  # of another age
        {"number": [1]},
    ],
)
def test_a_notice_of_money_that_cannot_have_come_to_us_is_refused_and_settles_nothing(
    bill: api.Bill, settings: Any, changed: dict[str, Any]
) -> None:
    settings.BANK_KEY = "shared"
    body = notice(bill, **changed)
    with pytest.raises(BadNotice):
        api.hear_notice(body=body, signature=signed(body))
    assert fresh(bill).state == "open"
    assert not api.Movement.objects.exists()


def test_numbers_that_begin_alike_are_two_however_long_they_are(agency: Agency, bill: api.Bill) -> None:
    other = make_bill(agency, "dossier:b:submission", 20_000)
    came(bill, 50_000, "A" * 80 + "1")
    for _again in range(2):
        came(other, 20_000, "A" * 80 + "2")
    assert (fresh(bill).state, fresh(other).state, api.Movement.objects.count()) == ("settled", "settled", 2)


@pytest.mark.parametrize("end", [paid_at_the_counter, called_off])
@pytest.mark.parametrize("method", ["vietqr", "counter_qr"])
def test_nobody_is_shown_a_code_for_what_is_owed_no_longer(bill: api.Bill, end: Any, method: str) -> None:
    end(bill)
    with pytest.raises(BillClosed):
        api.start_attempt(bill=bill, by=BY, method=method)
    assert not api.Attempt.objects.exists()


def test_the_rest_of_a_bill_paid_in_part_is_missed_too(
    agency: Agency, bill: api.Bill, at_the_bank: dict[str, list[BankTransaction]]
) -> None:
    came(bill, 20_000)
    rest = api.start_attempt(bill=bill, by=BY)
    api.Attempt.objects.filter(pk=rest.pk).update(asked=8)
    asking.ask_bank(attempt_id=rest.pk)
    assert list(api.missing_payments(accountant(agency))) == [rest]
