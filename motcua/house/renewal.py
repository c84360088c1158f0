"""Processes that have grown while they worked are followed by fresh ones once nobody waits for them (decision 0004).

A process forked from the parent shares what it does not change. Serving makes pages its own: counting references,
photographs, Typst. They come back only with the process's end.
"""

from __future__ import annotations

import operator
import os
import signal
import threading
import time
from collections.abc import Callable, Collection, Mapping
from typing import TYPE_CHECKING, Any

from motcua.house.footprint import own_mib, processor_ticks

if TYPE_CHECKING:
    from motcua.base.jobs.idle import Hands

GROWN_MIB = 24.0  # of its own: a fresh web process has 6, after its first journey 39; a waiting worker 15
REST_SECONDS = 30.0  # shorter, and whoever thinks over a page of a form would meet fresh processes at every page
RENEWAL_SECONDS = 1.0  # between the start of a fresh web process and the end of the grown one: it is listening by then
LOOK_SECONDS = 1.0
# Of the processor, in a rest: a process that waits wakes every second to hear signals and to see whether its parent is
# there, and comes to one tick a minute; on a slow machine to more.
IDLE_TICKS = 3


class Rest:
    """Whether nothing has changed for a while, to somebody who looks now and then. `same` tells whether what was seen
    at first and what is seen now come to the same."""

    def __init__(self, same: Callable[[Any, Any], bool] = operator.eq) -> None:
        self._same, self._seen = same, None
        self._since, self._told = time.monotonic(), False

    def begins(self, seen: Any) -> bool:
        """True once in every rest, when what is `seen` has been the same for `REST_SECONDS`."""
        if self._seen is None or not self._same(self._seen, seen):
            self._seen, self._since, self._told = seen, time.monotonic(), False
        if self._told or time.monotonic() - self._since < REST_SECONDS:
            return False
        self._told = True
        return True


def renew_web(processes: Callable[[], Collection[int]], renewed: Callable[[], None]) -> None:
    """Never returns. When no web process has used the processor for a while and one has grown, granian is asked for
    fresh ones (SIGHUP): it starts each before it lets the old one end, which first answers what it was asked.

    `renewed` is called when all are replaced.
    """
    rest = Rest(same=have_waited)
    while True:
        time.sleep(LOOK_SECONDS)
        here = processes()
        if rest.begins({each: processor_ticks(each) for each in here}) and any(
            own_mib(each) >= GROWN_MIB for each in here
        ):
            os.kill(os.getpid(), signal.SIGHUP)
            while set(here) & set(processes()):
                time.sleep(LOOK_SECONDS)
            renewed()


def have_waited(before: Mapping[int, int], now: Mapping[int, int]) -> bool:
    """Whether these are the same processes (id → ticks of the processor) and none has done more than wait."""
    return before.keys() == now.keys() and all(now[each] - before[each] <= IDLE_TICKS for each in now)


def end_with_parent(parent: int, end: Callable[[], None]) -> None:
    """In a thread: call `end` when `parent` is gone, so that nothing is left of a house whose parent was killed."""
    _watch(lambda: os.getppid() != parent, end)


def end_when_grown(hands: Hands, end: Callable[[], None]) -> None:
    """In a thread: call `end` when this process, a worker, has grown and has had no job in its hands for a while."""
    rest = Rest()
    _watch(lambda: not hands.held and rest.begins(hands.taken) and own_mib(os.getpid()) >= GROWN_MIB, end)


def _watch(true: Callable[[], bool], then: Callable[[], None]) -> None:
    def watch() -> None:
        while not true():
            time.sleep(LOOK_SECONDS)
        then()

    threading.Thread(target=watch, name="watch", daemon=True).start()
