"""The money page in the language of the accountant: what a bill is for is kept in Vietnamese and read in English."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from motcua.dossiers import api
from motcua.dossiers.fees import FEES_ON_RETURN
from motcua.payments.api import Bill, bill_for, refunds_to_do, take_cash
from tests.desk.town import Town
from tests.support.kept_words import MARK, reading_english

pytestmark = pytest.mark.django_db
Enter = Callable[[str], Client]


@pytest.fixture
def refunded(town: Town) -> Bill:
    """A bill paid for a dossier that was then refused."""
    bill = bill_for(town.now("unpaid").bill)
    assert bill is not None
    take_cash(bill=bill, amount=bill.outstanding, by=town.viewer("tiepnhan.anhoa"), key="quay")
    api.refuse(dossier=town.now("unpaid"), reason="other", words="Sai nơi nộp", by=town.viewer("tiepnhan.anhoa"))
    assert refunds_to_do(town.viewer("ketoan.anhoa")).get().movement.bill == bill
    return bill


def in_english(browser: Client) -> str:
    browser.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    with reading_english():
        return browser.get(reverse("desk:money")).text


def test_what_a_bill_is_for_is_told_in_the_readers_language(town: Town, enter: Enter, refunded: Bill) -> None:
    code, payer = town.now("unpaid").code, f"{refunded.code}, {refunded.payer_name}"
    browser = enter("ketoan.anhoa")
    assert f"{payer}: Phí, lệ phí hồ sơ {code}" in browser.get(reverse("desk:money")).text
    assert f"{payer}: {MARK}Phí, lệ phí hồ sơ {code}" in in_english(browser)
    Bill.objects.filter(pk=refunded.pk).update(purpose=FEES_ON_RETURN % {"code": code})
    assert f"{payer}: {MARK}Phí, lệ phí khi nhận kết quả hồ sơ {code}" in in_english(browser)


@pytest.mark.parametrize("kept", ["Thu tiền sao y 12 trang", "Fees of application H99"])
def test_what_a_bill_of_long_ago_was_for_is_shown_as_it_was_written(
    town: Town, enter: Enter, refunded: Bill, kept: str
) -> None:
    Bill.objects.filter(pk=refunded.pk).update(purpose=kept)
    assert f"{refunded.payer_name}: {kept}<" in in_english(enter("ketoan.anhoa"))
    assert f"{refunded.payer_name}: {kept}<" in enter("ketoan.anhoa").get(reverse("desk:money")).text


def test_english_of_what_bills_are_for_stands_in_the_catalogue(town: Town, enter: Enter, refunded: Bill) -> None:
    browser = enter("ketoan.anhoa")
    browser.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    assert f"Fees of application {town.now('unpaid').code}" in browser.get(reverse("desk:money")).text
