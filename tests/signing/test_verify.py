"""Every way to spoil a signed paper, and the sentence that tells it."""

from __future__ import annotations

import json
import random
import shutil
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path

import httpx
import pikepdf
import pytest
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import SigSeedSubFilter
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner

from motcua.base.actor import system
from motcua.base.clock import now
from motcua.signing.actions.enrol import register
from motcua.signing.api import Credential, NoCertificate, fetch_lists, seal, sign, verify, verify_command
from motcua.signing.keystore import keystore
from motcua.signing.pades import StoredKeySigner, Wish, certificates, put_signature
from motcua.signing.stamp import Place, seal_stamp
from motcua.signing.timestamping import time_stamper
from motcua.signing.trust import trust, trust_folder
from simulators.authority import make_authority
from tests.signing.conftest import Enrol, Running, serve

pytestmark = pytest.mark.django_db


@pytest.fixture
def signed(page: bytes, leader: Credential, agency: Credential) -> bytes:
    return seal(sign(page, holder="staff:7"), agency="H15.50")


def _changed_page(pdf: bytes) -> bytes:
    place = pdf.index(b"stream\n") + 40
    return pdf[:place] + bytes([pdf[place] ^ 1]) + pdf[place + 1 :]


def _changed_title(pdf: bytes) -> bytes:
    place = pdf.index(b"/Type/Catalog") if b"/Type/Catalog" in pdf else pdf.index(b"/Catalog")
    return pdf[:place] + pdf[place:].replace(b"/Catalog", b"/catalog", 1)


def _last_contents(pdf: bytes) -> tuple[int, int]:
    _, end, start, _length = PdfFileReader(BytesIO(pdf)).embedded_regular_signatures[-1].byte_range
    return int(end), int(start)


def _padding(pdf: bytes) -> bytes:
    end = _last_contents(pdf)[1]
    return pdf[: end - 10] + b"1" + pdf[end - 9 :]


def _other_case(pdf: bytes) -> bytes:
    begin, end = _last_contents(pdf)
    written = pdf[begin:end]
    place = next(i for i, each in enumerate(written) if chr(each).isalpha())
    return pdf[: begin + place] + bytes([written[place] ^ 0x20]) + pdf[begin + place + 1 :]


def _added_after_signing(pdf: bytes) -> bytes:
    writer = IncrementalPdfFileWriter(BytesIO(pdf))
    stream = generic.StreamObject(stream_data=b"0 0 1 rg 50 700 200 60 re f")
    page = writer.root["/Pages"]["/Kids"][0]
    contents = page.raw_get("/Contents")
    page["/Contents"] = generic.ArrayObject([contents, writer.add_object(stream)])
    writer.update_container(page)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def _without_seal(pdf: bytes) -> bytes:
    first = PdfFileReader(BytesIO(pdf)).embedded_regular_signatures[0]
    _, _, start, length = (int(each) for each in first.byte_range)
    return pdf[: start + length]


def _encrypted(pdf: bytes) -> bytes:
    out = BytesIO()
    with pikepdf.open(BytesIO(pdf)) as document:
        document.save(out, encryption=pikepdf.Encryption(owner="a", user="b"))
    return out.getvalue()


def _saved_again(pdf: bytes) -> bytes:
    out = BytesIO()
    with pikepdf.open(BytesIO(pdf)) as document:
        document.save(out)
    return out.getvalue()


