"""Where private keys live: a socket, and the plug for software keys.

A token (PKCS#11) or a remote signing service is another class with the same three verbs; the key itself never has
to leave it.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
from functools import lru_cache
from pathlib import Path
from typing import Protocol

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    PrivateFormat,
    load_pem_private_key,
)
from cryptography.x509.oid import NameOID
from django.conf import settings
from django.utils.module_loading import import_string

BITS = 2048
HASHES: dict[str, type[hashes.HashAlgorithm]] = {
    "sha256": hashes.SHA256,
    "sha384": hashes.SHA384,
    "sha512": hashes.SHA512,
}


class KeyStore(Protocol):
    """Makes keys, asks for certificates, signs."""

    def make(self) -> str:
        """Make an RSA key and answer its reference."""

    def request(self, reference: str, *, common_name: str) -> str:
        """A certificate request (PKCS#10, PEM) signed by the key."""

    def sign(self, reference: str, data: bytes, digest: str) -> bytes:
        """RSASSA-PKCS1-v1_5 over `data` with `digest` ("sha256"); `KeyError` where there is no such key."""


class SoftwareKeys:
    """Keys as files, encrypted with a secret that lies apart from them (`MOTCUA_SECRET_KEY`)."""

    def make(self) -> str:
        """Make an RSA key and answer its reference."""
        reference = secrets.token_hex(12)
        key = rsa.generate_private_key(public_exponent=65537, key_size=BITS)
        pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(_passphrase()))
        path = _path(reference)
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as out:
            out.write(pem)
            out.flush()
            os.fsync(out.fileno())
        return reference

    def request(self, reference: str, *, common_name: str) -> str:
        """A certificate request (PKCS#10, PEM) signed by the key."""
        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common_name[:64])])
        made = x509.CertificateSigningRequestBuilder().subject_name(name).sign(_key(_path(reference)), hashes.SHA256())
        return made.public_bytes(Encoding.PEM).decode()

    def sign(self, reference: str, data: bytes, digest: str) -> bytes:
        """RSASSA-PKCS1-v1_5 over `data`; `KeyError` where there is no such key."""
        return _key(_path(reference)).sign(data, padding.PKCS1v15(), HASHES[digest]())


def keystore() -> KeyStore:
    """The plug this installation uses (`MOTCUA_KEYSTORE`)."""
    name = getattr(settings, "MOTCUA_KEYSTORE", "") or "motcua.signing.keystore.SoftwareKeys"
    found: KeyStore = import_string(name)()
    return found


def _path(reference: str) -> Path:
    if not reference.isalnum():
        raise KeyError(reference)
    return Path(settings.MOTCUA_DATA) / "keys" / "signing" / f"{reference}.pem"


# Decrypting and checking an RSA key costs more than signing with it.
@lru_cache(maxsize=256)
def _key(path: Path) -> rsa.RSAPrivateKey:
    if not path.exists():
        raise KeyError(path.stem)
    key = load_pem_private_key(path.read_bytes(), password=_passphrase())
    if not isinstance(key, rsa.RSAPrivateKey):
        raise KeyError(path.stem)
    return key


def _passphrase() -> bytes:
    return hmac.new(settings.SECRET_KEY.encode(), b"motcua signing keys", hashlib.sha256).hexdigest().encode()
