"""A sealed XML document: whole it is believed, changed in any way it is not."""

from __future__ import annotations

import re
import shutil
import subprocess
from base64 import b64decode, b64encode
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from cryptography.x509.oid import NameOID
from lxml import etree

from motcua.base.clock import freeze, now
from motcua.signing.api import NoCertificate, fetch_lists, seal_xml, trust_certificates, trust_folder, verify
from motcua.signing.keystore import keystore
from motcua.signing.models import Credential, SignatureRecord
from motcua.signing.xml_seal import _parser, put_seal
from tests.signing.conftest import Enrol, Running
from tests.signing.test_verify import _revoke

pytestmark = pytest.mark.django_db
AGENCY = "H99.31"
PAPER = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<BienLai xmlns="urn:x"><So a="1">0000001</So><Tien>8000</Tien></BienLai>'
)
DS = "{http://www.w3.org/2000/09/xmldsig#}"
EARLIER = (
    b'<ds:Object><xades:SigningTime xmlns:xades="http://uri.etsi.org/01903/v1.3.2#">2020-01-01T00:00:00+00:00'
    b"</xades:SigningTime></ds:Object>"
)


@pytest.fixture
def sealed(house: Running, enrolled: Enrol) -> bytes:
    enrolled("agency", f"agency:{AGENCY}", "Ủy ban nhân dân xã An Hòa", AGENCY)
    return seal_xml(PAPER.encode(), agency=AGENCY, reference="dossier:abc")


def reasons(xml: bytes) -> str:
    found = verify(xml)
    assert found.valid == (not found.reasons)
    return " ".join(found.reasons)


def test_a_seal_names_its_agency_and_leaves_its_evidence(sealed: bytes) -> None:
    found = verify(sealed)
    assert (found.valid, found.reasons) == (True, [])
    (seal,) = found.signatures
    assert (seal.signer, seal.kind) == ("Ủy ban nhân dân xã An Hòa", "agency")
    assert seal.time is not None
    assert abs(seal.time - now()) < timedelta(minutes=1)
    assert "dấu thời gian" in " ".join(found.notes)
    assert SignatureRecord.objects.get().reference == "dossier:abc"


def test_layout_that_says_nothing_does_not_matter(sealed: bytes) -> None:
    assert verify(b"\xef\xbb\xbf" + sealed.replace(b"?>\n", b"?>", 1)).valid
    assert verify(sealed.replace(b'<So a="1">', b"<So  a='1' >")).valid


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"<Tien>8000", b"<Tien>9000"),
        (b'a="1"', b'a="2"'),
        (b"</Tien>", b"</Tien> "),
        (b"<Tien>", b"<!-- x --><Tien>"),
        (b"<Tien>", b"<?x y?><Tien>"),
        (b"<Tien>", b"<Tien/><Tien>"),
        (b"</BienLai>", b"<Them/></BienLai>"),
        (b"</BienLai>", b"them</BienLai>"),
        (b"</BienLai>", b"</BienLai><!-- x -->"),
        (b"<BienLai", b"<!DOCTYPE BienLai><BienLai"),
        (b"SigningTime>20", b"SigningTime>19"),
        (b"SignatureValue>", b"SignatureValue>AAAA"),
        (b'URI=""', b'URI="#chu-ky"'),
        (b"xmlenc#sha256", b"xmlenc#sha512"),
        (b"Id=\"chu-ky-luc\"", b"Id=\"khac\""),
        (b"</ds:KeyInfo>", b"</ds:KeyInfo><ds:Object><x>khong ai ky</x></ds:Object>"),
        (b"<ds:KeyInfo>", b"<ds:KeyInfo>them"),
        (b"<ds:Object>", EARLIER + b"<ds:Object>"),
    ],
)  # fmt: skip
def test_any_change_is_told(sealed: bytes, old: bytes, new: bytes) -> None:
    assert old in sealed
    assert "đã bị thay đổi sau khi ký" in reasons(sealed.replace(old, new, 1))


def test_a_seal_around_another_paper_is_no_seal_of_it(sealed: bytes) -> None:
    inner = sealed.split(b"?>\n", 1)[1]
    assert "đã bị thay đổi" in reasons(b"<Boc><Tien>1</Tien>" + inner + b"</Boc>")
    seal = re.search(rb"<ds:Signature .*</ds:Signature>", sealed)
    assert seal is not None
    other = PAPER.encode().replace(b"8000", b"1").replace(b"</BienLai>", seal[0] + b"</BienLai>")
    assert "đã bị thay đổi" in reasons(other)


