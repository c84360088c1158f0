"""Paying at the desk without cash: the desk's own code, bound to the dossier, counted apart from paying online."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import zxingcpp
from django.urls import reverse
from PIL import Image

from motcua.base.actor import system
from motcua.base.clock import now
from motcua.base.kit.qr import qr
from motcua.directory.api import Agency
from motcua.dossiers import api
from motcua.gateways.bank import BankTransaction
from motcua.payments.api import Arrival, Attempt, Bill, bill_for, hear_of_money, start_attempt
from motcua.payments.tasks import ask_bank as asking
from motcua.rules.codes import PaymentFlag
from motcua.rules.vietqr import decode
from tests.desk.conftest import Enter
from tests.desk.town import Town

pytestmark = pytest.mark.django_db
CLERK = "tiepnhan.anhoa"


def page(town: Town) -> str:
    return reverse("desk:dossier", args=[town.at["unpaid"].public_id]) + "thu-qua-ma"


def bill(town: Town) -> Bill:
    found = bill_for(town.now("unpaid").bill)
    assert found is not None
    return found


def came(town: Town, note: str, amount: int | None = None) -> Bill:
    owed = bill(town)
    arrival = Arrival("FT1", owed.agency.fee_account, amount or owed.total, note, now())
    hear_of_money(arrival=arrival, heard_by="notice", by=system("bank"), agency=owed.agency)
    return bill(town)


def test_the_code_on_the_screen_asks_for_what_this_dossier_owes(town: Town, enter: Enter, tmp_path: Any) -> None:
    clerk = enter(CLERK)
    assert "thu-qua-ma" in [
        each.deed.slug for each in clerk.get(page(town).removesuffix("thu-qua-ma")).context["doings"]
    ]
    for _look in range(2):
        shown = clerk.get(page(town)).content.decode()
    attempt = Attempt.objects.get(bill=bill(town))
    assert str(qr(attempt.qr_text).svg_inline(scale=6, border=2, omitsize=True, svgclass="qr", lineclass=None)) in shown
    qr(attempt.qr_text).save(tmp_path / "code.png", scale=6)
    (read,) = zxingcpp.read_barcodes(Image.open(tmp_path / "code.png"))
    asked = decode(read.text)
    assert (asked.amount, asked.account) == (bill(town).total, bill(town).agency.fee_account)
    assert asked.purpose == f"{bill(town).code} nop tai quay"


def test_money_by_that_code_is_paid_at_the_desk_and_never_online(town: Town, enter: Enter) -> None:
    enter(CLERK).get(page(town))
    start_attempt(bill=bill(town), by=system("test"))
    assert came(town, f"IBFT {bill(town).code} NOP TAI QUAY").settled_by == "counter_qr"
    assert town.now("unpaid").payment_flag == PaymentFlag.NOT_ONLINE


def test_where_the_bank_cuts_the_purpose_off_the_only_code_shown_tells(town: Town, enter: Enter) -> None:
    enter(CLERK).get(page(town))
    assert came(town, bill(town).code).settled_by == "counter_qr"


def test_money_by_the_persons_own_code_is_online_though_the_desk_showed_its_own_too(town: Town, enter: Enter) -> None:
    enter(CLERK).get(page(town))
    start_attempt(bill=bill(town), by=system("test"))
    assert came(town, f"{bill(town).code} nop phi").settled_by == "vietqr"
    assert town.now("unpaid").payment_flag == PaymentFlag.LOCAL_GATEWAY


def test_the_desk_asks_the_bank_and_says_how_it_is(town: Town, enter: Enter, monkeypatch: pytest.MonkeyPatch) -> None:
    found: list[BankTransaction] = []
    monkeypatch.setattr(asking, "transactions", lambda **_asked: found)
    clerk = enter(CLERK)
    clerk.get(page(town))
    waiting = clerk.post(page(town))
    assert waiting.status_code == 422
    assert "chưa báo có đủ tiền" in waiting.content.decode()
    owed = bill(town)
    note = f"{owed.code} nop tai quay"
    found.append(
        BankTransaction("FT1", "970405", owed.agency.fee_account, owed.total, note, now() - timedelta(minutes=1))
    )
    done = clerk.post(page(town), follow=True)
    assert "Tiền đã đến, biên lai đã có." in done.content.decode()
    assert bill(town).state == "settled"
    assert clerk.get(page(town)).status_code == 302


def test_a_bank_that_is_down_is_said_and_nothing_is_lost(town: Town, enter: Enter, settings: Any) -> None:
    settings.BANK_URL = "http://127.0.0.1:9"
    clerk = enter(CLERK)
    clerk.get(page(town))
    assert "Ngân hàng chưa trả lời" in clerk.post(page(town)).content.decode()
    assert bill(town).state == "open"


def test_an_agency_without_an_account_says_so(town: Town, enter: Enter) -> None:
    Agency.objects.filter(pk=town.at["unpaid"].agency_id).update(fee_account="")
    assert "chưa có tài khoản nhận phí" in enter(CLERK).get(page(town)).content.decode()
    assert not Attempt.objects.exists()


@pytest.mark.parametrize("who", ["hotich.anhoa", "chutich.anhoa", "tiepnhan.thanhlam"])
def test_who_may_not_take_money_starts_nothing(town: Town, enter: Enter, who: str) -> None:
    browser = enter(who)
    browser.get(page(town))
    browser.post(page(town))
    assert not Attempt.objects.exists()
    assert api.Dossier.objects.get(pk=town.at["unpaid"].pk).fee_state == "due"
