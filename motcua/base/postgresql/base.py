"""Requests ask many small questions: what each pays for besides its answer is made cheap (docs/decisions/0016).

Values travel beside the statement, so that PostgreSQL plans a statement once a connection and not once a request;
whether the connection lives is seen on its socket; instants are read by the standard library's own parser.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from django.db.backends.postgresql.base import DatabaseWrapper as PostgreSQLWrapper
from psycopg import adapt
from psycopg.abc import Buffer
from psycopg.types.datetime import TimestamptzLoader

from motcua.base.postgresql.again import Again
from motcua.base.postgresql.alive import is_quiet
from motcua.base.statements import OneCursor, Rows

PREPARE_AFTER = 2  # a statement that a connection has met so often is prepared the next time
MOST_PREPARED = 400  # statements a connection keeps prepared: as many as the house asks often
TRUST_SECONDS = 30.0  # how long a connection with a quiet socket is not asked whether it lives

# A row fetched by its number is hardly dearer than the next one, on today's disks and in memory. PostgreSQL's own
# weight (4) is for disks that turn: a connection that met a table while it was small would go on reading it whole.
PLANS = "-c random_page_cost=1.1"


class InstantLoader(TimestamptzLoader):
    """An instant of a connection that speaks UTC; what no `datetime` holds is left to psycopg's own loader."""

    timezone = UTC

    def load(self, data: Buffer) -> datetime:
        """`2026-11-22 03:57:53.25+00` as an aware datetime."""
        try:
            return datetime.fromisoformat(str(data, "ascii"))
        except ValueError:
            return super().load(data)


@lru_cache(maxsize=4)
def _quick(template: adapt.AdaptersMap) -> adapt.AdaptersMap:
    """Django's adapters with our loader of instants."""
    quick = adapt.AdaptersMap(template)
    quick.register_loader("timestamptz", InstantLoader)
    return quick


class DatabaseWrapper(OneCursor, PostgreSQLWrapper):
    """Statements are bound and prepared on the server, and a lively connection is not asked whether it lives."""

    health_check_enabled: bool
    health_check_done: bool

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._trusted_until = 0.0
        self._speaks_utc = False
        self._again: Again | None = None

    def get_connection_params(self) -> dict[str, Any]:
        """As Django's, with prepared statements unless the address of the database ends in `prepare_threshold=none`:
        a pooler that gives every transaction another connection of the server may not keep them. How plans are weighed
        is told at the door (`PLANS`), unless the address says `options=…` itself or a pooler stands there.
        """
        options = self.settings_dict["OPTIONS"]
        options.setdefault("server_side_binding", True)
        options.setdefault("prepare_threshold", PREPARE_AFTER)
        params: dict[str, Any] = super().get_connection_params()
        threshold = str(params["prepare_threshold"])
        params["prepare_threshold"] = int(threshold) if threshold.isdigit() else None
        if params["prepare_threshold"] is not None:
            params.setdefault("options", PLANS)
        if self.timezone is UTC:
            params["context"] = _quick(params["context"])
        return params

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """As Django's; it keeps more statements prepared than psycopg would."""
        connection: Any = super().get_new_connection(conn_params)
        connection.prepared_max = MOST_PREPARED
        self._trusted_until = time.monotonic() + TRUST_SECONDS
        self._speaks_utc = self.timezone is UTC
        return connection

    def create_cursor(self, name: str | None = None) -> Any:
        """As Django's, without looking up the loader of instants for every statement."""
        if name is None and self._speaks_utc_still():
            return self.connection.cursor()
        return super().create_cursor(name)

    def _speaks_utc_still(self) -> bool:
        return self._speaks_utc and self.timezone is UTC

    def _cursor(self, name: str | None = None) -> Any:
        """As Django's, by the shortest way where this request has looked at the connection already."""
        if name is None and self._is_looked_at():
            self.validate_thread_sharing()
            with self.wrap_database_errors:
                cursor = self.connection.cursor()
            return self.make_debug_cursor(cursor) if self.queries_logged else self.make_cursor(cursor)
        return super()._cursor(name)  # type: ignore[misc]

    def _by_cursor(self, statement: str, values: Sequence[Any], answers: bool) -> Rows:
        rows = super()._by_cursor(statement, values, answers)
        if self._again is None or self._again.connection is not self.connection:
            self._again = Again(self.connection, MOST_PREPARED)
        self._again.learn(statement, self._cursor_at_hand)
        return rows

    def _asked_again(self, statement: str, values: Sequence[Any]) -> Rows | None:
        again = self._again
        return again.ask(statement, values) if again is not None and again.connection is self.connection else None

    def _is_looked_at(self) -> bool:
        return self.connection is not None and self.health_check_done and self._speaks_utc_still()

    def close_if_health_check_failed(self) -> None:
        """A server that went away has closed its end or said why: either can be read from the socket, without a word.

        Now and then the server is asked all the same, because a wire that was cut says nothing.
        """
        if self.connection is None or not self.health_check_enabled or self.health_check_done:
            return
        if time.monotonic() < self._trusted_until and is_quiet(self.connection):
            self.health_check_done = True
            return
        super().close_if_health_check_failed()
        self._trusted_until = time.monotonic() + TRUST_SECONDS
