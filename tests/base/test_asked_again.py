"""A statement the server keeps prepared is asked without a cursor; what it answers and refuses does not tell."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from django.conf import settings
from django.db import (
    DEFAULT_DB_ALIAS,
    DataError,
    IntegrityError,
    OperationalError,
    ProgrammingError,
    connection,
    connections,
    transaction,
)
from procrastinate import PsycopgConnector
from procrastinate.contrib.django import connector_params
from psycopg_pool import AsyncConnectionPool

from motcua.base.jobs.postgresql import _pool
from motcua.base.models import JournalStream
from motcua.base.postgresql.base import DatabaseWrapper
from motcua.base.statements import OneCursor, carry_out, rows_of

pytestmark = pytest.mark.django_db(transaction=True)
__test__ = settings.ON_POSTGRESQL  # SQLite's cursors cost next to nothing

TABLE = JournalStream._meta.db_table
ADD = f"INSERT INTO {TABLE} (name, length, head) VALUES (%s, %s, %s)"
READ = f"SELECT name, length FROM {TABLE} WHERE length >= %s ORDER BY name"
PREPARED = 3  # times until psycopg has it prepared


@pytest.fixture
def by_cursor(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Statements that went by a cursor, in the middle of a request."""
    told: list[str] = []
    really = OneCursor._by_cursor

    def _by_cursor(wrapper: OneCursor, statement: str, values: Any, answers: bool) -> Any:
        told.append(statement)
        return really(wrapper, statement, values, answers)

    monkeypatch.setattr(OneCursor, "_by_cursor", _by_cursor)
    connection.close()
    connection.ensure_connection()
    connection.health_check_done = True  # type: ignore[attr-defined]
    yield told
    connection.close()


def _prepare(statement: str, *values: Any) -> None:
    for _time in range(PREPARED):
        rows_of(statement, list(values))


def test_what_is_prepared_goes_without_a_cursor_and_answers_alike(by_cursor: list[str]) -> None:
    for number, name in enumerate(("một 'a'", "hai %", "ba ?", "bốn")):
        carry_out(ADD, [name, number, "x"])
    assert len(by_cursor) == PREPARED  # the fourth needed none
    _prepare(READ, 0)
    before = len(by_cursor)
    assert rows_of(READ, [2]) == [("ba ?", 2), ("bốn", 3)]
    assert rows_of(READ, [9]) == []
    assert rows_of(READ, [0]) == sorted([("một 'a'", 0), ("hai %", 1), ("ba ?", 2), ("bốn", 3)])
    assert len(by_cursor) == before


def test_values_of_another_type_are_another_statement(by_cursor: list[str]) -> None:
    ask = "SELECT %s, %s::timestamptz, NULL"
    _prepare(ask, 7, datetime(2026, 11, 23, tzinfo=UTC))
    [(number, moment, nothing)] = rows_of(ask, [8, datetime(2026, 1, 2, 3, 4, 5, 6, tzinfo=UTC)])
    assert (number, moment, nothing) == (8, datetime(2026, 1, 2, 3, 4, 5, 6, tzinfo=UTC), None)
    before = len(by_cursor)
    assert rows_of(ask, ["tám", None]) == [("tám", None, None)]
    assert rows_of(ask, [2**40, None]) == [(2**40, None, None)]
    assert len(by_cursor) == before + 2
    assert rows_of(ask, [9, None])[0][0] == 9
    with pytest.raises(ProgrammingError):
        rows_of(ask, [9])


def test_the_first_of_a_transaction_begins_it_and_an_error_ends_it(by_cursor: list[str]) -> None:
    for number in range(PREPARED + 1):
        carry_out(ADD, [str(number), number, "x"])
    _prepare(READ, 0)
    by_cursor.clear()
    with transaction.atomic():
        rows_of(READ, [0])
        assert by_cursor == [READ]  # psycopg begins the transaction
        carry_out(ADD, ["một", 1, "x"])
        with pytest.raises(IntegrityError):
            carry_out(ADD, ["một", 2, "x"])
        transaction.set_rollback(True)
    assert by_cursor == [READ]
    assert ("một", 1) not in rows_of(READ, [0])


def test_after_a_rollback_everything_is_prepared_anew(by_cursor: list[str]) -> None:
    _prepare(READ, 0)
    rows_of(READ, [0])
    transaction.set_autocommit(False)
    rows_of(READ, [0])
    transaction.rollback()
    transaction.set_autocommit(True)
    by_cursor.clear()
    assert rows_of(READ, [0]) == []
    assert by_cursor == [READ]
    _prepare(READ, 0)
    by_cursor.clear()
    assert rows_of(READ, [0]) == []
    assert by_cursor == []


def test_columns_that_changed_are_read_as_they_are_now(by_cursor: list[str]) -> None:
    ask = "SELECT * FROM pet WHERE id = %s"
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE pet (id integer, age integer)")
        cursor.execute("INSERT INTO pet VALUES (1, 3)")
    _prepare(ask, 1)
    assert rows_of(ask, [1]) == [(1, 3)]
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE pet ALTER age TYPE timestamptz USING '2026-11-23 00:00:00+00'")
    for _time in range(PREPARED + 2):
        assert rows_of(ask, [1]) == [(1, datetime(2026, 11, 23, tzinfo=UTC))]


def test_what_the_database_refuses_is_said_in_django_s_words(by_cursor: list[str]) -> None:
    ask = "SELECT 1 / %s"
    _prepare(ask, 1)
    by_cursor.clear()
    with pytest.raises(DataError, match="division by zero"):
        rows_of(ask, [0])
    assert by_cursor == []
    assert rows_of(ask, [1]) == [(1,)]


def test_a_server_that_went_away_is_told(by_cursor: list[str]) -> None:
    _prepare(READ, 0)
    process = connection.connection.info.backend_pid
    _end(process)
    by_cursor.clear()
    with pytest.raises(OperationalError):
        rows_of(READ, [0])
    assert by_cursor == []


def test_no_more_is_kept_than_psycopg_keeps(by_cursor: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("motcua.base.postgresql.base.MOST_PREPARED", 3)
    for number in range(6):
        rows_of(f"SELECT %s + {number}", [1])
    wrapper = connections[DEFAULT_DB_ALIAS]
    assert isinstance(wrapper, DatabaseWrapper)
    assert wrapper._again is not None
    assert len(wrapper._again._ways) == 3


def test_a_worker_asks_the_server_only_where_its_socket_has_something_to_say(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []
    really = AsyncConnectionPool.check_connection

    async def check_connection(found: Any) -> None:
        asked.append(found.info.backend_pid)
        await really(found)

    monkeypatch.setattr(AsyncConnectionPool, "check_connection", check_connection)

    async def take_three() -> tuple[int, int, int]:
        made = PsycopgConnector(kwargs=connector_params(DEFAULT_DB_ALIAS), pool_factory=_pool, min_size=1, max_size=1)
        await made.open_async()
        try:
            ask = "SELECT pg_backend_pid() AS it"
            first, second = [(await made.execute_query_one_async(ask))["it"] for _time in range(2)]
            await asyncio.to_thread(_end, first)
            return first, second, (await made.execute_query_one_async(ask))["it"]
        finally:
            await made.close_async()

    first, second, third = asyncio.run(take_three())
    assert first == second != third
    assert asked == [first]


def _end(process: int) -> None:
    other: Any = connection.copy()
    with other.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s, 5000)", [process])
    other.close()
