"""Whom we trust: roots and intermediate authorities in a folder, lists of the revoked beside them.

`MOTCUA_TRUST` (else `trust` in the data folder) holds *.pem: certificates signed by themselves are roots, all
others intermediates. `crl/` below it holds the lists; the worker fetches them, verification only reads them.
"""

from __future__ import annotations

import hashlib
import os
import threading
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import httpx
from asn1crypto import crl as asn1_crl
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from django.conf import settings

from motcua.signing.errors import AuthorityUnavailable

TIMEOUT = httpx.Timeout(10, connect=5)
MAXIMUM = 20 << 20


@dataclass(frozen=True)
class Trust:
    """What verification needs: roots, intermediates, lists of the revoked."""

    roots: tuple[asn1_x509.Certificate, ...]
    others: tuple[asn1_x509.Certificate, ...]
    lists: tuple[asn1_crl.CertificateList, ...]


_cache: dict[Path, tuple[tuple[tuple[str, int, int], ...], Trust]] = {}
_lock = threading.Lock()


def trust_folder() -> Path:
    """Where roots and lists lie."""
    given = getattr(settings, "MOTCUA_TRUST", "")
    return Path(given) if given else Path(settings.MOTCUA_DATA) / "trust"


def trust() -> Trust:
    """What is trusted now; read again when a file of the folder changed."""
    folder = trust_folder()
    paths = sorted([*folder.glob("*.pem"), *folder.glob("crl/*.crl")])
    stand = tuple((str(each), each.stat().st_mtime_ns, each.stat().st_size) for each in paths)
    with _lock:
        kept = _cache.get(folder)
        if kept is None or kept[0] != stand:
            kept = _cache[folder] = (stand, _read(paths))
    return kept[1]


def trust_certificates(pem: bytes, *, name: str) -> None:
    """Add authorities' certificates (PEM) to the folder as `name`. For whoever installs; `ValueError` if none."""
    if not x509.load_pem_x509_certificates(pem):
        raise ValueError("no certificate")
    _write(trust_folder() / f"{name}.pem", pem)


def list_addresses() -> list[str]:
    """Where lists of the revoked are fetched (`MOTCUA_CRL_URLS`, separated by commas)."""
    return [each.strip() for each in getattr(settings, "MOTCUA_CRL_URLS", "").split(",") if each.strip()]


def fetch_lists(addresses: Iterable[str] | None = None) -> int:
    """Fetch every list and keep it; answer how many came. Raises `AuthorityUnavailable` when one did not.

    A list that could not be fetched or read leaves the old one in place; the others are fetched all the same.
    """
    wanted, failed = list(addresses if addresses is not None else list_addresses()), ""
    for address in wanted:
        try:
            _fetch_one(address)
        except (httpx.HTTPError, ValueError) as error:
            failed = f"{address}: {error}"
    if failed:
        raise AuthorityUnavailable(failed)
    return len(wanted)


def _fetch_one(address: str) -> None:
    answer = httpx.get(address, timeout=TIMEOUT, follow_redirects=False)
    answer.raise_for_status()
    if len(answer.content) > MAXIMUM:
        raise ValueError("list of the revoked is too long")
    found = x509.load_der_x509_crl(answer.content)
    name = hashlib.sha256(found.issuer.public_bytes()).hexdigest()[:24]
    _write(trust_folder() / "crl" / f"{name}.crl", answer.content)


def _read(paths: list[Path]) -> Trust:
    roots: list[asn1_x509.Certificate] = []
    others: list[asn1_x509.Certificate] = []
    lists: list[asn1_crl.CertificateList] = []
    for path in paths:
        content = path.read_bytes()
        if path.suffix == ".crl":
            lists.append(asn1_crl.CertificateList.load(content))
            continue
        for each in x509.load_pem_x509_certificates(content):
            kept = asn1_x509.Certificate.load(each.public_bytes(Encoding.DER))
            (roots if each.issuer == each.subject else others).append(kept)
    return Trust(tuple(roots), tuple(others), tuple(lists))


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_suffix(f".{os.getpid()}.new")
    fresh.write_bytes(content)
    os.replace(fresh, path)
