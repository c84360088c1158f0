"""A draft the person no longer wants: asked once, told what is deleted, gone; what was filed stays."""

from __future__ import annotations

import pytest

from motcua.base.models import JournalEntry
from motcua.directory.api import Session, person_subject, viewer_of_person
from motcua.directory.models import Person
from motcua.eforms.api import Draft, open_draft, save_answers
from tests.desk.town import Town, citizen
from tests.portal.conftest import OWNER, Enter

pytestmark = pytest.mark.django_db
NEIGHBOUR, CHILD = "066201008901", "066220003456"
TITLE = "Giấy xác nhận tình trạng hôn nhân"


def state(draft: Draft) -> str:
    return Draft.objects.get(pk=draft.pk).state


def given_up(draft: Draft) -> int:
    return JournalEntry.objects.filter(event="eforms.draft_abandoned", stream=draft.stream).count()


def test_reading_says_what_is_deleted_and_deletes_nothing(draft: Draft, enter: Enter) -> None:
    page = enter(OWNER).get(f"/khai/{draft.public_id}/bo/")
    text = page.content.decode()
    assert page.status_code == 200
    assert TITLE in text
    assert "Những gì đã điền và 1 tệp đã gửi sẽ bị xóa" in text
    assert "Khai cho" not in text
    assert state(draft) == Draft.State.OPEN
    assert draft.papers.count() == 1


def test_pressed_once_or_twice_it_is_gone_and_said(draft: Draft, enter: Enter) -> None:
    browser, address = enter(OWNER), f"/khai/{draft.public_id}/bo/"
    save_answers(draft=draft, values={"purpose": "loan"}, by=citizen(OWNER))
    for _press in range(2):
        told = browser.post(address, follow=True)
        assert told.redirect_chain == [("/ho-so/", 302)]
        assert f"Đã bỏ bản khai: {TITLE}." in told.content.decode()
        assert address not in told.content.decode()
    assert state(draft) == Draft.State.ABANDONED
    assert not draft.papers.exists()
    assert not draft.answers.exists()
    assert given_up(draft) == 1
    assert browser.get(address, follow=True).redirect_chain == [("/ho-so/", 302)]


def test_an_old_address_of_it_says_that_it_is_gone(draft: Draft, enter: Enter) -> None:
    browser = enter(OWNER)
    browser.post(f"/khai/{draft.public_id}/bo/")
    for more in ("", "hoi/purpose/", "xem-lai/", "da-nop/"):
        answer = browser.get(f"/khai/{draft.public_id}/{more}", follow=True)
        assert answer.status_code == 409, more
        assert "Bản khai này đã bỏ." in answer.content.decode(), more


def test_what_was_filed_is_not_given_up(town: Town, enter: Enter) -> None:
    filed = town.now("baby").draft
    assert filed is not None
    browser, address = enter(OWNER), f"/khai/{filed.public_id}/bo/"
    for answer in (browser.get(address), browser.post(address)):
        assert answer.status_code == 409
        assert "Bản khai này đã nộp" in answer.content.decode()
    assert state(filed) == Draft.State.SEALED


def test_a_neighbour_finds_nothing_there(draft: Draft, enter: Enter) -> None:
    browser = enter(NEIGHBOUR)
    assert browser.get(f"/khai/{draft.public_id}/bo/").status_code == 404
    assert browser.post(f"/khai/{draft.public_id}/bo/").status_code == 404
    assert state(draft) == Draft.State.OPEN


def test_every_open_draft_has_the_link_in_my_dossiers(draft: Draft, town: Town, enter: Enter) -> None:
    person = Person.objects.get(personal_id=OWNER)
    acting = viewer_of_person(person, acting_for=person_subject(CHILD), session=Session(method="oidc", level=2))
    other = open_draft(viewer=acting, procedure=draft.procedure, agency=town.here)
    page = enter(OWNER).get("/ho-so/").content.decode()
    for each in (draft, other):
        assert f'href="/khai/{each.public_id}/"' in page
        assert f'href="/khai/{each.public_id}/bo/"' in page
    assert "/bo/" not in enter(NEIGHBOUR).get("/ho-so/").content.decode()
    asked = enter(OWNER).get(f"/khai/{other.public_id}/bo/").content.decode()
    assert "Khai cho Nguyễn Minh Khôi" in asked
    assert "tệp đã gửi" not in asked
