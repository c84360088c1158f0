"""Run one item of the outbox: claim it, work, write down how it ended."""

from __future__ import annotations

import logging
import random
import traceback
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction

from motcua.base.clock import now
from motcua.base.jobs.engine import engine
from motcua.base.jobs.giving_up import GiveUp
from motcua.base.jobs.idle import HANDS
from motcua.base.jobs.registry import Task, task_named
from motcua.base.kept_query import KeptQuery
from motcua.base.models import OutboxItem
from motcua.base.statements import rows_of

log = logging.getLogger(__name__)

_item: KeptQuery[OutboxItem] = KeptQuery(lambda number: OutboxItem.objects.filter(pk=number), int)
FIRST_WAIT = timedelta(seconds=5)
LONGEST_WAIT = timedelta(hours=6)
# Statements of every job; what they say is what `sweep.due_items` takes for free, and what `OutboxItem.State` names.
_TABLE = OutboxItem._meta.db_table
_CLAIM = (
    f"UPDATE {_TABLE} SET state = 'leased', leased_until = %s, worker = %s, attempts = attempts + 1 "  # noqa: S608
    "WHERE id = %s AND ((state = 'ready' AND run_at <= %s) OR (state = 'leased' AND leased_until < %s)) "
    "RETURNING attempts"
)
_FINISH = (
    f"UPDATE {_TABLE} SET state = 'done', ended_at = %s, last_error = '', leased_until = NULL "  # noqa: S608
    "WHERE id = %s AND state = 'leased' AND worker = %s AND attempts = %s RETURNING id"
)


def run_item(item_id: int, *, worker: str) -> bool:
    """Run item `item_id` unless somebody else has it, it is not due, or it has ended. True where it ran."""
    with HANDS.hold():
        return _run(item_id, worker)


def _run(item_id: int, worker: str) -> bool:
    item = claim(item_id, worker=worker)
    if item is None:
        return False
    try:
        task = task_named(item.task)
        task.work(**item.payload)
    except Exception as error:  # noqa: BLE001 - whatever a job raises means "try again later"
        log.warning("job %s failed: %s", item, error)
        _fail(item, error)
        return True
    _finish(item)
    return True


def claim(item_id: int, *, worker: str) -> OutboxItem | None:
    """Take the item by conditional update: exactly one of several workers gets it."""
    moment = now()
    found = _item.one(item_id)
    if found is None:
        return None
    found.state, found.leased_until, found.worker = OutboxItem.State.LEASED, moment + _lease(found), worker[:64]
    at = _instant("run_at", moment)
    taken = _written(_CLAIM, [_instant("leased_until", found.leased_until), found.worker, item_id, at, at])
    if not taken:
        return None
    found.attempts = taken[0]
    return found


def revive_dead(item_id: int) -> bool:
    """Let a dead item be tried again from the start, because a person asked for it."""
    moment = now()
    with transaction.atomic():
        revived = OutboxItem.objects.filter(id=item_id, state=OutboxItem.State.DEAD).update(
            state=OutboxItem.State.READY, run_at=moment, attempts=0, ended_at=None
        )
        if revived:
            engine().announce([item_id], run_at=moment)
    return bool(revived)


def _lease(item: OutboxItem) -> timedelta:
    try:
        return task_named(item.task).lease
    except KeyError:
        return timedelta(seconds=60)


def _finish(item: OutboxItem) -> None:
    # Only the holder of the lease writes the end: a slow run whose lease was taken over must not undo the other.
    _written(_FINISH, [_instant("ended_at", now()), item.id, item.worker, item.attempts])


def _written(statement: str, values: list[Any]) -> tuple[Any, ...] | None:
    """What the statement, composed once, returns of the row it wrote; None where it wrote none."""
    rows = rows_of(statement, values)
    return rows[0] if rows else None


def _instant(name: str, moment: datetime) -> Any:
    """As the database takes it in that column."""
    return OutboxItem._meta.get_field(name).get_db_prep_save(moment, connection)  # type: ignore[union-attr]


def _fail(item: OutboxItem, error: Exception) -> None:
    words = "".join(traceback.format_exception_only(error)).strip()[:2_000]
    allowed = 1 if isinstance(error, GiveUp) else _attempts_allowed(item)
    again_at = None if item.attempts >= allowed else now() + _wait(item.attempts)
    change = (
        {"state": OutboxItem.State.READY, "run_at": again_at}
        if again_at
        else {"state": OutboxItem.State.DEAD, "ended_at": now()}
    )
    with transaction.atomic():
        written = OutboxItem.objects.filter(
            id=item.id, state=OutboxItem.State.LEASED, worker=item.worker, attempts=item.attempts
        ).update(last_error=words, leased_until=None, **change)
        if written and again_at:
            engine().announce([item.id], run_at=again_at)


def _attempts_allowed(item: OutboxItem) -> int:
    try:
        task: Task = task_named(item.task)
    except KeyError:
        return 1
    return task.attempts


def _wait(attempts: int) -> timedelta:
    """Doubling, with a tenth of chance so that a thousand items do not all come back in one second."""
    wait: timedelta = min(FIRST_WAIT * 2 ** (attempts - 1), LONGEST_WAIT)
    return wait * random.uniform(0.9, 1.1)  # noqa: S311 - not a secret
