"""Write one entry at the end of its stream."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from django.db import connection, transaction

from motcua.base.journal.hashing import FIRST, canonical, entry_hash
from motcua.base.models import JournalEntry, JournalStream


def append(*, stream: str, event: str, actor: str, body: dict[str, Any], at: datetime) -> JournalEntry:
    """Append to `stream` inside the caller's transaction and return the entry.

    The stream's row is locked first, so two writers of one stream come one after the other on PostgreSQL; on
    SQLite the immediate transaction already sees to that. Raises `TransactionManagementError` outside a transaction.
    """
    length, previous = _locked_head(stream)
    entry = JournalEntry(
        stream=stream,
        number=length + 1,
        at=at.astimezone(UTC).isoformat(timespec="microseconds"),
        event=event,
        actor=actor,
        body=canonical(body),
        previous=previous,
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
    JournalStream.objects.filter(name=stream).update(length=entry.number, head=entry.hash)
    return entry


def _locked_head(stream: str) -> tuple[int, str]:
    """Length and head of the stream, its row opened where it is new, and locked: one statement, no race to open it."""
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("the journal is written in the transaction of what happened")
    table = JournalStream._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} (name, length, head) VALUES (%s, 0, %s) "  # noqa: S608 - our own name
            "ON CONFLICT (name) DO UPDATE SET name = excluded.name RETURNING length, head",
            [stream, FIRST],
        )
        length, head = cursor.fetchone()
    return length, head
