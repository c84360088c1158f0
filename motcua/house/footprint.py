"""Small footprint: what every long-running process does once it has loaded the house."""

from __future__ import annotations

import ctypes
import gc

M_ARENA_MAX = -8
ARENAS = 2
# Pages make and drop thousands of small objects that are in no cycle: looking for cycles less often saves time.
GC_YOUNG = 20_000


def few_arenas() -> None:
    """Let all threads share two heaps of the C library instead of one each (glibc; elsewhere nothing happens)."""
    try:
        ctypes.CDLL(None).mallopt(M_ARENA_MAX, ARENAS)
    except (AttributeError, OSError):
        return


def settle() -> None:
    """Called once everything is loaded: what is here now lives as long as the process.

    The collector no longer walks over it, so processes forked from this one go on sharing its pages.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(GC_YOUNG, 20, 20)
