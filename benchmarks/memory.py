"""How much memory processes take, shared pages counted by their share (PSS), and how much of the processors."""

from __future__ import annotations

import os
from pathlib import Path

from motcua.house.footprint import processor_ticks, status_fields


def family(root: int) -> list[int]:
    """A process and all that come from it.

    Read from what every process says of its parent: the system's own list of children leaves some out, or breaks off,
    when one ends while it is read.
    """
    children: dict[int, list[int]] = {}
    for folder in Path("/proc").glob("[0-9]*"):
        children.setdefault(parent_of(int(folder.name)), []).append(int(folder.name))
    found = [root]
    for process in found:  # which grows meanwhile
        found += children.get(process, [])
    return found


def parent_of(process: int) -> int:
    """The number of its parent; 0 where it has ended meanwhile."""
    fields = status_fields(process)
    return int(fields[1]) if fields else 0


def proportional_mib(roots: list[int]) -> float:
    """Proportional set size of these processes and their children, in MiB."""
    return sum(_pss(each) for root in roots for each in family(root)) / 1024


def processor_seconds(root: int) -> float:
    """Seconds of processor that a process and its children have used."""
    return sum(processor_ticks(each) for each in family(root)) / os.sysconf("SC_CLK_TCK")


def machine_seconds() -> float:
    """Seconds that all processors of this machine have worked, for whomever (Linux; elsewhere 0)."""
    try:
        told = [int(each) for each in Path("/proc/stat").read_text().split("\n", 1)[0].split()[1:]]
    except OSError:
        return 0.0
    user, nice, system, _idle, _waiting, *interrupts = told[:7]
    return (user + nice + system + sum(interrupts)) / os.sysconf("SC_CLK_TCK")


def _pss(process: int) -> int:
    try:
        text = Path(f"/proc/{process}/smaps_rollup").read_text()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in text.splitlines() if line.startswith("Pss:")), 0)
