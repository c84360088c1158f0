"""A web process that has ended is not said to refuse it."""

from __future__ import annotations

import multiprocessing
import os
import time

from motcua.command_line.serve import is_there


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
