"""Take a yes back."""

from __future__ import annotations

from django.db import transaction

from motcua.base.clock import now
from motcua.base.errors import Forbidden
from motcua.base.events import record
from motcua.directory.api import Subject, Viewer
from motcua.vault.errors import NOT_YOURS
from motcua.vault.events import ConsentWithdrawn, stream_of
from motcua.vault.models import Consent
from motcua.vault.policies import is_owner


@transaction.atomic
def withdraw_consent(*, subject: Subject, purpose: str, by: Viewer) -> bool:
    """Whether there was a yes to take back. Only the subject, or who acts for it (`Forbidden`)."""
    if not is_owner(by, subject):
        raise Forbidden(NOT_YOURS)
    open_one = Consent.objects.filter(
        subject_kind=subject.kind, subject_key=subject.key, purpose=purpose, withdrawn_at__isnull=True
    ).first()
    if open_one is None:
        return False
    open_one.withdrawn_at = now()
    open_one.save(update_fields=["withdrawn_at"])
    record(ConsentWithdrawn(consent=open_one.pk, purpose=purpose), stream=stream_of(subject), by=by.actor)
    return True
