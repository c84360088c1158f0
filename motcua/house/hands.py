"""Hands of the house: few threads that work, while many may wait for what a visitor still has to send.

A photograph from a phone on a bad line takes a minute, and a phone that lost its line never ends. A thread of the
server that reads such a body is there for nobody else: four of them, and the whole commune waits. So the server's
threads, of which there may be many, only wait; who has sent everything is served by one of the hands. Few hands are
also cheaper than many: each has its own connection to the database, and what it has learnt at hand (decision 0020).
"""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable
from io import BytesIO
from queue import SimpleQueue
from tempfile import TemporaryFile
from typing import Any, BinaryIO, NoReturn, cast

from django.core.exceptions import RequestDataTooBig
from django.db import connections

HANDS = 4  # of all web processes together; two are the least of each, because one may wait for a register that is slow
HELD_UP_SECONDS = 2.0  # a request that takes longer waits for something else than a processor
HELPERS = 16  # hands of one process beyond its own, while so many requests are held up
WAITING = 64  # of the server's threads in one process: bodies that may be on their way at the same time
IN_MEMORY = 1024 * 1024  # bytes of a body; more goes to a file that nobody sees
MOST = 64 * 1024 * 1024  # bytes: twice the papers of the largest dossier; what says it is larger is read by nobody
PIECE = 64 * 1024
# No piece of any body came so long: whoever still owes something is not sending (3 kB a second would do; granian hands
# on a piece when it is whole).
SILENT_SECONDS = 20.0

Application = Callable[[dict[str, Any], Callable[..., Any]], Any]


def hands_of_each(processes: int) -> int:
    """How many hands each of so many web processes has, where nobody says otherwise."""
    return max(2, HANDS // processes)


class Hands:
    """A WSGI application whose work is done by `count` threads. Must be made in the process that serves: threads do
    not survive a fork."""

    def __init__(self, application: Application, count: int) -> None:
        self._application = application
        self._asked: SimpleQueue[_Asked | None] = SimpleQueue()
        self._helpers = threading.BoundedSemaphore(HELPERS)
        self._served: set[_Asked] = set()
        self._moved = time.monotonic()
        for _number in range(count):
            self._take_on()

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Any:
        """As the application, once the whole body is here. Raises what the application raises."""
        self._note()
        environ["wsgi.input"] = whole_body(environ, self._note)
        asked = _Asked(environ, start_response)
        self._served.add(asked)
        self._asked.put(asked)
        if not asked.done.acquire(timeout=HELD_UP_SECONDS):
            self._wait_with_help(asked)
        self._note()
        self._served.discard(asked)
        if asked.trouble is not None:
            raise asked.trouble
        return asked.answer

    @property
    def at_rest(self) -> bool:
        """Whether nobody is served, nobody was a short while ago, and whoever still owes a body is silent."""
        return not self._served and time.monotonic() - self._moved > SILENT_SECONDS

    def _note(self) -> None:
        self._moved = time.monotonic()

    def _wait_with_help(self, asked: _Asked) -> None:
        """The hands may all be held up by somebody outside: another one helps until this request has its answer."""
        helped = self._helpers.acquire(blocking=False)
        if helped:
            self._take_on()
        asked.done.acquire()
        if helped:
            self._asked.put(None)  # whichever hand meets it leaves
            self._helpers.release()

    def _take_on(self) -> None:
        threading.Thread(target=self._work, name="hand", daemon=True).start()

    def _work(self) -> None:
        while (asked := self._asked.get()) is not None:
            try:
                asked.answer = self._application(asked.environ, asked.start_response)
            except BaseException as trouble:  # noqa: BLE001 - whoever waits is told, whatever it is
                asked.trouble = trouble
            asked.done.release()
            del asked  # nothing of a request is kept until the next one comes
        connections.close_all()


class _Asked:
    """One request on its way to a hand and back: bare locks, because a `Future` costs several times as much."""

    __slots__ = ("answer", "done", "environ", "start_response", "trouble")

    def __init__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> None:
        self.environ, self.start_response = environ, start_response
        self.answer: Any = None
        self.trouble: BaseException | None = None
        self.done = threading.Lock()
        self.done.acquire()


class Broken:
    """A body of which not everything came: whoever reads it is told so, and takes nothing for the whole."""

    def read(self, _size: int = -1) -> NoReturn:
        """Raises `ConnectionResetError`."""
        raise ConnectionResetError("the visitor's line broke before everything was sent")

    readline = read


class TooMuch:
    """A body that says it is larger than anything we take: whoever reads it is told so, and not a byte is taken in."""

    def read(self, _size: int = -1) -> NoReturn:
        """Raises `RequestDataTooBig`, for which there is a page."""
        raise RequestDataTooBig("more than one request may bring")

    readline = read


def whole_body(environ: dict[str, Any], note: Callable[[], None]) -> Any:
    """The body of a request, all of it, as a file at its beginning; `note` is called with every piece that came.

    What announces nothing stays with the server, as it is.
    """
    source = environ["wsgi.input"]
    announced = str(environ.get("CONTENT_LENGTH") or "")
    left = int(announced) if announced.isascii() and announced.isdigit() else 0
    if left == 0:
        return source
    if left > MOST:
        return TooMuch()
    kept = _room(left)
    try:
        while left and (piece := source.read(min(left, PIECE))):
            note()
            kept.write(piece)
            left -= len(piece)
    except OSError:
        return Broken()
    kept.seek(0)
    return Broken() if left else kept


def _room(size: int) -> BinaryIO:
    """Memory for what is small; else a file that nobody sees. Where the disk has no room for it, memory all the same:
    the page that was asked for has words for a full disk."""
    if size > IN_MEMORY:
        try:
            file = TemporaryFile()  # noqa: SIM115 - whoever reads it closes it
            os.posix_fallocate(file.fileno(), 0, size)
        except OSError:
            return BytesIO()
        return cast(BinaryIO, file)
    return BytesIO()
