"""Rows written by statements whose SQL is composed once (docs/decisions/0014): the sister of `kept_query` for writing.

For what is written with nearly every action: filing, journal, outbox, notices. Values pass through Django's own fields;
defaults, constraints and triggers are those of the database and of the models.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db import connection
from django.db.models import Field, ForeignObjectRel, Model


@dataclass(frozen=True, slots=True)
class _Writing:
    insert: str
    fields: tuple[Field[Any, Any], ...]
    marks: str


def insert(rows: Sequence[Model], *, on_conflict: str = "", returning: str = "id") -> list[tuple[Any, ...]]:
    """Insert rows of one model by one statement; what `returning` names, of each row that was written.

    With `on_conflict` ("(key) DO NOTHING") some may not be. Where all were, they come in order, and each object learns
    its key.
    """
    if not rows:
        return []
    shape = _writing(type(rows[0]), connection.vendor)
    values = [each.get_db_prep_save(getattr(row, each.attname), connection) for row in rows for each in shape.fields]
    conflict = f" ON CONFLICT {on_conflict}" if on_conflict else ""
    statement = f"{shape.insert} {', '.join([shape.marks] * len(rows))}{conflict} RETURNING {returning}"
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        found: list[tuple[Any, ...]] = cursor.fetchall()
    if returning.startswith("id") and len(found) == len(rows):
        for row, (key, *_rest) in zip(rows, found, strict=True):
            _is_written(row, key)
    return found


def update(row: Model, names: Sequence[str], ready: Mapping[str, Any] | None = None) -> None:
    """Write the columns `names` of a row; `ready` gives values that need no preparing, as the database takes them."""
    given = ready or {}
    fields = [_field(type(row), each) for each in names]
    sets = ", ".join(f"{_quoted(each)} = %s" for each in fields)
    values = [
        given[each.name] if each.name in given else each.get_db_prep_save(getattr(row, each.attname), connection)
        for each in fields
    ]
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {row._meta.db_table} SET {sets} WHERE id = %s", [*values, row.pk])  # noqa: S608


def _is_written(row: Model, key: Any) -> None:
    row.pk = key
    row._state.adding = False
    row._state.db = connection.alias


@cache
def _writing(model: type[Model], vendor: str) -> _Writing:
    fields = tuple(each for each in model._meta.concrete_fields if not each.primary_key)
    names = ", ".join(_quoted(each) for each in fields)
    text = f"INSERT INTO {model._meta.db_table} ({names}) VALUES"
    return _Writing(text, fields, f"({', '.join(['%s'] * len(fields))})")


def _field(model: type[Model], name: str) -> Field[Any, Any]:
    found = model._meta.get_field(name)
    if isinstance(found, ForeignObjectRel) or not isinstance(found, Field):
        raise TypeError(f"{name} is no column of {model.__name__}")
    return found


def _quoted(field: Field[Any, Any]) -> str:
    return str(connection.ops.quote_name(str(field.column)))
