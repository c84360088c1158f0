"""Who looked at my data, and for what: in the language of whoever reads it."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils.html import escape

from motcua.catalogue.api import pack_of
from motcua.dossiers import api
from motcua.dossiers.actions.print_register import PRINTED
from tests.desk.town import Town
from tests.portal.conftest import Enter
from tests.support.kept_words import MARK, reading_english
from tests.support.town_fixture import signed_in

pytestmark = pytest.mark.django_db


def test_a_look_is_told_in_the_readers_language(town: Town, enter: Enter) -> None:
    dossier = town.at["new"]
    assert dossier.applicant is not None
    desk = signed_in(town.staff("tiepnhan.anhoa").user, "password_totp")
    assert desk.get(reverse("desk:dossier", args=[dossier.public_id])).status_code == 200
    api.record_read(dossier, town.viewer("tiepnhan.anhoa"), PRINTED % {"month": "11/2026"})
    name = pack_of(dossier.procedure_version_id).short_name
    assert name.en
    owner: Client = enter(dossier.applicant.personal_id)
    pages = ["/toi/", f"/ho-so/{dossier.public_id}/"]
    for page in pages:
        assert escape(f"Giải quyết hồ sơ: {name.vi}") in owner.get(page).text
    owner.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    with reading_english():
        for page in pages:
            shown = owner.get(page).text
            assert escape(f"{MARK}Giải quyết hồ sơ: {name.en}") in shown
            assert escape(f"Giải quyết hồ sơ: {name.vi}") not in shown
        assert f"{MARK}In sổ theo dõi hồ sơ tháng 11/2026" in owner.get("/toi/").text


def test_what_an_auditor_wrote_stays_as_it_is(town: Town, enter: Enter) -> None:
    dossier = town.at["new"]
    assert dossier.applicant is not None
    api.record_read(dossier, town.viewer("tiepnhan.anhoa"), "Thanh tra theo Quyết định 12/QĐ-UBND")
    owner = enter(dossier.applicant.personal_id)
    owner.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    with reading_english():
        shown = owner.get("/toi/").text
    assert "Thanh tra theo Quyết định 12/QĐ-UBND" in shown
    assert f"{MARK}Thanh tra" not in shown
