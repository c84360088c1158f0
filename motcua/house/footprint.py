"""Small footprint: what every long-running process does once it has loaded the house."""

from __future__ import annotations

import ctypes
import gc

M_ARENA_MAX, M_MMAP_THRESHOLD, M_TRIM_THRESHOLD = -8, -3, -1
ARENAS = 2
LARGE = 128 * 1024  # bytes; left to itself the C library raises this with every photograph and then keeps the space
# Pages make and drop thousands of small objects that are in no cycle: looking for cycles less often saves time.
GC_YOUNG = 20_000


def few_arenas() -> None:
    """Two heaps of the C library for all threads, and large pieces given back at once (glibc; elsewhere nothing)."""
    try:
        adjust = ctypes.CDLL(None).mallopt
        adjust(M_ARENA_MAX, ARENAS)
        adjust(M_MMAP_THRESHOLD, LARGE)
        adjust(M_TRIM_THRESHOLD, LARGE)
    except (AttributeError, OSError):
        return


def settle() -> None:
    """Called once everything is loaded: what is here now lives as long as the process.

    The collector no longer walks over it, so processes forked from this one go on sharing its pages.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(GC_YOUNG, 20, 20)
