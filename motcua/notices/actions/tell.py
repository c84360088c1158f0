"""Tell somebody something, once."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from motcua.base.clock import now
from motcua.base.jobs import enqueue
from motcua.notices.kinds import KINDS
from motcua.notices.models import Notice


@transaction.atomic
def tell(*, to: str, kind: str, words: dict[str, Any], about: str, key: str) -> Notice | None:
    """Put a notice into the inbox of `to` ("person:<id>" …) and ask for it to be sent on; None where `key` was told.

    `words` carries codes, days and amounts, never names or numbers. Raises `KeyError` for an unknown kind.
    """
    KINDS[kind]
    notice = Notice(key=key[:160], to=to, kind=kind, words=words, about=about, made_at=now())
    Notice.objects.bulk_create([notice], ignore_conflicts=True)
    written = Notice.objects.filter(key=notice.key, public_id=notice.public_id).first()
    if written is not None:
        enqueue("notices.send", key=f"notice:{written.public_id}", payload={"notice_id": written.pk})
    return written
