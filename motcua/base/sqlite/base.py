"""Writers wait in a line instead of sleeping and retrying, and a statement is turned into SQLite's own way once.

SQLite lets one connection write at a time; the others sleep and try again, which makes the slowest request hundreds
of times slower than the usual one. A lock round the transaction turns the scramble into a queue (docs/decisions/0003).
"""

from __future__ import annotations

import threading
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from django.db.backends.sqlite3.base import FORMAT_QMARK_REGEX, SQLiteCursorWrapper
from django.db.backends.sqlite3.base import DatabaseWrapper as SQLiteWrapper

from motcua.base.statements import OneCursor

MOST_STATEMENTS = 400  # as many as the house asks often
_write_lock = threading.Lock()


@lru_cache(maxsize=MOST_STATEMENTS)
def _with_question_marks(query: str) -> str:
    return FORMAT_QMARK_REGEX.sub("?", query).replace("%%", "%")


class Cursor(SQLiteCursorWrapper):
    """As Django's; the marks of a statement met before are not looked for again."""

    def convert_query(self, query: str, *, param_names: Iterable[str] | None = None) -> str:
        """`query` with SQLite's marks for its parameters."""
        if param_names is None:
            return _with_question_marks(query)
        return str(super().convert_query(query, param_names=param_names))


class DatabaseWrapper(OneCursor, SQLiteWrapper):
    """Holds the process's write lock from BEGIN IMMEDIATE to COMMIT or ROLLBACK."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._holds_write_lock = False

    def get_connection_params(self) -> dict[str, Any]:
        """As Django's; a connection keeps more statements ready than Python's 128."""
        return {"cached_statements": MOST_STATEMENTS} | dict(super().get_connection_params())

    def create_cursor(self, name: str | None = None) -> Any:
        """As Django's, of our own kind."""
        return self.connection.cursor(factory=Cursor)

    def _start_transaction_under_autocommit(self) -> None:
        if not self._holds_write_lock:
            _write_lock.acquire()
            self._holds_write_lock = True
        try:
            super()._start_transaction_under_autocommit()
        except BaseException:
            self._let_go()
            raise

    def _set_autocommit(self, autocommit: bool) -> None:
        try:
            super()._set_autocommit(autocommit)
        finally:
            if autocommit:
                self._let_go()

    def _commit(self) -> Any:
        try:
            return super()._commit()
        finally:
            if self.connection is None or not self.connection.in_transaction:
                self._let_go()

    def _rollback(self) -> Any:
        try:
            return super()._rollback()
        finally:
            self._let_go()

    def _close(self) -> None:
        try:
            super()._close()
        finally:
            self._let_go()

    def _let_go(self) -> None:
        if self._holds_write_lock:
            self._holds_write_lock = False
            _write_lock.release()
