"""What is kept in Vietnamese is named in the reader's language wherever it stands: results, who wrote down a right."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils.html import escape

from motcua.catalogue.api import pack_of
from motcua.dossiers import api
from motcua.rules.codes import Delivery
from tests.desk.conftest import enter as enter_staff
from tests.desk.town import Town, hour, issued
from tests.portal.conftest import OWNER, Enter

__all__ = ["enter_staff"]
pytestmark = pytest.mark.django_db


def in_english(browser: Client, address: str) -> str:
    browser.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    return browser.get(address).text


def test_a_result_is_called_as_the_reader_calls_it(
    town: Town, enter: Enter, enter_staff: Callable[[str], Client]
) -> None:
    dossier = town.now("to_sign")
    assert dossier.applicant is not None
    name = pack_of(dossier.procedure_version_id).results[0].name
    both = escape(f"{name.en} ({name.vi})")
    signer, clerk, owner = (
        enter_staff("chutich.anhoa"),
        enter_staff("tiepnhan.anhoa"),
        enter(dossier.applicant.personal_id),
    )
    desk = reverse("desk:dossier", args=[dossier.public_id])
    with hour():
        assert f"Draft: {both}" in in_english(signer, reverse("desk:sign"))
        api.sign_result(dossier=dossier, by=town.viewer("chutich.anhoa"))
        signed = issued(town.now("to_sign"))
        assert f"<b>{both}</b>" in in_english(clerk, desk)
        assert both in in_english(clerk, f"{desk}tra-ket-qua")
        api.return_result(dossier=signed, how=Delivery.ELECTRONIC, by=town.viewer("tiepnhan.anhoa"))
        paper = signed.results.get().issued_paper
        assert paper is not None
        for page in (f"/ho-so/{signed.public_id}/", "/giay-to/"):
            assert f">{both}<" in in_english(owner, page)
        assert both in in_english(Client(), f"/kiem-tra/{paper.check_code}/")
    owner.cookies.pop(settings.LANGUAGE_COOKIE_NAME)
    assert f">{name.vi}<" in owner.get("/giay-to/").text


def test_where_it_is_written_for_whom_one_may_act_is_told_in_the_readers_language(town: Town, enter: Enter) -> None:
    shown = in_english(enter(OWNER), "/lam-thay/")
    assert "Father or mother · Civil status database" in shown
