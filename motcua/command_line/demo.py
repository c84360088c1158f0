"""`motcua demo run|prepare|accounts`."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import click
from django.conf import settings

from motcua.command_line.output import FAILED, fail, json_option, print_json
from motcua.demo.environment import demo_environment
from motcua.demo.hurry import BrokenPack
from motcua.demo.preparing import PreparedElsewhere, alone_in, clear, was_broken_off
from motcua.demo.supervise import Family, free_port, port_is_free
from motcua.directory.demo import demo_accounts
from motcua.directory.tryout import what_to_try

SAID_WHY = 3  # the process that fills has told the reason already


@click.group()
def demo() -> None:
    """A living demo commune, with everything outside it simulated."""


@demo.command()
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
def run(port: int) -> None:
    """Prepare if needed, then serve until Ctrl-C."""
    if not port_is_free("127.0.0.1", port):
        fail(f"port {port} is in use; choose another: make run PORT={port + 1}")
    environment = demo_environment(data=settings.MOTCUA_DATA, port=port, simulators_port=_kept_port())
    _prepare(environment)
    simulators = environment["SIMULATORS_ADDRESS"].rpartition(":")[2]
    # The supervisor needs none of what this process has loaded: begin again, light.
    command = [sys.executable, "-m", "motcua.demo.supervise", str(port), simulators]
    os.execve(sys.executable, command, environment)


@demo.command()
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="Where it will be served.")
def prepare(port: int) -> None:
    """Make the demo's data and end."""
    _prepare(demo_environment(data=settings.MOTCUA_DATA, port=port, simulators_port=_kept_port()))


@demo.command()
@json_option
def accounts(as_json: bool) -> None:
    """Who can sign in."""
    found = demo_accounts()
    if as_json:
        print_json(found)
        return
    for each in found:
        secret = f"  TOTP {each['totp_secret']}" if each["totp_secret"] else ""
        click.echo(f"{each['role']:<14} {each['name']:<28} {each['username']:<20} {each['password']}{secret}")
    click.echo("\nWhat to try: sign in at VNeID as")
    for row in what_to_try():
        click.echo(f"{row['who']:<18} {row['personal_id']}   {row['title']}: {row['why']}")


@demo.command(hidden=True)
def fill() -> None:
    """Make the data; the simulators answer already."""
    from motcua.demo.fill import fill as fill_demo  # noqa: PLC0415 - needs the simulators' addresses in the settings

    try:
        fill_demo(lambda line: click.echo(f"  … {line}", err=True))
    except BrokenPack as broken:
        fail(f"a pack is broken: {broken}", SAID_WHY)


def _prepare(environment: dict[str, str]) -> None:
    data = Path(settings.MOTCUA_DATA)
    try:
        with alone_in(data) as held:
            _begin_again(data)
            _make(environment, held)
    except PreparedElsewhere:
        fail(f"another `motcua demo` is preparing {data}; wait until it has ended, or choose another MOTCUA_DATA")


def _begin_again(data: Path) -> None:
    """Half a past is not gone on with: nobody could tell later what is missing."""
    if not was_broken_off(data):
        return
    if settings.ON_POSTGRESQL:
        fail(f"preparing was broken off halfway: empty the database, remove {data}, and prepare again")
    click.echo("Preparing was broken off halfway: beginning again from nothing …", err=True)
    clear(data)


def _make(environment: dict[str, str], held: int) -> None:
    family = Family()
    simulators = environment["SIMULATORS_ADDRESS"].rpartition(":")[2]
    me = [sys.executable, "-m"]
    click.echo("Preparing the demo …", err=True)
    try:
        folder = environment["SIMULATORS_DATA"]
        family.start("the simulators", [*me, "simulators", "--port", simulators, "--folder", folder], environment)
        family.wait_for("the simulators", f"http://127.0.0.1:{simulators}/healthz")
        command = [*me, "motcua.command_line", "demo", "fill"]  # which may outlive us: it holds the folder as well
        done = subprocess.run(command, env=environment, check=False, pass_fds=[held])
    except RuntimeError as trouble:
        fail(trouble)
    finally:
        family.end()
    if done.returncode == SAID_WHY:
        sys.exit(FAILED)
    if done.returncode:
        fail("the demo could not be prepared", done.returncode)


def _kept_port() -> int:
    """The simulators' port of this data folder: addresses inside certificates stay true from run to run."""
    path = Path(settings.MOTCUA_DATA) / "simulators.port"
    if path.exists():
        kept = int(path.read_text())
        if port_is_free("127.0.0.1", kept):
            return kept
    path.parent.mkdir(parents=True, exist_ok=True)
    chosen = free_port()
    path.write_text(str(chosen))
    return chosen
