"""Invite the applicant to rate, once a dossier."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction

from motcua.base.actor import Actor
from motcua.base.clock import now
from motcua.base.events import record
from motcua.feedback.events import Invited
from motcua.feedback.models import Invitation
from motcua.feedback.tokens import digest_of, token_of

VALID = timedelta(days=60)


@transaction.atomic
def invite(
    *, dossier: str, code: str, procedure: str, agency: str, channel: int, filed_as: str, by: Actor
) -> Invitation:
    """Make the one-time link of `dossier` (public id), or answer the one that was made."""
    found = Invitation.objects.filter(dossier=dossier).first()
    if found is not None:
        return found
    invitation = Invitation.objects.create(
        dossier=dossier,
        token_sha256=digest_of(token_of(dossier)),
        code=code,
        procedure=procedure,
        agency=agency,
        channel=channel,
        filed_as=filed_as,
        made_at=now(),
        expires_at=now() + VALID,
    )
    record(Invited(dossier, procedure, agency, channel, filed_as), stream=f"dossier:{dossier}", by=by)
    return invitation
