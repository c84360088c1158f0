"""`motcua`: one command, a few verbs. A verb's module is read only when it is called."""

from __future__ import annotations

import importlib
import os
import sys
from typing import cast

import click
import django

# verb → module in this package that defines a click command of the same name
VERBS = {
    "bench": "bench",
    "check": "check",
    "demo": "demo",
    "journal": "journal",
    "packs": "packs",
    "plans": "plans",
    "reference": "reference",
    "search": "search",
    "serve": "serve",
    "verify": "verify",
    "worker": "worker",
}


class Verbs(click.Group):
    """Sets the house up, then hands over to the verb."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All verbs, in order."""
        return sorted(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The verb called `cmd_name`, or None."""
        if cmd_name not in VERBS:
            return None
        django.setup()
        module = importlib.import_module(f"motcua.command_line.{VERBS[cmd_name]}")
        return cast(click.Command, getattr(module, cmd_name))


@click.group(cls=Verbs, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="motcua")
def motcua() -> None:
    """Một cửa: a one-stop shop for public services, and figures nobody can dress up."""


def main() -> None:
    """Entry point of the installed command."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.house.settings")
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    motcua()
