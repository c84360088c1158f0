"""`motcua verify FILE`: a PDF, or the evidence of a dossier."""

from __future__ import annotations

import contextlib
import sys
from os.path import isfile  # of a name no file can have it only says no
from pathlib import Path
from typing import Any
from zipfile import is_zipfile

import click
from django.db import DatabaseError

from motcua.command_line.output import FAILED, json_option, print_json
from motcua.dossiers.api import faults_of
from motcua.papers.api import paper_facts
from motcua.signing.api import MAXIMUM, verify_command


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@json_option
def verify(file: Path, as_json: bool) -> None:
    """Check signatures, seal, timestamp and the paper itself; exit code 1 where it must not be trusted."""
    found = verified(file)
    if as_json:
        print_json(found)
    else:
        click.echo("Hợp lệ" if found["valid"] else "KHÔNG hợp lệ")
        for reason in found["reasons"]:
            click.echo(f"  {reason}")
        for signature in found["signatures"]:
            click.echo(f"  {signature['kind']}: {signature['signer']} ({signature['time']})")
        if found["paper"]:
            click.echo(f"  {found['paper']['title']} {found['paper']['number']}: {found['paper']['state']}")
    sys.exit(0 if found["valid"] else FAILED)


def verified(file: Path) -> dict[str, Any]:
    """What the signatures say, joined with what is known here of the paper; works without a database too. Of a package
    of evidence: whether it is whole."""
    if isfile(file) and is_zipfile(file):
        faults = faults_of(file)
        return {"valid": not faults, "reasons": faults, "notes": [], "signatures": [], "paper": None}
    signatures = verify_command(file)
    issued: dict[str, Any] = {"paper": None, "reasons": []}
    # A file can be checked where nothing is installed.
    with contextlib.suppress(DatabaseError, OSError):
        if isfile(file) and file.stat().st_size <= MAXIMUM:
            issued = paper_facts(file.read_bytes())
    return signatures | {
        "valid": signatures["valid"] and not issued["reasons"],
        "reasons": [*signatures["reasons"], *issued["reasons"]],
        "paper": issued["paper"],
    }
