"""`motcua journal verify|seal`."""

from __future__ import annotations

import sys
from typing import Any

import click
from django.db import DatabaseError

from motcua.base.journal.seal import seal as seal_journal
from motcua.base.journal.verify import JournalReport
from motcua.base.journal.verify import verify as verify_journal
from motcua.command_line.database import why_unusable
from motcua.command_line.output import FAILED, json_option, print_json


@click.group()
def journal() -> None:
    """The append-only record of everything that happened."""


@journal.command()
@json_option
def verify(as_json: bool) -> None:
    """Recompute every entry, chain and seal; exit code 1 where the journal contradicts itself."""
    try:
        report = verify_journal()
    except DatabaseError as error:
        if as_json:
            print_json(_told(_unread(error)))
        raise  # and the same in one line on standard error
    if as_json:
        print_json(_told(report))
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


def _told(report: JournalReport) -> dict[str, Any]:
    return {
        "ok": report.ok,
        "entries": report.entries,
        "first_bad": report.first_bad,
        "sealed": report.sealed,
        "seals": report.seals,
        "faults": report.faults,
    }


def _unread(error: DatabaseError) -> JournalReport:
    """A journal nobody could read is not whole, for all that anybody knows."""
    report = JournalReport()
    report.blame(None, why_unusable() or f"it cannot be read: {' '.join(str(error).split())}")
    return report


def _not_whole(first_bad: int | None) -> str:
    return "NOT whole" if first_bad is None else f"NOT whole, first at entry {first_bad}"
