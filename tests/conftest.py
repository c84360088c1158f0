"""The conscience of the suite: no network but loopback, nothing flushed that must never be flushed."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from django.db import connection
from django.test import TransactionTestCase

from motcua.base.clock import freeze, now
from motcua.base.journal import triggers as journal
from motcua.dossiers import triggers as dossiers

_real_connect = socket.socket.connect

# A shared machine may be slow for a moment; no test here asserts time. The same examples every time: what is green for
# one is green for the next. Who hunts for new ones says HYPOTHESIS_PROFILE=hunt.
_PATIENT: dict[str, Any] = {"deadline": None, "suppress_health_check": [hypothesis.HealthCheck.too_slow]}
hypothesis.settings.register_profile("house", derandomize=True, **_PATIENT)
hypothesis.settings.register_profile("hunt", max_examples=1_000, **_PATIENT)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "house"))


@pytest.fixture(autouse=True, scope="session")
def _only_loopback() -> Iterator[None]:
    """Any connection that leaves this machine fails the test that made it."""

    def connect(self: socket.socket, address: Any) -> None:
        if self.family in (socket.AF_INET, socket.AF_INET6) and address[0] not in (
            "127.0.0.1",
            "::1",
            "localhost",
        ):
            raise AssertionError(f"a test tried to reach {address}")
        return _real_connect(self, address)

    patch = pytest.MonkeyPatch()
    patch.setattr(socket.socket, "connect", connect)
    yield
    patch.undo()


@pytest.fixture(autouse=True, scope="session")
def _journal_may_be_flushed_between_tests() -> Iterator[None]:
    """The triggers that protect journal and dossiers also refuse the flush after a test: lift them for it."""
    original = TransactionTestCase._fixture_teardown

    def teardown(self: TransactionTestCase) -> None:
        with connection.schema_editor() as editor:
            journal.drop_triggers(None, editor)  # type: ignore[arg-type]
            dossiers.drop_triggers(None, editor)
        original(self)
        with connection.schema_editor() as editor:
            journal.create_triggers(None, editor)  # type: ignore[arg-type]
            dossiers.create_triggers(None, editor)
        if connection.vendor == "sqlite":  # an empty journal that once held entries would be a fault
            with connection.cursor() as cursor:
                cursor.execute("DELETE FROM sqlite_sequence WHERE name = 'base_journalentry'")

    patch = pytest.MonkeyPatch()
    patch.setattr(TransactionTestCase, "_fixture_teardown", teardown)
    yield
    patch.undo()


@pytest.fixture(autouse=True)
def _versions_are_new_in_every_test() -> None:
    """A version never changes, so packs are kept by id; a rolled-back test gives its ids to the next. The search looks
    at the published procedures anew, which another test may have published."""
    from motcua.catalogue.selectors import forget
    from motcua.guide.api import look_again

    forget()
    look_again()


@pytest.fixture
def one_moment() -> Iterator[None]:
    """The clock stands still, for a test that is about a day: that day must not end while it runs."""
    with freeze(now()):
        yield


# Rooms whose tests start programs of their own, or look at how a database is spoken to, without asking pytest for one.
MEET_A_DATABASE = ("base", "benchmarks", "command_line", "demo", "house")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A test that asks for no database need not run on two."""
    for item in items:
        asks = item.get_closest_marker("django_db") or {"db", "transactional_db"} & set(
            getattr(item, "fixturenames", ())
        )
        if not asks and Path(item.nodeid).parts[1] not in MEET_A_DATABASE:
            item.add_marker(pytest.mark.no_database)


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Where everything was installed, a skipped test is a broken promise."""
    skipped = terminalreporter.stats.get("skipped", [])
    if skipped and os.environ.get("MOTCUA_TEST_NOTHING_SKIPPED"):
        terminalreporter.write_line(f"{len(skipped)} tests were skipped although nothing may be", red=True)
        terminalreporter._session.exitstatus = pytest.ExitCode.TESTS_FAILED
