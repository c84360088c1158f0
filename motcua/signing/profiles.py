"""Kinds of certificates and what each may be used for, read from `data/profiles.yaml`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.x509.oid import NameOID
from ruamel.yaml import YAML

from motcua.signing.errors import WrongCertificate

DATA = Path(__file__).parent / "data" / "profiles.yaml"
UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Profile:
    """One kind of certificate and how it is recognised; an empty condition is no condition."""

    kind: str
    name: str
    issuer_organisation: tuple[str, ...] = ()
    policies: frozenset[str] = frozenset()
    extended_key_usage: frozenset[str] = frozenset()
    subject_uid: str = ""

    def fits(self, certificate: x509.Certificate) -> bool:
        """Does `certificate` meet every condition?"""
        issuer = text_of(certificate.issuer, NameOID.ORGANIZATION_NAME)
        uid = text_of(certificate.subject, NameOID.USER_ID)
        return (
            (not self.issuer_organisation or any(each in issuer for each in self.issuer_organisation))
            and (not self.policies or bool(self.policies & _policies(certificate)))
            and (not self.extended_key_usage or bool(self.extended_key_usage & _usages(certificate)))
            and (not self.subject_uid or bool(re.search(self.subject_uid, uid)))
        )


@dataclass(frozen=True, slots=True)
class Purpose:
    """What something is signed for, and the kinds that may do so."""

    code: str
    name: str
    kinds: tuple[str, ...]


STRANGE = Profile(UNKNOWN, "chứng thư số không rõ loại")


def kind_of(certificate: x509.Certificate) -> Profile:
    """The first profile that fits, or `STRANGE`."""
    return next((each for each in profiles() if each.fits(certificate)), STRANGE)


def require_kind(profile: Profile, purpose: str) -> None:
    """Raise `WrongCertificate` unless a certificate of this profile may be used for `purpose` (`KeyError` if none)."""
    wanted = purposes()[purpose]
    if profile.kind in wanted.kinds:
        return
    names = {each.kind: each.name for each in profiles()}
    raise WrongCertificate(
        kind_name=profile.name, purpose_name=wanted.name, wanted=" hoặc ".join(names[each] for each in wanted.kinds)
    )


def profile_named(kind: str) -> Profile:
    """The profile of `kind`, or `STRANGE`."""
    return next((each for each in profiles() if each.kind == kind), STRANGE)


@lru_cache(maxsize=1)
def profiles() -> tuple[Profile, ...]:
    """All profiles, in the order in which they are tried."""
    return tuple(
        Profile(
            kind=each["kind"],
            name=each["name"],
            issuer_organisation=tuple(each.get("issuer_organisation", ())),
            policies=frozenset(each.get("policies", ())),
            extended_key_usage=frozenset(each.get("extended_key_usage", ())),
            subject_uid=each.get("subject_uid", ""),
        )
        for each in _table()["profiles"]
    )


@lru_cache(maxsize=1)
def purposes() -> dict[str, Purpose]:
    """All purposes by code."""
    return {code: Purpose(code, each["name"], tuple(each["kinds"])) for code, each in _table()["purposes"].items()}


def text_of(name: x509.Name, oid: x509.ObjectIdentifier) -> str:
    """The first value of an attribute of a distinguished name, or nothing."""
    found = name.get_attributes_for_oid(oid)
    return str(found[0].value) if found else ""


@lru_cache(maxsize=1)
def _table() -> dict[str, Any]:
    found: dict[str, Any] = YAML(typ="safe").load(DATA)
    return found


def _policies(certificate: x509.Certificate) -> set[str]:
    try:
        value = certificate.extensions.get_extension_for_class(x509.CertificatePolicies).value
    except (x509.ExtensionNotFound, ValueError):
        return set()
    return {each.policy_identifier.dotted_string for each in value}


def _usages(certificate: x509.Certificate) -> set[str]:
    try:
        value = certificate.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
    except (x509.ExtensionNotFound, ValueError):
        return set()
    return {each.dotted_string for each in value}
