"""Pages of what people handed in, as pictures that are safe to show."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from motcua.base.files.images import reading_copy
from motcua.base.files.limits import FileRefused
from motcua.base.files.store import read_file
from motcua.base.models import StoredFile

PAGE_WIDTH = 1_000  # pixels: A4 at about 120 dots an inch, readable on a phone
SMALL_WIDTH = 144  # pixels: two for each of the 72 that a list of papers gives it
SECONDS = 20
_PROGRAM = Path(__file__).with_name("pdf_page.py")


class NoPicture(Exception):
    """The page could not be drawn; the file itself is still there."""


def small_picture(stored: StoredFile) -> bytes:
    """A JPEG of a kept photograph, just large enough to tell one paper from another (about 6 kB).

    Raises `NoPicture` where it is no photograph or cannot be read.
    """
    if not stored.media_type.startswith("image/"):
        raise NoPicture(f"file {stored.public_id} is no photograph")
    try:
        return reading_copy(read_file(stored), side=SMALL_WIDTH, quality=70, small=True)
    except FileRefused as error:
        raise NoPicture(f"file {stored.public_id} cannot be drawn") from error


def page_picture(stored: StoredFile, page: int = 1, *, width: int = PAGE_WIDTH) -> bytes:
    """Page `page` (from 1) of a kept PDF or photograph as a JPEG about `width` pixels wide. Raises `NoPicture`."""
    content = read_file(stored)
    if stored.media_type != "application/pdf":
        return reading_copy(content, side=width)
    try:
        done = subprocess.run(
            [sys.executable, "-I", str(_PROGRAM), str(int(page)), str(int(width))],
            input=content, capture_output=True, timeout=SECONDS, check=True,
        )  # fmt: skip
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as error:
        raise NoPicture(f"page {page} of file {stored.public_id} cannot be drawn") from error
    return done.stdout
