"""Start a program of its own for a test, and end it again."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


@contextmanager
def program(*arguments: str) -> Iterator[str]:
    """Run `python arguments…` until the block ends; gives the address it prints as its first line."""
    process = subprocess.Popen(
        [sys.executable, *arguments], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stderr is not None
    try:
        address = process.stdout.readline().strip()
        if not address:
            raise AssertionError(f"{arguments} did not start: {process.communicate(timeout=10)[1]}")
        yield address
    finally:
        process.terminate()
        process.wait(timeout=60)
        process.stdout.close()
        process.stderr.close()


@contextmanager
def simulators(folder: Path) -> Iterator[str]:
    """All simulators, in `folder`; gives their address."""
    with program("-m", "simulators", "--folder", str(folder)) as address:
        yield address
