"""A draft begun for a child is gone on with for the child: who comes back to it says so again, which is recorded."""

from __future__ import annotations

import re
from datetime import date

import pytest

from motcua.base.models import JournalEntry
from motcua.directory.api import Session, person_subject, viewer_of_person
from motcua.directory.models import Person, Representation
from motcua.eforms.api import Draft, open_draft
from tests.desk.town import Town
from tests.portal.conftest import OWNER, Enter

pytestmark = pytest.mark.django_db
CHILD = "066326000001"


@pytest.fixture
def of_child(town: Town) -> Draft:
    person = Person.objects.get(personal_id=OWNER)
    child = Person.objects.create(personal_id=CHILD, full_name="Nguyễn Minh Khôi", birth_date=date(2026, 1, 5))
    Representation.objects.create(
        person=person,
        child=child,
        kind="parent",
        source="CSDL hộ tịch",
        valid_from=date(2026, 1, 1),
    )
    acting = viewer_of_person(person, acting_for=person_subject(CHILD), session=Session(method="oidc", level=2))
    return open_draft(viewer=acting, procedure="civil_status_copy", agency=town.here)


def test_who_comes_back_says_for_whom(of_child: Draft, enter: Enter) -> None:
    browser, address = enter(OWNER), f"/khai/{of_child.public_id}/"
    asked = browser.get(address)
    assert asked["Location"].startswith("/lam-thay/?next=")
    page = browser.get(asked["Location"]).content.decode()
    line = re.search(r'name="choice" value="([^"]+)" checked><span>Nguyễn Minh Khôi', page)
    assert line, page
    said = browser.post("/lam-thay/", {"choice": line[1], "next": address})
    assert said["Location"] == address
    assert JournalEntry.objects.filter(event="directory.acting_for_started").count() == 1
    assert "/lam-thay/" not in browser.get(address)["Location"]


def test_a_draft_of_ones_own_is_not_gone_on_with_in_the_childs_name(
    draft: Draft, of_child: Draft, enter: Enter
) -> None:
    browser, address = enter(OWNER), f"/khai/{draft.public_id}/"
    assert "/lam-thay/" not in browser.get(address)["Location"]
    page = browser.get("/lam-thay/").content.decode()
    line = re.search(r'name="choice" value="([^"]+)"><span>Nguyễn Minh Khôi', page)
    assert line, page
    browser.post("/lam-thay/", {"choice": line[1], "next": "/"})
    asked = browser.get(address)["Location"]
    assert 'value="self" checked' in browser.get(asked).content.decode()


def test_who_represents_the_child_no_longer_is_told_so(of_child: Draft, enter: Enter) -> None:
    Representation.objects.all().delete()
    browser, address = enter(OWNER), f"/khai/{of_child.public_id}/"
    assert "/lam-thay/" not in browser.get(address)["Location"]
