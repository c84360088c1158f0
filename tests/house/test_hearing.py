"""A process is told something while its first thread sleeps, or before it listens."""

from __future__ import annotations

import subprocess
import sys

import pytest

pytestmark = pytest.mark.no_database

# A word that comes before anybody listens, one that comes while nobody could act, and more than one. The first thread
# sleeps without an end.
PATIENT = """
import os, signal, sys, threading, time
from motcua.house import hearing

hearing.hold_signals()
signal.signal(signal.SIGTERM, lambda *_: print("the parent's", flush=True))
rests = [False]
child = os.fork()
if child:
    os.kill(child, signal.SIGTERM)
    time.sleep(0.5)
    for word in (signal.SIGTERM, signal.SIGHUP, hearing.AWAITED, signal.SIGINT, signal.SIGHUP, signal.SIGTERM):
        os.kill(child, word)
        time.sleep(0.5)
    os.kill(child, signal.SIGUSR1)
    sys.exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
time.sleep(0.2)
signal.signal(signal.SIGHUP, lambda *_: print("reload", flush=True))
hearing.hear_signals(lambda: rests[0])
time.sleep(0.2)
signal.signal(signal.SIGTERM, lambda *_: print("end", flush=True))
threading.Timer(2.8, lambda: rests.__setitem__(0, True)).start()
threading.Event().wait()
"""

RELEASED = """
import os, signal, sys, time
from motcua.house import hearing

hearing.hold_signals()
signal.signal(signal.SIGTERM, lambda *_: print("the parent's", flush=True))
child = os.fork()
if child:
    os.kill(child, signal.SIGTERM)
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
    sys.exit()
time.sleep(0.5)
hearing.release_signals()
time.sleep(60)
"""


def said_by(program: str) -> str | None:
    """What the program says until it ends; None if it does not within some seconds."""
    running = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True)
    try:
        return running.communicate(timeout=20)[0]
    except subprocess.TimeoutExpired:
        running.kill()
        running.communicate()
        return None


def test_a_word_waits_for_whoever_acts_upon_it_and_is_handed_on_once() -> None:
    assert said_by(PATIENT) == "end\nreload\nreload\n"


def test_a_word_that_came_before_a_child_hears_in_its_own_way_ends_it() -> None:
    assert said_by(RELEASED) == "-15\n"
