"""Small footprint: what every long-running process does once it has loaded the house."""

from __future__ import annotations

import ctypes
import gc
from pathlib import Path

M_ARENA_MAX, M_MMAP_THRESHOLD, M_TRIM_THRESHOLD = -8, -3, -1
ARENAS = 2
# Bytes; left to itself the C library raises this with every photograph and then keeps the space. Were it smaller, every
# upload and every typeset page would ask the system anew: 1,600 pages of memory a journey, wiped one by one.
LARGE = 4 * 1024 * 1024
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


def own_mib(process: int) -> float:
    """What a process has changed and therefore shares with nobody, in MiB; 0 where the system does not tell (Linux)."""
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Private_Dirty:")) / 1024


def processor_ticks(process: int) -> int:
    """Processor time of a process, in ticks of the system (1/100 s as a rule); 0 where the system does not tell."""
    fields = status_fields(process)
    return int(fields[11]) + int(fields[12]) if fields else 0


def status_fields(process: int) -> list[str]:
    """What `/proc/PID/stat` says behind the name of the program (proc(5)); nothing where the system does not tell."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return []
