"""One process for all simulators: threads, no workers, little memory."""

from __future__ import annotations

import importlib
import importlib.util
import os
import socketserver
import threading
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer

import django
from django.core.management import call_command
from django.core.wsgi import get_wsgi_application

WsgiApp = Callable[..., Iterable[bytes]]
# Systems that are plain WSGI programs: each offers `make_<name>(folder, address)` and is mounted under its name.
PROGRAMS = ("authority", "bank")


class QuietHandler(WSGIRequestHandler):
    """Says nothing for every request."""

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing."""


class ThreadingServer(socketserver.ThreadingMixIn, WSGIServer):
    """A thread a request."""

    daemon_threads = True
    request_queue_size = 64

    def server_bind(self) -> None:
        """As the parent does, without asking the name of this host, which may take seconds."""
        socketserver.TCPServer.server_bind(self)
        self.server_name, self.server_port = "127.0.0.1", self.server_address[1]
        self.setup_environ()


def application(folder: Path, address: str) -> WsgiApp:
    """The simulators as one WSGI program that keeps its files in `folder` and is reached under `address`.

    Makes its tables at the first start.
    """
    os.environ["DJANGO_SETTINGS_MODULE"] = "simulators.settings"
    os.environ["SIMULATORS_DATA"] = str(folder)
    os.environ["SIMULATORS_ADDRESS"] = address
    django.setup()
    call_command("migrate", run_syncdb=True, verbosity=0)
    importlib.import_module("simulators.vneid.portal").know_the_portal()
    return mounted(get_wsgi_application(), _programs(folder, address))


def mounted(main: WsgiApp, programs: dict[str, WsgiApp]) -> WsgiApp:
    """`main`, with each of `programs` answering below its prefix."""

    def route(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        path = environ.get("PATH_INFO", "")
        for prefix, program in programs.items():
            if path == prefix or path.startswith(prefix + "/"):
                inner = dict(environ, SCRIPT_NAME=prefix, PATH_INFO=path[len(prefix) :])
                return program(inner, start_response)
        return main(environ, start_response)

    return route


def serve(port: int, folder: Path) -> ThreadingServer:
    """A server bound to loopback (port 0: any free one), not yet running: call `serve_forever`."""
    server = ThreadingServer(("127.0.0.1", port), QuietHandler)
    server.set_app(application(folder, f"http://127.0.0.1:{server.server_port}"))
    return server


def start(port: int, folder: Path) -> ThreadingServer:
    """A server that already runs in a thread of this process; end it with `shutdown`."""
    server = serve(port, folder)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


def _programs(folder: Path, address: str) -> dict[str, WsgiApp]:
    found: dict[str, WsgiApp] = {}
    for name in PROGRAMS:
        if importlib.util.find_spec(f"simulators.{name}") is not None:
            make = getattr(importlib.import_module(f"simulators.{name}"), f"make_{name}")
            found[f"/{name}"] = make(folder / name, f"{address}/{name}")
    return found
