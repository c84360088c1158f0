"""Rows read and written by statements that are composed once and kept (docs/decisions/0014).

Django composes the SQL of every query anew, which costs several times what the database needs to run it. Where the
house writes much – filing, journal, outbox, notices – the text is made once per model and columns, which never change
while the program runs. Values pass through Django's own fields both ways; there is nothing else here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeVar

from django.db import connection
from django.db.models import Field, ForeignObjectRel, Model

M = TypeVar("M", bound=Model)
Converter = tuple[int, Callable[..., Any], Any]  # place in the row, what turns it into Python, the column it is of


Part = tuple[type[Model], str]  # a model and what the statement calls its table


@dataclass(frozen=True, slots=True)
class _Reading:
    select: str
    names: tuple[tuple[str, ...], ...]
    converters: tuple[Converter, ...]


@dataclass(frozen=True, slots=True)
class _Writing:
    insert: str
    fields: tuple[Field[Any, Any], ...]
    marks: str


def read(model: type[M], tail: str, parameters: Sequence[Any]) -> list[M]:
    """The rows that `tail` chooses ("WHERE draft_id = %s ORDER BY …"), as Django's own queries would give them."""
    shape = _reading(((model, model._meta.db_table),), (), connection.vendor)
    return [model.from_db(connection.alias, shape.names[0], row) for row in _rows(shape, model, tail, parameters)]


def read_columns(model: type[Model], names: tuple[str, ...], tail: str, parameters: Sequence[Any]) -> list[list[Any]]:
    """The columns `names` of the rows that `tail` chooses."""
    shape = _reading(((model, model._meta.db_table),), names, connection.vendor)
    return _rows(shape, model, tail, parameters)


def read_joined(parts: tuple[Part, ...], tail: str, parameters: Sequence[Any]) -> list[tuple[Any, ...]]:
    """Objects of several models a row, the first named as in `FROM`, the others as `tail` joins them.

    None stands for what a LEFT JOIN did not find.
    """
    shape = _reading(parts, (), connection.vendor)
    (first, called), *_others = parts
    return [tuple(_objects(parts, shape, row)) for row in _rows(shape, first, f"{called} {tail}", parameters)]


def insert(rows: Sequence[M], *, on_conflict: str = "", returning: str = "id") -> list[tuple[Any, ...]]:
    """Insert rows of one model by one statement; what `returning` names, of each row that was written.

    Without `on_conflict` ("(key) DO NOTHING") every row is written, in order, and each object learns its key.
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
    if not on_conflict:
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


def _objects(parts: tuple[Part, ...], shape: _Reading, row: list[Any]) -> Iterator[Model | None]:
    start = 0
    for (model, _called), names in zip(parts, shape.names, strict=True):
        values = row[start : start + len(names)]
        start += len(names)
        found = values[names.index(model._meta.pk.attname)] is not None
        yield model.from_db(connection.alias, names, values) if found else None


def _rows(shape: _Reading, model: type[Model], tail: str, parameters: Sequence[Any]) -> list[list[Any]]:
    with connection.cursor() as cursor:
        cursor.execute(f"{shape.select} FROM {model._meta.db_table} {tail}", parameters)
        found = [list(row) for row in cursor.fetchall()]
    for place, convert, column in shape.converters:
        for row in found:
            row[place] = convert(row[place], column, connection)
    return found


@cache
def _reading(parts: tuple[Part, ...], names: tuple[str, ...], vendor: str) -> _Reading:
    """`names` chooses columns of the first part; none: all of every part."""
    fields = [[_field(model, each) for each in names] or model._meta.concrete_fields for model, _as in parts]
    columns = [each.get_col(called) for (_model, called), own in zip(parts, fields, strict=True) for each in own]
    text = ", ".join(f"{column.alias}.{_quoted(column.target)}" for column in columns)
    converters = tuple(
        (place, convert, column)
        for place, column in enumerate(columns)
        for convert in (*connection.ops.get_db_converters(column), *column.get_db_converters(connection))
    )
    return _Reading(f"SELECT {text}", tuple(tuple(each.attname for each in own) for own in fields), converters)


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
