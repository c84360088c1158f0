"""Stop signing with a certificate. The authority is told separately; its list is what others see."""

from __future__ import annotations

from django.db import transaction

from motcua.base.actor import Actor
from motcua.base.clock import now
from motcua.base.events import record
from motcua.signing.events import CredentialRevoked
from motcua.signing.models import Credential


@transaction.atomic
def revoke_credential(*, credential: Credential, reason: str, by: Actor) -> Credential:
    """Mark it revoked from now; a second time changes nothing. `reason` is a code, not a story."""
    kept = Credential.objects.select_for_update().get(pk=credential.pk)
    if kept.revoked_at is None:
        kept.revoked_at = now()
        kept.save(update_fields=["revoked_at"])
        told = CredentialRevoked(credential=kept.public_id, reason=reason)
        record(told, stream=f"credential:{kept.public_id}", by=by)
    return kept
