"""One draft on two devices of the same make: the last word of a field stands, and whoever wrote it hears what it
replaced, by the button and by the field saved as it is left; nobody is told of their own words."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client

from motcua.base.clock import freeze, now
from motcua.eforms.api import Draft
from motcua.eforms.models import Answer
from tests.portal.conftest import OWNER, Enter

pytestmark = pytest.mark.django_db
# What every telephone of this make says of itself.
PHONE = "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 Chrome/130.0.0.0 Mobile Safari/537.36"
TOLD = "vừa được sửa trên máy khác"


class Device:
    """A browser of the owner with the question page open."""

    def __init__(self, browser: Client, draft: Draft) -> None:
        self.browser, self.top = browser, f"/khai/{draft.public_id}"
        self.browser.defaults["HTTP_USER_AGENT"] = PHONE
        page = self.browser.get(f"{self.top}/hoi/purpose/").content.decode()
        found = re.search(r'name="seen" value="([^"]+)"', page)
        assert found, page
        self.seen = found[1]

    def leave(self, words: str, *, minutes: int) -> str:
        """The field, saved so many minutes after the page was opened."""
        sent = {"purpose": "other", "purpose_other": words, "seen": self.seen}
        with freeze(now() + timedelta(minutes=minutes)):
            return self.browser.post(f"{self.top}/luu/purpose/", sent).content.decode()

    def press(self, words: str, *, minutes: int) -> str:
        """The button, so many minutes after the page was opened."""
        sent = {"purpose": "other", "purpose_other": words, "seen": self.seen, "go": "1"}
        with freeze(now() + timedelta(minutes=minutes)):
            return self.browser.post(f"{self.top}/hoi/purpose/", sent).content.decode()


@pytest.fixture
def devices(draft: Draft, enter: Enter) -> tuple[Device, Device]:
    return Device(enter(OWNER), draft), Device(enter(OWNER), draft)


def stands(draft: Draft) -> str:
    return str(Answer.objects.get(draft=draft, field="purpose_other").value)


def test_a_press_tells_what_it_replaced(draft: Draft, devices: tuple[Device, Device]) -> None:
    phone, tablet = devices
    tablet.press("Vay vốn làm nhà", minutes=1)
    told = phone.press("Bổ túc hồ sơ", minutes=2)
    assert TOLD in told
    assert "Vay vốn làm nhà" in told
    assert stands(draft) == "Bổ túc hồ sơ"


def test_a_field_saved_as_it_is_left_tells_it_too(draft: Draft, devices: tuple[Device, Device]) -> None:
    phone, tablet = devices
    assert TOLD not in tablet.leave("Vay vốn làm nhà", minutes=1)
    told = phone.leave("Bổ túc hồ sơ", minutes=2)
    assert TOLD in told
    assert "Vay vốn làm nhà" in told
    assert stands(draft) == "Bổ túc hồ sơ"


def test_nobody_is_told_of_their_own_words(draft: Draft, devices: tuple[Device, Device]) -> None:
    phone, _tablet = devices
    for minutes, words in enumerate(("Bổ túc hồ sơ", "Bổ túc hồ sơ vay vốn"), start=1):
        assert TOLD not in phone.leave(words, minutes=minutes)
    assert TOLD not in phone.press("Vay vốn", minutes=3)