SPOILED: list[tuple[str, Callable[[bytes], bytes], str]] = [
    ("a changed page", _changed_page, "bị"),
    ("a changed name in the file", _changed_title, "bị"),
    ("zeros behind the signature", _padding, "đã bị sửa hoặc bị hỏng"),
    ("the case of one letter", _other_case, "đã bị sửa hoặc bị hỏng"),
    ("drawn over after signing", _added_after_signing, "sửa thêm sau chữ ký cuối cùng"),
    ("junk at the end", lambda pdf: pdf + b"\n% anything", "dữ liệu lạ nối vào cuối tệp"),
    ("a line break at the end", lambda pdf: pdf + b"\n", "dữ liệu lạ nối vào cuối tệp"),
    ("the seal taken off", _without_seal, "Thiếu chữ ký số của cơ quan"),
    ("half the file", lambda pdf: pdf[: len(pdf) // 2], "bị hỏng"),
    ("saved by another program", _saved_again, "bị"),
    ("nothing", lambda pdf: b"", "Tệp rỗng"),
    ("a photograph", lambda pdf: b"\xff\xd8\xff\xe0" + bytes(200), "không phải tệp PDF"),
    ("a locked file", _encrypted, "khóa bằng mật khẩu"),
    ("a header and nothing else", lambda pdf: b"%PDF-1.7\n", "bị hỏng"),
]


@pytest.mark.parametrize(("spoil", "words"), [each[1:] for each in SPOILED], ids=[each[0] for each in SPOILED])
def test_a_spoiled_paper_is_told(signed: bytes, spoil: Callable[[bytes], bytes], words: str) -> None:
    found = verify(spoil(signed))
    assert not found.valid
    assert any(words in reason for reason in found.reasons), found.reasons


def test_a_file_without_signature(page: bytes, house: Running) -> None:
    assert verify(page).reasons == ["Tệp này không có chữ ký số nào."]


def test_any_changed_byte_is_found(signed: bytes) -> None:
    chance = random.Random(20261122)
    begin, end = _last_contents(signed)
    places = [chance.randrange(len(signed)) for _ in range(25)]
    places += [chance.randrange(begin + 1, end - 1) for _ in range(15)]
    for place in places:
        changed = bytearray(signed)
        changed[place] ^= 1 << chance.randrange(8)
        assert not verify(bytes(changed)).valid, place


def test_revoked_before_signing(page: bytes, house: Running, leader: Credential, agency: Credential) -> None:
    made = seal(sign(page, holder="staff:7"), agency="H15.50")
    _revoke(house, leader, datetime.now(UTC) - timedelta(hours=1))
    found = verify(made)
    assert not found.valid
    assert found.reasons == ["Chứng thư số của Nguyễn Thị Ánh Tuyết đã bị thu hồi trước khi ký."]
    assert found.signatures[0].kind == "official"
    with pytest.raises(NoCertificate):
        sign(page, holder="staff:7")


def test_revoked_after_signing_still_counts_and_is_noted(signed: bytes, house: Running, leader: Credential) -> None:
    _revoke(house, leader, datetime.now(UTC) + timedelta(minutes=5))
    found = verify(signed)
    assert found.valid
    assert "sau khi ký" in found.notes[0]


def test_without_fresh_lists_it_says_so(signed: bytes) -> None:
    shutil.rmtree(trust_folder() / "crl")
    found = verify(signed)
    assert found.valid
    assert all("Chưa có danh sách thu hồi" in each for each in found.notes)
    assert found.notes


def test_expired_when_signing(page: bytes, house: Running, agency: Credential) -> None:
    begin = datetime.now(UTC) - timedelta(days=30)
    old = _enrol_by_hand(house.address, "agency", "UBND xã Hết Hạn", valid_from=begin.isoformat(), days=10)
    found = verify(_seal_with(page, old))
    assert any("đã hết hạn khi ký" in each for each in found.reasons)


def test_unknown_issuer_with_the_same_names(page: bytes, house: Running, tmp_path: Path) -> None:
    other = make_authority(tmp_path / "impostor")
    server, address = serve(other)
    false = _enrol_by_hand(address, "agency", "Ủy ban nhân dân xã Thử Nghiệm")
    found = verify(_seal_with(page, false))
    server.shutdown()
    server.server_close()
    assert not found.valid
    assert any("do nơi cấp không rõ" in each for each in found.reasons)
    assert any("Thiếu chữ ký số của cơ quan" in each for each in found.reasons)
    assert found.signatures[0].kind == "unknown"


def test_sealed_with_a_public_certificate(page: bytes, enrolled: Enrol) -> None:
    found = verify(_seal_with(page, enrolled("person", "person:x", "Người Dân", "001195000123")))
    assert not found.valid
    assert found.signatures[0].kind == "person"
    assert any("chứng thư loại này không thay được con dấu" in each for each in found.reasons)


def test_a_mark_put_over_the_seal_afterwards(signed: bytes, enrolled: Enrol) -> None:
    enrolled("person", "person:x", "Người Dân", "001195000123")
    found = verify(sign(signed, holder="person:x", purpose="declaration", place=Place(0, 100, 600, 200, 60)))
    assert not found.valid
    assert found.reasons == ["Người Dân đã ký thêm sau khi cơ quan đóng dấu; con dấu không xác nhận phần thêm vào này."]


def test_without_timestamp(page: bytes, agency: Credential) -> None:
    meta = PdfSignatureMetadata(field_name="ConDau1", subfilter=SigSeedSubFilter.PADES, md_algorithm="sha256")
    signer = StoredKeySigner(certificates(agency.chain_pem), agency.key_reference, keystore())
    made = PdfSigner(meta, signer).sign_pdf(IncrementalPdfFileWriter(BytesIO(page))).getvalue()
    found = verify(made)
    assert len(found.reasons) == 1
    assert "không có dấu thời gian" in found.reasons[0]


def test_without_trusted_roots_nothing_is_believed(signed: bytes) -> None:
    (trust_folder() / "practice.pem").unlink()
    assert "chứng thư gốc" in verify(signed).reasons[0]


def test_the_command_answers_for_any_path(signed: bytes, tmp_path: Path) -> None:
    (tmp_path / "good.pdf").write_bytes(signed)
    (tmp_path / "empty.pdf").write_bytes(b"")
    good = verify_command(tmp_path / "good.pdf")
    assert good["valid"]
    assert [set(each) >= {"signer", "kind", "time"} for each in good["signatures"]] == [True, True]
    json.dumps(good)
    for name in ("empty.pdf", "absent.pdf", "."):
        told = verify_command(tmp_path / name)
        assert (told["valid"], len(told["reasons"])) == (False, 1)


def _revoke(house: Running, credential: Credential, at: datetime) -> None:
    told = {"serial": credential.serial, "house": "government", "at": at.isoformat()}
    httpx.post(f"{house.address}/revoke", json=told).raise_for_status()
    fetch_lists(house.lists)


def _enrol_by_hand(address: str, kind: str, name: str, **more: object) -> Credential:
    store = keystore()
    reference = store.make()
    wanted = {
        "csr": store.request(reference, common_name=name),
        "kind": kind,
        "common_name": name,
        "organisation": "UBND",
        "number": "01",
    }
    chain = httpx.post(f"{address}/issue", json=wanted | more).json()["chain"]
    return register(holder=f"agency:{name}", chain_pem="".join(chain), key_reference=reference, by=system("test"))


def _seal_with(page: bytes, credential: Credential) -> bytes:
    """What somebody does who does not ask our rules first."""
    place = Place(0, 400, 400, 100, 100)
    wish = Wish("ConDau1", place, seal_stamp(place, agency="Con dấu", at=now()), credential.name, "", "")
    return put_signature(
        page,
        wish,
        chain_pem=credential.chain_pem,
        key_reference=credential.key_reference,
        stamper=time_stamper(),
        trust=trust(),
    )
