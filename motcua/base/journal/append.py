"""Write one entry at the end of its stream."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from django.db import IntegrityError, connection, transaction

from motcua.base.journal.hashing import canonical, entry_hash
from motcua.base.models import JournalEntry, JournalStream


def append(*, stream: str, event: str, actor: str, body: dict[str, Any], at: datetime) -> JournalEntry:
    """Append to `stream` inside the caller's transaction and return the entry.

    The stream's row is locked first, so two writers of one stream come one after the other on PostgreSQL; on
    SQLite the immediate transaction already sees to that. Raises `TransactionManagementError` outside a transaction.
    """
    head = _locked_head(stream)
    entry = JournalEntry(
        stream=stream,
        number=head.length + 1,
        at=at.astimezone(UTC).isoformat(timespec="microseconds"),
        event=event,
        actor=actor,
        body=canonical(body),
        previous=head.head,
    )
    entry.hash = entry_hash(
        stream=stream,
        number=entry.number,
        at=entry.at,
        event=event,
        actor=actor,
        body=entry.body,
        previous=entry.previous,
    )
    entry.save(force_insert=True)
    head.length, head.head = entry.number, entry.hash
    head.save(update_fields=["length", "head"])
    return entry


def _locked_head(stream: str) -> JournalStream:
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("the journal is written in the transaction of what happened")
    found = JournalStream.objects.select_for_update().filter(name=stream).first()
    return found or _new_head(stream)


def _new_head(stream: str) -> JournalStream:
    try:
        with transaction.atomic():
            return JournalStream.objects.create(name=stream)
    except IntegrityError:  # another writer opened the same stream a moment earlier
        return JournalStream.objects.select_for_update().get(name=stream)
