"""Do not keep knocking on a door that does not open: after some failures in a row a system is left alone a while."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

FAILURES = 3
PAUSE_SECONDS = 20.0


@dataclass
class Breaker:
    """Counts the failures of one system in this process. `clock` gives seconds that only grow."""

    failures: int = 0
    open_until: float = 0.0
    clock: Callable[[], float] = time.monotonic
    lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def lets_through(self) -> bool:
        """May a call be tried? After the pause one call is let through; the others wait for how it goes."""
        with self.lock:
            if self.failures < FAILURES:
                return True
            moment = self.clock()
            if moment < self.open_until:
                return False
            self.open_until = moment + PAUSE_SECONDS
            return True

    def went_well(self) -> None:
        """The system answered."""
        with self.lock:
            self.failures = 0

    def went_wrong(self) -> None:
        """The system did not answer properly."""
        with self.lock:
            self.failures += 1
            if self.failures >= FAILURES:
                self.open_until = self.clock() + PAUSE_SECONDS


_breakers: dict[str, Breaker] = {}
_guard = threading.Lock()


def breaker_of(system: str) -> Breaker:
    """The breaker of a system, the same one every time."""
    with _guard:
        return _breakers.setdefault(system, Breaker())


def forget_failures() -> None:
    """Start anew with every system; for the desk's "try now" and for tests."""
    with _guard:
        _breakers.clear()
