"""What this room tells."""

from __future__ import annotations

from motcua.base.events import Event, event


@event("signing.enrolled")
class Enrolled(Event):
    """A certificate was entered for a holder."""

    credential: str
    kind: str
    serial: str


@event("signing.certificate_requested")
class CertificateRequested(Event):
    """A key was made for somebody; its certificate is asked of an authority."""

    request: str


@event("signing.revoked")
class CredentialRevoked(Event):
    """A certificate may not be signed with any more."""

    credential: str
    reason: str


@event("signing.signed")
class Signed(Event):
    """Something was signed or sealed; the digests name the bytes before and after."""

    credential: str
    purpose: str
    reference: str
    sha256_before: str
    sha256_after: str
