"""What runs at an agency that ended passes to its successor."""

from __future__ import annotations

from motcua.base.actor import system
from motcua.base.jobs import task
from motcua.directory.api import agency
from motcua.dossiers.actions.succeed import succeed

SUCCEED = "dossiers.succeed"


@task(SUCCEED)
def take_over_dossiers(ended: str, successor: str) -> None:
    """Codes of both agencies."""
    succeed(ended=agency(ended), successor=agency(successor), by=system(SUCCEED))
