"""Pages of what people handed in, as pictures that are safe to show."""

from __future__ import annotations

import secrets
import subprocess
import sys
from pathlib import Path

from motcua.base.files.images import reading_copy, small_copy
from motcua.base.files.limits import FileRefused
from motcua.base.files.store import read_file, small_path
from motcua.base.models import StoredFile

PAGE_WIDTH = 1_000  # pixels: A4 at about 120 dots an inch, readable on a phone
_RIFF = 8  # bytes of a WebP before what its length counts
SECONDS = 20
_PROGRAM = Path(__file__).with_name("pdf_page.py")


class NoPicture(Exception):
    """The page could not be drawn; the file itself is still there."""


def small_picture(stored: StoredFile) -> bytes:
    """A WebP of a kept photograph, just large enough to tell one paper from another (one or two kB).

    Raises `NoPicture` where it is no photograph or cannot be read.
    """
    if not stored.media_type.startswith("image/"):
        raise NoPicture(f"file {stored.public_id} is no photograph")
    kept = _kept_small(stored.sha256)
    if kept:
        return kept
    try:
        drawn = small_copy(read_file(stored))
    except FileRefused as error:
        raise NoPicture(f"file {stored.public_id} cannot be drawn") from error
    keep_small(stored.sha256, drawn)
    return drawn


def keep_small(digest: str, picture: bytes) -> None:
    """Keep the small picture of the photograph with this SHA-256: equal bytes look alike, so it is never out of date.

    It can be drawn again at any time: nobody waits for the disk, and one that is full is no trouble.
    """
    path = small_path(digest)
    arriving = path.with_suffix(f".{secrets.token_hex(4)}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        arriving.write_bytes(picture)
        arriving.chmod(0o440)
        arriving.replace(path)
    except OSError:
        return


def _kept_small(digest: str) -> bytes:
    """Empty where there is none, or where a power cut left half of one."""
    try:
        found = small_path(digest).read_bytes()
    except OSError:
        return b""
    whole = found[:4] == b"RIFF" and int.from_bytes(found[4:_RIFF], "little") + _RIFF == len(found)
    return found if whole else b""


def page_picture(stored: StoredFile, page: int = 1, *, width: int = PAGE_WIDTH) -> bytes:
    """Page `page` (from 1) of a kept PDF or photograph as a JPEG about `width` pixels wide. Raises `NoPicture`."""
    content = read_file(stored)
    if stored.media_type != "application/pdf":
        return reading_copy(content, side=width, page=page)
    try:
        done = subprocess.run(
            [sys.executable, "-I", str(_PROGRAM), str(int(page)), str(int(width))],
            input=content, capture_output=True, timeout=SECONDS, check=True,
        )  # fmt: skip
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as error:
        raise NoPicture(f"page {page} of file {stored.public_id} cannot be drawn") from error
    return done.stdout
