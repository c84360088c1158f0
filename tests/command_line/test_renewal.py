"""Processes that have grown are followed by fresh ones at rest, and nobody notices (decision 0004)."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.db import connection, transaction

from benchmarks.memory import family
from motcua.base.clock import now
from motcua.base.jobs.engine import engine
from motcua.base.models import OutboxItem
from motcua.demo.supervise import port_is_free
from motcua.house.hands import PIECE
from motcua.house.renewal import RENEWAL_SECONDS
from tests.support.ports import port_of_its_own

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not Path("/proc/self/smaps_rollup").exists(), reason="this system does not tell of its memory"),
]
PATIENCE_SECONDS = 240  # a whole house starts meanwhile, on a machine that others use too
AWAY_SECONDS = [0.003 * number for number in range(1, 11)]
ROOT = Path(__file__).resolve().parents[2]


class House:
    """A house that is running: its parent, its port, and the notes its jobs leave."""

    def __init__(self, notes: Path, *options: str, rest_seconds: float = 1.0, silent_seconds: float = 20.0) -> None:
        self.port, self.notes = port_of_its_own(), notes
        environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "tests.base.killed_settings",
            "KILLED_DATABASE": str(connection.settings_dict["NAME"]),
            "NOTES": str(notes),
            "REST_SECONDS": str(rest_seconds),
            "SILENT_SECONDS": str(silent_seconds),
        }
        command = [sys.executable, "-m", "tests.command_line.renewed_program", "--port", str(self.port), *options]
        self.parent = subprocess.Popen(command, cwd=ROOT, env=environment)

    def answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/healthz", timeout=5) as answer:
                return bool(answer.status == 200)
        except OSError:
            return False

    def children(self) -> set[int]:
        return set(family(self.parent.pid)[1:])

    def until_all_are_others(self, there: set[int]) -> None:
        until(lambda: not there & self.children())

    def runs(self) -> list[tuple[int, int]]:
        lines = self.notes.read_text().splitlines() if self.notes.exists() else []
        return [(int(number), int(process)) for number, process in (line.split() for line in lines)]

    def end(self) -> None:
        if self.parent.poll() is None:
            self.parent.terminate()
        self.parent.wait(timeout=PATIENCE_SECONDS)


def until(true: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE_SECONDS
    while not true():
        assert time.monotonic() < end, "it never came"
        time.sleep(0.05)


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[..., House]]:
    houses: list[House] = []

    def begin(*options: str, **settings: float) -> House:
        houses.append(House(tmp_path / "notes", *options, **settings))
        until(houses[-1].answers)
        return houses[-1]

    yield begin
    for house in houses:
        house.end()


class Visitor(threading.Thread):
    """Asks again and again, on a connection of its own for every request, some as far away as a phone is."""

    def __init__(self, port: int, away_seconds: float) -> None:
        super().__init__(daemon=True)
        self.port, self.away = port, away_seconds
        self.answers, self.stop = Counter[str](), threading.Event()

    def run(self) -> None:
        while not self.stop.is_set():
            try:
                connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
                connection.connect()
                time.sleep(self.away)  # between the greeting and the first word
                connection.request("GET", "/healthz", headers={"Connection": "close"})
                self.answers[str(connection.getresponse().status)] += 1
            except OSError as error:
                self.answers[type(error).__name__] += 1


def sockets() -> Iterator[tuple[int, int, str, int, str]]:
    """Of every connection of this machine: the port here, the port there, its state, bytes not read yet, its name."""
    for line in Path("/proc/net/tcp").read_text().splitlines()[1:]:
        _number, here, there, state, queues, *_times, inode = line.split()[:10]
        ports = (int(each.split(":")[1], 16) for each in (here, there))
        yield *ports, state, int(queues.split(":")[1], 16), f"socket:[{inode}]"


def has_one_of(process: int, names: set[str]) -> bool:
    try:
        return any(held(each) in names for each in Path(f"/proc/{process}/fd").iterdir())
    except OSError:  # it ended while it was looked at
        return False


def at_the_door(process: int, port: int) -> bool:
    """Does this process hold the socket that listens at `port`?"""
    return has_one_of(
        process, {name for here, _there, state, _left, name in sockets() if (here, state) == (port, "0A")}
    )


def held(descriptor: Path) -> str:
    try:
        return os.readlink(descriptor)
    except OSError:  # closed since the folder was read
        return ""


def workers_of(house: House) -> int:
    return sum(not at_the_door(each, house.port) for each in house.children())


def begin_a_long_request(port: int, size: int = 4) -> socket.socket:
    """A form of four bytes, or more, of which one has arrived, in the hands of a web process. (What is still at the
    door when a process ends waits there for the next one, and holds nobody.)"""
    asking = socket.create_connection(("127.0.0.1", port), timeout=PATIENCE_SECONDS)
    asking.sendall(b"POST /ngon-ngu/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: %d\r\n\r\na" % size)
    until(lambda: is_heard(port, asking.getsockname()[1]))
    return asking


def is_heard(port: int, visitor: int) -> bool:
    """Has a process taken up what comes from the port of this `visitor`, and read everything there is?"""
    return any(left == 0 and name != "socket:[0]" for left, name in of_visitor(port, visitor))


def of_visitor(port: int, visitor: int) -> list[tuple[int, str]]:
    return [(left, name) for here, there, _state, left, name in sockets() if (here, there) == (port, visitor)]


def who_heard(house: House, asking: socket.socket) -> int:
    """The web process that has this visitor; there may be several."""
    names = {name for _left, name in of_visitor(house.port, asking.getsockname()[1])}
    (process,) = (each for each in house.children() if has_one_of(each, names))
    return process


def test_web_processes_are_renewed_at_rest_and_under_visitors_and_end_with_their_parent(
    start: Callable[..., House],
) -> None:
    house = start("--workers", "2" if connection.vendor == "postgresql" else "1", "--with-worker")
    house.until_all_are_others(house.children())

    asking = begin_a_long_request(house.port)
    there = house.children()
    until(lambda: len(house.children() - there) >= 2)  # one of them is a web process: there is only one worker
    time.sleep(2 * RENEWAL_SECONDS)  # whoever holds the request has been told to end by now
    visitors = [Visitor(house.port, away) for away in (0.0, 0.0, *AWAY_SECONDS)]
    for visitor in visitors:
        visitor.start()
    asking.sendall(b"bcd")
    assert asking.recv(12).startswith(b"HTTP/1.1 ")
    asking.close()
    for _time in range(2):
        there = house.children()
        os.kill(house.parent.pid, signal.SIGHUP)  # what a rest does, now in the midst of visitors
        house.until_all_are_others(there)
    for visitor in visitors:
        visitor.stop.set()
    for visitor in visitors:
        visitor.join(PATIENCE_SECONDS)
    assert set(sum((visitor.answers for visitor in visitors), Counter[str]())) == {"200"}

    until(lambda: workers_of(house) == 1)  # which may take its time to end; a fresh one holds the door for a moment
    left = house.children()
    house.parent.kill()
    house.parent.wait()
    until(lambda: not any(Path(f"/proc/{each}").exists() for each in left))
    assert port_is_free("127.0.0.1", house.port)


def ask(number: int, seconds: float) -> None:
    # Not enqueue(): this process does not know the task. The row is what enqueue() writes.
    with transaction.atomic():
        item = OutboxItem.objects.create(
            task="test.note", key=f"n{number}", payload={"number": number, "seconds": seconds},
            run_at=now(), made_at=now(),
        )  # fmt: skip
        engine().announce([item.pk], run_at=now())


def ran(house: House, number: int, seconds: float) -> None:
    ask(number, seconds)
    until(lambda: len(house.runs()) == number + 1)


def until_another_works(house: House) -> None:
    last = house.runs()[-1][1]
    until(lambda: last not in house.children())


def test_a_worker_is_renewed_between_jobs_and_never_in_the_middle_of_one(start: Callable[..., House]) -> None:
    house = start("--with-worker")
    for number, pause in enumerate((0.0, 0.3, 0.9, 1.1, 1.3, 1.6)):
        time.sleep(pause)
        ran(house, number, seconds=0.05)
    until_another_works(house)
    ran(house, 6, seconds=3.0)  # longer than a rest
    until_another_works(house)
    ran(house, 7, seconds=0.0)
    assert [number for number, _process in house.runs()] == list(range(8))  # each once, in turn
    assert len({process for _number, process in house.runs()}) >= 3
    until(lambda: OutboxItem.objects.filter(task="test.note", state=OutboxItem.State.DONE, attempts=1).count() == 8)


def test_those_who_still_send_keep_nobody_waiting(start: Callable[..., House]) -> None:
    house = start("--with-worker", rest_seconds=600.0)
    sending = [begin_a_long_request(house.port) for _phone in range(12)]  # more than there are hands
    time.sleep(0.5)
    assert urllib.request.urlopen(f"http://127.0.0.1:{house.port}/healthz", timeout=PATIENCE_SECONDS).status == 200
    for phone in sending:
        phone.sendall(b"bcd")
        assert phone.recv(12).startswith(b"HTTP/1.1 ")
        phone.close()


@pytest.mark.parametrize("parent_killed", [False, True])
def test_visitors_who_fell_silent_hold_nobody_who_is_told_to_end(
    start: Callable[..., House], parent_killed: bool
) -> None:
    """Long before `LONGEST_REQUEST_SECONDS`, and whoever is sending is still heard out."""
    house = start("--with-worker", rest_seconds=600.0, silent_seconds=6.0)
    begun = time.monotonic()
    silent = [begin_a_long_request(house.port) for _phone in range(3)]
    sends = begin_a_long_request(house.port, size=1 + 8 * PIECE)
    left = house.children()
    for each in [*left, house.parent.pid]:
        os.kill(each, signal.SIGKILL if parent_killed and each == house.parent.pid else signal.SIGTERM)
    for _piece in range(8):  # as a whole longer than anybody may be silent
        time.sleep(1.0)
        sends.sendall(b"b" * PIECE)
    assert sends.recv(12).startswith(b"HTTP/1.1 ")
    silent.pop().close()
    until(lambda: not any(Path(f"/proc/{each}").exists() for each in left))
    house.parent.wait(timeout=PATIENCE_SECONDS)
    assert time.monotonic() - begun < PATIENCE_SECONDS


def test_whoever_is_told_to_end_ends_however_early_and_often(start: Callable[..., House]) -> None:
    house = start("--with-worker", rest_seconds=600.0)  # nobody is renewed meanwhile
    until(lambda: workers_of(house) == 1)  # it has left the door
    asking = begin_a_long_request(house.port)
    web = who_heard(house, asking)
    for _time in range(5):  # granian stands still at the third word, and everything in the process with it
        os.kill(web, signal.SIGTERM)
        time.sleep(0.3)
    asking.sendall(b"bcd")
    assert asking.recv(12).startswith(b"HTTP/1.1 ")
    asking.close()
    until(lambda: web not in house.children())
    os.kill(house.parent.pid, signal.SIGTERM)  # the follower is told to end in the first moment of its life
    house.parent.wait(timeout=PATIENCE_SECONDS)
