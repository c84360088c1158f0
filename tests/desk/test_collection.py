"""Where fees go is set on a page, by the administrator, with a fresh code; what cannot be is refused by name."""

from __future__ import annotations

import pytest
from django.urls import reverse

from motcua.base.actor import system
from motcua.base.errors import Refusal
from motcua.base.models import JournalEntry
from motcua.directory.api import Agency, Collection, set_collection
from motcua.directory.demo import demo_secret
from tests.desk.conftest import Enter
from tests.desk.test_admin_sessions import proven
from tests.desk.town import Town
from tests.directory.test_staff_sign_in import code_of

pytestmark = pytest.mark.django_db
ADMIN, HERE = "quantri.anhoa", "H99.31"
WHERE = reverse("administration:collection", args=[HERE])
ACCOUNT = {"fee_bank_bin": "970405", "fee_account": "1500 2010 12345", "fee_account_name": "UBND XA AN HOA"}
RECEIPTS = {"tax_code": "0100109106", "receipt_form": "MS-01", "receipt_sign": "KH-26E"}


def here() -> Agency:
    return Agency.objects.get(code=HERE)


def test_account_and_receipts_are_written_and_told(town: Town, enter: Enter) -> None:
    answer = proven(enter(ADMIN), 1).post(WHERE, ACCOUNT | RECEIPTS)
    assert answer.status_code == 302
    kept = here()
    assert (kept.fee_bank_bin, kept.fee_account, kept.tax_code) == ("970405", "1500201012345", "0100109106")
    told = JournalEntry.objects.filter(event="directory.agency_changed").latest("id")
    assert {"fee_bank_bin", "fee_account", "tax_code", "receipt_form", "receipt_sign"} <= set(told.data["fields"])
    assert "1500201012345" not in told.body
    shown = enter(ADMIN).get(reverse("administration:agency", args=[HERE])).content.decode()
    assert "1500201012345" in shown
    assert "MS-01 · KH-26E" in shown


def test_money_is_not_sent_elsewhere_without_a_fresh_code(town: Town, enter: Enter) -> None:
    before = here().fee_account
    browser = proven(enter(ADMIN), 6)
    answer = browser.post(WHERE, ACCOUNT | {"second_code": "000000"})
    assert (answer.status_code, here().fee_account) == (422, before)
    answer = browser.post(WHERE, ACCOUNT | {"second_code": code_of(demo_secret(ADMIN))})
    assert (answer.status_code, here().fee_account) == (302, "1500201012345")


def test_all_empty_is_an_agency_that_takes_cash_only(town: Town) -> None:
    set_collection(agency=here(), collection=Collection(), by=system("test"))
    assert (here().fee_bank_bin, here().fee_account) == ("", "")


@pytest.mark.parametrize(
    ("said", "wrong"),
    [
        (ACCOUNT | {"fee_bank_bin": "999999"}, "fee_bank_bin"),
        (ACCOUNT | {"fee_bank_bin": ""}, "fee_bank_bin"),
        (ACCOUNT | {"fee_account": "12x45678"}, "fee_account"),
        (ACCOUNT | {"fee_account": "1" * 20}, "fee_account"),
        (ACCOUNT | {"fee_account_name": " "}, "fee_account_name"),
        ({"tax_code": "0100109107"}, "tax_code"),
        ({"tax_code": "001090123456"}, "tax_code"),
        ({"receipt_form": "MS-01"}, "receipt_sign"),
        ({"receipt_sign": "KH-26E"}, "receipt_form"),
        ({"receipt_form": "x" * 21, "receipt_sign": "KH"}, "receipt_form"),
    ],
)
def test_what_cannot_be_is_refused_by_name(town: Town, said: dict[str, str], wrong: str) -> None:
    before = here().fee_account
    with pytest.raises(Refusal) as refused:
        set_collection(agency=here(), collection=Collection(**said), by=system("test"))
    assert set(refused.value.fields) == {wrong}
    assert here().fee_account == before
