"""The database as a command meets it: not there, never set up, or in order."""

from __future__ import annotations

from django.db import DatabaseError, connection


def why_unusable() -> str:
    """What to tell whose command the database refused; empty: it answers and was set up, the fault lies elsewhere."""
    try:
        tables = connection.introspection.table_names()
    except DatabaseError as error:
        return f"the database does not answer: {' '.join(str(error).split())}"
    return (
        "" if "django_migrations" in tables else "this installation has no tables yet: run `motcua setup tables` first"
    )
