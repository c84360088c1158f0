"""The outbox: what is to be done after the transaction is written in the transaction."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import connection, transaction

from motcua.base.clock import now
from motcua.base.jobs.engine import engine
from motcua.base.jobs.registry import task_named
from motcua.base.models import OutboxItem


def enqueue(name: str, *, key: str, payload: dict[str, Any] | None = None, run_at: datetime | None = None) -> bool:
    """Ask for task `name` with `payload` (JSON) after this transaction, not before `run_at`.

    The same `key` asked for twice is one job: the second call changes nothing and answers False.
    Raises `KeyError` for an unknown task and `TransactionManagementError` outside a transaction.
    """
    task_named(name)
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("jobs are asked for in the transaction of what caused them")
    moment = now()
    item = OutboxItem(task=name, key=key, payload=payload or {}, run_at=run_at or moment, made_at=moment)
    written = OutboxItem.objects.bulk_create([item], ignore_conflicts=True)
    return _wake_engine(written[0])


def _wake_engine(item: OutboxItem) -> bool:
    found = OutboxItem.objects.filter(key=item.key).values_list("id", "made_at", "state").first()
    if found is None or found[1] != item.made_at or found[2] != OutboxItem.State.READY:
        return False
    engine().announce(found[0], run_at=item.run_at)
    return True
