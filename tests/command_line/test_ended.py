"""A web process that has ended is not said to refuse it, and one that is waited for is let know."""

from __future__ import annotations

import multiprocessing
import os
import signal
import time
from collections.abc import Iterator
from multiprocessing.connection import Connection
from types import SimpleNamespace

import pytest

from motcua.command_line.serve import await_end, is_there
from motcua.house.hearing import AWAITED


def wait_until_let_know(ready: Connection) -> None:
    """A web process that was told to end and does not, until it hears that somebody waits."""
    signal.pthread_sigmask(signal.SIG_BLOCK, {AWAITED})
    ready.send(None)
    signal.sigwait({AWAITED})


@pytest.fixture
def worker() -> Iterator[SimpleNamespace]:
    """What granian knows of a web process, as far as it is waited for."""
    here, there = multiprocessing.Pipe()
    process = multiprocessing.get_context("fork").Process(target=wait_until_let_know, args=(there,))
    process.start()
    here.recv()
    yield SimpleNamespace(inner=process)
    process.kill()


def test_a_process_that_is_waited_for_is_let_know(worker: SimpleNamespace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("motcua.command_line.serve.AWAITED_SECONDS", 0.05)
    await_end(worker, 60)
    assert worker.inner.exitcode == 0


def test_a_process_that_has_work_left_is_waited_for_no_longer_than_asked(worker: SimpleNamespace) -> None:
    begun = time.monotonic()
    await_end(worker, 0.1)
    assert time.monotonic() - begun < 30
    worker.inner.kill()
    await_end(worker)
    assert not is_there(worker.inner)


def test_a_process_whose_end_another_thread_was_told_of_is_not_there() -> None:
    process = multiprocessing.get_context("fork").Process(target=time.sleep, args=(60,))
    process.start()
    assert process.pid is not None
    assert is_there(process)
    process.terminate()
    os.waitpid(process.pid, 0)  # as the other thread, which has not noted it yet
    assert process.is_alive()
    assert not is_there(process)


def test_a_process_that_ended_by_itself_is_not_there() -> None:
    process = multiprocessing.get_context("fork").Process(target=os.getpid)
    process.start()
    process.join()
    assert not is_there(process)
