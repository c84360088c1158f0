from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest
from pytest_django import Settings

from motcua.gateways.api import forget_failures
from tests.simulators.conftest import outside

__all__ = ["outside"]


@pytest.fixture
def connected(outside: str, settings: Settings) -> Iterator[str]:
    """The house, connected to the simulated registers and message gateway, which are well before and after."""
    settings.REGISTRIES_URL = f"{outside}/registries"
    settings.REGISTRIES_SECONDS = 2.0
    settings.MESSAGES_URL = f"{outside}/messages"
    forget_failures()
    yield outside
    forget_failures()
    for system in ("registries", "messages"):
        httpx.post(f"{outside}/faults/{system}", json={"mode": "ok"}, trust_env=False)