def test_what_is_no_sealed_paper_is_said_in_words(sealed: bytes) -> None:
    assert "không có chữ ký số" in reasons(PAPER.encode())
    assert "Không đọc được tệp" in reasons(sealed[:-20])
    bomb = b'<!DOCTYPE a [<!ENTITY b "bbbbbbbbbb"><!ENTITY c "&b;&b;&b;&b;">]><a>&c;</a>'
    assert "không có chữ ký số" in reasons(bomb)


def test_what_is_brought_fetches_nothing_and_does_not_grow(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("cua may chu")
    brought = f'<!DOCTYPE a [<!ENTITY f SYSTEM "{tmp_path}/file"><!ENTITY b "lon them">]><a>&f;&b;</a>'
    read = "".join(etree.fromstring(brought.encode(), _parser()).itertext())
    assert "cua may chu" not in read
    assert "lon them" not in read


def test_a_time_to_come_and_a_time_outside_the_certificate_are_refused(sealed: bytes, house: Running) -> None:
    with freeze(now() - timedelta(days=1)):
        assert "ở sau lúc này" in reasons(sealed)
    with freeze(now() + timedelta(days=5000)):  # the stated time was within its days
        assert verify(sealed).valid
        late = seal_with(Credential.objects.get(), at=now())
    with freeze(now() + timedelta(days=5001)):
        assert "không có hiệu lực vào ngày ký" in reasons(late)


def seal_with(credential: Credential, at: datetime) -> bytes:
    chain = x509.load_pem_x509_certificates(credential.chain_pem.encode())
    return put_seal(
        PAPER.encode(), chain=chain, at=at, sign=lambda data: keystore().sign(credential.key_reference, data, "sha256")
    )


def test_a_certificate_that_was_revoked_counts_for_nothing(sealed: bytes, house: Running) -> None:
    _revoke(house, Credential.objects.get(), datetime.now(UTC))
    assert reasons(sealed) == "Chứng thư số của Ủy ban nhân dân xã An Hòa đã bị thu hồi."


def test_an_authority_that_was_revoked_counts_for_nothing_whether_it_is_carried_or_not(
    sealed: bytes, house: Running
) -> None:
    """Which certificates a seal carries beside its own is nobody's word."""
    authority = x509.load_pem_x509_certificates(Credential.objects.get().chain_pem.encode())[1]
    told = {"serial": str(authority.serial_number), "house": "root", "at": datetime.now(UTC).isoformat()}
    httpx.post(f"{house.address}/revoke", json=told).raise_for_status()
    fetch_lists([f"{house.address}/crl/root.crl"])
    der = b64encode(authority.public_bytes(Encoding.DER))
    bare = sealed.replace(b"<ds:X509Certificate>" + der + b"</ds:X509Certificate>", b"")
    assert bare != sealed
    assert "đã bị thu hồi" in reasons(sealed)
    assert "đã bị thu hồi" in reasons(bare)


def test_an_authority_nobody_trusts(sealed: bytes, house: Running) -> None:
    for each in trust_folder().glob("*.pem"):
        each.unlink()
    assert "chưa được cài chứng thư gốc" in reasons(sealed)
    trust_certificates(strange_root(), name="strange")
    found = verify(sealed)
    assert "không đáng tin cậy" in found.reasons[0]
    assert {each.kind for each in found.signatures} == {"unknown"}


def strange_root() -> bytes:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Không ai biết")])
    made = x509.CertificateBuilder(name, name, key.public_key(), 1, now(), now() + timedelta(days=900))
    made = made.add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
    return made.sign(key, hashes.SHA256()).public_bytes(Encoding.PEM)


def test_no_certificate_no_seal(house: Running) -> None:
    with pytest.raises(NoCertificate):
        seal_xml(PAPER.encode(), agency=AGENCY)


@pytest.mark.skipif(not shutil.which("openssl"), reason="openssl is missing")
def test_a_stranger_reads_the_same_signature(sealed: bytes, tmp_path: Path) -> None:
    """openssl, over the bytes that the W3C's rules name."""
    root = etree.fromstring(sealed)
    signed = root.find(f".//{DS}SignedInfo")
    (tmp_path / "signed").write_bytes(etree.tostring(signed, method="c14n", exclusive=True))
    value = b64decode(root.findtext(f".//{DS}SignatureValue") or "")
    (tmp_path / "value").write_bytes(value)
    der = b64decode(root.findtext(f".//{DS}X509Certificate") or "")
    key = x509.load_der_x509_certificate(der).public_key()
    (tmp_path / "key.pem").write_bytes(key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo))
    told = subprocess.run(
        ["openssl", "dgst", "-sha256", "-verify", "key.pem", "-signature", "value", "signed"],
        cwd=tmp_path, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert "Verified OK" in told.stdout
