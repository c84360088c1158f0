"""These dossiers live in the journal alone: rooms that would look them up are not told."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def _nobody_else_listens(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("motcua.base.events._listeners", {})
