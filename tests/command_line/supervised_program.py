"""The demo's supervisor over two parts that only sleep, and take a moment to end as servers do."""

from __future__ import annotations

import os
import sys

from motcua.demo import supervise

SLEEPS = """
import os, signal, sys, time
def end(*_said):
    time.sleep(1)
    sys.exit()
signal.signal(signal.SIGTERM, end)
print("child", os.getpid(), file=sys.stderr, flush=True)
time.sleep(300)
"""


def start(keeper: supervise.Keeper, part: supervise.Part) -> None:
    """Instead of the part a program that sleeps; it tells its number when it can be told to end."""
    keeper.family.start(part.name, [sys.executable, "-c", SLEEPS], keeper.environment)


supervise.Keeper.start = start  # type: ignore[method-assign]
sys.exit(supervise.run(1, dict(os.environ), 2))
