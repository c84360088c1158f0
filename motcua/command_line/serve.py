"""`motcua serve`."""

from __future__ import annotations

import multiprocessing
import os
import signal
import socket
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import Any, NoReturn

import click
from django.conf import settings
from django.core.management import call_command
from django.db import connections
from granian.constants import Interfaces
from granian.log import LogLevels
from granian.net import SocketSpec  # type: ignore[attr-defined]  # not in its list, but its place
from granian.server import MPServer

from motcua.base.jobs.engine import engine
from motcua.base.jobs.idle import HANDS
from motcua.command_line.output import fail
from motcua.command_line.worker import work_until_told
from motcua.demo.supervise import port_is_free
from motcua.house.answers import whole_answers
from motcua.house.footprint import few_arenas, settle
from motcua.house.hands import WAITING, Hands, hands_of_each
from motcua.house.hearing import AWAITED, hear_signals, hold_signals, release_signals
from motcua.house.renewal import RENEWAL_SECONDS, end_when_grown, end_with_parent, renew_web
from motcua.house.warm import warm

RESTART_SECONDS = 1.0
LONGEST_REQUEST_SECONDS = 300  # a process that is to end may finish what it was asked for so long
AWAITED_SECONDS = 1.0
FIRST_WORD_SECONDS = 5  # a connection on which nothing was said so long is taken up all the same
QUIET_SECONDS = 30  # after which a visitor who says nothing is asked whether they are still there
GROWN = 80  # exit code of a worker that makes room for a fresh one


class OneDoorServer(MPServer):
    """granian with one listening socket, the parent's. Its own way on Linux is one for each web process, and whoever
    stands in the queue of a process that ends is turned away; here they are answered by the next."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ends = threading.Event()

    def _init_shared_socket(self) -> None:
        # mypy takes the attributes for None, as granian sets them first
        self._ssp, self._shd = None, SocketSpec(self.bind_addr, self.bind_port, self.backlog).build()  # type: ignore[assignment]
        self._sfd = self._shd.get_fd()  # type: ignore[attr-defined]
        self._sso = socket.socket(fileno=self._sfd)
        self._sso.set_inheritable(True)
        # A phone that is gone says nothing: asked after half a minute, it is given up after a minute.
        self._sso.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
        # Who has connected waits in the queue until the request is there: an ending process would close without a word
        # a connection it has taken up and not yet heard anything on.
        if sys.platform == "linux":
            self._sso.setsockopt(socket.IPPROTO_TCP, socket.TCP_DEFER_ACCEPT, FIRST_WORD_SECONDS)
            self._sso.setsockopt(socket.IPPROTO_TCP, socket.TCP_KEEPIDLE, QUIET_SECONDS)
            self._sso.setsockopt(socket.IPPROTO_TCP, socket.TCP_KEEPINTVL, QUIET_SECONDS // 3)
            self._sso.setsockopt(socket.IPPROTO_TCP, socket.TCP_KEEPCNT, 3)

    def startup(self, *args: Any, **kwargs: Any) -> None:
        """As granian's. Its threads only wait (`Hands`): how many there may be is set here, past its own look at the
        number, which warns of so many that work."""
        self.blocking_threads = WAITING
        super().startup(*args, **kwargs)  # type: ignore[no-untyped-call]

    def shutdown(self, *args: Any, **kwargs: Any) -> None:
        """As granian's; whoever keeps something going beside the web takes on nobody new from now on."""
        self.ends.set()
        super().shutdown(*args, **kwargs)  # type: ignore[no-untyped-call]

    def _spawn_worker(self, *args: Any, **kwargs: Any) -> Any:
        worker: Any = super()._spawn_worker(*args, **kwargs)
        worker.is_alive = partial(is_there, worker.inner)
        worker.join = partial(await_end, worker)
        return worker

    def leave_the_door(self) -> None:
        """In a process that answers nobody: a socket it held would keep the port taken after the server's end."""
        door = getattr(self, "_sso", None)
        if door is not None:
            door.close()


def await_end(worker: Any, seconds: float | None = None) -> None:
    """Wait, at most `seconds`, for a web process that was told to end, and let it know: visitors who have fallen silent
    would keep granian from ending."""
    end = time.monotonic() + (seconds or float("inf"))
    while (left := end - time.monotonic()) > 0 and is_there(worker.inner):
        worker.inner.join(min(left, AWAITED_SECONDS))
        if is_there(worker.inner):
            with suppress(ProcessLookupError):
                os.kill(worker.inner.pid, AWAITED)


