"""The API against its own OpenAPI text: every answer is one that it announces, none is an error of ours."""

from collections.abc import Iterator

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import Client
from hypothesis import HealthCheck, settings

from motcua.house.wsgi import application

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("one_connection")]

schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)


@pytest.fixture
def one_connection() -> Iterator[None]:
    """Requests of a test share its connection, as with Django's own client."""
    for each in (request_started, request_finished):
        each.disconnect(close_old_connections)
    yield
    for each in (request_started, request_finished):
        each.connect(close_old_connections)


@schema.parametrize()
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
def test_every_answer_is_as_announced(case: schemathesis.Case) -> None:
    case.call_and_validate()


@pytest.mark.parametrize(
    "address",
    [
        "/api/v1/search",
        "/api/v1/search?q=khai&limit=0",
        "/api/v1/procedures/A-B",
        "/api/v1/papers/%C3%A9%C3%A9%C3%A9%C3%A9%C3%A9%C3%A9",
    ],
)
def test_what_is_not_understood_is_said_in_a_sentence(client: Client, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 422
    assert set(answer.json()) == {"detail"}
    assert answer.json()["detail"].startswith("Xem lại tham số: ")


def test_the_text_is_openapi_three_one() -> None:
    assert schema.raw_schema["openapi"].startswith("3.1")
    assert set(schema.raw_schema["paths"]) == {
        "/api/v1/search",
        "/api/v1/procedures/{slug}",
        "/api/v1/dossiers/{code}",
        "/api/v1/papers/{code}",
    }
