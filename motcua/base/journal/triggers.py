"""The database itself refuses to change or delete what the journal holds."""

from __future__ import annotations

from django.db import connection
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

APPEND_ONLY = ("base_journalentry", "base_journalposition", "base_journalseal")

_POSTGRESQL_BODY = """
BEGIN RAISE EXCEPTION 'the journal is append-only: % on % refused', TG_OP, TG_TABLE_NAME; END """
_POSTGRESQL_FUNCTION = f"""
CREATE OR REPLACE FUNCTION motcua_append_only() RETURNS trigger LANGUAGE plpgsql AS $${_POSTGRESQL_BODY}$$
"""
_REFUSING = {"sqlite": ("UPDATE", "DELETE"), "postgresql": ("UPDATE", "DELETE", "TRUNCATE")}
_STANDING = """
SELECT tgname FROM pg_trigger JOIN pg_proc ON pg_proc.oid = tgfoid
WHERE tgenabled IN ('O', 'A') AND tgqual IS NULL AND prosrc = %s
"""


def create_triggers(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Migration step: refuse UPDATE, DELETE (and TRUNCATE) on the journal's tables."""
    if editor.connection.vendor == "postgresql":
        editor.execute(_POSTGRESQL_FUNCTION, params=None)
    for table in APPEND_ONLY:
        for statement in _statements(editor.connection.vendor, table):
            editor.execute(statement, params=None)


def drop_triggers(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """The way back, for development only."""
    for table in APPEND_ONLY:
        on = f" ON {table}" if editor.connection.vendor == "postgresql" else ""
        for verb in _REFUSING["postgresql"]:
            editor.execute(f"DROP TRIGGER IF EXISTS {_name(table, verb)}{on}")


def unguarded() -> list[str]:
    """What the database does not refuse any more ("DELETE on base_journalseal"): a trigger is gone, off or another one.

    Whoever changes the words of a trigger above creates them anew in a migration, or every old journal is unguarded.
    """
    standing = _standing()
    return [
        f"{verb} on {table}"
        for table in APPEND_ONLY
        for verb, statement in zip(_REFUSING[connection.vendor], _statements(connection.vendor, table), strict=True)
        if (statement if connection.vendor == "sqlite" else _name(table, verb)) not in standing
    ]


def _standing() -> set[str]:
    """The triggers that stand: on SQLite as written, on PostgreSQL the names of those that carry our refusal."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT sql FROM sqlite_master WHERE type = 'trigger'")
        else:
            cursor.execute(_STANDING, [_POSTGRESQL_BODY])
        return {row[0] for row in cursor.fetchall()}


def _name(table: str, verb: str) -> str:
    return f"{table}_no_{verb.lower()}"


def _statements(vendor: str, table: str) -> list[str]:
    if vendor == "postgresql":
        return [
            f"CREATE TRIGGER {_name(table, verb)} BEFORE {verb} ON {table} "
            f"FOR EACH STATEMENT EXECUTE FUNCTION motcua_append_only()"
            for verb in _REFUSING[vendor]
        ]
    return [
        f"CREATE TRIGGER {_name(table, verb)} BEFORE {verb} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, 'the journal is append-only: {verb} refused'); END"
        for verb in _REFUSING[vendor]
    ]
