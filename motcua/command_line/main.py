"""`motcua`: one command, a few verbs. A verb's module is read only when it is called."""

from __future__ import annotations

import importlib
import os
import sys
from typing import Any, cast

import click
import django
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError

from motcua.base.kit.theme import UnfitTheme
from motcua.command_line.database import why_unusable
from motcua.command_line.output import WRONG_USAGE, fail

# verb → what it does; the module of the same name in this package defines the click command
VERBS = {
    "bench": "Measure speed, memory and pages beside their limits.",
    "check": "Is this installation fit to serve?",
    "demo": "A living demo commune: run, prepare, accounts.",
    "journal": "Verify or seal the record of everything that happened.",
    "packs": "Procedures as files: lint, load, show, schema.",
    "plans": "Read, check, import and export plans.",
    "reference": "Write the generated reference pages, or check them.",
    "search": "Find a procedure from the words people use.",
    "serve": "Answer the web.",
    "setup": "Begin an installation: tables, agency, first administrator.",
    "verify": "Check a signed result.",
    "worker": "Do what the outbox asks for.",
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
        try:
            django.setup()
        except (ImproperlyConfigured, UnfitTheme, OSError) as error:
            fail(f"the settings cannot be used: {' '.join(str(error).split())}", WRONG_USAGE)
        module = importlib.import_module(f"motcua.command_line.{cmd_name}")
        return cast(click.Command, getattr(module, cmd_name))

    def invoke(self, ctx: click.Context) -> Any:
        """Run the verb; without a database that answers, or one never set up, say what is missing."""
        try:
            return super().invoke(ctx)
        except DatabaseError:
            if not (why := why_unusable()):
                raise
            fail(why)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of verbs, without reading any of them."""
        with formatter.section("Commands"):
            formatter.write_dl(sorted(VERBS.items()))


@click.group(cls=Verbs, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="motcua")
def motcua() -> None:
    """Một cửa: a one-stop shop for public services, and figures nobody can dress up."""


def main() -> None:
    """Entry point of the installed command."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.house.settings")
    for stream in (sys.stdout, sys.stderr):
        # A name of a file that is no UTF-8 is told letter by letter, as JSON does it too (\udcff).
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    motcua()
