"""Which certificates there are, and how each stands."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from motcua.base.clock import now
from motcua.base.errors import NotFound
from motcua.directory.api import Viewer
from motcua.signing.actions.sign import certificate_of, listed_certificates
from motcua.signing.models import CertificateRequest, Credential, SignatureRecord
from motcua.signing.policies import may_keep_certificates
from motcua.signing.words import NO_SUCH_HOLDER

SOON = timedelta(days=30)
IN_FORCE, ENDS_SOON, OVER, LISTED, STOPPED = "in_force", "ends_soon", "over", "listed", "stopped"


@dataclass(frozen=True, slots=True)
class Standing:
    """A certificate and how it stands: in_force, ends_soon (30 days), over, listed (the authority's list of the
    revoked names it), stopped (we do not sign with it any more)."""

    credential: Credential
    state: str

    @property
    def signs(self) -> bool:
        """May it be signed with now?"""
        return self.state in (IN_FORCE, ENDS_SOON)


def certificates_of(holders: Iterable[str]) -> list[Standing]:
    """Certificates of these holders, newest first; one query, and the lists of the revoked as last fetched."""
    listed = listed_certificates()
    found = Credential.objects.filter(holder__in=list(holders)).order_by("-valid_from", "-pk")
    return [Standing(each, _state(each, listed)) for each in found]


def requests_of(holders: Iterable[str]) -> list[CertificateRequest]:
    """Keys that wait for their certificate, newest first."""
    found = CertificateRequest.objects.filter(holder__in=list(holders), credential__isnull=True)
    return list(found.order_by("-made_at", "-pk"))


def certificate_to_keep(viewer: Viewer, public_id: str) -> Standing:
    """One certificate, for whoever keeps it. `NotFound` for everybody else."""
    found = Credential.objects.filter(public_id=public_id).first()
    if found is None or not may_keep_certificates(viewer, found.holder):
        raise NotFound(NO_SUCH_HOLDER)
    return Standing(found, _state(found, listed_certificates()))


def request_to_keep(viewer: Viewer, public_id: str) -> CertificateRequest:
    """One request that waits, for whoever keeps it. `NotFound` for everybody else."""
    found = CertificateRequest.objects.filter(public_id=public_id, credential__isnull=True).first()
    if found is None or not may_keep_certificates(viewer, found.holder):
        raise NotFound(NO_SUCH_HOLDER)
    return found


def signatures_over(digests: Iterable[str]) -> list[dict[str, Any]]:
    """The record of every signature that made a file with one of these SHA-256 digests: who, what, when, for what."""
    found = SignatureRecord.objects.select_related("credential").filter(sha256_after__in=list(digests))
    return [
        {
            "signer": each.credential.name,
            "serial": each.credential.serial,
            "purpose": each.purpose,
            "reference": each.reference,
            "sha256_before": each.sha256_before,
            "sha256_after": each.sha256_after,
            "signed_at": each.signed_at.isoformat(),
        }
        for each in found.order_by("signed_at", "pk")
    ]


def _state(each: Credential, listed: set[tuple[bytes, int]]) -> str:
    moment = now()
    if each.revoked_at is not None:
        return STOPPED
    if certificate_of(each) in listed:
        return LISTED
    if each.valid_to <= moment:
        return OVER
    return ENDS_SOON if each.valid_to <= moment + SOON else IN_FORCE
