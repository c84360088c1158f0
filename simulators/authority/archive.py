"""The authority's own folder: its houses, its keys, whom it revoked. Made once, read ever after."""

from __future__ import annotations

import json
import os
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from simulators.authority.certificates import House, Subject, found_house, issue, new_key
from simulators.authority.kinds import GOVERNMENT, KINDS, PUBLIC, ROOT

NAMES = {
    ROOT: ("Cơ quan chứng thực gốc mô phỏng", "Cơ quan chứng thực mô phỏng"),
    GOVERNMENT: ("Cơ quan chứng thực số chuyên dùng mô phỏng", "Ban Cơ yếu Chính phủ (mô phỏng)"),
    PUBLIC: ("CA công cộng mô phỏng", "Tổ chức chứng thực chữ ký số công cộng mô phỏng"),
}


class Archive:
    """What the authority keeps between two starts."""

    def __init__(self, folder: Path, address: str) -> None:
        self.folder, self.address = folder, address
        self._lock = threading.Lock()
        folder.mkdir(parents=True, exist_ok=True)
        self.houses = self._houses()
        self.timestamp_key, self.timestamp_certificate = self._timestamp_unit()

    def chain_of(self, house: str) -> list[x509.Certificate]:
        """The house's certificate and the root's."""
        return [self.houses[house].certificate, self.houses[ROOT].certificate]

    def crl_address(self, house: str) -> str:
        """Where the house's list of the revoked is fetched."""
        return f"{self.address}/crl/{house}.crl"

    def revoked(self, house: str) -> list[tuple[int, datetime]]:
        """Serial numbers the house revoked, and when."""
        return [(int(serial), datetime.fromisoformat(at)) for serial, at in self._book().get(house, {}).items()]

    def revoke(self, house: str, serial: int, at: datetime) -> None:
        """Enter a serial number; a second time changes nothing."""
        with self._lock:
            book = self._book()
            book.setdefault(house, {}).setdefault(str(serial), at.astimezone(UTC).isoformat())
            path = self.folder / "revoked.json"
            path.with_suffix(".new").write_text(json.dumps(book))
            os.replace(path.with_suffix(".new"), path)

    def _book(self) -> dict[str, dict[str, str]]:
        path = self.folder / "revoked.json"
        if not path.exists():
            return {}
        found: dict[str, dict[str, str]] = json.loads(path.read_text())
        return found

    def _houses(self) -> dict[str, House]:
        found: dict[str, House] = {}
        for name, (common_name, organisation) in NAMES.items():
            kept = self._load(name)
            house = House(name, *kept) if kept else None
            if house is None:
                house = found_house(name, common_name=common_name, organisation=organisation, above=found.get(ROOT))
                self._save(name, house.key, house.certificate)
            found[name] = house
        return found

    def _timestamp_unit(self) -> tuple[rsa.RSAPrivateKey, x509.Certificate]:
        kept = self._load("timestamp")
        if kept:
            return kept
        key = new_key()
        subject = Subject("Dịch vụ cấp dấu thời gian mô phỏng", NAMES[GOVERNMENT][1], "01")
        certificate = issue(
            self.houses[GOVERNMENT],
            KINDS["timestamp"],
            public_key=key.public_key(),
            subject=subject,
            crl_address=self.crl_address(GOVERNMENT),
            valid_from=datetime.now(UTC) - timedelta(days=300),  # it may be asked to stamp an invented past
            days=365 * 5,
        )
        self._save("timestamp", key, certificate)
        return key, certificate

    def _load(self, name: str) -> tuple[rsa.RSAPrivateKey, x509.Certificate] | None:
        key_path, certificate_path = self.folder / f"{name}.key", self.folder / f"{name}.pem"
        if not (key_path.exists() and certificate_path.exists()):
            return None
        key = load_pem_private_key(key_path.read_bytes(), password=None)
        if not isinstance(key, rsa.RSAPrivateKey):
            raise ValueError(f"{key_path} holds no RSA key")
        return key, x509.load_pem_x509_certificate(certificate_path.read_bytes())

    def _save(self, name: str, key: rsa.RSAPrivateKey, certificate: x509.Certificate) -> None:
        pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        handle = os.open(self.folder / f"{name}.key", os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "wb") as out:
            out.write(pem)
        (self.folder / f"{name}.pem").write_bytes(certificate.public_bytes(Encoding.PEM))
