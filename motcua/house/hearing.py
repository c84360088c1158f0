"""Signals are heard by a thread that does nothing else.

Python acts upon a signal in its first thread alone. granian's processes, parent and child, let that thread sleep
without an end: a signal that met another thread, or the first one just as it lay down, would be noted and never heard.
And granian takes two words to end; at the third it stands still, and everything in the process with it. So signals are
held back, in a process and in its children from their first moment, until whoever listens asks for them, and the word
to end is handed on once.
"""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Callable

AWAITED = signal.SIGUSR1  # somebody waits for the end of the process that gets it
ENDS = {signal.SIGTERM, signal.SIGINT}
HELD = ENDS | {signal.SIGHUP, AWAITED}
LOOK_SECONDS = 0.01
MOMENT_SECONDS = 0.5


def hold_signals() -> None:
    """From now on signals wait until somebody asks for them. Must be called in the first thread, before others are
    started: threads and forked processes inherit it."""
    signal.pthread_sigmask(signal.SIG_BLOCK, HELD)


def release_signals() -> None:
    """In the first thread of a forked process that hears signals in Python's own way: undo `hold_signals`. A word to
    end that came meanwhile ends it."""
    _forget_the_parents_way()
    signal.pthread_sigmask(signal.SIG_UNBLOCK, HELD)


def never() -> bool:
    """At rest: not so that it could end."""
    return False


def hear_signals(at_rest: Callable[[], bool] = never) -> None:
    """Must be called in the first thread, once in each process, after `hold_signals`. From now on a thread hands every
    signal to the handler that is set for it; a word to end waits until there is one. At `AWAITED` the process ends if
    it is `at_rest`, and still is a moment later."""
    _forget_the_parents_way()
    threading.Thread(target=_listen, args=(at_rest,), name="hearing", daemon=True).start()


def _forget_the_parents_way() -> None:
    for word in ENDS:
        signal.signal(word, signal.SIG_DFL)


def _listen(at_rest: Callable[[], bool]) -> None:
    ends = False
    while True:
        word = signal.Signals(signal.sigwait(HELD))
        if word == AWAITED:
            if _rests(at_rest):
                os._exit(0)
        elif word not in ENDS:
            _hand_on(word)
        elif not ends:
            ends = True
            _hand_on(word)


def _rests(at_rest: Callable[[], bool]) -> bool:
    """Looked at twice: in a process that was held still (the machine is overloaded, or was asleep) this thread may be
    the first to go on, before the one that has just got a visitor."""
    if not at_rest():
        return False
    time.sleep(MOMENT_SECONDS)
    return at_rest()


def _hand_on(word: signal.Signals) -> None:
    while not callable(handler := signal.getsignal(word)):
        time.sleep(LOOK_SECONDS)
    handler(word, None)
