"""Money that comes late, twice, wrong or not at all: each ends in a defined state with an owner."""

from __future__ import annotations

import hashlib
import hmac
import json
import threading
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection, connections

from motcua.base.actor import Actor
from motcua.base.clock import freeze
from motcua.base.models import JournalEntry, OutboxItem
from motcua.directory.api import ANONYMOUS, Agency, Subject, Viewer
from motcua.directory.viewer import HeldRole
from motcua.gateways import bank
from motcua.gateways.api import SourceDown
from motcua.payments import api
from motcua.payments.errors import BadNotice, BillClosed, NoAccount, WrongCash
from motcua.payments.tasks import ask_bank as asking
from motcua.rules.vietqr import decode

pytestmark = pytest.mark.django_db(transaction=True)
NOON = datetime(2026, 11, 23, 5, 0, tzinfo=UTC)
BY = Actor("person", "1")
PAYER = Subject("person", "001190000001")


@pytest.fixture
def agency() -> Agency:
    return Agency.objects.create(
        code="H99.01",
        name="UBND xã Thử",
        short_name="Xã Thử",
        kind="commune",
        valid_from="2025-07-01",
        fee_bank_bin="970405",
        fee_account="1500201012345",
    )


@pytest.fixture
def bill(agency: Agency) -> api.Bill:
    return make_bill(agency, "dossier:a:submission", 50_000)


def make_bill(agency: Agency, reference: str, amount: int) -> api.Bill:
    line = {"code": "le_phi", "name": "Lệ phí", "kind": "le_phi", "list": amount + 25_000, "payable": amount}
    return api.open_bill(
        reference=reference, agency=agency, payer=PAYER, payer_name="Lò Thị Thử", lines=[line], purpose="Lệ phí", by=BY
    )


def came(bill: api.Bill, amount: int, number: str = "FT1", note: str | None = None) -> api.Movement:
    arrival = api.Arrival(number, "1500201012345", amount, bill.code if note is None else note, NOON)
    return api.hear_of_money(arrival=arrival, heard_by="notice", by=Actor("system", "bank"), agency=bill.agency)


def fresh(bill: api.Bill) -> api.Bill:
    return api.Bill.objects.get(pk=bill.pk)


def accountant(agency: Agency) -> Viewer:
    return Viewer(roles=frozenset({HeldRole("accountant", agency.pk)}))


def events() -> list[str]:
    return list(JournalEntry.objects.order_by("id").values_list("event", flat=True))


def test_one_reference_is_one_bill(agency: Agency, bill: api.Bill) -> None:
    assert make_bill(agency, bill.reference, 99_000).pk == bill.pk
    assert events() == ["payments.bill_opened"]


def test_what_costs_nothing_has_no_bill(agency: Agency) -> None:
    with pytest.raises(ValueError, match="costs nothing"):
        make_bill(agency, "dossier:b:submission", 0)


def test_the_code_shown_asks_for_exactly_what_is_owed_and_names_the_bill(bill: api.Bill) -> None:
    attempt = api.start_attempt(bill=bill, by=BY)
    told = decode(attempt.qr_text)
    assert (told.bank_bin, told.account, told.amount) == ("970405", "1500201012345", 50_000)
    assert bill.code in told.purpose


def test_pressing_pay_again_shows_the_same_code(bill: api.Bill) -> None:
    assert api.start_attempt(bill=bill, by=BY).pk == api.start_attempt(bill=bill, by=BY).pk


def test_an_agency_without_an_account_says_so(agency: Agency) -> None:
    Agency.objects.update(fee_account="")
    with pytest.raises(NoAccount):
        api.start_attempt(bill=make_bill(Agency.objects.get(), "dossier:c:submission", 1_000), by=BY)


@pytest.mark.parametrize("note", ["{code}", "CT DEN:0123 {code} nop phi-221126", "xx{lower}yy", "{split}"])
def test_a_bank_may_mangle_the_purpose(bill: api.Bill, note: str) -> None:
    code = bill.code
    came(bill, 50_000, note=note.format(code=code, lower=code.lower(), split=f"{code[:5]} {code[5:]}"))
    assert fresh(bill).state == api.BillState.SETTLED


def test_a_settled_bill_has_a_receipt_and_tells_it_once(bill: api.Bill) -> None:
    with freeze(NOON):
        came(bill, 50_000)
        came(bill, 50_000)
    assert fresh(bill).receipt.shown_number == "0000001"
    assert events().count("payments.bill_settled") == 1
    assert api.Movement.objects.count() == 1


def receipt_of(agency: Agency, reference: str) -> api.Receipt:
    bill = make_bill(agency, reference, 10_000)
    came(bill, 10_000, f"FT-{reference}")
    return fresh(bill).receipt


