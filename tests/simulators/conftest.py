from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest

from tests.simulators.running import simulators


@pytest.fixture(scope="session")
def outside(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of running simulators."""
    with simulators(tmp_path_factory.mktemp("simulators")) as address:
        yield address


@pytest.fixture
def well(outside: str) -> Iterator[str]:
    """The simulators, without faults before and after the test."""
    yield outside
    for system in ("vneid", "registries", "messages"):
        httpx.post(f"{outside}/faults/{system}", json={"mode": "ok"}, trust_env=False)
