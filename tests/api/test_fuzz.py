"""The API against its own OpenAPI text: nothing it calls allowed may end in an error of ours."""

from collections.abc import Iterator

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, settings
from schemathesis.checks import not_a_server_error

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
def test_no_error_of_ours(case: schemathesis.Case) -> None:
    answer = case.call()
    case.validate_response(answer, checks=[not_a_server_error])


def test_the_text_is_openapi_three_one() -> None:
    assert schema.raw_schema["openapi"].startswith("3.1")
    assert set(schema.raw_schema["paths"]) == {
        "/api/v1/search",
        "/api/v1/procedures/{slug}",
        "/api/v1/dossiers/{code}",
        "/api/v1/papers/{code}",
    }
