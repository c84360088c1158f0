"""`motcua setup tables|agency|first-admin`."""

from __future__ import annotations

import os
import sys

import click
from django.core.management import call_command

from motcua.base.errors import Refusal
from motcua.command_line.output import fail, json_option, print_json
from motcua.directory.commands import agency_command, first_admin_command, has_an_admin

WRONG_USAGE = 2


@click.group()
def setup() -> None:
    """Begin an installation: tables, the agency, its first administrator."""


@setup.command()
def tables() -> None:
    """Make or renew the tables of the database; may be repeated."""
    call_command("migrate", verbosity=0, interactive=False)
    click.echo("the tables are ready")


@setup.command()
@click.option("--code", required=True, help="Code of Decision 20/2020/QĐ-TTg, as H29.15.")
@click.option("--name", required=True, help="Full name: Ủy ban nhân dân xã …")
@click.option("--short-name", required=True, help="As people say it: UBND xã …")
@click.option(
    "--kind", default="commune", show_default=True, type=click.Choice(["commune", "province", "department", "branch"])
)
@click.option("--place", required=True, help="Code of the commune (5 digits) or province (2), Decision 19/2025/QĐ-TTg.")
@click.option("--parent", default="", help="Code of the agency above it, where it is entered here.")
@json_option
def agency(code: str, name: str, short_name: str, kind: str, place: str, parent: str, as_json: bool) -> None:
    """Enter an agency; a commune gets the units that procedures name."""
    try:
        made = agency_command(code=code, name=name, short_name=short_name, kind=kind, place=place, parent=parent)
    except Refusal as refusal:
        fail(refusal)
    if as_json:
        print_json({"code": made.code, "name": made.name, "units": sorted(made.units.values_list("code", flat=True))})
    else:
        click.echo(f"{made.code} {made.name}")


@setup.command()
@click.option("--agency", "code", required=True, help="Code of the agency.")
@click.option("--username", required=True)
@click.option("--name", "full_name", required=True, help="Full name of the person.")
@click.option("--instead-of", default="", help="The last administrator, gone for good: that account is switched off.")
@json_option
def first_admin(code: str, username: str, full_name: str, instead_of: str, as_json: bool) -> None:
    """Make the first administrator of an agency; refuses where there is one.

    The password is read from the terminal (not shown), or from standard input. Printed once: the address and the QR
    code that bind an authenticator app.
    """
    try:
        if has_an_admin(code, but=instead_of):
            fail(f"{code} has an administrator already")
        password = _password()
        made = first_admin_command(
            code=code, username=username, full_name=full_name, password=password, instead_of=instead_of
        )
    except Refusal as refusal:
        fail(refusal)
    if as_json:
        print_json({"username": made.username, "agency": made.agency, "otpauth": made.otpauth})
        return
    click.echo(f"{made.username} administers {made.agency}. Scan this with an authenticator app; it is shown once:\n")
    click.echo(made.picture)
    click.echo(made.otpauth)


def _password() -> str:
    if sys.stdin.isatty():
        given: str = click.prompt("Password", hide_input=True, confirmation_prompt=True)
        return given
    given = sys.stdin.readline().rstrip(os.linesep)
    if not given:
        fail("a password is expected on standard input", WRONG_USAGE)
    return given
