"""What was sent and is not kept yet stands in its box again, whatever kind of box it is."""

from __future__ import annotations

import pytest

from motcua.eforms.api import Draft
from motcua.eforms.looking import field_of
from motcua.portal.questions import question
from tests.portal.conftest import OWNER, Enter

pytestmark = pytest.mark.django_db


def test_words_and_choices_stand_where_they_were_typed(draft: Draft) -> None:
    phone, purpose = field_of(draft, "applicant_phone"), field_of(draft, "purpose")
    assert phone is not None
    assert purpose is not None
    assert question(phone, typed="0912 345").value == "0912 345"
    assert [each.value for each in question(purpose, typed="loan").choices if each.chosen] == ["loan"]


def test_a_form_made_by_hand_is_a_page(draft: Draft, enter: Enter) -> None:
    """It names a province where no place is asked for."""
    sent = {"province": "99", "applicant_phone": "0912 345 678"}
    page = enter(OWNER).post(f"/khai/{draft.public_id}/sua/applicant_phone/", sent)
    assert (page.status_code, "0912 345 678" in page.content.decode()) == (200, True)
