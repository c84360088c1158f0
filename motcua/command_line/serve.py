"""`motcua serve`."""

from __future__ import annotations

import os
import sys

import click
from django.conf import settings
from django.core.management import call_command

from motcua.command_line.output import fail
from motcua.demo.supervise import port_is_free


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--workers", default=None, type=click.IntRange(1, 64), help="Processes; on SQLite always one.")
@click.option("--threads", default=4, show_default=True, type=click.IntRange(1, 64))
def serve(host: str, port: int, workers: int | None, threads: int) -> None:
    """Answer the web; the outbox's work is done by `motcua worker`."""
    if not port_is_free(host, port):
        fail(f"port {port} on {host} is in use; choose another, for example --port {port + 1}")
    if not settings.ON_POSTGRESQL and (workers or 1) > 1:
        fail("SQLite is served by one process; set DATABASE_URL for more", 2)
    call_command("collectstatic", interactive=False, verbosity=0)
    processes = workers or (2 if settings.ON_POSTGRESQL else 1)
    os.execv(
        sys.executable,
        [
            sys.executable, "-m", "granian", "--interface", "wsgi", "--host", host, "--port", str(port),
            "--workers", str(processes), "--blocking-threads", str(threads), "--no-ws", "--log-level", "warning",
            "motcua.house.wsgi:application",
        ],
    )  # fmt: skip