def test_receipts_carry_the_registered_form_and_sign_and_count_within_them_and_the_year(agency: Agency) -> None:
    """Decree 123/2020: a number is unique by form, sign and year. Before an agency registered any, the sign is ours."""
    shown: list[tuple[str, str, int, int]] = []
    for on, form, sign in (
        (NOON, "", ""),
        (NOON, "MS-01", "KH-26E"),
        (NOON, "MS-01", "KH-26E"),
        (NOON.replace(year=2027), "MS-01", "KH-26E"),
        (NOON.replace(year=2027), "", ""),
    ):
        Agency.objects.filter(pk=agency.pk).update(receipt_form=form, receipt_sign=sign)
        with freeze(on):
            given = receipt_of(Agency.objects.get(pk=agency.pk), f"dossier:{len(shown)}:submission")
        shown.append((given.form, given.series, given.year, given.number))
    assert shown == [
        ("", "BL/26", 2026, 1), ("MS-01", "KH-26E", 2026, 1), ("MS-01", "KH-26E", 2026, 2),
        ("MS-01", "KH-26E", 2027, 1), ("", "BL/27", 2027, 1),
    ]  # fmt: skip


def test_paying_twice_is_never_lost(agency: Agency, bill: api.Bill) -> None:
    came(bill, 50_000, "FT1")
    second = came(bill, 50_000, "FT2")
    assert (second.state, second.excess, second.question) == ("excess", 50_000, "excess")
    assert list(api.money_questions(accountant(agency))) == [second]


def test_two_banks_may_give_the_same_number(agency: Agency, bill: api.Bill) -> None:
    """Numbers are the bank's own: the second is no repetition, and nobody's money is swallowed."""
    there = Agency.objects.create(
        code="H99.02", name="UBND xã Kia", short_name="Xã Kia", kind="commune", valid_from="2025-07-01",
        fee_bank_bin="970436", fee_account="0011223344",
    )  # fmt: skip
    other = make_bill(there, "dossier:b:submission", 20_000)
    came(bill, 50_000, "FT1")
    arrival = api.Arrival("FT1", "0011223344", 20_000, other.code, NOON)
    for _again in range(2):
        api.hear_of_money(arrival=arrival, heard_by="notice", by=Actor("system", "bank"), agency=there)
    assert (fresh(bill).state, fresh(other).state, api.Movement.objects.count()) == ("settled", "settled", 2)


def test_money_in_another_agencys_account_settles_nothing_and_that_agency_has_it(
    agency: Agency, bill: api.Bill
) -> None:
    there = Agency.objects.create(
        code="H99.02", name="UBND xã Kia", short_name="Xã Kia", kind="commune", valid_from="2025-07-01",
        fee_bank_bin="970436", fee_account="0011223344",
    )  # fmt: skip
    arrival = api.Arrival("FT1", "0011223344", 50_000, bill.code, NOON)
    movement = api.hear_of_money(arrival=arrival, heard_by="notice", by=Actor("system", "bank"), agency=there)
    assert (fresh(bill).state, movement.question) == ("open", "unknown")
    assert list(api.money_questions(accountant(there))) == [movement]
    assert list(api.money_questions(accountant(agency))) == []


def test_too_little_waits_for_the_rest(bill: api.Bill) -> None:
    assert came(bill, 20_000, "FT1").question == "short"
    assert (fresh(bill).state, fresh(bill).outstanding) == ("short", 30_000)
    assert decode(api.start_attempt(bill=fresh(bill), by=BY).qr_text).amount == 30_000
    came(bill, 30_000, "FT2")
    assert fresh(bill).state == "settled"
    assert not api.Movement.objects.exclude(question="").exists()


def test_too_much_settles_and_the_rest_goes_back(agency: Agency, bill: api.Bill) -> None:
    movement = came(bill, 70_000)
    assert (fresh(bill).state, movement.excess) == ("settled", 20_000)
    by = accountant(agency)
    refund = api.return_surplus(movement=movement, account="970436 0011223344", by=by)
    done = api.mark_refunded(refund=refund, proof="UNC 12/2026", by=by)
    assert (done.state, done.amount) == ("paid", 20_000)
    assert events()[-2:] == ["payments.refund_ordered", "payments.refunded"]


def test_money_after_the_end_goes_back(bill: api.Bill) -> None:
    api.cancel_bill(reference=bill.reference, by=BY)
    movement = came(bill, 50_000)
    assert (movement.state, movement.question, fresh(bill).state) == ("late", "late", "cancelled")


def test_part_payments_of_a_cancelled_bill_go_back(bill: api.Bill) -> None:
    came(bill, 20_000)
    api.cancel_bill(reference=bill.reference, by=BY)
    assert api.Movement.objects.get().excess == 20_000


def test_money_of_unknown_purpose_has_an_owner_and_can_be_assigned(agency: Agency, bill: api.Bill) -> None:
    movement = came(bill, 50_000, note="tien phi cua ba Thu")
    assert (movement.state, movement.bill, fresh(bill).state) == ("unknown", None, "open")
    api.assign(movement=movement, bill=bill, by=accountant(agency), note="đã gọi bà Thử")
    assert fresh(bill).state == "settled"


def test_only_the_accountant_of_the_agency_handles_money(agency: Agency, bill: api.Bill) -> None:
    movement = came(bill, 50_000, note="?")
    for nobody in (ANONYMOUS, Viewer(roles=frozenset({HeldRole("accountant", agency.pk + 1)}))):
        with pytest.raises(Exception, match="kế toán"):
            api.assign(movement=movement, bill=bill, by=nobody, note="")


