"""`motcua journal verify|seal`."""

from __future__ import annotations

import sys

import click

from motcua.base.journal.seal import seal as seal_journal
from motcua.base.journal.verify import verify as verify_journal
from motcua.command_line.output import FAILED, json_option, print_json


@click.group()
def journal() -> None:
    """The append-only record of everything that happened."""


@journal.command()
@json_option
def verify(as_json: bool) -> None:
    """Recompute every entry, chain and seal; exit code 1 where the journal contradicts itself."""
    report = verify_journal()
    if as_json:
        print_json({
            "ok": report.ok,
            "entries": report.entries,
            "first_bad": report.first_bad,
            "sealed": report.sealed,
            "seals": report.seals,
            "faults": report.faults,
        })  # fmt: skip
    else:
        click.echo(f"{report.entries} entries, {report.sealed} sealed by {report.seals} seals: ", nl=False)
        click.echo("whole" if report.ok else _not_whole(report.first_bad))
        for fault in report.faults:
            click.echo(f"  {fault}")
    sys.exit(0 if report.ok else FAILED)


@journal.command()
def seal() -> None:
    """Order the newest entries and sign where the journal stands."""
    made = seal_journal()
    click.echo(f"sealed at {made.size}" if made else "nothing new to seal")


def _not_whole(first_bad: int | None) -> str:
    return "NOT whole" if first_bad is None else f"NOT whole, first at entry {first_bad}"
