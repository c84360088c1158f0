"""What makes the preparation quick without making anything else: a demo that breaks half way is made again."""

from __future__ import annotations

import gc
import hashlib
from pathlib import Path

from django.conf import settings
from django.db import connection

from motcua.catalogue.api import procedures
from motcua.catalogue.commands import load_command

KNOWN = "packs.sha256"


class BrokenPack(Exception):
    """A pack cannot be loaded; the message names the file, the line and the remedy."""


def hurry() -> None:
    """Let SQLite not wait for the disk after every transaction of this process, and Python look for rubbish seldom."""
    gc.set_threshold(100_000, 50, 100)
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA synchronous=OFF")


def load_unless_known(folder: Path) -> bool:
    """Load the packs of `folder`; nothing to do (False) where every file is as it was when all were loaded.

    Raises `BrokenPack` for the first that cannot be loaded.
    """
    mark, digest = Path(settings.MOTCUA_DATA) / KNOWN, _digest(folder)
    if mark.exists() and mark.read_text(encoding="ascii") == digest and procedures():
        return False
    report = load_command([folder])
    for file in report["refused"]:
        raise BrokenPack(f"{file}: {report['reasons'][file]}")
    mark.write_text(digest, encoding="ascii")
    return True


def _digest(folder: Path) -> str:
    whole = hashlib.sha256()
    for path in sorted(each for each in folder.rglob("*") if each.is_file()):
        whole.update(str(path.relative_to(folder)).encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return whole.hexdigest()
