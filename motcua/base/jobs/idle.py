"""Whether this process has a job in hand: who replaces a worker waits until it has none."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager


class Hands:
    """Jobs in hand and jobs that were, counted over the threads of a process."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self.held, self.taken = 0, 0

    @contextmanager
    def hold(self) -> Iterator[None]:
        """One more job is in hand until the block ends."""
        with self._lock:
            self.held, self.taken = self.held + 1, self.taken + 1
        try:
            yield
        finally:
            with self._lock:
                self.held -= 1


HANDS = Hands()
