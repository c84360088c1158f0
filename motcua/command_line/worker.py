"""`motcua worker`."""

from __future__ import annotations

import signal
import threading
from types import FrameType

import click

from motcua.base.jobs.engine import engine
from motcua.house.footprint import few_arenas, settle


@click.command()
def worker() -> None:
    """Do what the outbox asks for until stopped; several may run beside each other."""
    few_arenas()
    settle()
    work_until_told(threading.Event())


def work_until_told(stop: threading.Event) -> None:
    """Work until `stop` is set or a signal asks this process to end. Must be called in the main thread."""

    def end(number: int, frame: FrameType | None) -> None:
        stop.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, end)
    engine().work(stop)
