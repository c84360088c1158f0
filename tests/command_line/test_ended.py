"""A web process that has ended is not said to refuse it, and one that lost the first word is told again."""

from __future__ import annotations

import multiprocessing
import os
import signal
import time
from multiprocessing.connection import Connection
from types import FrameType

import pytest

from motcua.command_line.serve import await_end, is_there


class Told:
    """What granian knows of a web process, as far as it is waited for: here one that hears only the second word."""

    def __init__(self, words: int) -> None:
        here, there = multiprocessing.Pipe()
        self.inner = multiprocessing.get_context("fork").Process(target=end_when_told, args=(there, words))
        self.inner.start()
        here.recv()

    def terminate(self) -> None:
        self.inner.terminate()


def end_when_told(ready: Connection, words: int) -> None:
    heard = []

    def note(_number: int, _frame: FrameType | None) -> None:
        heard.append(1)
        if len(heard) >= words:
            os._exit(0)

    signal.signal(signal.SIGTERM, note)
    ready.send(None)
    while True:
        time.sleep(60)


def test_a_process_that_lost_the_word_is_told_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("motcua.command_line.serve.TELL_AGAIN_SECONDS", 0.05)
    worker = Told(words=2)
    worker.terminate()
    await_end(worker, 60)
    assert worker.inner.exitcode == 0


def test_a_process_that_has_work_left_is_waited_for_no_longer_than_asked() -> None:
    worker = Told(words=1_000)
    worker.terminate()
    await_end(worker, 0.1)
    assert is_there(worker.inner)
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
