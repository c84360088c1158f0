"""A statement that the server keeps prepared is asked again without a cursor (docs/decisions/0016).

A cursor of psycopg learns with every other statement anew how each value is written and each column read, and waits in
steps so that it can be interrupted: three quarters of what a small read costs the program. What it has learnt is kept
here beside the statement, and libpq is asked directly.

Which statements are prepared is psycopg's to say: it forgets them all after a rollback or a change of tables, and so
do we, because its own list is looked at every time.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from psycopg import Connection, Cursor, OperationalError
from psycopg.adapt import PyFormat, Transformer
from psycopg.errors import error_from_result
from psycopg.pq import ConnStatus, ExecStatus, TransactionStatus

from motcua.base.statements import Rows


class Again:
    """What one connection has learnt about its statements."""

    def __init__(self, connection: Connection[Any], most: int) -> None:
        self.connection, self._most = connection, most
        self._ways: dict[str, _Way] = {}

    def ask(self, statement: str, values: Sequence[Any]) -> Rows | None:
        """Every row the statement answers; None where it must go by a cursor: not prepared (any more), or the first
        of a transaction, which psycopg begins. Raises what psycopg's cursors raise.
        """
        way, connection = self._ways.get(statement), self.connection
        if way is None or connection.closed:
            return None
        if not connection.autocommit and connection.pgconn.transaction_status == TransactionStatus.IDLE:
            return None
        return way.walk(connection, values)

    def learn(self, statement: str, cursor: Cursor[Any]) -> None:
        """Remember how `cursor` has just sent a statement that is not prepared yet; of others it does not say how."""
        query: Any = cursor._query
        if query is None or statement in self._ways:
            return
        if len(self._ways) >= self._most:
            del self._ways[next(iter(self._ways))]
        self._ways[statement] = _Way(query.query, len(query.types), self.connection)


class _Way:
    """One statement: what psycopg calls it, and how its values are written and its columns read."""

    def __init__(self, query: bytes, width: int, connection: Connection[Any]) -> None:
        self._query, self._formats = query, [PyFormat.AUTO] * width
        self._transformer, self._reads = Transformer(connection), b""  # whose columns it has learnt to read

    def walk(self, connection: Connection[Any], values: Sequence[Any]) -> Rows | None:
        transformer, prepared = self._transformer, _prepared(connection)
        if len(values) != len(self._formats):
            return None  # the cursor says what is wrong
        written: Any = transformer.dump_sequence(values, self._formats)
        key = (self._query, transformer.types or ())
        name = prepared.get(key)
        if name is None:
            return None
        prepared.move_to_end(key)  # as psycopg does with what is asked: the statement longest unasked is let go first
        result = connection.pgconn.exec_prepared(name, written, transformer.formats)
        if result.status == ExecStatus.TUPLES_OK:
            transformer.set_pgresult(result, set_loaders=name != self._reads)
            self._reads = name
            return transformer.load_rows(0, result.ntuples, tuple)
        if result.status == ExecStatus.COMMAND_OK:
            return []
        if connection.pgconn.status == ConnStatus.BAD:
            raise OperationalError(result.get_error_message())
        raise error_from_result(result)


def _prepared(connection: Connection[Any]) -> Any:
    """psycopg's list: (statement, types of its values) → name on the server, in the order they were last asked."""
    return connection._prepared._names
