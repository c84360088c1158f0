"""Where a dossier goes: home, the place it is about, or where the person says."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import Client

from motcua.base.actor import system
from motcua.catalogue.api import load_packs
from motcua.catalogue.selectors import forget
from motcua.eforms.api import Draft
from motcua.gateways.api import forget_failures, use_registries
from tests.desk.town import Town, hour
from tests.eforms.test_real_packs import read, the_state
from tests.portal.conftest import Enter

pytestmark = pytest.mark.django_db
TENANT = "066199006677"  # at home in Tân Sơn (H99.33), rents in Thanh Lâm (H99.32)
SLUG = "temporary_residence"


@pytest.fixture(autouse=True)
def _the_state_answers(town: Town) -> Iterator[None]:
    forget_failures()
    with hour():
        load_packs(packs=[read(SLUG)], by=system("test"))
        forget()
        with use_registries(the_state()):
            yield
    forget()


def begun(enter: Enter) -> tuple[Client, Draft]:
    browser = enter(TENANT)
    assert "/khai/" in browser.get(f"/nop/{SLUG}/").url  # type: ignore[attr-defined]
    return browser, Draft.objects.get(procedure=SLUG)


def live_in(browser: Client, draft: Draft, province: str, commune: str) -> str:
    """The code of the agency after the answer."""
    box = "temporary_address"
    said = {f"{box}-province": province, f"{box}-commune": commune, f"{box}-detail": "Thôn 4", "go": "1"}
    assert browser.post(f"/khai/{draft.public_id}/hoi/address/", said).status_code == 302
    draft.refresh_from_db()
    return draft.agency.code


def letter(browser: Client, draft: Draft) -> str:
    return browser.get(f"/khai/{draft.public_id}/xem-lai/").content.decode()


def test_it_goes_to_the_commune_one_will_live_in(enter: Enter) -> None:
    browser, draft = begun(enter)
    assert live_in(browser, draft, "99", "99002") == "H99.32"
    assert "UBND xã Thanh Lâm" in letter(browser, draft)
    assert "chưa nhận hồ sơ" not in letter(browser, draft)
    assert live_in(browser, draft, "99", "99001") == "H99.31"


def test_what_the_person_chose_stays(enter: Enter) -> None:
    browser, draft = begun(enter)
    browser.post(f"/khai/{draft.public_id}/noi-nop/", {"agency": "H99.33"})
    assert live_in(browser, draft, "99", "99002") == "H99.33"


def test_a_place_nobody_here_serves_is_said_and_goes_nowhere_by_itself(enter: Enter) -> None:
    browser, draft = begun(enter)
    live_in(browser, draft, "52", "21553")
    words = "Xã của địa chỉ trên chưa nhận hồ sơ ở đây"
    assert words in letter(browser, draft)
    assert "UBND xã" not in letter(browser, draft).split("Nộp ở xã khác")[0]
    refused = browser.post(f"/khai/{draft.public_id}/nop/")
    assert (refused.status_code, words in refused.content.decode()) == (422, True)
    browser.post(f"/khai/{draft.public_id}/noi-nop/", {"agency": "H99.33"})
    assert words not in letter(browser, draft)
    assert "UBND phường Tân Sơn" in letter(browser, draft)
