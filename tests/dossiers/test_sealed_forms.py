"""Forms 01 to 06 and the fee receipt carry the seal of who issues them; without one they claim none."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from motcua.base.clock import freeze
from motcua.base.files import read_file
from motcua.base.models import OutboxItem
from motcua.directory.models import Agency
from motcua.dossiers import api
from motcua.dossiers.models import FormNumber
from motcua.dossiers.tasks.forms import PATIENCE, make_form
from motcua.papers.api import IssuedPaper, check
from motcua.signing.api import TimestampUnavailable, Verification
from motcua.signing.api import verify as verify_now
from tests.dossiers.test_fees import pay
from tests.dossiers.world import MORNING, World, again, filed, processing
from tests.signing.conftest import Enrol, Running, authority, authority_folder, enrolled, house

__all__ = ["authority", "authority_folder", "enrolled", "house"]
pytestmark = pytest.mark.django_db
# In force by the clock of the world, which stands still, and by the true one, whichever is ahead.
LONG_BEFORE = min(MORNING, datetime.now(UTC)) - timedelta(days=1)


@pytest.fixture
def sealing(world: World, enrolled: Enrol) -> World:
    """The agency of the world has its certificate."""
    enrolled("agency", f"agency:{world.agency.code}", world.agency.name, world.agency.code, since=LONG_BEFORE)
    return world


def verify(pdf: bytes) -> Verification:
    """Judged by the true clock: the authority stamps the true time, and its lists are of today."""
    with freeze(datetime.now(UTC)):
        return verify_now(pdf)


def make(dossier: api.Dossier, form: str, ref: int = 1) -> bytes:
    make_form(dossier=dossier.public_id, form=form, ref=ref)
    return read_file(api.DossierForm.objects.select_related("file").get(dossier=dossier, form=form, ref=ref).file)


def with_form(world: World, form: str) -> api.Dossier:
    """A dossier whose `form` is due."""
    if form == "02":
        dossier = filed(world)
        api.ask_supplement(
            dossier=dossier, checklist={"paper_a": "missing", "paper_b": "not_needed"},
            items=[{"component": "paper_a", "what": "Nộp lại"}], reason="Ảnh mờ", by=world.clerk,
        )  # fmt: skip
        return dossier
    if form == "03":
        return api.refuse(dossier=filed(world), reason="other", words="Không thuộc thẩm quyền", by=world.clerk)
    if form == "BL":
        return pay(world, filed(world, answers={"want_copies": True, "copies": 2}))
    dossier = processing(world)
    if form == "05":
        api.stop(dossier=dossier, reason="Không đủ điều kiện", by=world.officer)
    return again(dossier)


@pytest.mark.parametrize("form", ["01", "02", "03", "05", "06", "BL"])
def test_every_form_verifies_with_the_seal_of_its_agency(sealing: World, form: str) -> None:
    pdf = make(with_form(sealing, form), form)
    found = verify(pdf)
    assert (found.valid, found.reasons) == (True, [])
    (signature,) = found.signatures
    assert (signature.kind, signature.signer) == ("agency", sealing.agency.name)
    changed = pdf.replace(b"%%EOF", b"%%EOX", 1)
    assert not verify(changed).valid


def test_the_public_page_tells_whose_seal_it_is(sealing: World) -> None:
    make(with_form(sealing, "01"), "01")
    paper = IssuedPaper.objects.get(kind="form-01-receipt")
    assert check(paper.check_code).signed_by == sealing.agency.name
    assert sealing.agency.name in Client().get(f"/kiem-tra/{paper.check_code}/").content.decode()


def test_an_agency_without_a_certificate_works_and_claims_no_seal(world: World, house: Running) -> None:
    pdf = make(with_form(world, "01"), "01")
    assert verify(pdf).signatures == []
    assert IssuedPaper.objects.get(kind="form-01-receipt").signed_by == ""


def silent(monkeypatch: pytest.MonkeyPatch) -> None:
    def nobody(*given: object, **named: Any) -> bytes:
        raise TimestampUnavailable("down")

    monkeypatch.setattr("motcua.dossiers.tasks.forms.seal", nobody)


def test_while_nobody_tells_the_time_the_number_waits_with_the_form(
    sealing: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    dossier = with_form(sealing, "02")
    with monkeypatch.context() as patch:
        silent(patch)
        for _try in range(3):
            with pytest.raises(TimestampUnavailable):
                make_form(dossier=dossier.public_id, form="02", ref=1)
    assert not api.DossierForm.objects.filter(form="02").exists()
    assert verify(make(dossier, "02")).valid
    assert [each.number.value for each in FormNumber.objects.filter(form="02")] == [1]  # type: ignore[union-attr]


def test_a_form_does_not_wait_for_ever_but_a_fee_receipt_does(sealing: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever is asked for a supplement must read it; a receipt without the seal is none (Decree 123/2020/NĐ-CP)."""
    asked, paid = with_form(sealing, "02"), with_form(sealing, "BL")
    silent(monkeypatch)
    for dossier, form in ((asked, "02"), (paid, "BL")):
        with pytest.raises(TimestampUnavailable):
            make_form(dossier=dossier.public_id, form=form, ref=1)
    with freeze(MORNING + PATIENCE):
        pdf = make(asked, "02")
        with pytest.raises(TimestampUnavailable):
            make_form(dossier=paid.public_id, form="BL", ref=1)
    assert verify(pdf).signatures == []
    assert IssuedPaper.objects.get(kind="form-02-supplement").signed_by == ""


def test_asked_for_again_it_stays_one_paper(sealing: World) -> None:
    dossier = with_form(sealing, "01")
    first = make(dossier, "01")
    make_form(dossier=dossier.public_id, form="01", ref=1)
    assert make(dossier, "01") == first
    assert IssuedPaper.objects.filter(kind="form-01-receipt").count() == 1
    assert OutboxItem.objects.filter(task="dossiers.make_form", payload__form="01").count() == 1


def test_who_settles_seals_what_it_says(sealing: World, enrolled: Enrol) -> None:
    """The apology is a paper of the agency that is late, not of the desk that received."""
    other = Agency.objects.get(pk=sealing.elsewhere.pk)
    enrolled("agency", f"agency:{other.code}", "Cơ quan giải quyết", other.code, since=LONG_BEFORE)
    dossier = with_form(sealing, "01")
    api.take(dossier=dossier, by=sealing.officer)
    api.hand_over(dossier=again(dossier), to_agency=other, by=sealing.officer)
    moved = again(dossier)
    assert moved.competent_agency_id == other.pk
    api.stop(dossier=moved, reason="x", by=sealing.stranger_officer)
    (signature,) = verify(make(moved, "05")).signatures
    assert signature.signer == "Cơ quan giải quyết"


@pytest.mark.parametrize("form", ["03", "BL", "BX"])
def test_no_seal_is_put_on_inside_a_transaction(world: World, monkeypatch: pytest.MonkeyPatch, form: str) -> None:
    """The key may lie on another machine (decision 13)."""
    dossier, depths = with_form(world, "BL" if form == "BX" else form), []
    outside = len(connection.savepoint_ids)

    def put_on(content: bytes, **_named: Any) -> bytes:
        depths.append(len(connection.savepoint_ids) - outside)
        return content

    monkeypatch.setattr("motcua.dossiers.tasks.forms.seal", put_on)
    monkeypatch.setattr("motcua.dossiers.tasks.forms.seal_xml", put_on)
    make(dossier, form)
    assert depths == [0]
    assert (
        IssuedPaper.objects.get(check_code=FormNumber.objects.get(form=form).check_code).signed_by == world.agency.name
    )
