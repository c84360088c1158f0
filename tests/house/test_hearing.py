"""A process is told to end and its first thread sleeps."""

from __future__ import annotations

import subprocess
import sys

import pytest

# The signal meets another thread: what the system does now and then, done on purpose.
TOLD = """
import signal, sys, threading, time
from motcua.house.hearing import hear_signals

end = threading.Event()
signal.signal(signal.SIGTERM, lambda *_: end.set())

def be_told():
    time.sleep(0.5)
    signal.pthread_kill(threading.get_ident(), signal.SIGTERM)

{hear}
threading.Thread(target=be_told, daemon=True).start()
end.wait()
print("ended")
"""


def ends(hear: str) -> bool:
    """Does the program end within some seconds?"""
    program = subprocess.Popen([sys.executable, "-c", TOLD.format(hear=hear)], stdout=subprocess.PIPE, text=True)
    try:
        said, _ = program.communicate(timeout=6)
    except subprocess.TimeoutExpired:
        program.kill()
        program.communicate()
        return False
    return said == "ended\n"


@pytest.mark.no_database
def test_a_signal_that_met_another_thread_is_heard() -> None:
    assert not ends("")  # so it is without
    assert ends("hear_signals()")
