"""Pages of portal and board are whole, and tell and change nothing for those they are not for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import override_settings

from motcua.dossiers.api import DossierForm, Part
from motcua.eforms.api import Draft, papers_attached
from tests.desk.town import Town
from tests.portal.conftest import OWNER, Enter

pytestmark = pytest.mark.django_db

NEIGHBOUR = "066201008901"
UNPAID, ASKED = "066173007890", "066199006677"
MISSING = "!undefined!"
OUR_ROOMS = ("portal", "board")


def of_draft(draft: Draft) -> list[str]:
    paper, top = papers_attached(draft)[0], f"/khai/{draft.public_id}"
    return [
        f"{top}/", f"{top}/hoi/purpose/", f"{top}/giay-to/{paper.component}/", f"{top}/anh/{paper.public_id}/",
        f"{top}/xem-lai/", f"{top}/sua/applicant_phone/", f"{top}/da-nop/", f"{top}/bo/",
    ]  # fmt: skip


def of_dossier(town: Town, stage: str) -> list[str]:
    dossier = town.now(stage)
    top = f"/ho-so/{dossier.public_id}"
    found = [f"{top}/", f"{top}/bo-sung/", f"{top}/rut/", f"{top}/nop-phi/", f"{top}/giay-bao/"]
    found += [f"{top}/phieu/{made.form}/{made.ref}/" for made in DossierForm.objects.filter(dossier=dossier)]
    found += [f"{top}/tep/{each.pk}/" for each in Part.objects.filter(dossier=dossier).exclude(file=None)]
    found += [f"{top}/ket-qua/{each.pk}/" for each in dossier.results.exclude(file=None)]
    return [*found, f"/khai/{dossier.draft.public_id}/da-nop/", f"/khai/{dossier.draft.public_id}/"]


def test_a_neighbour_changes_nothing(draft: Draft, town: Town, enter: Enter) -> None:
    top, dossier = f"/khai/{draft.public_id}", f"/ho-so/{town.now('supplement').public_id}"
    presses = [
        f"{top}/hoi/purpose/", f"{top}/luu/purpose/", f"{top}/noi-nop/", f"{top}/nop/", f"{top}/hoi-lai-nguon/",
        f"{top}/sua/applicant_phone/", f"{top}/bo/", f"{dossier}/bo-sung/", f"{dossier}/rut/", f"{dossier}/nop-phi/",
    ]  # fmt: skip
    for address in presses:
        answer = enter(NEIGHBOUR).post(address, {"applicant_phone": "0999999999", "purpose": "loan"})
        assert answer.status_code == 404, address
        assert enter().post(address).headers["Location"].startswith("/dang-nhap/"), address
    assert town.now("supplement").status == 5
    assert Draft.objects.get(pk=draft.pk).state == Draft.State.OPEN


def test_public_pages_tell_nobodys_name(town: Town, enter: Enter) -> None:
    dossier = town.now("baby")
    names = {dossier.applicant.full_name, dossier.applicant.personal_id, "Trần Thị Mai"}
    pages = ["/", "/tra-cuu/?ma=" + dossier.code, "/so-lieu/", f"/so-lieu/{dossier.agency.code.replace('.', '-')}/"]
    for address in [*pages, f"/api/v1/dossiers/{dossier.code}"]:
        answer = enter().get(address)
        assert answer.status_code == 200, address
        assert not [name for name in names if name in answer.content.decode()], address


PUBLIC = [
    "/", "/tim/", "/tim/?q=khai+sinh", "/tim/?q=zzzzqq", "/thu-tuc/", "/thu-tuc/birth_registration/",
    "/viec/birth/", "/tra-cuu/", "/kiem-tra/", "/kiem-tra/ABCD-EFGH/", "/du-lieu-cua-toi/", "/so-lieu/",
    "/dang-nhap/", "/khong-co/", "/thu-tuc/khong_co/",
]  # fmt: skip
OWN = ["/", "/ho-so/", "/giay-to/", "/hop-thu/", "/toi/", "/nop/marital_status_certificate/", "/lam-thay/"]


@pytest.fixture
def strict() -> Iterator[None]:
    """Templates that name what is not there show it."""
    templates = [dict(each) for each in settings.TEMPLATES]
    templates[0]["OPTIONS"] = {**templates[0]["OPTIONS"], "string_if_invalid": MISSING}
    with override_settings(TEMPLATES=templates):
        yield


@pytest.mark.usefixtures("strict")
def test_pages_are_whole(town: Town, draft: Draft, enter: Enter) -> None:
    """No name a template does not know, no script or style in the page that the policy would have to allow."""
    asked = [("", each) for each in PUBLIC] + [(OWNER, each) for each in [*OWN, *of_draft(draft)]]
    for stage, owner in (("baby", OWNER), ("unpaid", UNPAID), ("supplement", ASKED)):
        asked += [(owner, each) for each in of_dossier(town, stage)]
    for number, address in asked:
        answer = enter(number).get(address, follow=True)
        assert answer.status_code < 500, address
        if not answer.headers["Content-Type"].startswith("text/html") or answer.streaming:
            continue
        text = answer.content.decode()
        assert MISSING not in text, (address, text[max(0, text.find(MISSING) - 200) :][:260])
        assert not re.search(r"<script(?![^>]*\bsrc=)|\son[a-z]+=\"|javascript:|\sstyle=\"", text), address
        assert "unsafe" not in answer.headers.get("Content-Security-Policy", ""), address


def test_no_template_carries_a_script() -> None:
    for room in OUR_ROOMS:
        for path in Path(settings.ROOT, room, "templates").rglob("*.html"):
            assert not re.search(r"<script(?! src=)|\son(click|load|change)=", path.read_text(encoding="utf-8")), path


def test_a_file_is_handed_out_safely(draft: Draft, enter: Enter) -> None:
    paper = papers_attached(draft)[0]
    answer = enter(OWNER).get(f"/khai/{draft.public_id}/anh/{paper.public_id}/")
    assert answer.status_code == 200
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_a_refused_file_says_how_to_mend_it(draft: Draft, enter: Enter) -> None:
    paper = papers_attached(draft)[0]
    sent = SimpleUploadedFile("virus.pdf", b"MZ\x90\x00 not a pdf", content_type="application/pdf")
    answer = enter(OWNER).post(f"/khai/{draft.public_id}/giay-to/{paper.component}/", {"files": sent, "send": "1"})
    text = answer.content.decode()
    assert answer.status_code == 200
    assert "Có tệp chưa nhận được" in text
    assert "virus.pdf" in text
