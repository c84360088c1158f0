"""How much may be handed in, and how a file is refused."""

from __future__ import annotations

from motcua.base.errors import Refusal

MIB = 1024 * 1024
LARGEST_FILE = 10 * MIB
LARGEST_DOSSIER = 30 * MIB
MOST_PAGES = 50
MOST_PIXELS = 60_000_000
LONGEST_SIDE = 30_000
READING_SIDE = 2_480  # pixels: the short side of A4 at 300 dots an inch


class FileRefused(Refusal):
    """A file that cannot be taken. `code` says why for the journal; the message says to the person what to do."""

    status = 422

    def __init__(self, code: str, message: object) -> None:
        super().__init__(message)
        self.code = code
