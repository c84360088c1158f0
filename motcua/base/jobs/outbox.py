"""The outbox: what is to be done after the transaction is written in the transaction."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from typing import Any

from django.db import connection, transaction

from motcua.base.clock import now
from motcua.base.jobs.engine import engine
from motcua.base.jobs.registry import task_named
from motcua.base.models import OutboxItem
from motcua.base.rows import insert, made


@dataclass(slots=True)
class _Together:
    """Jobs asked for inside one block, and how many savepoints were open when it began."""

    savepoints: int
    items: list[OutboxItem] = field(default_factory=list)


_together: ContextVar[_Together | None] = ContextVar("jobs_asked_for_together", default=None)


def enqueue(name: str, *, key: str, payload: dict[str, Any] | None = None, run_at: datetime | None = None) -> bool:
    """Ask for task `name` with `payload` (JSON) after this transaction, not before `run_at`.

    The same `key` asked for twice is one job: the second call changes nothing and answers False. (Within `together`
    nobody knows yet, and the answer is True.)
    Raises `KeyError` for an unknown task and `TransactionManagementError` outside a transaction.
    """
    task_named(name)
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("jobs are asked for in the transaction of what caused them")
    moment = now()
    item = made(OutboxItem, task=name, key=key, payload=payload or {}, run_at=run_at or moment, made_at=moment)
    block = _together.get()
    # What is asked for inside a savepoint must go with it if it is rolled back: it cannot wait for the block's end.
    if block is not None and len(connection.savepoint_ids) == block.savepoints:
        block.items.append(item)
        return True
    return bool(_write([item]))


@contextmanager
def together() -> Iterator[None]:
    """Jobs asked for inside the block are written at its end, by one statement. For use inside one transaction.

    A block that raises writes none of them, as a transaction that is rolled back.
    """
    if _together.get() is not None:
        yield
        return
    block = _Together(len(connection.savepoint_ids))
    token = _together.set(block)
    try:
        yield
    finally:
        _together.reset(token)
    _write(block.items)


def _write(items: Sequence[OutboxItem]) -> int:
    """Write the items whose key is not taken and tell the engine of them; how many there were."""
    found = insert(items, on_conflict="(key) DO NOTHING", returning="id, key")
    moment = now()  # what is due already is told of at once, whenever in this transaction it was asked for
    due = {item.key: max(item.run_at, moment) for item in reversed(items)}
    written = sorted((due[key], item_id) for item_id, key in found)
    for run_at, same in groupby(written, key=lambda each: each[0]):
        engine().announce([item_id for _due, item_id in same], run_at=run_at)
    return len(written)
