"""Two more procedures that need one file each: one with as much in it as a pack can hold, one with as little."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from django.test import Client
from pypdf import PdfReader

from motcua.base.clock import today
from motcua.base.files import read_file
from motcua.desk.drafting import first_words, read_draft
from motcua.dossiers import api
from motcua.payments.api import bill_for, take_cash
from tests.desk.town import HERE, Town
from tests.portal.conftest import Enter
from tests.portal.own_packs import own_packs
from tests.portal.test_one_file import KEEPER, answer, pens, run

pytestmark = pytest.mark.django_db
__all__ = ["pens"]

MARKET, TREE = "market_stall_place", "tree_felling_notice"


@pytest.fixture
def loaded(town: Town, tmp_path: Path) -> Iterator[None]:
    with own_packs(tmp_path, MARKET, TREE):
        yield


def begin(phone: Client, slug: str) -> str:
    return str(phone.post(f"/nop/{slug}/", {"agency": HERE}).headers["Location"])


def hand_in(phone: Client, letter: str, slug: str) -> api.Dossier:
    assert letter.endswith("/xem-lai/"), letter
    filed = phone.post(letter.replace("/xem-lai/", "/nop/"))
    assert filed.headers["Location"].endswith("/da-nop/"), filed.content.decode()
    return api.Dossier.objects.get(procedure_version__procedure_id=slug)


def settle(town: Town, dossier: api.Dossier, key: str) -> str:
    """Accepted, examined with the draft as it opens, signed, handed over by itself; the text of the result."""
    dossier = api.accept(dossier=api.Dossier.objects.get(pk=dossier.pk), by=town.viewer("tiepnhan.anhoa"))
    officer = town.viewer("kinhte.anhoa")
    assert dossier.pk in {row.dossier.pk for row in api.work_list(officer, api.Wish(view="takeable")).rows}
    api.take(dossier=dossier, by=officer)
    data = read_draft("result-confirmation", first_words(dossier, key))
    api.draft_result(dossier=dossier, key=key, data=data, by=officer)
    api.finish_step(dossier=dossier, by=officer)
    api.sign_result(dossier=dossier, by=town.viewer("phochutich.anhoa"))
    run("dossiers.sign_result")
    run("dossiers.return_electronically")
    dossier = api.Dossier.objects.get(pk=dossier.pk)
    assert dossier.status == 10
    result = dossier.results.get()
    assert result.file is not None
    return " ".join(PdfReader(BytesIO(read_file(result.file))).pages[0].extract_text().split())


def day(name: str, ahead: int) -> dict[str, str]:
    that = today() + timedelta(days=ahead)
    return {f"{name}-day": str(that.day), f"{name}-month": str(that.month), f"{name}-year": str(that.year)}


@pytest.mark.usefixtures("loaded", "pens")
def test_as_much_as_a_pack_can_hold(town: Town, enter: Enter) -> None:
    phone = enter(KEEPER)
    first = begin(phone, MARKET)
    days = answer(phone, first, {"goods": "other", "goods_text": "Dao, kéo", "metres": "4"})
    wrong = phone.post(days, day("first_day", 9) | day("last_day", 2) | {"go": "1"})
    assert "Ngày cuối đang trước ngày đầu" in wrong.content.decode()
    who = answer(phone, days, day("first_day", 2) | day("last_day", 9))
    assert who.endswith("/hoi/who/"), "which market is known from where the seller lives"
    offered = phone.get(who).content.decode()
    assert "Mai" in offered, "people of the household are offered"
    letter = answer(phone, who, {"helper_personal_id.0": "066192002345", "helper_name.0": "Trần Thị Mai"})
    told = phone.get(letter).content.decode().replace("\xa0", " ")
    for words in ("Dao, kéo", "75.000", "Nguyễn Văn Hùng", "Tôi giữ sạch chỗ bán."):
        assert words in told, words

    dossier = hand_in(phone, letter, MARKET)
    bill = bill_for(dossier.bill)
    assert bill is not None
    take_cash(bill=bill, amount=75_000, by=town.viewer("ketoan.anhoa"), key="1")
    text = settle(town, dossier, "place_card")
    for words in ("THẺ CHỖ BÁN HÀNG CHỢ PHIÊN", "Hàng khác Dao, kéo", "Số mét: 4", "Bán cùng: Trần Thị Mai"):
        assert words in text, words


@pytest.mark.usefixtures("loaded", "pens")
def test_as_little_as_a_pack_may_hold(town: Town, enter: Enter) -> None:
    phone = enter(KEEPER)
    letter = answer(phone, begin(phone, TREE), {"kind_of_tree": "Bạch đàn", "street": "ĐT 639"})
    dossier = hand_in(phone, letter, TREE)
    assert dossier.bill is None or bill_for(dossier.bill) is None
    text = settle(town, dossier, "reply")
    for words in ("PHIẾU ĐỒNG Ý CHẶT CÂY", "Cây: Bạch đàn, ĐT 639", "ông/bà Nguyễn Văn Hùng"):
        assert words in text, words
