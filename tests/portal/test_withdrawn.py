"""Somebody who had begun a procedure that was withdrawn reads since when and why, wherever they come from."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from django.test import Client

from motcua.catalogue.api import withdraw_procedure
from motcua.catalogue.selectors import forget
from motcua.dossiers.api import Dossier
from motcua.eforms.api import Draft
from tests.desk.town import Town, hour
from tests.portal.conftest import OWNER, Enter
from tests.portal.test_own_pages import kept_result

pytestmark = pytest.mark.django_db
WHY = "Quyết định 12/2026/QĐ-UBND bãi bỏ thủ tục này"
SAID = f"Thủ tục này không nhận hồ sơ từ ngày 02/12/2026: {WHY}. Bản khai này không nộp được nữa."


@pytest.fixture
def gone(town: Town, draft: Draft) -> Iterator[Draft]:
    forget()
    withdraw_procedure(slug=draft.procedure, reason=WHY, by=town.viewer("kiemsoat.tinh"))
    forget()  # what a commit does
    yield draft
    forget()


@pytest.mark.parametrize("came_by", ["/khai/{id}/", "/khai/{id}/xem-lai/", "/nop/{procedure}/"])
def test_going_on_leads_to_the_sentence_and_to_giving_it_up(gone: Draft, enter: Enter, came_by: str) -> None:
    page = enter(OWNER).get(came_by.format(id=gone.public_id, procedure=gone.procedure), follow=True)
    text = page.content.decode()
    assert page.status_code == 200
    assert text.count(SAID) == 1
    assert f"/khai/{gone.public_id}/bo/" in text
    assert "Trả lời tiếp" not in text
    assert 'aria-disabled="true">Nộp hồ sơ' in " ".join(text.split())


def test_pressed_all_the_same_nothing_is_filed_and_nothing_is_lost(gone: Draft, enter: Enter) -> None:
    answer = enter(OWNER).post(f"/khai/{gone.public_id}/nop/")
    assert answer.status_code == 422
    assert answer.content.decode().count(SAID) == 1
    assert not Dossier.objects.filter(draft=gone).exists()
    assert Draft.objects.get(pk=gone.pk).state == Draft.State.OPEN
    assert gone.papers.count() == 1


def test_its_page_says_so_to_everybody_and_nobody_begins_it(gone: Draft, enter: Enter, client: Client) -> None:
    page = client.get(f"/thu-tuc/{gone.procedure}/")
    assert page.status_code == 404
    assert f"Thủ tục này không nhận hồ sơ từ ngày 02/12/2026: {WHY}" in page.content.decode()
    begun = enter("066201008901").get(f"/nop/{gone.procedure}/")
    assert begun.status_code == 404
    assert WHY in begun.content.decode()
    assert client.get("/thu-tuc/khong-co-that/").status_code == 404
    assert "không nhận hồ sơ" not in client.get("/thu-tuc/khong-co-that/").content.decode()


def test_its_result_is_not_offered_to_be_made_anew(gone: Draft, town: Town, enter: Enter) -> None:
    kept_result(town, "hết hạn", date(2026, 11, 1))
    with hour():
        page = enter(OWNER).get("/giay-to/").content.decode()
    assert "hết hạn</span>" in page
    assert "Làm bản mới" not in page
