from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest
from django.test import Client
from pytest_django import Settings

from motcua.directory.demo import make_demo
from motcua.directory.models import Agency, Person, Staff
from motcua.directory.signin import provider
from tests.simulators.conftest import outside

__all__ = ["outside"]


@pytest.fixture
def vneid(outside: str, settings: Settings) -> Iterator[str]:
    """The house, connected to the simulated VNeID."""
    settings.OIDC_ISSUER = f"{outside}/vneid"
    settings.OIDC_CLIENT_ID = "motcua"
    settings.OIDC_CLIENT_SECRET = "mo-phong"
    settings.OIDC_CLAIMS = ""
    provider.forget_provider()
    yield outside
    provider.forget_provider()
    httpx.post(f"{outside}/faults/vneid", json={"mode": "ok"}, trust_env=False)


@pytest.fixture
def browser() -> Client:
    """A browser at the portal's address on this machine."""
    return Client(HTTP_HOST="127.0.0.1:8000", headers={"user-agent": "Mozilla/5.0 (Linux; Android 13) Mobile"})


@pytest.fixture
def demo(db: None) -> None:
    """The demo province."""
    make_demo()


@pytest.fixture
def staff_named(demo: None) -> Callable[[str], Staff]:
    """Staff by username."""
    return lambda name: Staff.objects.select_related("agency", "unit", "user").get(user__username=name)


@pytest.fixture
def commune(demo: None) -> Agency:
    """The first commune."""
    return Agency.objects.get(code="H99.31")


@pytest.fixture
def person_named(demo: None) -> Callable[[str], Person]:
    """People by name."""
    return lambda name: Person.objects.get(full_name=name)


@pytest.fixture
def claims_file(tmp_path: Path) -> Callable[[str], str]:
    """Write a map of claims and give its path."""

    def write(text: str) -> str:
        path = tmp_path / "claims.yaml"
        path.write_text(text, encoding="utf-8")
        return str(path)

    return write
