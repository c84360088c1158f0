"""`motcua serve`."""

from __future__ import annotations

import os
import socket
import threading

import click
from django.conf import settings
from django.core.management import call_command

from motcua.base.jobs.engine import engine
from motcua.command_line.output import fail


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--workers", default=None, type=click.IntRange(1, 64), help="Processes; on SQLite always one.")
@click.option("--threads", default=4, show_default=True, type=click.IntRange(1, 64))
@click.option("--jobs/--no-jobs", default=False, help="Also do the outbox's work (one small machine).")
def serve(host: str, port: int, workers: int | None, threads: int, jobs: bool) -> None:
    """Answer the web."""
    refuse_taken_port(host, port)
    if not settings.ON_POSTGRESQL and (workers or 1) > 1:
        fail("SQLite is served by one process; set DATABASE_URL for more", 2)
    call_command("collectstatic", interactive=False, verbosity=0)
    if jobs:
        threading.Thread(target=engine().work, args=(threading.Event(),), name="jobs", daemon=True).start()
    command = [
        "granian", "--interface", "wsgi", "--host", host, "--port", str(port),
        "--workers", str(workers or (2 if settings.ON_POSTGRESQL else 1)),
        "--blocking-threads", str(threads), "--no-ws", "--log-level", "warning",
        "motcua.house.wsgi:application",
    ]  # fmt: skip
    os.execvp(_granian(), command) if not jobs else _run(command)


def refuse_taken_port(host: str, port: int) -> None:
    """End with one clear line where something already listens there."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            fail(f"port {port} on {host} is in use; choose another: make run PORT=8001")


def _granian() -> str:
    return "granian"


def _run(command: list[str]) -> None:
    raise NotImplementedError
