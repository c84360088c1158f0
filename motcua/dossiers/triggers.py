"""The database refuses what the table of the lifecycle refuses, whoever asks: program, console or another program."""

from __future__ import annotations

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from motcua.rules.lifecycle import passages

TABLE = "dossiers_dossier"
FROZEN = (
    "code", "public_id", "draft_id", "procedure_version_id", "agency_id", "submitted_at", "channel", "filed_as",
    "subject_kind", "subject_key", "sealed_sha256",
)  # fmt: skip
REFUSED_PASSAGE = "the lifecycle table knows no such passage"
REFUSED_INSERT = "a dossier begins with status 1"
REFUSED_FROZEN = "what a dossier was filed with is frozen"
REFUSED_DELETE = "dossiers are never deleted"

_NAMES = ("passage", "birth", "frozen", "delete")
_FUNCTION = """
CREATE OR REPLACE FUNCTION motcua_{table}_{name}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '{words}' USING ERRCODE = 'integrity_constraint_violation'; END $$
"""


def create_triggers(apps: StateApps | None, editor: BaseDatabaseSchemaEditor) -> None:
    """Migration step, and again after any later migration that rebuilds the table (SQLite drops triggers then)."""
    drop_triggers(apps, editor)
    for name, moment, condition, words in _rules(editor.connection.vendor):
        if editor.connection.vendor == "postgresql":
            editor.execute(_FUNCTION.format(table=TABLE, name=name, words=words))
            when = f" WHEN ({condition})" if condition else ""
            editor.execute(
                f"CREATE TRIGGER {TABLE}_{name} BEFORE {moment} ON {TABLE} FOR EACH ROW{when} "
                f"EXECUTE FUNCTION motcua_{TABLE}_{name}()"
            )
        else:
            when = f" WHEN {condition}" if condition else ""
            body = f"SELECT RAISE(ABORT, '{words}')"
            editor.execute(f"CREATE TRIGGER {TABLE}_{name} BEFORE {moment} ON {TABLE}{when} BEGIN {body}; END")


def drop_triggers(apps: StateApps | None, editor: BaseDatabaseSchemaEditor) -> None:
    """The way back, for development and for emptying the database of a test."""
    on = f" ON {TABLE}" if editor.connection.vendor == "postgresql" else ""
    for name in _NAMES:
        editor.execute(f"DROP TRIGGER IF EXISTS {TABLE}_{name}{on}")


def allowed_passages() -> str:
    """SQL: true for a change of status that the table of the lifecycle knows."""
    parts = []
    for row in passages():
        for start in sorted(row.from_statuses):
            if row.to_status is not None:
                parts.append(f"(OLD.status = {start:d} AND NEW.status = {row.to_status:d})")
            else:
                back = ", ".join(f"{status:d}" for status in sorted(row.back_to))
                parts.append(
                    f"(OLD.status = {start:d} AND NEW.status IN ({back}) AND NEW.status = OLD.previous_status)"
                )
    return " OR ".join(dict.fromkeys(parts))


def _rules(vendor: str) -> list[tuple[str, str, str, str]]:
    differs = "IS DISTINCT FROM" if vendor == "postgresql" else "IS NOT"
    changed = " OR ".join(f"NEW.{column} {differs} OLD.{column}" for column in FROZEN)
    promise = f"OLD.first_due_at IS NOT NULL AND NEW.first_due_at {differs} OLD.first_due_at"
    return [
        ("passage", "UPDATE", f"NEW.status <> OLD.status AND NOT ({allowed_passages()})", REFUSED_PASSAGE),
        ("birth", "INSERT", "NEW.status <> 1", REFUSED_INSERT),
        ("frozen", "UPDATE", f"{changed} OR ({promise})", REFUSED_FROZEN),
        ("delete", "DELETE", "", REFUSED_DELETE),
    ]
