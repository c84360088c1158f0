"""The page of a dossier: what ended it is said once and first, what is short is said, what is promised is a day."""

from __future__ import annotations

import html
import re

import pytest

from motcua.dossiers import api
from motcua.eforms.api import draft_for, open_draft, refresh_prefill, save_answers
from motcua.feedback.api import rate, token_to_rate
from motcua.gateways.api import use_registries
from motcua.payments.api import Arrival, bill_for, hear_of_money, return_surplus
from motcua.portal.telling import how_to_collect
from motcua.rules.codes import Delivery
from motcua.rules.lifecycle import Status
from tests.desk.test_presses import _bank
from tests.desk.town import MORNING, Town, answered, citizen, hour
from tests.eforms.test_real_packs import the_state
from tests.portal.conftest import Enter

pytestmark = pytest.mark.django_db
WHY = "Ông đã có giấy này rồi"
NEWCOMER, PAYER, WAITING = "066302008035", "066173007890", "066097007788"


def page_of(enter: Enter, number: str, dossier: api.Dossier) -> str:
    with hour():
        return html.unescape(enter(number).get(f"/ho-so/{dossier.public_id}/").content.decode())


def test_a_refusal_is_said_once_before_the_line_with_whom_to_ask(town: Town, enter: Enter) -> None:
    with hour():
        api.refuse(dossier=town.now("new"), reason="other", words=WHY, by=town.viewer("tiepnhan.anhoa"))
    page = page_of(enter, NEWCOMER, town.now("new"))
    said, line = page.split('<ol class="line">')
    assert said.count(WHY) == 1
    assert WHY not in line
    assert "Không tiếp nhận" in said
    assert "cách khiếu nại" in said
    assert 'href="/thu-tuc/marital_status_certificate/"' in said


def test_a_withdrawal_is_no_alarm(town: Town, enter: Enter) -> None:
    with hour():
        api.withdraw(dossier=town.now("new"), reason="Không cần nữa", by=citizen(NEWCOMER))
    page = page_of(enter, NEWCOMER, town.now("new"))
    assert "Không cần nữa" in page
    assert "note bad" not in page
    assert "khiếu nại" not in page


def test_who_has_rated_is_not_asked_again(town: Town, enter: Enter) -> None:
    with hour():
        api.refuse(dossier=town.now("new"), reason="other", words=WHY, by=town.viewer("tiepnhan.anhoa"))
        token = token_to_rate(town.now("new").public_id)
        assert f'href="/danh-gia/{token}/"' in page_of(enter, NEWCOMER, town.now("new"))
        rate(token=token, level=1)
    assert "/danh-gia/" not in page_of(enter, NEWCOMER, town.now("new"))


def test_what_came_and_what_is_missing_are_both_said(town: Town, enter: Enter) -> None:
    bill = bill_for(town.at["unpaid"].bill)
    assert bill is not None
    arrival = Arrival("FT-3", "1200099001", 3_000, f"phi {bill.code}", MORNING)
    hear_of_money(arrival=arrival, heard_by="notice", by=_bank(), agency=town.here)
    for path in ("", "nop-phi/"):
        page = enter(PAYER).get(f"/ho-so/{town.at['unpaid'].public_id}/{path}").content.decode().replace("\xa0", " ")
        assert "Đã nhận 3.000 đ, còn thiếu 5.000 đ" in page, path


def test_money_that_came_too_late_is_seen_by_who_sent_it(town: Town, enter: Enter) -> None:
    with hour():
        api.withdraw(dossier=town.now("unpaid"), reason="Không cần nữa", by=citizen(PAYER))
    assert "Đã nhận thừa" not in page_of(enter, PAYER, town.now("unpaid"))
    bill = bill_for(town.at["unpaid"].bill)
    assert bill is not None
    arrival = Arrival("FT-4", "1200099001", 8_000, f"phi {bill.code}", MORNING)
    late = hear_of_money(arrival=arrival, heard_by="notice", by=_bank(), agency=town.here)
    assert "Đã nhận thừa 8.000 đ" in page_of(enter, PAYER, town.now("unpaid")).replace("\xa0", " ")

    accountant = town.viewer("ketoan.anhoa")
    refund = return_surplus(movement=late, account="BIDV 1", by=accountant)
    assert refund is not None
    told = page_of(enter, PAYER, town.now("unpaid")).replace("\xa0", " ")
    assert "Tiền đã nộp 8.000 đ (nộp sau khi khoản phải nộp đã hủy): đang trả lại" in told
    assert "Đã nhận thừa" not in told


def test_what_is_expected_is_a_day(town: Town, enter: Enter) -> None:
    page = page_of(enter, WAITING, town.now("free"))
    assert re.search(r"dự kiến xong thứ \w+, \d\d/\d\d/2026", page)
    assert not re.search(r"dự kiến xong \d\d:\d\d", page)


def test_a_file_is_listed_under_the_name_of_its_paper(town: Town, enter: Enter) -> None:
    page = page_of(enter, NEWCOMER, town.now("new"))
    part = town.now("new").parts.exclude(file=None).get()
    assert f"<b>{part.name}</b>" not in page
    assert f"<small>{part.name} ·" in page


@pytest.mark.parametrize(("said", "delivery"), [("counter", 0), ("post", 1), ("electronic", 2)])
def test_the_result_goes_the_way_the_person_said(town: Town, said: str, delivery: int) -> None:
    viewer = citizen("066144005678")
    with hour(), use_registries(the_state()):
        draft = refresh_prefill(open_draft(viewer=viewer, procedure="civil_status_copy", agency=town.here), viewer)
        save_answers(draft=draft, values={"result_delivery": said}, by=viewer)
        dossier = api.submit(draft=answered(draft_for(draft.public_id, viewer), viewer), by=viewer)
    assert dossier.delivery == delivery


def test_a_paper_result_says_where_it_waits(town: Town) -> None:
    dossier = town.now("new")
    dossier.delivery, dossier.status = Delivery.COUNTER, Status.DONE
    assert dossier.agency.address in how_to_collect(dossier)
    dossier.status = Status.PROCESSING
    assert how_to_collect(dossier) == ""
