"""The ground a benchmark stands on: a data folder and a database of its own, gone when the block ends."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any

from benchmarks.cluster import cluster

# Nothing of the caller's own installation may leak in.
OURS = "MOTCUA_"


@contextmanager
def ground(db: str) -> Iterator[dict[str, str]]:
    """Environment of an empty installation on `db` (sqlite | postgresql). Raises `NoPostgreSQL`."""
    folder = Path(tempfile.mkdtemp(prefix="motcua-bench-"))
    outer = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
    outer.pop("DATABASE_URL", None)
    where: Any = cluster() if db == "postgresql" else nullcontext("")
    try:
        with where as url:
            own = {"MOTCUA_DATA": str(folder), "MOTCUA_DEMO": "yes", "DJANGO_SETTINGS_MODULE": "motcua.house.settings"}
            yield outer | own | ({"DATABASE_URL": url} if url else {})
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def call(environment: dict[str, str], *module_and_arguments: str) -> str:
    """What `python -m module arguments…` prints; its progress goes to our standard error. Raises `RuntimeError`."""
    done = subprocess.run(
        [sys.executable, "-m", *module_and_arguments], env=environment, stdout=subprocess.PIPE, text=True, check=False
    )
    if done.returncode:
        raise RuntimeError(f"{module_and_arguments[0]} ended with {done.returncode}")
    return done.stdout


def tell(line: str) -> None:
    """A line of progress."""
    print(f"  … {line}", file=sys.stderr, flush=True)
