"""Write entries at the end of their streams."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db import connection, transaction

from motcua.base.journal.hashing import FIRST, canonical, entry_hash
from motcua.base.models import JournalEntry, JournalStream
from motcua.base.rows import insert, made
from motcua.base.statements import carry_out, rows_of

_HEADS = JournalStream._meta.db_table


@dataclass(frozen=True, slots=True)
class Line:
    """What one entry is to say: `body` in plain JSON values, `at` aware."""

    stream: str
    event: str
    actor: str
    body: dict[str, Any]
    at: datetime


def append(*, stream: str, event: str, actor: str, body: dict[str, Any], at: datetime) -> JournalEntry:
    """Append one entry to `stream`, as `append_all`, and return it."""
    (entry,) = append_all([Line(stream, event, actor, body, at)])
    return entry


def append_all(lines: Sequence[Line]) -> list[JournalEntry]:
    """Append to one or more streams inside the caller's transaction; the entries, in order of `lines`.

    The streams' rows are locked first, so two writers of one stream come one after the other on PostgreSQL; on
    SQLite the immediate transaction already sees to that. Raises `TransactionManagementError` outside a transaction.
    """
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("the journal is written in the transaction of what happened")
    heads = _locked_heads(list(dict.fromkeys(line.stream for line in lines)))
    entries = [_entry(line, heads) for line in lines]
    insert(entries)
    _keep(heads)
    return entries


def _entry(line: Line, heads: dict[str, tuple[int, str]]) -> JournalEntry:
    """The next entry of its stream; `heads` is moved on to it."""
    length, previous = heads[line.stream]
    entry = made(
        JournalEntry,
        stream=line.stream,
        number=length + 1,
        at=line.at.astimezone(UTC).isoformat(timespec="microseconds"),
        event=line.event,
        actor=line.actor,
        body=canonical(line.body),
        previous=previous,
    )
    entry.hash = entry_hash(
        stream=entry.stream,
        number=entry.number,
        at=entry.at,
        event=entry.event,
        actor=entry.actor,
        body=entry.body,
        previous=entry.previous,
    )
    heads[line.stream] = (entry.number, entry.hash)
    return entry


def _locked_heads(streams: list[str]) -> dict[str, tuple[int, str]]:
    """Length and head of each stream, its row opened where it is new, and locked: one statement, no race to open it.

    On SQLite nobody else writes until this transaction ends: heads are read, and new ones opened when they are kept.
    """
    if connection.vendor == "sqlite":
        statement = f"SELECT name, length, head FROM {_HEADS} WHERE name IN ({', '.join(['%s'] * len(streams))})"  # noqa: S608
        values = streams
    else:
        marks = ", ".join(["(%s, 0, %s)"] * len(streams))
        statement = (
            f"INSERT INTO {_HEADS} (name, length, head) VALUES {marks} "  # noqa: S608 - our own name
            "ON CONFLICT (name) DO UPDATE SET name = excluded.name RETURNING name, length, head"
        )
        values = [value for stream in streams for value in (stream, FIRST)]
    found = {name: (length, head) for name, length, head in rows_of(statement, values)}
    return {stream: found.get(stream, (0, FIRST)) for stream in streams}


def _keep(heads: dict[str, tuple[int, str]]) -> None:
    """Write the new heads of streams that are there already."""
    marks = ", ".join(["(%s, %s, %s)"] * len(heads))
    carry_out(
        f"INSERT INTO {_HEADS} (name, length, head) VALUES {marks} "  # noqa: S608 - our own name
        "ON CONFLICT (name) DO UPDATE SET length = excluded.length, head = excluded.head",
        [value for name, (length, head) in heads.items() for value in (name, length, head)],
    )
