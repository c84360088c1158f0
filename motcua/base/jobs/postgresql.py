"""The engine on PostgreSQL: procrastinate wakes the workers; the outbox row stays the truth.

A job of procrastinate carries nothing but the ids of a few outbox rows that were asked for together and is deferred in
the same transaction. Whoever runs it claims each row by conditional update, so a row announced twice runs once; a row
whose worker was killed is announced again by the sweep when its lease is over.
"""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import DEFAULT_DB_ALIAS, close_old_connections
from django.db.models import Q
from procrastinate import PsycopgConnector
from procrastinate.contrib.django import app, connector_params
from procrastinate.types import JSONDict
from psycopg import AsyncConnection
from psycopg_pool import AsyncConnectionPool

from motcua.base.clock import now
from motcua.base.jobs.run import run_item
from motcua.base.jobs.sweep import ask_for_periodic, worker_name
from motcua.base.models import OutboxItem
from motcua.base.postgresql.alive import is_quiet

log = logging.getLogger(__name__)

QUEUE = "outbox"
TASK = "motcua.run_outbox_items"
MOST_A_JOB = 4  # fetching and ending a job costs as much as a small row's work; more than a few would leave hands idle
SWEEP_SECONDS = 2.0
# An item due for so long was announced to somebody who is gone.
FORGOTTEN = timedelta(seconds=30)


@app.task(name=TASK, queue=QUEUE)
def run_outbox_items(item_ids: list[int]) -> None:
    """Run rows of the outbox that were asked for together, one after the other."""
    try:
        for item_id in item_ids:
            run_item(item_id, worker=worker_name())
    finally:
        close_old_connections()


def announce(item_ids: Sequence[int], *, run_at: datetime) -> None:
    """Defer in the caller's transaction, by one statement; a later `run_at` is kept by procrastinate."""
    later = run_at if run_at > now() else None
    jobs: list[JSONDict] = [
        {"item_ids": list(item_ids[start : start + MOST_A_JOB])} for start in range(0, len(item_ids), MOST_A_JOB)
    ]
    if jobs:
        app.configure_task(TASK, queue=QUEUE, schedule_at=later).batch_defer(*jobs)


def announce_forgotten() -> int:
    """Announce again what is due and nobody holds: its worker was killed or its announcement lost."""
    moment = now()
    lost = Q(state=OutboxItem.State.LEASED, leased_until__lt=moment) | Q(
        state=OutboxItem.State.READY, run_at__lt=moment - FORGOTTEN
    )
    ids = list(OutboxItem.objects.filter(lost).order_by("run_at").values_list("id", flat=True)[:200])
    announce(ids, run_at=moment)
    return len(ids)


def work(stop: threading.Event) -> None:
    """Run until `stop` is set: procrastinate's worker in this thread's event loop, the sweep in another thread."""
    sweeper = threading.Thread(target=_sweep, args=(stop,), name="sweep", daemon=True)
    sweeper.start()
    asyncio.run(_work(stop))
    sweeper.join()


async def _work(stop: threading.Event) -> None:
    own = app.with_connector(PsycopgConnector(kwargs=connector_params(DEFAULT_DB_ALIAS), pool_factory=_pool))
    async with own.open_async():
        worker = asyncio.create_task(
            own.run_worker_async(
                queues=[QUEUE],
                concurrency=2,
                install_signal_handlers=False,
                delete_jobs="always",
                fetch_job_polling_interval=1.0,
                update_heartbeat_interval=5,
                stalled_worker_timeout=15,
            )
        )
        while not stop.is_set() and not worker.done():
            await asyncio.sleep(0.2)
        worker.cancel()
        await asyncio.gather(worker, return_exceptions=True)


def _pool(**settings: Any) -> AsyncConnectionPool:
    """procrastinate's own, but a connection taken from it, which is done twice a job, is looked at and not asked."""
    return AsyncConnectionPool(**(settings | {"check": _look_at}))


async def _look_at(connection: AsyncConnection) -> None:
    if not is_quiet(connection):
        await AsyncConnectionPool.check_connection(connection)


def _sweep(stop: threading.Event) -> None:
    last_minute = -1
    while not stop.wait(SWEEP_SECONDS):
        try:
            minute = int(now().timestamp() // 60)
            if minute != last_minute:
                last_minute = minute
                ask_for_periodic()
            announce_forgotten()
        except Exception:
            # A database that is away for a moment must not end the worker.
            log.exception("the sweep failed")
        close_old_connections()
