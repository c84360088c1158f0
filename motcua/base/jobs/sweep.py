"""Looking for what is due, and putting periodic tasks into the outbox; used by every engine."""

from __future__ import annotations

import os
import socket
import threading

from django.db import transaction
from django.db.models import Q

from motcua.base.clock import now
from motcua.base.jobs.outbox import enqueue
from motcua.base.jobs.registry import periodic_tasks
from motcua.base.jobs.run import run_item
from motcua.base.models import OutboxItem


def worker_name() -> str:
    """Who holds a lease: host, process and thread."""
    return f"{socket.gethostname()[:30]}:{os.getpid()}:{threading.get_ident() % 100_000}"


def due_items(limit: int = 50) -> list[int]:
    """Ids of what may be run now, longest due first, expired leases included."""
    moment = now()
    free = Q(state=OutboxItem.State.READY, run_at__lte=moment) | Q(
        state=OutboxItem.State.LEASED, leased_until__lt=moment
    )
    return list(OutboxItem.objects.filter(free).order_by("run_at").values_list("id", flat=True)[:limit])


def run_due(*, worker: str | None = None, limit: int = 50) -> int:
    """Run what is due now, once through; the number of items run."""
    name = worker or worker_name()
    return sum(run_item(item_id, worker=name) for item_id in due_items(limit))


def ask_for_periodic() -> None:
    """Put each periodic task into the outbox once per slot of time, whoever asks."""
    minute = int(now().timestamp() // 60)
    for periodic in periodic_tasks():
        slot = minute // periodic.minutes
        with transaction.atomic():
            enqueue(periodic.task, key=f"{periodic.task}@{periodic.minutes}x{slot}")
