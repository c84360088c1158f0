"""Signing and sealing: what comes out, who may, and what happens when the outside is not there."""

from __future__ import annotations

import shutil
import subprocess
from io import BytesIO
from pathlib import Path
from typing import Any

import httpx
import pytest
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from pyhanko.pdf_utils.reader import PdfFileReader

from motcua.base.actor import system
from motcua.base.models import JournalEntry
from motcua.signing.api import (
    CannotSign,
    Credential,
    NoCertificate,
    TimestampUnavailable,
    WrongCertificate,
    certificates_of,
    fetch_lists,
    revoke_credential,
    seal,
    seal_xml,
    sign,
    verify,
)
from motcua.signing.models import SignatureRecord
from motcua.signing.profiles import profiles, purposes
from tests.signing.conftest import Enrol, Running

pytestmark = pytest.mark.django_db


@pytest.fixture
def signed(page: bytes, leader: Credential, agency: Credential) -> bytes:
    return seal(sign(page, holder="staff:7", reason="Ký kết quả", location="Vĩnh Thạnh"), agency="H15.50")


def test_leader_and_agency(signed: bytes) -> None:
    found = verify(signed)
    assert (found.valid, found.reasons, found.notes) == (True, [], [])
    first, second = found.signatures
    assert (first.signer, first.kind, first.covers_whole_file) == ("Nguyễn Thị Ánh Tuyết", "official", False)
    assert (second.signer, second.kind, second.covers_whole_file) == ("Ủy ban nhân dân xã Thử Nghiệm", "agency", True)
    assert first.time is not None
    assert first.time.utcoffset().total_seconds() == 7 * 3600  # type: ignore[union-attr]


def test_what_was_there_before_stays_byte_for_byte(page: bytes, leader: Credential) -> None:
    assert sign(page, holder="staff:7").startswith(page)


@pytest.mark.skipif(not shutil.which("pdfsig"), reason="pdfsig (poppler-utils) is missing")
def test_another_verifier_agrees(signed: bytes, tmp_path: Path) -> None:
    (tmp_path / "signed.pdf").write_bytes(signed)
    told = subprocess.run(["pdfsig", "signed.pdf"], cwd=tmp_path, capture_output=True, text=True).stdout
    assert told.count("Signature Validation: Signature is Valid.") == 2
    assert told.count("ETSI.CAdES.detached") == 2
    assert "Total document signed" in told.split("Signature #2")[1]
    assert "Nguyễn Thị Ánh Tuyết" in told


def test_the_marks_stand_where_the_template_asks(signed: bytes, page: bytes) -> None:
    reader = PdfFileReader(BytesIO(signed))
    signature, stamp = (each.sig_field["/Rect"] for each in reader.embedded_regular_signatures)
    left, bottom, right, top = (float(each) for each in signature)
    assert 60 < (right - left) / 72 * 25.4 < 70
    seal_left, _, seal_right, _ = (float(each) for each in stamp)
    covered = (seal_right - left) / (right - left)
    assert covered == pytest.approx(1 / 3, abs=0.02)  # Decree 30/2020: a third of the signature, on its left
    assert seal_left < left
    assert top > bottom > 0


def test_validation_data_travel_with_the_file(signed: bytes) -> None:
    assert b"/DSS" in signed


def test_two_leaders_may_sign_one_file(page: bytes, leader: Credential, enrolled: Enrol) -> None:
    enrolled("official", "staff:8", "Lý Hữu Bường", "02")
    found = verify(sign(sign(page, holder="staff:7"), holder="staff:8"), needs=("official",))
    assert found.valid
    assert [each.signer for each in found.signatures] == ["Nguyễn Thị Ánh Tuyết", "Lý Hữu Bường"]


@pytest.mark.parametrize(
    ("kind", "purpose", "words"),
    [
        ("person", "agency_seal", "Không dùng được chứng thư số công cộng của cá nhân để đóng dấu cơ quan"),
        ("organisation", "agency_seal", "chứng thư số công cộng của tổ chức, doanh nghiệp"),
        ("official", "agency_seal", "Việc này cần chứng thư số của cơ quan, tổ chức nhà nước"),
        ("agency", "result_signature", "Việc này cần chứng thư số công vụ của cá nhân"),
        ("person", "result_signature", "để ký văn bản của cơ quan"),
        ("official", "declaration", "để ký tờ khai"),
        ("person", "digitised_copy", "để xác nhận bản số hóa"),
    ],
)
def test_the_wrong_kind_of_certificate_is_refused(
    page: bytes, enrolled: Enrol, kind: str, purpose: str, words: str
) -> None:
    assert enrolled(kind, "agency:H15.50", "Ai đó").kind == kind
    with pytest.raises(WrongCertificate) as caught:
        seal(page, agency="H15.50", purpose=purpose)
    assert words in str(caught.value)
    assert not SignatureRecord.objects.exists()


