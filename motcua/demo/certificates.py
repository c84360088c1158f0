"""Certificates for those who sign and for the agencies that seal."""

from __future__ import annotations

from datetime import timedelta

from motcua.base.actor import Actor
from motcua.base.clock import now
from motcua.directory.api import Agency, agencies, staff_with_role
from motcua.rules.codes import Role
from motcua.signing.api import Credential, enrol

# Old enough to have signed the demo's past.
SINCE = timedelta(days=200)


def give_certificates(*, authority: str, by: Actor) -> None:
    """One for every commune, signer and head of a division (some routes let them sign) that has none yet."""
    since = now() - SINCE
    for agency in agencies(kind=Agency.Kind.COMMUNE):
        if not _has(f"agency:{agency.code}"):
            enrol(
                holder=f"agency:{agency.code}", kind="agency", common_name=agency.name, organisation=agency.name,
                number=agency.code, authority=authority, by=by, valid_from=since,
            )  # fmt: skip
        heads = [*staff_with_role(agency, Role.SIGNER), *staff_with_role(agency, Role.DIVISION_HEAD)]
        for signer in heads:
            if not _has(f"staff:{signer.pk}"):
                enrol(
                    holder=f"staff:{signer.pk}", kind="official", common_name=signer.full_name,
                    organisation=agency.name, number=signer.user.username, title=signer.title,
                    authority=authority, by=by, valid_from=since,
                )  # fmt: skip


def _has(holder: str) -> bool:
    return Credential.objects.filter(holder=holder, revoked_at=None).exists()
