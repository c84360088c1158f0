"""Run one item of the outbox: claim it, work, write down how it ended."""

from __future__ import annotations

import logging
import random
import traceback
from datetime import timedelta

from django.db import transaction
from django.db.models import F, Q

from motcua.base.clock import now
from motcua.base.jobs.engine import engine
from motcua.base.jobs.giving_up import GiveUp
from motcua.base.jobs.registry import Task, task_named
from motcua.base.kept_query import KeptQuery
from motcua.base.models import OutboxItem

log = logging.getLogger(__name__)

_item: KeptQuery[OutboxItem] = KeptQuery(lambda number: OutboxItem.objects.filter(pk=number), int)
FIRST_WAIT = timedelta(seconds=5)
LONGEST_WAIT = timedelta(hours=6)


def run_item(item_id: int, *, worker: str) -> bool:
    """Run item `item_id` unless somebody else has it, it is not due, or it has ended. True where it ran."""
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
    free = Q(state=OutboxItem.State.READY, run_at__lte=moment) | Q(
        state=OutboxItem.State.LEASED, leased_until__lt=moment
    )
    found = _item.one(item_id)
    if found is None:
        return None
    taken = OutboxItem.objects.filter(free, id=item_id).update(
        state=OutboxItem.State.LEASED,
        leased_until=moment + _lease(found),
        worker=worker[:64],
        attempts=F("attempts") + 1,
    )
    return _item.one(item_id) if taken else None


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
    OutboxItem.objects.filter(
        id=item.id, state=OutboxItem.State.LEASED, worker=item.worker, attempts=item.attempts
    ).update(state=OutboxItem.State.DONE, ended_at=now(), last_error="", leased_until=None)


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
