"""Every address the house answers, taken from its own table: by the owner, a neighbour, a colleague, a stranger.

A new address is in none of the lists below, so it fails here until somebody has said who may open it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from motcua.base.files import keep
from motcua.base.jobs.run import run_item
from motcua.base.models import OutboxItem
from motcua.directory.doors import all_doors
from motcua.dossiers import api
from motcua.dossiers.api import DossierForm, FormCode, Part
from motcua.dossiers.printing import form_data
from motcua.eforms.api import Draft, papers_attached
from motcua.notices.api import inbox
from motcua.payments.api import bill_for, take_cash
from motcua.vault.api import keep_paper
from tests.desk.conftest import enter as enter_staff
from tests.desk.town import Town, citizen, issued
from tests.portal.conftest import OWNER, Enter

__all__ = ["enter_staff"]
pytestmark = pytest.mark.django_db

NEIGHBOUR, UNPAID = "066201008901", "066173007890"
ASKED, SIGNED, DIVORCED = "066199006677", "066082004455", "066302008035"
OPEN_TO_ALL = {
    "/healthz", "/dang-nhap/", "/dang-nhap/vneid", "/dang-nhap/vneid/xong", "/dang-xuat", "/dung-thu/",
    "/can-bo/dang-nhap", "/can-bo/ma-xac-thuc", "/can-bo/mat-khau-moi", "/api/v1/openapi.json", "/api/v1/search",
    "/api/v1/procedures/<slug>", "/api/v1/dossiers/<code>", "/api/v1/papers/<code>", "/api/v1/",
    "/thong-bao/ngan-hang/", "/so-lieu/", "/so-lieu/<slug:agency>/", "/so-lieu/<slug:agency>/tai-ve.json",
    "/so-lieu/<slug:agency>/ke-hoach/<slug:public_id>/",
    "/ke-hoach/lich/<slug:key>.ics", "/", "/tim/", "/thu-tuc/", "/thu-tuc/<slug:slug>/", "/viec/<slug:event>/",
    "/xa-phuong/<slug:province>/", "/tra-cuu/", "/kiem-tra/", "/kiem-tra/<slug:code>/", "/ngon-ngu/",
    "/mat-mang/", "/mat-mang.js",
    "/du-lieu-cua-toi/", "/danh-gia/<slug:token>/",
}  # fmt: skip
EVERYBODYS_OWN = {"/lam-thay/", "/nop/<slug:slug>/", "/ho-so/", "/giay-to/", "/hop-thu/", "/toi/"}
Whose = dict[str, tuple[str, str]]


def addresses(*kinds: str) -> list[str]:
    return [address for address, door in all_doors() if door is not None and door.kind in kinds]


def filled(address: str) -> str:
    """The address with something in each place that no one has."""
    return re.sub(r"<(\w+:)?\w+>", lambda found: "7" if found[1] == "int:" else "abcdefghjkmn", address)


@pytest.fixture
def whose(town: Town, draft: Draft) -> Whose:
    """Every address that belongs to somebody: who, and how it really reads."""
    paper, form = papers_attached(draft)[0], f"/khai/{draft.public_id}"
    of_draft = {
        "": "", "hoi/<slug:page_id>/": "hoi/purpose/", "luu/<slug:page_id>/": "luu/purpose/", "noi-nop/": "noi-nop/",
        "giay-to/<slug:component>/": f"giay-to/{paper.component}/", "anh/<slug:paper_id>/": f"anh/{paper.public_id}/",
        "xem-lai/": "xem-lai/", "hoi-lai-nguon/": "hoi-lai-nguon/", "sua/<str:name>/": "sua/applicant_phone/",
        "nop/": "nop/", "bo/": "bo/",
    }  # fmt: skip
    found: Whose = {f"/khai/<slug:public_id>/{key}": (OWNER, f"{form}/{value}") for key, value in of_draft.items()}
    baby, paid, asked, signed = (town.now(stage) for stage in ("baby", "unpaid", "supplement", "to_sign"))
    top = "/ho-so/<slug:public_id>/"
    found["/khai/<slug:public_id>/da-nop/"] = (OWNER, f"/khai/{baby.draft.public_id}/da-nop/")
    found[top] = (OWNER, f"/ho-so/{baby.public_id}/")
    found[top + "rut/"] = (OWNER, f"/ho-so/{baby.public_id}/rut/")
    part = Part.objects.filter(dossier=town.at["new"]).exclude(file=None)[0]
    found[top + "tep/<int:position>/"] = (DIVORCED, f"/ho-so/{town.at['new'].public_id}/tep/{part.pk}/")
    found[top + "bo-sung/"] = (ASKED, f"/ho-so/{asked.public_id}/bo-sung/")
    found[top + "giay-bao/"] = (UNPAID, f"/ho-so/{paid.public_id}/giay-bao/")
    found[top + "nop-phi/"] = (UNPAID, f"/ho-so/{paid.public_id}/nop-phi/")
    return found | _of_papers(town, signed)


def _of_papers(town: Town, signed: api.Dossier) -> Whose:
    viewer = citizen(OWNER)
    assert viewer.subject is not None
    file = keep(b"%PDF-1.7\n%%EOF", name="giay.pdf", media_type="application/pdf")
    kept = keep_paper(
        subject=viewer.subject, kind="other", title="Giấy riêng", file=file, number="1", source="upload", by=viewer,
    )  # fmt: skip
    api.sign_result(dossier=signed, by=town.viewer("chutich.anhoa"))
    signed = issued(signed)
    api.return_result(dossier=signed, how=2, by=town.viewer("tiepnhan.anhoa"))
    made = DossierForm.objects.create(dossier=signed, form="01", ref=1, file=file, made_at=signed.submitted_at)
    result = signed.results.exclude(file=None)[0]
    top = "/ho-so/<slug:public_id>/"
    return {
        "/giay-to/<slug:public_id>/": (OWNER, f"/giay-to/{kept.public_id}/"),
        "/hop-thu/<slug:public_id>/": (OWNER, f"/hop-thu/{inbox(viewer)[0].public_id}/"),
        top + "phieu/<slug:code>/<int:ref>/": (SIGNED, f"/ho-so/{signed.public_id}/phieu/{made.form}/{made.ref}/"),
        top + "ket-qua/<int:result_id>/": (SIGNED, f"/ho-so/{signed.public_id}/ket-qua/{result.pk}/"),
    }


def test_every_address_has_its_door_and_every_open_one_was_decided() -> None:
    assert [address for address, door in all_doors() if door is None] == []
    assert set(addresses("public")) == OPEN_TO_ALL


def test_every_address_of_citizens_is_somebodys_or_everybodys_own(whose: Whose) -> None:
    assert set(addresses("citizen")) == set(whose) | EVERYBODYS_OWN


def test_a_stranger_opens_no_closed_address_by_reading_or_by_pressing(town: Town, enter: Enter) -> None:
    browser = enter()
    for address in addresses("citizen", "staff", "known"):
        for ask in (browser.get, browser.post):
            answer = ask(filled(address))
            assert answer.status_code in (302, 405), (address, answer.status_code)
            if answer.status_code == 302:
                assert re.match("/(dang-nhap/|can-bo/dang-nhap)", answer.headers["Location"]), address


def test_a_citizen_opens_no_address_of_staff(town: Town, enter: Enter) -> None:
    browser = enter(OWNER)
    for address in addresses("staff"):
        for ask in (browser.get, browser.post):
            assert ask(filled(address)).status_code in (403, 405), address


def test_a_colleague_opens_no_address_of_citizens(
    town: Town, whose: Whose, enter_staff: Callable[[str], Client]
) -> None:
    browser = enter_staff("tiepnhan.anhoa")
    for _owner, address in [*whose.values(), *(("", filled(each)) for each in EVERYBODYS_OWN)]:
        for ask in (browser.get, browser.post):
            assert ask(address).status_code in (403, 405), address


def test_what_is_somebodys_opens_for_them_and_for_no_neighbour(town: Town, whose: Whose, enter: Enter) -> None:
    for pattern, (owner, address) in whose.items():
        neighbour = enter(NEIGHBOUR)
        assert neighbour.get(address).status_code in (404, 405), pattern
        assert neighbour.post(address, {"applicant_phone": "0999999999"}).status_code in (404, 405), pattern
        answer = enter(owner).get(address)
        assert answer.status_code in (200, 302, 405), (pattern, answer.status_code)
        if answer.status_code == 302:
            assert "dang-nhap" not in answer.headers["Location"], pattern


def test_ones_own_lists_hold_nothing_of_the_neighbours(town: Town, whose: Whose, enter: Enter) -> None:
    secrets = {town.now("baby").code, town.now("unpaid").code, "Giấy riêng", "Nguyễn Văn Hùng"}
    for address in EVERYBODYS_OWN - {"/nop/<slug:slug>/"}:
        text = enter(NEIGHBOUR).get(address).content.decode()
        assert not [secret for secret in secrets if secret in text], address
        assert enter(NEIGHBOUR).get(address).status_code == 200


def test_a_receipt_is_the_payers_alone(town: Town, enter: Enter) -> None:
    dossier = town.now("unpaid")
    bill = bill_for(dossier.bill)
    assert bill is not None
    take_cash(bill=bill, amount=bill.total, key="quay-1", by=town.viewer("ketoan.anhoa"))
    for item in OutboxItem.objects.filter(task="dossiers.make_form", payload__dossier=dossier.public_id):
        run_item(item.pk, worker="test")
    made = DossierForm.objects.get(dossier=dossier, form=FormCode.FEE_RECEIPT)
    address = f"/ho-so/{dossier.public_id}/phieu/BL/{made.ref}/"
    assert address in enter(UNPAID).get(f"/ho-so/{dossier.public_id}/").content.decode()
    assert enter(UNPAID).get(address)["Content-Type"] == "application/pdf"
    assert enter(NEIGHBOUR).get(address).status_code == 404


def test_addresses_printed_on_papers_open(town: Town, enter: Enter, settings: Any) -> None:
    dossier = town.now("supplement")
    for form, ref in ((FormCode.ARRIVAL, 1), (FormCode.SUPPLEMENT, 1)):
        printed = form_data(dossier, form, ref)["lookup"]
        assert printed.startswith(settings.PUBLIC_URL)
        answer = enter().get(printed.removeprefix(settings.PUBLIC_URL))
        assert answer.status_code == 200
        assert dossier.code in answer.content.decode()
        assert "bổ sung" in answer.content.decode()


def test_a_number_no_paper_can_have_is_no_address(town: Town, enter: Enter) -> None:
    """More than the column holds: PostgreSQL would refuse to compare it."""
    top = f"/ho-so/{town.now('baby').public_id}"
    for address in (
        f"{top}/phieu/01/99999999/",
        f"{top}/tep/99999999999999999999/",
        f"{top}/ket-qua/99999999999999999999/",
    ):
        assert enter(OWNER).get(address).status_code == 404, address
