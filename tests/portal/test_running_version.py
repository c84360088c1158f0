"""A dossier that runs stays on its version: money, time, route and paper, whatever the file says since."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client

from motcua.base.actor import system
from motcua.catalogue.api import current_version, load_packs
from motcua.catalogue.packs import read_pack
from motcua.catalogue.selectors import forget
from motcua.dossiers import api
from motcua.payments.api import bill_for, take_cash
from motcua.rules.clock import TimeLimit, TimeUnit, due_at, standard_clock
from tests.desk.town import Town
from tests.portal.conftest import Enter
from tests.portal.test_one_file import KEEPER, answer, pens
from tests.portal.test_two_files import MARKET, begin, day, hand_in, loaded, settle

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("loaded", "pens")]
__all__ = ["loaded", "pens"]

NEW = (
    ("price: 20000", "price: 70000"),
    ("price: 15000", "price: 70000"),
    ("at_most: 100000", "at_most: 900000"),
    ("{channel: online, value: 3, unit: working_day}", "{channel: online, value: 1, unit: working_day}"),
    ("name: Xem chỗ,", "name: Xem lại chỗ,"),
    ("title: Thẻ chỗ bán hàng chợ phiên", "title: Giấy phép ngồi chợ"),
    ("{id: metres, label: Cần mấy mét, type: number, min: 1, max: 6}",
     "{id: metres, label: Cần mấy mét, type: number, min: 1, max: 2}"),
)  # fmt: skip


def change_the_file(folder: Path) -> None:
    """The next version, in force at once."""
    text = (Path(__file__).parent / f"{MARKET}.yaml").read_text(encoding="utf-8")
    for old, new in NEW:
        assert old in text, old
        text = text.replace(old, new)
    path = folder / f"{MARKET}.yaml"
    path.write_text(text, encoding="utf-8")
    pack = read_pack(path)
    assert pack is not None
    before = current_version(MARKET).number
    load_packs(packs=[pack], by=system("test"))
    forget()
    assert current_version(MARKET).number == before + 1


def filled(phone: Client) -> str:
    """Every question answered; the address of the letter."""
    days = answer(phone, begin(phone, MARKET), {"goods": "other", "goods_text": "Dao, kéo", "metres": "4"})
    who = answer(phone, days, day("first_day", 2) | day("last_day", 9))
    return answer(phone, who, {})


def settled_by_the_first(town: Town, dossier: api.Dossier) -> None:
    bill = bill_for(dossier.bill)
    assert bill is not None
    assert bill.total == 75_000
    take_cash(bill=bill, amount=75_000, by=town.viewer("ketoan.anhoa"), key="1")
    text = settle(town, dossier, "place_card")
    assert "THẺ CHỖ BÁN HÀNG CHỢ PHIÊN" in text
    dossier = api.Dossier.objects.get(pk=dossier.pk)
    assert dossier.accepted_at is not None
    three_days = due_at(dossier.accepted_at, TimeLimit(3, TimeUnit.WORKING_DAY), standard_clock())
    assert dossier.due_at == three_days
    assert "Xem chỗ" in {step.name for step in dossier.steps.all()}


def test_what_was_filed_before_the_change_is_settled_as_it_was_promised(
    town: Town, enter: Enter, tmp_path: Path
) -> None:
    phone = enter(KEEPER)
    dossier = hand_in(phone, filled(phone), MARKET)
    change_the_file(tmp_path)
    settled_by_the_first(town, dossier)


def test_a_form_begun_before_the_change_is_filed_by_what_it_showed(town: Town, enter: Enter, tmp_path: Path) -> None:
    """Never by half of each: four metres, which the new file would not take, at the price the letter told."""
    phone = enter(KEEPER)
    letter = filled(phone)
    change_the_file(tmp_path)
    assert "75.000" in phone.get(letter).content.decode().replace("\xa0", " ")
    dossier = hand_in(phone, letter, MARKET)
    assert dossier.procedure_version.number == current_version(MARKET).number - 1
    settled_by_the_first(town, dossier)


def test_the_next_person_gets_the_new_file(enter: Enter, tmp_path: Path) -> None:
    change_the_file(tmp_path)
    phone = enter(KEEPER)
    refused = phone.post(begin(phone, MARKET), {"goods": "other", "goods_text": "Dao", "metres": "4", "go": "1"})
    assert refused.status_code == 200
    assert "không được quá 2" in refused.content.decode()
