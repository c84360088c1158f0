"""The house of the renewal tests: `motcua serve` where every process counts as grown, and a rest is as long as told."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

import django
from django.apps import apps

if not apps.ready:
    django.setup()

from motcua.base.jobs import task
from motcua.command_line.serve import serve
from motcua.house import hands, renewal

renewal.GROWN_MIB, renewal.LOOK_SECONDS = 0.0, 0.3
renewal.REST_SECONDS = float(os.environ["REST_SECONDS"])
hands.SILENT_SECONDS = float(os.environ["SILENT_SECONDS"])


@task("test.note")
def note(number: int, seconds: float) -> None:
    """Take a while, then leave one line: which job, and the process it ran in."""
    time.sleep(seconds)
    with Path(os.environ["NOTES"]).open("a") as notes:
        notes.write(f"{number} {os.getpid()}\n")


if __name__ == "__main__":
    serve.main(sys.argv[1:])
