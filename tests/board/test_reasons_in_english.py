"""Why a file could not be read is told in the language of whoever looks, long after it was kept."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.urls import reverse

from motcua.base.clock import now
from motcua.base.files import keep
from motcua.plans.models import Arrival
from motcua.plans.reader.errors import no_columns
from tests.desk.town import Town
from tests.support.kept_words import MARK, reading_english
from tests.support.town_fixture import signed_in, town

__all__ = ["town"]


@pytest.mark.django_db
def test_a_page_tells_why_in_the_readers_language(town: Town) -> None:
    staff = town.staff("kiemsoat.anhoa")
    found = Arrival.objects.create(
        agency=town.here,
        file=keep(b"PK", name="a.xlsx", media_type="application/octet-stream"),
        state=Arrival.State.REFUSED,
        trouble=str(no_columns("STT, Tên").message),
        by=str(town.viewer("kiemsoat.anhoa").actor),
        at=now(),
    )
    pages = [reverse("board:plans"), reverse("board:plan_reading", args=[found.public_id])]
    reader = signed_in(staff.user, "password_totp")
    assert all(found.trouble in reader.get(page).text for page in pages)
    reader.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    with reading_english():
        assert all(f"{MARK}{found.trouble}" in reader.get(page).text for page in pages)
