"""The worker of the killing test: the house with one task of its own, run by the engine of the database in use."""

from __future__ import annotations

import os
import sys
import threading
import time
from pathlib import Path

import django
from django.apps import apps

if not apps.ready:
    django.setup()

from motcua.base.jobs import task
from motcua.command_line.worker import work_until_told


@task("test.slow_note", lease_seconds=8)  # longer than a slow machine holds one still
def slow_note(number: int) -> None:
    """Take a while, then leave one line: the trace of one run."""
    time.sleep(0.15)
    with Path(os.environ["NOTES"]).open("a") as notes:
        notes.write(f"{number}\n")


if __name__ == "__main__":
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    sys.stdout.close()
    work_until_told(threading.Event())
