"""Writers wait in a line instead of sleeping and retrying.

SQLite lets one connection write at a time; the others sleep and try again, which makes the slowest request hundreds
of times slower than the usual one. A lock round the transaction turns the scramble into a queue (docs/decisions/0003).
"""

from __future__ import annotations

import threading
from typing import Any

from django.db.backends.sqlite3.base import DatabaseWrapper as SQLiteWrapper

_write_lock = threading.Lock()


class DatabaseWrapper(SQLiteWrapper):
    """Holds the process's write lock from BEGIN IMMEDIATE to COMMIT or ROLLBACK."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._holds_write_lock = False

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
