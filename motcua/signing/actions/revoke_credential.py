"""Stop signing with a certificate. The authority is told separately; its list is what others see."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from motcua.base.actor import Actor
from motcua.base.clock import now
from motcua.base.events import record
from motcua.base.verdict import require
from motcua.directory.api import Viewer, actor_of
from motcua.signing.events import CredentialRevoked
from motcua.signing.models import Credential
from motcua.signing.policies import may_keep_certificates

REASONS = {
    "left": _("Người giữ thôi việc hoặc chuyển việc"),
    "lost": _("Mất khóa, nghi lộ khóa"),
    "replaced": _("Đã có chứng thư mới"),
}


@transaction.atomic
def revoke_credential(*, credential: Credential, reason: str, by: Viewer | Actor) -> Credential:
    """Mark it revoked from now; a second time changes nothing. `reason` is a code of `REASONS`, not a story.

    By whoever keeps the holder's certificates, or by the program. Raises `Forbidden`.
    """
    if isinstance(by, Viewer):
        require(may_keep_certificates(by, credential.holder))
    kept = Credential.objects.select_for_update().get(pk=credential.pk)
    if kept.revoked_at is None:
        kept.revoked_at = now()
        kept.save(update_fields=["revoked_at"])
        told = CredentialRevoked(credential=kept.public_id, reason=reason)
        record(told, stream=f"credential:{kept.public_id}", by=actor_of(by))
    return kept
