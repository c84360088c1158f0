"""A statement sent by the short way answers, fails and is heard of as one sent by Django's own cursor."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.db.transaction import TransactionManagementError
from django.test.utils import CaptureQueriesContext

from motcua.base.models import JournalStream
from motcua.base.statements import carry_out, rows_of

TABLE = JournalStream._meta.db_table
ADD = f"INSERT INTO {TABLE} (name, length, head) VALUES (%s, %s, %s)"
READ = f"SELECT name, length FROM {TABLE} WHERE length >= %s ORDER BY name"


def _ready() -> None:
    """As in the middle of a request: the connection was looked at."""
    wrapper: Any = connection
    connection.ensure_connection()
    wrapper.health_check_done = True


@pytest.mark.django_db
def test_rows_are_those_of_a_cursor_and_one_reading_does_not_disturb_another() -> None:
    _ready()
    for number, name in enumerate(("một 'a'", "hai %", "ba ?")):
        carry_out(ADD, [name, number, "x"])
    first = rows_of(READ, [0])
    second = rows_of(READ, [2])
    with connection.cursor() as cursor:
        cursor.execute(READ, [0])
        rows_of(READ, [1])
        assert cursor.fetchall() == first
    assert second == [("ba ?", 2)]
    assert [length for _name, length in first] == [2, 1, 0]


@pytest.mark.django_db
def test_a_change_that_answers_rows_answers_them() -> None:
    _ready()
    assert rows_of(f"{ADD} RETURNING name, length", ["một", 3, "x"]) == [("một", 3)]
    assert rows_of(READ, [9]) == []


@pytest.mark.django_db
def test_what_the_database_refuses_is_said_in_django_s_words_and_ends_the_transaction() -> None:
    _ready()
    carry_out(ADD, ["một", 1, "x"])
    with pytest.raises(IntegrityError), transaction.atomic():
        carry_out(ADD, ["một", 2, "x"])
    assert rows_of(READ, [0]) == [("một", 1)]
    with pytest.raises(DatabaseError), transaction.atomic():
        rows_of("SELECT nothing FROM nowhere WHERE 1 = %s", [1])
    transaction.set_rollback(True)
    with pytest.raises(TransactionManagementError):
        rows_of(READ, [0])
    transaction.set_rollback(False)


@pytest.mark.django_db
def test_whoever_listens_to_statements_hears_it() -> None:
    _ready()
    heard: list[str] = []

    def hear(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        heard.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(hear):
        rows_of(READ, [0])
    with CaptureQueriesContext(connection) as seen:
        carry_out(ADD, ["một", 1, "x"])
    rows_of(READ, [0])
    assert heard == [READ]
    assert [each["sql"].split()[0] for each in seen] == ["INSERT"]


@pytest.mark.django_db(transaction=True)
def test_after_the_connection_another_is_used_and_what_was_not_committed_is_gone() -> None:
    _ready()
    with transaction.atomic():
        carry_out(ADD, ["một", 1, "x"])
        transaction.set_rollback(True)
    with transaction.atomic():
        carry_out(ADD, ["hai", 2, "x"])
    before = connection.connection
    connection.close()
    assert rows_of(READ, [0]) == [("hai", 2)]
    _ready()
    assert rows_of(READ, [0]) == [("hai", 2)]
    assert connection.connection is not before
