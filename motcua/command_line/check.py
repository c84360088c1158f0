"""`motcua check`."""

from __future__ import annotations

import sys

import click
from django.core.checks import ERROR, run_checks
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from motcua.command_line.output import FAILED, json_option, print_json


@click.command()
@json_option
def check(as_json: bool) -> None:
    """Is this installation fit to serve? Settings, database, migrations."""
    faults = [f"{message.id}: {message.msg}" for message in run_checks() if message.level >= ERROR]
    try:
        executor = MigrationExecutor(connection)
        missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
        if missing:
            faults.append(f"{len(missing)} migrations have not been applied")
    except DatabaseError as error:
        faults.append(f"the database does not answer: {error}")
    if as_json:
        print_json({"ok": not faults, "faults": faults})
    else:
        click.echo("\n".join(faults) or "all is well")
    sys.exit(FAILED if faults else 0)
