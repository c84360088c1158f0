import pytest
from django.test import Client

from motcua.directory.models import Person, User
from tests.desk.town import Town
from tests.support.town_fixture import BACKEND, Enter, signed_in, town

__all__ = ["BACKEND", "Enter", "town"]


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
