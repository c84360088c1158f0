"""Rows of one batch of the journal: fetched when first spoken of, written at the end."""

from __future__ import annotations

from typing import Generic, TypeVar

from django.db.models import Model

M = TypeVar("M", bound=Model)


class Shelf(Generic[M]):
    """The rows of one model by their key."""

    def __init__(self, model: type[M]) -> None:
        self._model = model
        self._known: dict[str, M | None] = {}
        self._new: set[str] = set()

    def find(self, key: str) -> M | None:
        """The row with this key, of this batch or of the table."""
        if key not in self._known:
            self._known[key] = self._model._default_manager.filter(pk=key).first()
        return self._known[key]

    def add(self, key: str, row: M) -> M:
        """A row the table does not have."""
        self._known[key] = row
        self._new.add(key)
        return row

    def save(self) -> None:
        """Write all, new ones in one statement."""
        rows = {key: row for key, row in self._known.items() if row is not None}
        made = [row for key, row in rows.items() if key in self._new]
        self._model._default_manager.bulk_create(made, batch_size=100)
        for key, row in rows.items():
            if key not in self._new:
                row.save()
