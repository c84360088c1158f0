"""The fee receipt as XML: what the decree asks of it, sealed, kept with its hash, checked by anybody."""

from __future__ import annotations

import hashlib
from xml.etree import ElementTree

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from motcua.base.files import read_file
from motcua.base.files.serving import serve
from motcua.base.models import JournalEntry, OutboxItem
from motcua.dossiers import api
from motcua.papers.api import IssuedPaper, check, paper_facts
from motcua.payments.api import Bill, PaidFor, Receipt, receipt_xml
from motcua.signing.api import verify
from tests.dossiers.test_fees import pay
from tests.dossiers.test_sealed_forms import authority, authority_folder, enrolled, house, make, sealing
from tests.dossiers.world import World, filed

__all__ = ["authority", "authority_folder", "enrolled", "house", "sealing"]
pytestmark = pytest.mark.django_db
NS = "{urn:motcua:bien-lai:1}"


def paid(world: World) -> api.Dossier:
    return pay(world, filed(world, answers={"want_copies": True, "copies": 2}))


def test_a_line_of_an_unknown_kind_is_neither_a_fee_nor_a_charge(world: World) -> None:
    dossier = paid(world)
    bill = Bill.objects.get(reference__startswith=f"dossier:{dossier.public_id}")
    bill.lines = [{name: value for name, value in each.items() if name != "kind"} for each in bill.lines]
    bill.save()
    found = said(make(dossier, "BX"))
    assert (found["Phi"], found["LePhi"], found["ThanhTien"]) == ("0", "0", str(bill.total))


def said(xml: bytes) -> dict[str, str]:
    root = ElementTree.fromstring(xml)
    return {each.tag.removeprefix(NS): each.text or "" for each in root if each.tag.startswith(NS) and not len(each)}


def test_money_that_arrived_asks_for_both_receipts_once(world: World) -> None:
    dossier = paid(world)
    asked = OutboxItem.objects.filter(task="dossiers.make_form", key__contains=f"{dossier.public_id}:B")
    assert sorted(each.payload["form"] for each in asked) == ["BL", "BX"]


def test_the_receipt_says_what_the_decree_asks(world: World) -> None:
    world.agency.tax_code, world.agency.receipt_form, world.agency.receipt_sign = "4400123456", "02BLP0-001", "AA-26E"
    world.agency.save()
    dossier = paid(world)
    xml = make(dossier, "BX")
    bill = Bill.objects.get(reference__startswith=f"dossier:{dossier.public_id}")
    found, receipt = said(xml), Receipt.objects.get(bill=bill)
    assert found["TenBienLai"] == "Biên lai thu tiền phí, lệ phí"
    assert (found["MauSo"], found["KyHieu"], found["SoBienLai"]) == ("02BLP0-001", "AA-26E", f"{receipt.number:07d}")
    assert (found["DonViThuPhi"], found["MaSoThueDonViThuPhi"]) == (world.agency.name, "4400123456")
    assert (found["HoTenNguoiNop"], found["SoCMNDNguoiNop"]) == (bill.payer_name, bill.payer_key)
    assert "MaSoThueBienLai" not in found
    assert (found["MaHoSo"], found["ThanhTien"]) == (dossier.code, str(bill.total))
    assert int(found["Phi"]) + int(found["LePhi"]) == bill.total
    assert found["ThanhTienBangChu"].endswith("đồng")
    assert found["HinhThucThanhToan"] in ("tien-mat", "chuyen-khoan")
    assert found["NgayThuPhi"].endswith("+07:00")
    lines = ElementTree.fromstring(xml).findall(f"{NS}PhiLePhi")
    assert sum(int(each.findtext(f"{NS}SoTien") or 0) for each in lines) == bill.total
    assert all(each.findtext(f"{NS}LoaiPhiLePhi") in ("1", "2") for each in lines)


def test_the_sealed_file_is_kept_with_its_hash_and_checked_by_anybody(sealing: World, client: Client) -> None:
    dossier = paid(sealing)
    xml = make(dossier, "BX")
    found = verify(xml)
    assert (found.reasons, found.valid) == ([], True)
    assert [each.signer for each in found.signatures] == [sealing.agency.name]
    paper = IssuedPaper.objects.get(kind="fee-receipt-xml")
    assert paper.sha256 == hashlib.sha256(xml).hexdigest()
    assert check(said(xml)["MaTraCuu"]).number == dossier.code
    assert said(xml)["DiaChiTraCuu"].endswith(f"/kiem-tra/{paper.check_code}/")
    told = JournalEntry.objects.filter(event="papers.issued").last()
    assert told is not None
    assert told.data["sha256"] == paper.sha256
    assert paper_facts(xml)["paper"]["title"] == "Biên lai thu tiền phí, lệ phí (tệp XML)"
    shown = client.post("/kiem-tra/", {"file": SimpleUploadedFile("bl.xml", xml)}).content.decode()
    assert "Biên lai thu tiền phí, lệ phí (tệp XML)" in shown
    forged = xml.replace(b"<ThanhTien>", b"<ThanhTien>9", 1)
    shown = client.post("/kiem-tra/", {"file": SimpleUploadedFile("bl.xml", forged)}).content.decode()
    assert "Không nên tin tệp này." in shown
    assert "đã bị thay đổi sau khi ký" in shown


def test_asked_for_twice_it_is_one_file(sealing: World) -> None:
    dossier = paid(sealing)
    assert make(dossier, "BX") == make(dossier, "BX")
    assert IssuedPaper.objects.filter(kind="fee-receipt-xml").count() == 1


def test_an_agency_without_a_certificate_gives_it_unsealed_and_says_so(world: World) -> None:
    xml = make(paid(world), "BX")
    assert IssuedPaper.objects.get(kind="fee-receipt-xml").signed_by == ""
    assert b"Signature" not in xml


def test_names_no_document_may_hold_are_cleaned_and_unpaid_bills_have_no_receipt(world: World) -> None:
    dossier = paid(world)
    bill = Bill.objects.select_related("agency").get(reference__startswith=f"dossier:{dossier.public_id}")
    about = PaidFor("H-1", "1.1", "A & <B>", "Thôn \x00 2 \ud800", "abc", "http://x/kiem-tra/abc/")
    bill.payer_name, bill.payer_kind = "Công ty\x0b Mới", "organisation"
    found = said(receipt_xml(bill, about))
    assert (found["HoTenNguoiNop"], found["DiaChiNguoiNop"], found["TenTTHC"]) == ("Công ty Mới", "Thôn  2 ", "A & <B>")
    assert found["MaSoThueBienLai"] == bill.payer_key
    bill.settled_at = None
    with pytest.raises(LookupError):
        receipt_xml(bill, about)


def test_the_file_is_handed_out_to_keep_and_never_shown_as_a_page(world: World) -> None:
    made = api.DossierForm.objects.select_related("file")
    dossier = paid(world)
    xml = make(dossier, "BX")
    file = made.get(dossier=dossier, form="BX").file
    assert (file.media_type, file.name.endswith(".xml"), read_file(file)) == ("application/xml", True, xml)
    answer = serve(file)
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["Content-Type"] == "application/octet-stream"