def test_a_citizen_signs_a_declaration(page: bytes, enrolled: Enrol) -> None:
    enrolled("person", "person:abc", "Đặng Thị Mỹ Duyên", "001195000123")
    made = sign(page, holder="person:abc", purpose="declaration")
    assert verify(made, needs=()).valid
    found = verify(made)
    assert not found.valid
    assert "không thay được con dấu" in found.reasons[1]


def test_every_purpose_names_known_kinds() -> None:
    known = {each.kind for each in profiles()}
    assert all(set(each.kinds) <= known for each in purposes().values())


def test_nobody_signs_without_a_certificate_in_force(page: bytes, house: Running, leader: Credential) -> None:
    with pytest.raises(NoCertificate):
        sign(page, holder="staff:99")
    revoke_credential(credential=leader, reason="left", by=system("test"))
    with pytest.raises(NoCertificate):
        sign(page, holder="staff:7")


def listed(house: Running, credential: Credential, by: str = "government") -> None:
    """The authority revokes the certificate; its list is fetched."""
    told = {"serial": credential.serial, "house": by}
    httpx.post(f"{house.address}/revoke", json=told, trust_env=False).raise_for_status()
    fetch_lists()


def test_what_the_fetched_list_calls_revoked_signs_nothing(
    page: bytes, house: Running, leader: Credential, agency: Credential
) -> None:
    listed(house, leader)
    with pytest.raises(NoCertificate):
        sign(page, holder="staff:7")
    assert verify(seal(page, agency="H15.50"), needs=()).valid  # another's certificate is not touched by it
    listed(house, agency)
    with pytest.raises(NoCertificate):
        seal(page, agency="H15.50")
    with pytest.raises(NoCertificate):
        seal_xml(b"<BienLai/>", agency="H15.50")
    assert {each.state for each in certificates_of(["staff:7", "agency:H15.50"])} == {"listed"}
    assert SignatureRecord.objects.count() == 1


def test_an_older_certificate_signs_where_the_newest_is_listed(
    page: bytes, house: Running, leader: Credential, enrolled: Enrol
) -> None:
    newest = enrolled("official", "staff:7", "Nguyễn Thị Ánh Tuyết", "02")
    listed(house, newest)
    made = sign(page, holder="staff:7")
    assert verify(made, needs=()).valid
    assert SignatureRecord.objects.get().credential == leader


def test_the_same_number_on_the_list_of_another_authority_stops_nothing(
    page: bytes, house: Running, leader: Credential
) -> None:
    listed(house, leader, by="public")
    assert verify(sign(page, holder="staff:7"), needs=()).valid
    assert [each.state for each in certificates_of(["staff:7"])] == ["in_force"]


@pytest.mark.parametrize("fault", ["down", "garbage"])
def test_without_a_timestamp_nothing_is_signed(page: bytes, leader: Credential, house: Running, fault: str) -> None:
    house.app.faults["tsa"] = fault
    with pytest.raises(TimestampUnavailable):
        sign(page, holder="staff:7")
    assert not SignatureRecord.objects.exists()
    house.app.faults.clear()
    assert verify(sign(page, holder="staff:7"), needs=()).valid


def test_without_an_address_nothing_is_signed(page: bytes, leader: Credential, settings: Any) -> None:
    settings.MOTCUA_TSA_URL = ""
    with pytest.raises(TimestampUnavailable):
        sign(page, holder="staff:7")


def test_what_is_no_pdf_cannot_be_signed(leader: Credential) -> None:
    with pytest.raises(CannotSign):
        sign(b"not a pdf", holder="staff:7")


def test_evidence_is_kept_without_names(signed: bytes, page: bytes) -> None:
    first, second = SignatureRecord.objects.order_by("id")
    assert first.sha256_after == second.sha256_before
    assert (first.purpose, second.purpose) == ("result_signature", "agency_seal")
    entries = JournalEntry.objects.filter(event="signing.signed")
    assert entries.count() == 2
    assert not any("Tuyết" in each.body for each in entries)


def test_keys_lie_encrypted(leader: Credential, settings: Any) -> None:
    path = settings.MOTCUA_DATA / "keys" / "signing" / f"{leader.key_reference}.pem"
    assert path.stat().st_mode & 0o077 == 0
    with pytest.raises(TypeError):
        load_pem_private_key(path.read_bytes(), password=None)
