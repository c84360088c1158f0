"""`motcua worker`."""

from __future__ import annotations

import signal
import threading
from types import FrameType

import click

from motcua.base.jobs.engine import engine


@click.command()
def worker() -> None:
    """Do what the outbox asks for until stopped; several may run beside each other."""
    stop = threading.Event()

    def end(number: int, frame: FrameType | None) -> None:
        stop.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, end)
    engine().work(stop)
