"""The small engine for SQLite: a loop that looks for what is due."""

from __future__ import annotations

import logging
import threading
from collections.abc import Sequence
from datetime import datetime

from django.db import close_old_connections, transaction

from motcua.base.clock import now
from motcua.base.jobs.sweep import ask_for_periodic, run_due

log = logging.getLogger(__name__)

IDLE_SECONDS = 0.5
_wake = threading.Event()


def announce(item_ids: Sequence[int], *, run_at: datetime) -> None:
    """Tell a worker in this same process that something is due; others find it at their next look."""
    transaction.on_commit(_wake.set)


def work(stop: threading.Event) -> None:
    """Run until `stop` is set."""
    last_minute = -1
    while not stop.is_set():
        try:
            minute = int(now().timestamp() // 60)
            if minute != last_minute:
                last_minute = minute
                ask_for_periodic()
            busy = run_due() > 0
        except Exception:
            # A database that is away for a moment must not end the worker.
            log.exception("the worker could not look for jobs")
            busy = False
        close_old_connections()
        if not busy:
            _wake.wait(IDLE_SECONDS)
            _wake.clear()
