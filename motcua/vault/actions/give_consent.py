"""Say yes to one purpose."""

from __future__ import annotations

from django.db import transaction

from motcua.base.clock import now
from motcua.base.errors import Forbidden
from motcua.base.events import record
from motcua.directory.api import Subject, Viewer
from motcua.vault.errors import NOT_YOURS
from motcua.vault.events import ConsentGiven, stream_of
from motcua.vault.models import Consent
from motcua.vault.policies import is_owner
from motcua.vault.words import CONSENTS


@transaction.atomic
def give_consent(*, subject: Subject, purpose: str, text_version: str, channel: str, by: Viewer) -> Consent:
    """The consent; said twice it is one. Only the subject, or who acts for it, can give it (`Forbidden`).

    `purpose` is a key of `words.CONSENTS`; another is a `ValueError`: nobody could read what was said yes to.
    """
    if purpose not in CONSENTS:
        raise ValueError(f"{purpose!r} is not in vault/words.py")
    if not is_owner(by, subject):
        raise Forbidden(NOT_YOURS)
    consent, made = Consent.objects.get_or_create(
        subject_kind=subject.kind,
        subject_key=subject.key,
        purpose=purpose,
        withdrawn_at=None,
        defaults={
            "text_version": text_version,
            "channel": channel,
            "given_by": str(by.actor),
            "given_at": now(),
        },
    )
    if made:
        event = ConsentGiven(consent=consent.pk, purpose=purpose, text_version=text_version, channel=channel)
        record(event, stream=stream_of(subject), by=by.actor)
    return consent
