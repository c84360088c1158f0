"""The key store may be another machine: it is never asked inside a transaction (decision 13)."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection

from motcua.directory.api import Viewer
from motcua.signing.actions import bind_certificate as binding
from motcua.signing.actions import request_certificate as requesting
from motcua.signing.keystore import SoftwareKeys
from tests.signing.conftest import Running
from tests.signing.test_keeping import admin, certified, holder

__all__ = ["admin"]
pytestmark = pytest.mark.django_db


class Watched(SoftwareKeys):
    """Says how deep in transactions it was asked."""

    depths: list[int]

    def __init__(self) -> None:
        self.depths = []

    def make(self) -> str:
        self._look()
        return super().make()

    def request(self, reference: str, *, common_name: str) -> str:
        self._look()
        return super().request(reference, common_name=common_name)

    def sign(self, reference: str, data: bytes, digest: str) -> bytes:
        self._look()
        return super().sign(reference, data, digest)

    def _look(self) -> None:
        self.depths.append(len(connection.savepoint_ids))


def test_keys_are_made_and_proven_outside(admin: Viewer, house: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    store: Any = Watched()
    monkeypatch.setattr(requesting, "keystore", lambda: store)
    monkeypatch.setattr(binding, "keystore", lambda: store)
    outside = len(connection.savepoint_ids)
    asked = requesting.request_certificate(holder=holder(), by=admin)
    binding.bind_certificate(request=asked.public_id, content=certified(house, asked.request_pem), by=admin)
    assert store.depths == [outside] * 3
