"""The practice authority, seen with other people's eyes."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID

from simulators.authority import AuthorityApp, make_authority

needs_openssl = pytest.mark.skipif(not shutil.which("openssl"), reason="openssl is missing")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("authority")


@pytest.fixture
def app(folder: Path) -> AuthorityApp:
    return make_authority(folder)


@pytest.fixture(scope="module")
def request_pem() -> str:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "x")])
    made = x509.CertificateSigningRequestBuilder().subject_name(name).sign(key, hashes.SHA256())
    return made.public_bytes(Encoding.PEM).decode()


def ask(app: AuthorityApp, method: str, path: str, body: bytes = b"") -> tuple[str, bytes]:
    told: list[str] = []
    environ: dict[str, Any] = {
        "REQUEST_METHOD": method,
        "PATH_INFO": path,
        "CONTENT_LENGTH": str(len(body)),
        "wsgi.input": io.BytesIO(body),
    }
    content = b"".join(app(environ, lambda status, headers: told.append(status)))
    return told[0], content


def wish(request_pem: str, **more: object) -> bytes:
    plain = {"csr": request_pem, "kind": "official", "common_name": "A", "organisation": "B", "number": "1"}
    return json.dumps(plain | more).encode()


def test_made_once_and_the_same_ever_after(app: AuthorityApp, folder: Path) -> None:
    assert make_authority(folder).chain_pem() == app.chain_pem()
    assert all(each.stat().st_mode & 0o077 == 0 for each in folder.glob("*.key"))


def test_answers_with_or_without_its_prefix(app: AuthorityApp) -> None:
    assert ask(app, "GET", "/authority/ca/root.pem") == ask(app, "GET", "/ca/root.pem")
    assert ask(app, "GET", "/authority/")[0] == "200 OK"
    assert ask(app, "GET", "/authority")[0] == "200 OK"


@needs_openssl
def test_openssl_believes_chain_and_timestamp(app: AuthorityApp, tmp_path: Path) -> None:
    _, root = ask(app, "GET", "/ca/root.pem")
    _, government = ask(app, "GET", "/ca/government.pem")
    (tmp_path / "root.pem").write_bytes(root)
    (tmp_path / "government.pem").write_bytes(government)
    (tmp_path / "data").write_bytes(b"a paper")
    _openssl(tmp_path, "ts", "-query", "-data", "data", "-sha256", "-cert", "-out", "q.tsq")
    status, answer = ask(app, "POST", "/tsa", (tmp_path / "q.tsq").read_bytes())
    assert status == "200 OK"
    (tmp_path / "a.tsr").write_bytes(answer)
    check = [
        "ts",
        "-verify",
        "-queryfile",
        "q.tsq",
        "-in",
        "a.tsr",
        "-CAfile",
        "root.pem",
        "-untrusted",
        "government.pem",
    ]
    assert "Verification: OK" in _openssl(tmp_path, *check)
    (tmp_path / "data").write_bytes(b"another paper")
    check[2:4] = ["-data", "data"]
    assert "Verification: OK" not in _openssl(tmp_path, *check, allowed=True)


@needs_openssl
@pytest.mark.parametrize("query", [b"", b"nonsense", b"\x30\x00"])
def test_a_bad_query_is_refused_as_rfc_3161_wants(app: AuthorityApp, query: bytes, tmp_path: Path) -> None:
    status, answer = ask(app, "POST", "/tsa", query)
    assert status == "200 OK"
    (tmp_path / "a.tsr").write_bytes(answer)
    assert "Status: Rejected" in _openssl(tmp_path, "ts", "-reply", "-in", "a.tsr", "-text")


def test_issues_what_was_asked(app: AuthorityApp, request_pem: str) -> None:
    told = json.loads(ask(app, "POST", "/issue", wish(request_pem, kind="agency", number="H15.50"))[1])
    own, house, root = (x509.load_pem_x509_certificate(each.encode()) for each in told["chain"])
    own.verify_directly_issued_by(house)
    house.verify_directly_issued_by(root)
    assert own.subject.get_attributes_for_oid(NameOID.USER_ID)[0].value == "MDD:H15.50"
    assert "Ban Cơ yếu Chính phủ" in own.issuer.rfc4514_string()


@pytest.mark.parametrize("change", [{"kind": "king"}, {"csr": "none"}, {"valid_from": "yesterday"}])
def test_refuses_nonsense(app: AuthorityApp, request_pem: str, change: dict[str, str]) -> None:
    assert ask(app, "POST", "/issue", wish(request_pem, **change))[0] == "400 Bad Request"
    assert ask(app, "POST", "/revoke", b'{"serial": "1", "house": "nobody"}')[0] == "400 Bad Request"
    assert ask(app, "GET", "/crl/nobody.crl")[0] == "400 Bad Request"
    assert ask(app, "DELETE", "/issue")[0] == "400 Bad Request"


def test_revoked_is_listed_and_remembered(app: AuthorityApp, folder: Path) -> None:
    when = datetime(2026, 11, 1, tzinfo=UTC)
    body = json.dumps({"serial": "12345", "house": "public", "at": when.isoformat()}).encode()
    assert ask(app, "POST", "/revoke", body)[0] == "200 OK"
    _, content = ask(make_authority(folder), "GET", "/crl/public.crl")
    listed = x509.load_der_x509_crl(content)
    entry = listed.get_revoked_certificate_by_serial_number(12345)
    assert entry is not None
    assert entry.revocation_date_utc == when
    assert listed.is_signature_valid(app.archive.houses["public"].certificate.public_key())  # type: ignore[arg-type]
    _, other = ask(app, "GET", "/crl/government.crl")
    assert x509.load_der_x509_crl(other).get_revoked_certificate_by_serial_number(12345) is None


def test_faults_come_and_go(app: AuthorityApp) -> None:
    assert ask(app, "POST", "/faults", b'{"crl": "down"}')[0] == "200 OK"
    assert ask(app, "GET", "/crl/public.crl")[0] == "503 Service Unavailable"
    ask(app, "POST", "/faults", b'{"crl": "garbage"}')
    assert b"garbage" in ask(app, "GET", "/crl/public.crl")[1]
    ask(app, "POST", "/faults", b'{"crl": ""}')
    assert ask(app, "GET", "/crl/public.crl")[0] == "200 OK"


def _openssl(folder: Path, *words: str, allowed: bool = False) -> str:
    made = subprocess.run(["openssl", *words], cwd=folder, capture_output=True, text=True)
    assert allowed or made.returncode == 0, made.stderr
    return made.stdout + made.stderr