def test_cash_on_the_same_ledger_and_a_double_press_is_one_booking(agency: Agency, bill: api.Bill) -> None:
    clerk = Viewer(roles=frozenset({HeldRole("clerk", agency.pk)}))
    with pytest.raises(WrongCash):
        api.take_cash(bill=bill, amount=49_000, by=clerk, key="x")
    first = api.take_cash(bill=bill, amount=50_000, by=clerk, key="x")
    assert api.take_cash(bill=bill, amount=50_000, by=clerk, key="x").pk == first.pk
    with pytest.raises(BillClosed):
        api.take_cash(bill=bill, amount=50_000, by=clerk, key="y")
    assert fresh(bill).settled_by == "cash"


def test_strangers_do_not_see_a_bill(agency: Agency, bill: api.Bill) -> None:
    with pytest.raises(Exception, match="Không có"):
        api.bill_seen_by(ANONYMOUS, bill.public_id)
    assert api.bill_seen_by(accountant(agency), bill.public_id) == bill


def test_we_ask_after_15_minutes_an_hour_then_daily_and_then_say_missing(
    bill: api.Bill, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asking, "transactions", lambda **asked: [])
    with freeze(NOON):
        attempt = api.start_attempt(bill=bill, by=BY)
    waits = []
    for number in range(9):
        item = OutboxItem.objects.get(key=f"ask:{attempt.pk}:{number}")
        waits.append(item.run_at - NOON)
        with freeze(item.run_at):
            asking.ask_bank(attempt_id=attempt.pk)
    minutes = [wait / timedelta(minutes=1) for wait in waits]
    assert minutes[:3] == [15, 60, 60 + 24 * 60]
    assert len(minutes) == 9
    assert events()[-1] == "payments.questioned"
    assert api.Attempt.objects.get().outcome == "missing"


def test_our_own_asking_settles_what_no_notice_told(bill: api.Bill, monkeypatch: pytest.MonkeyPatch) -> None:
    attempt = api.start_attempt(bill=bill, by=BY)
    found = bank.BankTransaction("FT9", "970405", "1500201012345", 50_000, f"IB {bill.code}", NOON)
    monkeypatch.setattr(asking, "transactions", lambda **asked: [found])
    asking.ask_bank(attempt_id=attempt.pk)
    assert (fresh(bill).state, api.Movement.objects.get().heard_by) == ("settled", "asking")


def test_a_bank_that_is_down_is_asked_again(bill: api.Bill, settings: Any) -> None:
    settings.BANK_URL = "http://127.0.0.1:9"
    attempt = api.start_attempt(bill=bill, by=BY)
    with pytest.raises(SourceDown):
        asking.ask_bank(attempt_id=attempt.pk)
    assert fresh(bill).state == "open"


def notice(bill: api.Bill, **changed: object) -> bytes:
    told = {"number": "FT7", "bin": "970405", "account": "1500201012345", "amount": 50_000, "note": bill.code}
    return json.dumps(told | {"paid_at": NOON.isoformat()} | changed).encode()


def signed(body: bytes, key: str = "shared") -> str:
    return hmac.new(key.encode(), body, hashlib.sha256).hexdigest()


def test_a_signed_notice_is_believed_however_often_it_comes(bill: api.Bill, settings: Any) -> None:
    settings.BANK_KEY = "shared"
    body = notice(bill)
    for _again in range(3):
        api.hear_notice(body=body, signature=signed(body))
    assert (fresh(bill).state, api.Movement.objects.count()) == ("settled", 1)


@pytest.mark.parametrize("fault", ["signature", "garbage", "amount", "no key"])
def test_any_other_notice_changes_nothing(bill: api.Bill, settings: Any, fault: str) -> None:
    settings.BANK_KEY = "" if fault == "no key" else "shared"
    body = b"<html>" if fault == "garbage" else notice(bill, amount=-5) if fault == "amount" else notice(bill)
    with pytest.raises(BadNotice):
        api.hear_notice(body=body, signature=signed(body, "other" if fault == "signature" else "shared"))
    assert fresh(bill).state == "open"
    assert not api.Movement.objects.exists()


def test_notice_and_asking_in_the_same_moment_count_once(bill: api.Bill) -> None:
    barrier = threading.Barrier(4)

    def hear() -> None:
        barrier.wait()
        try:
            came(bill, 50_000, "FT1")
        finally:
            connections.close_all()

    threads = [threading.Thread(target=hear) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (fresh(bill).received, api.Movement.objects.count()) == (50_000, 1)
    assert events().count("payments.bill_settled") == 1


def test_the_database_refuses_a_settled_bill_without_money(bill: api.Bill) -> None:
    with pytest.raises(Exception, match="bill_settled_means_paid"), connection.cursor() as cursor:
        cursor.execute("UPDATE payments_bill SET state = 'settled' WHERE id = %s", [bill.pk])
