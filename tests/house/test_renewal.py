"""When a process counts as resting and as grown."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from types import SimpleNamespace

import pytest

from motcua.base.jobs.idle import Hands
from motcua.house import renewal
from motcua.house.footprint import own_mib, processor_ticks
from motcua.house.renewal import Rest, have_waited, renew_web


class Stopped(Exception):
    """The loop that never returns was left."""


@pytest.fixture
def time_passes(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """A clock that moves on by the seconds a look takes, and not otherwise."""
    passed = [0.0]
    clock = SimpleNamespace(
        monotonic=lambda: passed[0], sleep=lambda seconds: passed.__setitem__(0, passed[0] + seconds)
    )
    monkeypatch.setattr(renewal, "time", clock)
    monkeypatch.setattr(renewal, "REST_SECONDS", 10.0)
    return passed


def listen(monkeypatch: pytest.MonkeyPatch, heard: Callable[[int], None]) -> None:
    """`heard` is told whom a signal goes to, and nobody gets it."""
    monkeypatch.setattr(renewal, "os", SimpleNamespace(getpid=os.getpid, kill=lambda process, _signal: heard(process)))


def test_a_rest_begins_when_nothing_has_changed_for_a_while_and_is_told_once(time_passes: list[float]) -> None:
    rest = Rest()
    found = []
    for second, seen in enumerate([1, 2, 2] + [3] * 25 + [4] * 12):
        time_passes[0] = float(second)
        if rest.begins(seen):
            found.append(second)
    assert found == [3 + 10, 28 + 10]


@pytest.mark.parametrize(("own", "asked"), [(renewal.GROWN_MIB - 1, False), (renewal.GROWN_MIB + 1, True)])
def test_only_who_has_grown_is_followed_and_only_at_rest(
    time_passes: list[float], monkeypatch: pytest.MonkeyPatch, own: float, asked: bool
) -> None:
    told: list[float] = []
    here = {11, 12}

    def processes() -> set[int]:
        if time_passes[0] > 100 or told:
            raise Stopped
        return here

    work = renewal.IDLE_TICKS + 1  # ticks a second, until the thirtieth

    def ticks(process: int) -> int:
        return work * int(min(time_passes[0], 30)) if process == 11 else 5

    monkeypatch.setattr(renewal, "processor_ticks", ticks)
    monkeypatch.setattr(renewal, "own_mib", lambda each: own if each == 12 else 1.0)
    listen(monkeypatch, lambda process: told.append(time_passes[0]))
    with pytest.raises(Stopped):
        renew_web(processes, lambda: None)
    assert told == ([30 + 10] if asked else [])


def test_waking_every_second_is_waiting() -> None:
    """Seen: two processes that only waited came to a tick a minute each, and hardly ever to half a minute's rest."""
    assert have_waited({1: 10, 2: 20}, {1: 10 + renewal.IDLE_TICKS, 2: 21})
    assert not have_waited({1: 10, 2: 20}, {1: 10, 2: 21 + renewal.IDLE_TICKS})
    assert not have_waited({1: 10, 2: 20}, {1: 10, 3: 20})


def test_processes_that_wake_rest_all_the_same(time_passes: list[float], monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[float] = []

    def processes() -> set[int]:
        if time_passes[0] > 40 or told:
            raise Stopped
        return {11, 12}

    monkeypatch.setattr(renewal, "processor_ticks", lambda each: int(time_passes[0] + each) // 7)
    monkeypatch.setattr(renewal, "own_mib", lambda each: 99.0)
    listen(monkeypatch, lambda process: told.append(time_passes[0]))
    with pytest.raises(Stopped):
        renew_web(processes, lambda: None)
    assert told == [11.0]


def test_whoever_waits_for_the_end_of_the_old_ones_is_told(
    time_passes: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    generations = [{1, 2}, {1, 3}, {3, 4}]
    asked: list[int] = []

    def processes() -> set[int]:
        return generations[min(len(asked), 1)] if not asked else generations.pop(0)

    def renewed() -> None:
        raise Stopped

    monkeypatch.setattr(renewal, "processor_ticks", lambda each: 0)
    monkeypatch.setattr(renewal, "own_mib", lambda each: 99.0)
    listen(monkeypatch, asked.append)
    with pytest.raises(Stopped):
        renew_web(processes, renewed)
    assert asked == [os.getpid()]
    assert not generations


def test_a_job_is_in_hand_until_it_ends_also_by_an_error() -> None:
    hands = Hands()
    seen = []
    with hands.hold():
        with suppress(OSError), hands.hold():
            seen.append(hands.held)
            raise OSError
        seen.append(hands.held)
    assert seen == [2, 1]
    assert (hands.held, hands.taken) == (0, 2)


GROWS = """
import sys
sys.stdin.readline()
held = bytearray(b"x") * (32 * 1024 * 1024)
sum(range(3_000_000))
print("grown", flush=True)
sys.stdin.readline()
"""


def test_what_a_process_changes_is_its_own() -> None:
    if not own_mib(os.getpid()):
        pytest.skip("this system does not tell of its memory")
    with subprocess.Popen(
        [sys.executable, "-c", GROWS], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as it:
        assert it.stdin is not None
        assert it.stdout is not None
        before, ticks = own_mib(it.pid), processor_ticks(it.pid)
        print(file=it.stdin, flush=True)
        assert it.stdout.readline() == "grown\n"
        assert own_mib(it.pid) - before >= 31
        assert processor_ticks(it.pid) > ticks
        it.stdin.close()


def test_of_a_process_that_is_gone_nothing_is_known() -> None:
    with subprocess.Popen([sys.executable, "-c", ""]) as it:
        pass
    assert (own_mib(it.pid), processor_ticks(it.pid)) == (0, 0)
