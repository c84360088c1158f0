"""The functions a worker may run, by name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

Work = Callable[..., None]


@dataclass(frozen=True, slots=True)
class Task:
    """A function by name, how often it is tried, and how long one run may take before another worker takes over."""

    name: str
    work: Work
    attempts: int
    lease: timedelta


@dataclass(frozen=True, slots=True)
class Periodic:
    """A task that is due once in every slot of `minutes`."""

    task: str
    minutes: int


_tasks: dict[str, Task] = {}
_periodic: dict[str, Periodic] = {}


def task(name: str, *, attempts: int = 8, lease_seconds: int = 60) -> Callable[[Work], Work]:
    """Decorator: let workers run this function as `name`.

    It is called with the payload as keyword arguments, outside any transaction, at least once: it must do no harm
    when run twice. An exception means "try again later"; after `attempts` tries the item is dead and shown to staff.
    """

    def declare(work: Work) -> Work:
        _tasks[name] = Task(name, work, attempts, timedelta(seconds=lease_seconds))
        return work

    return declare


def every(*, minutes: int, name: str, attempts: int = 3) -> Callable[[Work], Work]:
    """Decorator: run this function without arguments once every `minutes`, whichever worker is up."""

    def declare(work: Work) -> Work:
        task(name, attempts=attempts)(work)
        _periodic[name] = Periodic(name, minutes)
        return work

    return declare


def task_named(name: str) -> Task:
    """The task called `name`; `KeyError` where this program has none."""
    return _tasks[name]


def periodic_tasks() -> list[Periodic]:
    """All periodic tasks, by name."""
    return [_periodic[name] for name in sorted(_periodic)]


def task_names() -> list[str]:
    """All names, for the reference."""
    return sorted(_tasks)


def describe(name: str) -> dict[str, Any]:
    """What the reference says of a task."""
    found = _tasks[name]
    return {"name": name, "attempts": found.attempts, "what": (found.work.__doc__ or "").split("\n")[0]}
