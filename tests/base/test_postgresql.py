"""What the house's own PostgreSQL backend promises."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from django.conf import settings
from django.db import OperationalError, connection
from django.db.backends.postgresql.base import DatabaseWrapper as PostgreSQLWrapper

from motcua.base.clock import now
from motcua.base.models import OutboxItem
from motcua.base.postgresql.base import DatabaseWrapper

pytestmark = pytest.mark.django_db(transaction=True)
__test__ = settings.ON_POSTGRESQL  # SQLite has a backend of its own


def _one(statement: str, *values: Any) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchone()[0]


def _begin_request() -> None:
    wrapper: Any = connection
    wrapper.health_check_enabled = True
    connection.close_if_unusable_or_obsolete()


def test_a_statement_met_often_is_prepared_with_its_values_beside_it() -> None:
    for number in range(4):
        assert list(OutboxItem.objects.filter(pk=number)) == []
    kept = _one("SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE '%%base_outboxitem%%$1%%'")
    assert kept == 1


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("2026-11-22 03:57:53+00", datetime(2026, 11, 22, 3, 57, 53, tzinfo=UTC)),
        ("2026-11-22 10:57:53.25+07", datetime(2026, 11, 22, 3, 57, 53, 250_000, tzinfo=UTC)),
        ("0001-01-01 00:00:00.000001+00", datetime(1, 1, 1, 0, 0, 0, 1, tzinfo=UTC)),
        ("9999-12-31 23:59:59.999999+00", datetime.max.replace(tzinfo=UTC)),
    ],
)
def test_instants_are_read_exactly_and_aware(written: str, moment: datetime) -> None:
    found = _one("SELECT %s::timestamptz", written)
    assert found == moment
    assert found.utcoffset() == timedelta(0)


def test_an_instant_goes_in_and_comes_out_the_same() -> None:
    moment = now().astimezone(timezone(timedelta(hours=7)))
    item = OutboxItem.objects.create(task="x", key="x", payload={}, run_at=moment, made_at=moment)
    assert OutboxItem.objects.get(pk=item.pk).run_at == moment


def test_a_lively_connection_is_not_asked_and_a_dead_one_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    before, asked = _one("SELECT pg_backend_pid()"), []
    really = PostgreSQLWrapper.is_usable

    def is_usable(wrapper: PostgreSQLWrapper) -> bool:
        asked.append(wrapper.alias)
        return really(wrapper)

    monkeypatch.setattr(PostgreSQLWrapper, "is_usable", is_usable)
    _begin_request()
    assert _one("SELECT pg_backend_pid()") == before
    assert asked == []
    _end(before)
    _begin_request()
    assert _one("SELECT pg_backend_pid()") != before
    assert asked == ["default"]


def _end(process: int) -> None:
    """The server ends our session, as it does when it is started anew."""
    other: Any = connection.copy()
    try:
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(%s, 5000)", [process])
    except OperationalError:  # pragma: no cover - only where the role may not
        pytest.skip("this role may not end sessions")
    finally:
        other.close()


def test_rows_are_fetched_by_their_number_even_from_a_small_table() -> None:
    assert _one("SHOW random_page_cost") == "1.1"


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ({}, "-c random_page_cost=1.1"),
        ({"options": "-c random_page_cost=4"}, "-c random_page_cost=4"),
        ({"prepare_threshold": "none"}, None),  # a pooler stands there, and takes no such word at its door
    ],
)
def test_how_plans_are_weighed_is_for_the_address_to_say(told: dict[str, str], expected: str | None) -> None:
    options: Any = {key: value for key, value in connection.settings_dict["OPTIONS"].items() if key != "options"}
    other: Any = DatabaseWrapper({**connection.settings_dict, "OPTIONS": options | told}, alias="other")
    assert other.get_connection_params().get("options") == expected
