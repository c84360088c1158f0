"""Statements whose text is our own, sent by the shortest way to the database (docs/decisions/0016).

Django makes a cursor for every statement, and PostgreSQL's client learns with every cursor anew how each type of column
is read. A statement whose rows are taken at once needs no cursor of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper

Rows = list[tuple[Any, ...]]


def rows_of(statement: str, values: Sequence[Any]) -> Rows:
    """Every row that `statement` answers; it must be one that answers rows. Raises what Django's cursors raise."""
    connection: Any = connections[DEFAULT_DB_ALIAS]
    rows: Rows = connection.sent(statement, values, answers=True)
    return rows


def carry_out(statement: str, values: Sequence[Any]) -> None:
    """Send `statement`, which answers no rows. Raises what Django's cursors raise."""
    connection: Any = connections[DEFAULT_DB_ALIAS]
    connection.sent(statement, values, answers=False)


class OneCursor(BaseDatabaseWrapper):
    """Part of our backends: one cursor for all statements whose rows are taken at once."""

    _cursor_at_hand: Any = None

    def sent(self, statement: str, values: Sequence[Any], *, answers: bool) -> Rows:
        """As a cursor of Django's, which is what it is where somebody listens or the connection is to be looked at."""
        if self.queries_logged or self.execute_wrappers or not self._is_looked_at():
            with self.cursor() as cursor:
                cursor.execute(statement, values)
                return cursor.fetchall() if answers else []
        self.validate_thread_sharing()
        self.validate_no_broken_transaction()
        with self.wrap_database_errors:
            rows = self._asked_again(statement, values)
            return self._by_cursor(statement, values, answers) if rows is None else rows

    def _by_cursor(self, statement: str, values: Sequence[Any], answers: bool) -> Rows:
        cursor = self._cursor_at_hand
        if cursor is None or cursor.connection is not self.connection:
            cursor = self._cursor_at_hand = self.create_cursor()
        cursor.execute(statement, values)
        return cursor.fetchall() if answers else []

    def _asked_again(self, statement: str, values: Sequence[Any]) -> Rows | None:
        """The rows, where the backend has a shorter way for a statement it has met before; None: it has none."""
        return None

    def _is_looked_at(self) -> bool:
        """Whether nothing is to be done about the connection before a statement."""
        return self.connection is not None
