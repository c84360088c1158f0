"""What this room tells."""

from __future__ import annotations

from dataclasses import dataclass

from motcua.base.events import Event, event


@event("signing.enrolled")
@dataclass(frozen=True)
class Enrolled(Event):
    """A certificate was entered for a holder."""

    credential: str
    kind: str
    serial: str


@event("signing.certificate_requested")
@dataclass(frozen=True)
class CertificateRequested(Event):
    """A key was made for somebody; its certificate is asked of an authority."""

    request: str


@event("signing.revoked")
@dataclass(frozen=True)
class CredentialRevoked(Event):
    """A certificate may not be signed with any more."""

    credential: str
    reason: str


@event("signing.signed")
@dataclass(frozen=True)
class Signed(Event):
    """Something was signed or sealed; the digests name the bytes before and after."""

    credential: str
    purpose: str
    reference: str
    sha256_before: str
    sha256_after: str
