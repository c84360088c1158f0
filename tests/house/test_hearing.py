"""A process is told something while its first thread sleeps, or before it listens."""

from __future__ import annotations

import subprocess
import sys

import pytest

pytestmark = pytest.mark.no_database

# A word that comes before anybody listens, one that comes while nobody could act, and more than one. The first thread
# sleeps without an end. A word is sent when the one before was taken: of two that wait, one is left.
PATIENT = """
import os, signal, sys, threading, time
from pathlib import Path
from motcua.house import hearing

def say(child, word):
    os.kill(child, word)
    while any(int(line.split()[1], 16) for line in Path(f"/proc/{child}/status").read_text().splitlines()
              if line.startswith(("SigPnd", "ShdPnd"))):
        time.sleep(0.02)

hearing.hold_signals()
signal.signal(signal.SIGTERM, lambda *_: print("the parent's", flush=True))
rests = iter([False, True, False, True, True])  # somebody came between the second look and the third
child = os.fork()
if child:
    for word in (signal.SIGTERM, signal.SIGTERM, signal.SIGHUP, hearing.AWAITED, signal.SIGINT, signal.SIGHUP,
                 signal.SIGTERM, hearing.AWAITED, signal.SIGHUP):
        say(child, word)
    os.kill(child, hearing.AWAITED)
    sys.exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
time.sleep(0.2)
signal.signal(signal.SIGHUP, lambda *_: print("reload", flush=True))
hearing.hear_signals(lambda: next(rests))
time.sleep(0.2)
signal.signal(signal.SIGTERM, lambda *_: print("end", flush=True))
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
    """What the program says until it ends; None if it does not for a long time."""
    running = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True)
    try:
        return running.communicate(timeout=120)[0]
    except subprocess.TimeoutExpired:
        running.kill()
        running.communicate()
        return None


def test_a_word_waits_for_whoever_acts_upon_it_and_is_handed_on_once() -> None:
    assert said_by(PATIENT) == "end\nreload\nreload\nreload\n"


def test_a_word_that_came_before_a_child_hears_in_its_own_way_ends_it() -> None:
    assert said_by(RELEASED) == "-15\n"
