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
    item_id = _insert(item)
    if item_id is None:
        return False
    engine().announce(item_id, run_at=item.run_at)
    return True


def _insert(item: OutboxItem) -> int | None:
    """The row's id; None where the key is taken. One statement: Django's way needs a second one to learn the id."""
    columns = [column for column in OutboxItem._meta.concrete_fields if not column.primary_key]
    names = ", ".join(connection.ops.quote_name(str(column.column)) for column in columns)
    values = [column.get_db_prep_save(getattr(item, column.attname), connection) for column in columns]
    marks = ", ".join(["%s"] * len(columns))
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {OutboxItem._meta.db_table} ({names}) VALUES ({marks}) "  # noqa: S608 - our own names
            "ON CONFLICT (key) DO NOTHING RETURNING id",
            values,
        )
        row = cursor.fetchone()
    return int(row[0]) if row else None
