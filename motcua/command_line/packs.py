"""`motcua packs lint|load|show|schema`."""

from __future__ import annotations

import sys
from pathlib import Path

import click
from django.conf import settings

from motcua.catalogue.commands import lint_command, load_command, schema_command, show_command
from motcua.command_line.output import FAILED, fail, json_option, print_json

# A path that is not there is a finding like any other.
paths_argument = click.argument("paths", nargs=-1, type=click.Path(path_type=Path))


@click.group()
def packs() -> None:
    """Procedures as files."""


@packs.command()
@paths_argument
@json_option
def lint(paths: tuple[Path, ...], as_json: bool) -> None:
    """Check packs (files or folders; default: all); exit code 1 where something must be mended."""
    report = lint_command(list(paths) or [settings.PROCEDURES])
    if as_json:
        print_json(report)
    else:
        for finding in report["findings"]:
            click.echo(f"{finding['file']}:{finding['line']}: {finding['rule']}: {finding['message']}")
        click.echo("ok" if report["ok"] else f"{len(report['findings'])} findings")
    sys.exit(0 if report["ok"] else FAILED)


@packs.command()
@paths_argument
@json_option
def load(paths: tuple[Path, ...], as_json: bool) -> None:
    """Load packs into the catalogue; a changed file becomes a new version; exit code 1 where a file was refused."""
    report = load_command(list(paths) or [settings.PROCEDURES])
    if as_json:
        print_json(report)
    else:
        click.echo(f"loaded: {', '.join(report['loaded']) or 'none'}; unchanged: {report['unchanged']}")
        for file in report["refused"]:
            click.echo(f"refused: {file}: {report['reasons'][file]}", err=True)
    sys.exit(0 if report["ok"] else FAILED)


@packs.command()
@click.argument("procedure")
def show(procedure: str) -> None:
    """Print the current version of a procedure as JSON."""
    try:
        print_json(show_command(procedure))
    except LookupError:
        fail(f"there is no procedure {procedure}")


@packs.command()
def schema() -> None:
    """Print the JSON Schema of a pack."""
    print_json(schema_command())
