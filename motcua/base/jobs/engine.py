"""The seam between the outbox and whatever wakes a worker: one module an engine, chosen by a setting."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from datetime import datetime
from importlib import import_module
from typing import Protocol, cast

from django.conf import settings


class Engine(Protocol):
    """What an engine can do. The outbox row is the truth; an engine only sees to it that someone looks at it."""

    def announce(self, item_ids: Sequence[int], *, run_at: datetime) -> None:
        """Tell workers, in the caller's transaction, that items are or will be due."""

    def work(self, stop: threading.Event) -> None:
        """Run jobs until `stop` is set."""


def engine() -> Engine:
    """The engine of this installation (setting MOTCUA_JOB_ENGINE)."""
    return cast(Engine, import_module(settings.MOTCUA_JOB_ENGINE))
