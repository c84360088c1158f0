"""The authority's doors, as a plain WSGI application.

GET  /                    addresses and kinds, as JSON
GET  /ca/root.pem         likewise government.pem, public.pem, chain.pem
GET  /crl/government.crl  likewise public.crl, root.crl
POST /issue               {"csr", "kind", "common_name", "organisation", "number", "title"?, "days"?, "valid_from"?}
POST /revoke              {"serial", "house", "at"?}
POST /tsa                 an RFC 3161 query
POST /clock               {"at": "2026-10-05T09:30:00+07:00"}: timestamps say this until {"at": ""}; practice only
POST /faults              {"tsa" | "crl" | "issue": "down" | "slow" | "garbage" | ""}
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding

from simulators.authority.archive import Archive
from simulators.authority.certificates import Subject, issue, revocation_list
from simulators.authority.kinds import KINDS
from simulators.authority.timestamps import BadRequest, answer, rejection

Answer = tuple[str, str, bytes]
MAXIMUM = 1 << 20
SLOW_SECONDS = 3.0
DER = "application/octet-stream"


def make_authority(folder: Path | str, address: str = "http://127.0.0.1:8000/authority") -> AuthorityApp:
    """The authority that lives in `folder`, reached by others under `address`; made there if it is not yet."""
    return AuthorityApp(Archive(Path(folder), address.rstrip("/")))


class AuthorityApp:
    """WSGI application; may be mounted under /authority with or without the mounter shortening the path."""

    def __init__(self, archive: Archive) -> None:
        self.archive = archive
        self.faults: dict[str, str] = {}
        self.stated_time: datetime | None = None
        self._doors: dict[str, Callable[[bytes], Answer]] = {
            "GET ": self._describe,
            "POST issue": self._issue,
            "POST revoke": self._revoke,
            "POST tsa": self._timestamp,
            "POST clock": self._set_clock,
            "POST faults": self._set_faults,
        }

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        """Answer one request."""
        path = environ.get("PATH_INFO", "/").removeprefix("/authority").strip("/")
        method = environ.get("REQUEST_METHOD", "GET")
        length = min(int(environ.get("CONTENT_LENGTH") or 0), MAXIMUM)
        body = environ["wsgi.input"].read(length) if length else b""
        status, kind, content = self._answer(method, path, body)
        start_response(status, [("Content-Type", kind), ("Content-Length", str(len(content)))])
        return [content]

    def _answer(self, method: str, path: str, body: bytes) -> Answer:
        fault = self.faults.get(path.partition("/")[0], "")
        if fault == "down":
            return "503 Service Unavailable", "text/plain", b"down"
        if fault == "garbage":
            return "200 OK", DER, b"\x30\x82garbage" * 20
        if fault == "slow":
            time.sleep(SLOW_SECONDS)
        try:
            if method == "GET" and path.startswith(("ca/", "crl/")):
                return self._file(path)
            return self._doors[f"{method} {path}"](body)
        except (KeyError, ValueError, TypeError) as error:
            return "400 Bad Request", "application/json", json.dumps({"error": str(error)}).encode()

    def _describe(self, body: bytes) -> Answer:
        base = self.archive.address
        return _json(
            {
                "root": f"{base}/ca/root.pem",
                "chain": f"{base}/ca/chain.pem",
                "crls": [self.archive.crl_address(each) for each in self.archive.houses],
                "timestamps": f"{base}/tsa",
                "kinds": {each.name: each.house for each in KINDS.values()},
            }
        )

    def _file(self, path: str) -> Answer:
        folder, _, name = path.partition("/")
        house, _, ending = name.partition(".")
        if folder == "crl" and ending == "crl":
            revoked = self.archive.revoked(house)
            made = revocation_list(self.archive.houses[house], revoked, number=int(time.time()))
            return "200 OK", "application/pkix-crl", made.public_bytes(Encoding.DER)
        if name == "chain.pem":
            return "200 OK", "application/x-pem-file", self.chain_pem()
        certificate = self.archive.houses[house].certificate
        return "200 OK", "application/x-pem-file", certificate.public_bytes(Encoding.PEM)

    def chain_pem(self) -> bytes:
        """All authorities' certificates, the root first."""
        return b"".join(each.certificate.public_bytes(Encoding.PEM) for each in self.archive.houses.values())

    def _issue(self, body: bytes) -> Answer:
        return _json(self.issue(json.loads(body)))

    def issue(self, wanted: dict[str, Any]) -> dict[str, Any]:
        """Certify what is asked: `{"serial", "chain": [PEM, …]}`. `KeyError` or `ValueError` for nonsense."""
        request = x509.load_pem_x509_csr(wanted["csr"].encode())
        key = request.public_key()
        if not request.is_signature_valid or not isinstance(key, rsa.RSAPublicKey):
            raise ValueError("the request is not signed by the RSA key it names")
        kind = KINDS[wanted["kind"]]
        begin = wanted.get("valid_from")
        made = issue(
            self.archive.houses[kind.house],
            kind,
            public_key=key,
            subject=Subject(wanted["common_name"], wanted["organisation"], wanted["number"], wanted.get("title", "")),
            crl_address=self.archive.crl_address(kind.house),
            valid_from=datetime.fromisoformat(begin) if begin else None,
            days=int(wanted.get("days", 365 * 3)),
        )
        chain = [made, *self.archive.chain_of(kind.house)]
        return {"serial": str(made.serial_number), "chain": [_pem(each) for each in chain]}

    def _revoke(self, body: bytes) -> Answer:
        wanted = json.loads(body)
        house = wanted["house"]
        if house not in self.archive.houses:
            raise KeyError(house)
        at = wanted.get("at")
        self.archive.revoke(house, int(wanted["serial"]), datetime.fromisoformat(at) if at else datetime.now(UTC))
        return _json({"revoked": wanted["serial"]})

    def _timestamp(self, body: bytes) -> Answer:
        chain = [self.archive.timestamp_certificate, self.archive.chain_of("government")[0]]
        try:
            made = answer(body, key=self.archive.timestamp_key, chain=chain, at=self.stated_time)
        except BadRequest as error:
            made = rejection(str(error))
        return "200 OK", "application/timestamp-reply", made

    def _set_clock(self, body: bytes) -> Answer:
        """Whoever tells an invented past has its papers stamped in that past; a real authority never would."""
        told = str(json.loads(body).get("at") or "")
        at = datetime.fromisoformat(told) if told else None
        if at is not None and (at.tzinfo is None or at > datetime.now(UTC)):
            raise ValueError("at: a moment with a zone, not in the future")
        self.stated_time = at
        return _json({"at": told})

    def _set_faults(self, body: bytes) -> Answer:
        self.faults.update({str(door): str(fault) for door, fault in json.loads(body).items()})
        return _json(self.faults)


def _pem(certificate: x509.Certificate) -> str:
    return certificate.public_bytes(Encoding.PEM).decode()


def _json(content: object) -> Answer:
    return "200 OK", "application/json", json.dumps(content, ensure_ascii=False).encode()
