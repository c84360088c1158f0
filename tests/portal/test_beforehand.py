"""What must be heard before the first answer: a person no register knows, a minor, something no answer can mend."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

import pytest
from django.test import Client

from motcua.base.actor import system
from motcua.catalogue.api import load_packs
from motcua.catalogue.selectors import forget
from motcua.directory.models import Person
from motcua.dossiers import api
from motcua.gateways.api import forget_failures, use_registries
from simulators.lives import people
from tests.desk.town import Town, citizen, hour
from tests.eforms.test_real_packs import read, the_state
from tests.portal.conftest import Enter

pytestmark = pytest.mark.django_db
STRANGER, MINOR, USUAL = "066192009257", "066310006142", "066302008035"
UNKNOWN, YOUNG = "CSDL dân cư chưa có ông/bà", "chưa đủ 18 tuổi"


@pytest.fixture(autouse=True)
def _the_state_answers(town: Town) -> Iterator[None]:
    forget_failures()
    with hour():
        load_packs(packs=[read("household_business_registration")], by=system("test"))
        forget()
        with use_registries(the_state()):
            yield
    forget()


def begin(enter: Enter, number: str, slug: str) -> tuple[Client, str, str]:
    """The browser, the address of the first question, and what it says."""
    life = people()[number]
    Person.objects.update_or_create(
        personal_id=number, defaults={"full_name": life["full_name"], "birth_date": life["birth_date"]}
    )
    browser = enter(number)
    page = browser.post(f"/nop/{slug}/", {"agency": "H99.31"}, follow=True)
    return browser, page.redirect_chain[-1][0], html.unescape(page.content.decode())


def notes(page: str) -> str:
    return " ".join(re.findall(r'<div class="note[^"]*">.*?</div>', page, re.S))


def test_nobody_is_told_what_does_not_concern_them(enter: Enter) -> None:
    assert notes(begin(enter, USUAL, "civil_status_copy")[2]) == ""


@pytest.mark.parametrize(("number", "words"), [(STRANGER, UNKNOWN), (MINOR, YOUNG)])
def test_it_is_said_at_the_first_question_and_in_the_letter_and_not_between(
    enter: Enter, number: str, words: str
) -> None:
    browser, first, page = begin(enter, number, "civil_status_copy")
    assert "/hoi/" in first
    assert words in notes(page)
    answered = html.unescape(browser.post(first, {"event_type": "birth", "go": "1"}, follow=True).content.decode())
    if "/hoi/" in answered:
        assert words not in notes(answered) or "<h1>Xem lại rồi nộp" in answered
    top = first.split("hoi/")[0]
    letter = html.unescape(browser.get(top + "xem-lai/").content.decode())
    assert notes(letter).count(words) == 1
    assert "CSDL dân cư chưa xác nhận" not in notes(letter)


def test_a_minor_hears_at_once_that_a_business_is_not_for_them_and_where_to_object(enter: Enter) -> None:
    _browser, first, page = begin(enter, MINOR, "household_business_registration")
    assert "/hoi/" in first
    assert "phải từ đủ 18 tuổi" in notes(page)
    assert f'href="{first.split("hoi/")[0]}xem-lai/"' in notes(page)


def test_a_lone_box_that_is_not_the_first_of_its_page_keeps_its_own_label(town: Town, enter: Enter) -> None:
    api.withdraw(dossier=town.now("baby"), reason="", by=citizen("066090001234"))  # the way is free again
    _browser, first, page = begin(enter, "066090001234", "birth_registration")
    assert "child_name" in first
    assert re.search(r"<h1>Bé tên là gì\?</h1>", page)
    assert re.search(r'<label for="child_given_name">Chữ đệm và tên của bé', page)
