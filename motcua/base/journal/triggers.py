"""The database itself refuses to change or delete what the journal holds."""

from __future__ import annotations

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

APPEND_ONLY = ("base_journalentry", "base_journalposition", "base_journalseal")

_POSTGRESQL_FUNCTION = """
CREATE OR REPLACE FUNCTION motcua_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'the journal is append-only: % on % refused', TG_OP, TG_TABLE_NAME; END $$
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
        for verb in ("update", "delete", "truncate"):
            editor.execute(f"DROP TRIGGER IF EXISTS {table}_no_{verb}{on}")


def _statements(vendor: str, table: str) -> list[str]:
    if vendor == "postgresql":
        return [
            f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
            f"FOR EACH STATEMENT EXECUTE FUNCTION motcua_append_only()"
            for verb in ("UPDATE", "DELETE", "TRUNCATE")
        ]
    return [
        f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, 'the journal is append-only: {verb} refused'); END"
        for verb in ("UPDATE", "DELETE")
    ]