def end_alone() -> NoReturn:
    """In a web process whose parent is gone: do what the parent would have done (`await_end`)."""
    os.kill(os.getpid(), signal.SIGTERM)
    while True:
        time.sleep(AWAITED_SECONDS)
        os.kill(os.getpid(), AWAITED)


def is_there(process: Any) -> bool:
    """Whether a child process lives. Two threads of granian wait for its end; the second is told nothing, takes it for
    alive until the first has noted the end, and would say that it kills it."""
    if not process.is_alive():
        return False
    try:
        os.kill(process.pid, 0)
    except ProcessLookupError:
        return False
    return True


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option(
    "--workers",
    default=None,
    type=click.IntRange(1, 64),
    help="Processes; on SQLite always one.",
)
@click.option(
    "--threads",
    default=None,
    type=click.IntRange(1, 64),
    help="That work, in each process; four in all where nothing is said.",
)
@click.option("--with-worker", is_flag=True, help="Also do the outbox's work, in a process that shares memory.")
def serve(host: str, port: int, workers: int | None, threads: int | None, with_worker: bool) -> None:
    """Answer the web; the outbox's work is done by `motcua worker`, or here too with --with-worker."""
    if not port_is_free(host, port):
        fail(f"port {port} on {host} is in use; choose another, for example --port {port + 1}")
    if not settings.ON_POSTGRESQL and (workers or 1) > 1:
        fail("SQLite is served by one process; set DATABASE_URL for more", 2)
    call_command("collectstatic", interactive=False, verbosity=0)
    processes = workers or (2 if settings.ON_POSTGRESQL else 1)
    hands = threads or settings.MOTCUA_THREADS or hands_of_each(processes)
    _serve(host, port, processes, hands, with_worker)


def _serve(host: str, port: int, processes: int, hands: int, with_worker: bool) -> None:
    """The house is loaded once, and the processes forked from it share what they do not change (decision 0004)."""
    few_arenas()
    application = whole_answers()
    warm(application)
    engine()
    connections.close_all()  # no child may speak through its parent's connection
    settle()
    multiprocessing.set_start_method("fork", force=True)
    server = _server(host, port, processes)
    hold_signals()
    if with_worker:
        threading.Thread(target=_keep_a_worker, args=(server,), name="worker", daemon=True).start()
    threading.Thread(target=_renew_web, args=(server,), name="renewal", daemon=True).start()
    parent = os.getpid()

    def in_a_web_process() -> Callable[..., Any]:
        house = Hands(application, hands)
        hear_signals(lambda: house.at_rest)
        end_with_parent(parent, end_alone)
        return house

    hear_signals()
    server.serve(target_loader=in_a_web_process, wrap_loader=False)


def _server(host: str, port: int, processes: int) -> OneDoorServer:
    return OneDoorServer(
        "motcua.house.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=processes,
        blocking_threads=1,  # until it starts (`OneDoorServer.startup`)
        websockets=False,
        respawn_failed_workers=True,
        respawn_interval=RENEWAL_SECONDS,
        workers_kill_timeout=LONGEST_REQUEST_SECONDS,
        log_level=LogLevels.warning,
    )


def _renew_web(server: OneDoorServer) -> None:
    # To granian a process that dies soon after it was started is the beginning of a crash loop, which ends the server.
    renew_web(lambda: [each.inner.pid for each in list(server.wrks)], server.respawned_wrks.clear)


def _keep_a_worker(server: OneDoorServer) -> None:
    """A worker until the server ends: one that was killed is followed by another, one that has grown at once."""
    while not server.ends.is_set():
        process = multiprocessing.get_context("fork").Process(target=_work, args=(os.getpid(), server), daemon=True)
        process.start()
        process.join()
        if process.exitcode != GROWN:
            server.ends.wait(RESTART_SECONDS)


def _work(parent: int, server: OneDoorServer) -> None:
    server.leave_the_door()
    stop, grown = threading.Event(), threading.Event()

    def make_room() -> None:
        grown.set()
        stop.set()

    end_with_parent(parent, stop.set)
    end_when_grown(HANDS, make_room)
    release_signals()
    work_until_told(stop)
    sys.exit(GROWN if grown.is_set() else 0)
