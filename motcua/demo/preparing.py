"""A data folder is prepared by one at a time, and what was broken off while its past was told is begun again.

The past is told once, where there is none yet: half of one would be taken for whole from then on.
"""

from __future__ import annotations

import fcntl
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

MARK = "preparing"
TELLING = "telling"
# Whatever preparing makes. Nobody has worked with it: the demo is served when it was prepared to the end.
DATABASE = ("motcua.sqlite3", "motcua.sqlite3-wal", "motcua.sqlite3-shm")
MADE = (*DATABASE, "simulators", "keys", "trust", "files", "packs.sha256", "demo-accounts.json")


class PreparedElsewhere(Exception):
    """Another process prepares this folder just now."""


@contextmanager
def alone_in(data: Path) -> Iterator[int]:
    """Nobody else prepares `data` meanwhile. The system gives it free when we have ended, whatever ends us, and every
    child that was handed the file descriptor that this answers."""
    data.mkdir(parents=True, exist_ok=True)
    with (data / MARK).open("a") as mark:
        try:
            fcntl.flock(mark, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as taken:
            raise PreparedElsewhere(data) from taken
        yield mark.fileno()


@contextmanager
def telling_in(data: Path) -> Iterator[None]:
    """What is told meanwhile is whole only if this comes to its end."""
    (data / MARK).write_text(TELLING)
    yield
    (data / MARK).write_text("")


def was_broken_off(data: Path) -> bool:
    """Whether the telling of the past began in `data` and never came to its end."""
    return (data / MARK).exists() and (data / MARK).read_text() == TELLING


def clear(data: Path) -> None:
    """Take away what preparing makes and nothing else, the mark last."""
    for name in MADE:
        path = data / name
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
    (data / MARK).write_text("")
