import pytest

from tests.desk.town import Town
from tests.support.town_fixture import BACKEND, Enter, signed_in, town

__all__ = ["BACKEND", "Enter", "town"]


@pytest.fixture
def enter(town: Town, db: None) -> Enter:
    """A browser in which somebody of the demo is signed in."""
    return lambda username: signed_in(town.staff(username).user, "password_totp")
