"""`motcua check`."""

from __future__ import annotations

import sys

import click
from django.conf import settings
from django.core.checks import ERROR, run_checks
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from motcua.catalogue.api import procedures
from motcua.command_line.output import FAILED, json_option, print_json
from motcua.directory.commands import missing_command, signers_command
from motcua.gateways.api import claim_map
from motcua.signing.api import certificates_of, trust_folder


@click.command()
@json_option
def check(as_json: bool) -> None:
    """Is this installation fit to serve, and what does it still lack?

    Faults (exit code 1): settings, database, migrations. Missing (exit code 0): what people will stumble over.
    """
    faults = [f"{message.id}: {message.msg}" for message in run_checks() if message.level >= ERROR]
    faults += _claims() + _database()
    missing = [] if faults else _missing()
    if as_json:
        print_json({"ok": not faults, "faults": faults, "missing": missing})
    else:
        lines = faults + [f"missing: {each}" for each in missing]
        click.echo("\n".join(lines) or "all is well")
    sys.exit(FAILED if faults else 0)


def _claims() -> list[str]:
    try:
        claim_map()
    except ImproperlyConfigured as error:
        return [str(error)]
    return []


def _database() -> list[str]:
    try:
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError as error:
        return [f"the database does not answer: {error}"]
    return [f"{len(waiting)} migrations have not been applied: motcua setup tables"] if waiting else []


def _missing() -> list[str]:
    found = missing_command()
    if not procedures():
        found.append("no procedure is loaded: motcua packs load")
    for value, words in (
        (settings.OIDC_ISSUER, "citizens cannot sign in: MOTCUA_OIDC_ISSUER"),
        (settings.REGISTRIES_URL, "no register is connected, people type more: MOTCUA_REGISTRIES_URL"),
        (settings.MOTCUA_TSA_URL, "nothing can be signed: MOTCUA_TSA_URL"),
        (settings.BANK_URL, "payments are not seen: MOTCUA_BANK_URL"),
        (settings.MOTCUA_ANTIVIRUS, "uploads are not scanned: MOTCUA_ANTIVIRUS"),
        (list(trust_folder().glob("*.pem")), f"no authority is trusted: put its *.pem into {trust_folder()}"),
        (settings.BEHIND_TLS or settings.DEMO, "the portal's address is not https: MOTCUA_PUBLIC_URL"),
    ):
        if not value:
            found.append(words)
    return found + _without_certificate()


def _without_certificate() -> list[str]:
    holders = dict(signers_command())
    able = {each.credential.holder for each in certificates_of(holders) if each.signs}
    return [f"{who} has no certificate to sign or seal with" for holder, who in holders.items() if holder not in able]
