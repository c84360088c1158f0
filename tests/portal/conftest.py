import pytest
from django.test import Client

from motcua.directory.models import Person, User
from motcua.eforms.api import Draft, attach, draft_for, open_draft, papers_needed
from tests.desk.town import Town, citizen, photo
from tests.support.town_fixture import BACKEND, Enter, signed_in, town

__all__ = ["BACKEND", "Enter", "town"]

OWNER = "066090001234"


@pytest.fixture
def enter(town: Town, db: None) -> Enter:
    """A browser in which the citizen with this personal number is signed in; without a number, a stranger's."""

    def sign_in(number: str = "") -> Client:
        if not number:
            return Client()
        person = Person.objects.get(personal_id=number)
        user, _new = User.objects.get_or_create(username=number, defaults={"person": person})
        return signed_in(user, "oidc")

    return sign_in


@pytest.fixture
def draft(town: Town) -> Draft:
    """A draft of `OWNER` with a paper attached."""
    viewer = citizen(OWNER)
    found = open_draft(viewer=viewer, procedure="marital_status_certificate", agency=town.here)
    component = next(each.component.id for each in papers_needed(found) if each.component.mode == "upload")
    attach(draft=found, component=component, upload=photo("giay"), by=viewer)
    return draft_for(found.public_id, viewer)
