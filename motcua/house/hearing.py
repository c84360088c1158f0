"""A process that is told something hears it, though its first thread sleeps.

A signal is noted by whichever thread it meets and acted upon by the first one alone (Python, `signal`). If it met
another thread, or the first one just as it lay down to wait without an end, nobody would wake it: a server told to end
would go on serving until something else was said. granian's processes wait in that way, parent and child.
"""

from __future__ import annotations

import signal
import threading
import time
from types import FrameType

KNOCK_SECONDS = 1.0
KNOCK = signal.SIGURG  # ignored by whoever does not listen, and sent by nobody here


def hear_signals() -> None:
    """Must be called in the main thread. From now on it is woken every second, and acts upon what was noted meanwhile.

    A process forked from this one must call it again: threads do not survive a fork.
    """
    sleeper = threading.get_ident()
    signal.signal(KNOCK, _go_on)

    def knock() -> None:
        while True:
            time.sleep(KNOCK_SECONDS)
            signal.pthread_kill(sleeper, KNOCK)

    threading.Thread(target=knock, name="knock", daemon=True).start()


def _go_on(_number: int, _frame: FrameType | None) -> None:
    """Nothing is to be done: being woken was all."""
