"""Paying while the bank says nothing, or nonsense, or all of it twice: the page stays and says so, the code stays the
same, and what came is counted once."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from motcua.dossiers.api import Dossier
from motcua.gateways.api import forget_failures
from motcua.payments.api import Movement, bill_for
from tests.desk.town import Town
from tests.gateways.test_bad_answers import saying, told
from tests.portal.conftest import Enter

pytestmark = pytest.mark.django_db
PAYER = "066173007890"


@pytest.fixture
def unpaid(town: Town, settings: Any) -> Iterator[Dossier]:
    settings.BANK_KEY = "shared"
    forget_failures()
    yield town.now("unpaid")
    forget_failures()


def page_of(browser: Client, dossier: Dossier) -> str:
    return browser.get(f"/ho-so/{dossier.public_id}/nop-phi/").content.decode()


def code_in(page: str) -> str:
    return page.partition("download=")[0].rpartition("data:image/png")[2]


@pytest.mark.parametrize("answer", [None, told(b"<html>"), told(b"{}", status=500)], ids=["down", "garbage", "failing"])
def test_a_silent_bank_is_a_sentence_and_the_code_stays(
    unpaid: Dossier, enter: Enter, settings: Any, answer: list[bytes] | None
) -> None:
    browser = enter(PAYER)
    before = page_of(browser, unpaid)
    with saying(answer or []) as address:
        settings.BANK_URL = address if answer else "http://127.0.0.1:9"
        asked = browser.post(f"/ho-so/{unpaid.public_id}/nop-phi/")
    shown = asked.content.decode()
    assert asked.status_code == 200
    assert "Ngân hàng chưa trả lời" in shown
    assert code_in(shown) == code_in(before) != ""
    assert bill_for(unpaid.bill).state == "open"


def test_a_bank_that_tells_everything_twice_is_paid_once(unpaid: Dossier, enter: Enter, settings: Any) -> None:
    browser, bill = enter(PAYER), bill_for(unpaid.bill)
    page_of(browser, unpaid)
    row = {"number": "FT1", "account": bill.agency.fee_account, "amount": bill.total, "note": f"IB {bill.code}"}
    row |= {"paid_at": "2026-12-02T01:00:00+00:00"}
    with saying(told(json.dumps({"transactions": [row, row]}).encode())) as address:
        settings.BANK_URL = address
        for _press in range(2):
            answer = browser.post(f"/ho-so/{unpaid.public_id}/nop-phi/")
            assert answer["Location"] == f"/ho-so/{unpaid.public_id}/"
    assert (bill_for(unpaid.bill).state, Movement.objects.count()) == ("settled", 1)
