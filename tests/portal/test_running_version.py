"""A dossier that runs stays on its version: money, time, route and paper, whatever the file says since."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from motcua.base.actor import system
from motcua.catalogue.api import current_version, load_packs
from motcua.catalogue.packs import read_pack
from motcua.catalogue.selectors import forget
from motcua.dossiers import api
from motcua.eforms.api import Draft, OtherVersion, draft_for
from motcua.payments.api import bill_for, take_cash
from motcua.rules.clock import TimeLimit, TimeUnit, due_at, standard_clock
from tests.desk.town import Town, citizen, photo
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


NEW_RULES = "Thủ tục này có quy định mới"


def change_the_file(folder: Path, changes: Sequence[tuple[str, str]] = NEW) -> None:
    """The next version, in force at once."""
    text = (Path(__file__).parent / f"{MARKET}.yaml").read_text(encoding="utf-8")
    for old, new in changes:
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


def shown(answer: Any) -> str:
    return str(answer.content.decode()).replace("\xa0", " ")


def test_a_form_begun_before_the_change_is_filed_by_what_is_in_force_when_it_arrives(
    town: Town, enter: Enter, tmp_path: Path
) -> None:
    """Never by half of each: what it showed is filed by nobody, what was typed stays, what fits no more is asked."""
    phone = enter(KEEPER)
    letter = filled(phone)
    assert "75.000" in shown(phone.get(letter))
    change_the_file(tmp_path)

    pressed = phone.post(letter.replace("/xem-lai/", "/nop/"))
    assert pressed.status_code == 422
    assert not api.Dossier.objects.filter(procedure_slug=MARKET).exists()
    assert NEW_RULES in shown(pressed)
    assert "75.000" not in shown(pressed)
    assert "Dao, kéo" in shown(pressed)
    assert NEW_RULES not in shown(phone.get(letter))  # said once

    metres = phone.get(letter.replace("/xem-lai/", "/sua/metres/"))
    assert metres.status_code == 200
    phone.post(letter.replace("/xem-lai/", "/sua/metres/"), {"metres": "2"})
    dossier = hand_in(phone, letter, MARKET)
    assert dossier.procedure_version.number == current_version(MARKET).number
    bill = bill_for(dossier.bill)
    assert bill is not None
    assert bill.total == 140_000


def test_whoever_looks_at_the_letter_again_reads_the_new_rules(town: Town, enter: Enter, tmp_path: Path) -> None:
    phone = enter(KEEPER)
    letter = filled(phone)
    change_the_file(tmp_path)
    assert NEW_RULES in shown(phone.get(letter))
    assert NEW_RULES not in shown(phone.get(letter))


def test_a_change_between_the_look_and_the_sealing_seals_nothing(town: Town, enter: Enter, tmp_path: Path) -> None:
    phone = enter(KEEPER)
    letter = filled(phone)
    draft = Draft.objects.get(procedure=MARKET)
    change_the_file(tmp_path)
    with pytest.raises(OtherVersion):
        api.submit(draft=draft_for(draft.public_id, citizen(KEEPER)), by=citizen(KEEPER))
    assert not api.Dossier.objects.filter(procedure_slug=MARKET).exists()
    assert Draft.objects.get(procedure=MARKET).state == Draft.State.OPEN
    assert letter


# Another shape: a paper and a box are gone, others stand in their place.
RESHAPED = (
    ("- id: food_training\n    name: Giấy xác nhận tập huấn vệ sinh", "- id: kitchen_photo\n    name: Ảnh bếp nấu"),
    ("{id: goods_text, label: Hàng gì, type: text, max: 80, show_if: {\"==\": [{var: goods}, other]}}",
     "{id: gas, label: Dùng mấy bình ga, type: number, min: 0, max: 3}"),
    ("fields: [goods, goods_text, metres]", "fields: [goods, metres, gas]"),
    ("{goods} {goods_text}", "{goods}"),
)  # fmt: skip


def test_a_form_of_another_shape_asks_for_what_is_new_and_lets_go_what_is_not_asked(
    town: Town, enter: Enter, tmp_path: Path
) -> None:
    phone = enter(KEEPER)
    page = begin(phone, MARKET)
    phone.post(page, {"goods": "other", "goods_text": "Dao, kéo", "metres": "4"})
    days = answer(phone, page, {"goods": "food", "metres": "4"})
    papers = answer(phone, answer(phone, days, day("first_day", 2) | day("last_day", 9)), {})
    letter = phone.post(papers, {"files": photo("giay"), "send": "1"}).headers["Location"]
    change_the_file(tmp_path, RESHAPED)

    assert NEW_RULES in shown(phone.get(letter))
    assert phone.get(page).status_code == 200
    assert phone.post(letter.replace("/xem-lai/", "/nop/")).status_code == 422  # gas and the kitchen
    wanted = answer(phone, page, {"goods": "food", "metres": "4", "gas": "1"})
    assert wanted.endswith("/giay-to/kitchen_photo/")
    letter = phone.post(wanted, {"files": photo("bep"), "send": "1"}).headers["Location"]
    dossier = hand_in(phone, letter, MARKET)
    assert dossier.procedure_version.number == current_version(MARKET).number
    assert {"food_training", "kitchen_photo"} & {part.component for part in dossier.parts.all()} == {"kitchen_photo"}
    assert "goods_text" not in dossier.sealed_json
