"""Rows written by statements whose SQL is composed once (docs/decisions/0014): the sister of `kept_query` for writing.

For what is written with nearly every action: filing, journal, outbox, notices. Values pass through Django's own fields;
defaults, constraints and triggers are those of the database and of the models.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeVar

from django.db import DEFAULT_DB_ALIAS, connections, models
from django.db.models import Field, ForeignObjectRel, Model
from django.db.models.base import ModelState

from motcua.base.kept_query import is_plain
from motcua.base.statements import carry_out, rows_of

M = TypeVar("M", bound=Model)

# Values that Django's own fields hand to the database as they are, by exact class of the field. Numbers are not among
# them on PostgreSQL, where each is given the width of its column.
_WORDS = (models.CharField, models.TextField)
_NUMBERS = (
    models.IntegerField, models.BigIntegerField, models.PositiveIntegerField, models.PositiveSmallIntegerField,
    models.PositiveBigIntegerField, models.SmallIntegerField, models.AutoField, models.BigAutoField,
)  # fmt: skip
_NOTHING = type(None)
_SAME: dict[Any, frozenset[type]] = {
    **dict.fromkeys(_WORDS, frozenset[type]({str, _NOTHING})),
    models.BooleanField: frozenset({bool, _NOTHING}),
    **dict.fromkeys((models.DateTimeField, models.DateField, models.JSONField), frozenset[type]({_NOTHING})),
}
_SAME_ON_SQLITE = _SAME | dict.fromkeys(_NUMBERS, frozenset[type]({int, _NOTHING}))
_NONE: frozenset[type] = frozenset()


@dataclass(frozen=True, slots=True)
class _Writing:
    """`columns`: each field's name on the object, types of its values that need no preparing, and the field."""

    insert: str
    columns: tuple[tuple[str, frozenset[type], Field[Any, Any]], ...]
    marks: str


def made(model: type[M], **values: Any) -> M:
    """As `model(**values)` for a row about to be inserted, without what Django does for every other way to be called.

    Raises `TypeError` for a name that is neither a field nor a property of the model, as Django does.
    """
    if not is_plain(model):
        return model(**values)
    shape = _making(model)
    found = model.__new__(model)
    found._state = state = ModelState()
    here = found.__dict__
    here.update(shape.fixed)
    for name, default in shape.called:
        if name not in values:
            here[name] = default()
    for name, value in values.items():
        if name in shape.names:
            here[name] = value
        elif name in shape.towards:
            attname, key = shape.towards[name]
            here[attname] = None if value is None else getattr(value, key)
            state.fields_cache[name] = value
        else:
            return model(**values)
    return found


def insert(rows: Sequence[Model], *, on_conflict: str = "", returning: str = "id") -> list[tuple[Any, ...]]:
    """Insert rows of one model by one statement; what `returning` names, of each row that was written.

    With `on_conflict` ("(key) DO NOTHING") some may not be. Where all were, they come in order, and each object learns
    its key.
    """
    if not rows:
        return []
    connection = connections[DEFAULT_DB_ALIAS]
    shape = _writing(type(rows[0]), connection.vendor)
    values = [
        value if type(value := getattr(row, name)) in same else field.get_db_prep_save(value, connection)
        for row in rows
        for name, same, field in shape.columns
    ]
    conflict = f" ON CONFLICT {on_conflict}" if on_conflict else ""
    statement = f"{shape.insert} {', '.join([shape.marks] * len(rows))}{conflict} RETURNING {returning}"
    found = rows_of(statement, values)
    if returning.startswith("id") and len(found) == len(rows):
        for row, (key, *_rest) in zip(rows, found, strict=True):
            _is_written(row, key)
    return found


def update(row: Model, names: Sequence[str], ready: Mapping[str, Any] | None = None) -> None:
    """Write the columns `names` of a row; `ready` gives values that need no preparing, as the database takes them."""
    given, connection = ready or {}, connections[DEFAULT_DB_ALIAS]
    statement, fields = _changing(type(row), tuple(names), connection.vendor)
    values = [
        given[each.name] if each.name in given else each.get_db_prep_save(getattr(row, each.attname), connection)
        for each in fields
    ]
    carry_out(statement, [*values, row.pk])


@dataclass(frozen=True, slots=True)
class _Making:
    """`fixed`: what fields say where nobody says anything; `called`: where that is found out anew for every object;
    `towards`: relations → the column and the name of the key on the other side."""

    fixed: dict[str, Any]
    called: tuple[tuple[str, Callable[[], Any]], ...]
    names: frozenset[str]
    towards: dict[str, tuple[str, str]]


@cache
def _making(model: type[Model]) -> _Making:
    fields = model._meta.concrete_fields
    anew = [each for each in fields if each.has_default() and callable(each.default)]
    return _Making(
        fixed={each.attname: each.get_default() for each in fields if each not in anew},
        called=tuple((each.attname, each.get_default) for each in anew),
        names=frozenset(each.attname for each in fields),
        towards={
            each.name: (each.attname, each.target_field.attname)
            for each in fields
            if type(each) is models.ForeignKey or type(each) is models.OneToOneField
        },
    )


def _is_written(row: Model, key: Any) -> None:
    row.pk = key
    row._state.adding = False
    row._state.db = DEFAULT_DB_ALIAS


@cache
def _writing(model: type[Model], vendor: str) -> _Writing:
    fields = tuple(each for each in model._meta.concrete_fields if not each.primary_key)
    names = ", ".join(_quoted(each) for each in fields)
    text = f"INSERT INTO {model._meta.db_table} ({names}) VALUES"
    columns = tuple((each.attname, same_as_it_is(each, vendor), each) for each in fields)
    return _Writing(text, columns, f"({', '.join(['%s'] * len(fields))})")


@cache
def _changing(model: type[Model], names: tuple[str, ...], vendor: str) -> tuple[str, tuple[Field[Any, Any], ...]]:
    fields = tuple(_field(model, each) for each in names)
    sets = ", ".join(f"{_quoted(each)} = %s" for each in fields)
    return f"UPDATE {model._meta.db_table} SET {sets} WHERE id = %s", fields  # noqa: S608 - our own names


def same_as_it_is(field: Field[Any, Any], vendor: str) -> frozenset[type]:
    """Exact types of values which this field hands to the database as they are; all others it prepares."""
    same = _SAME_ON_SQLITE if vendor == "sqlite" else _SAME
    if isinstance(field, models.ForeignKey):  # an empty text that points elsewhere is nothing
        return same.get(type(field.target_field), _NONE) - {str}
    return same.get(type(field), _NONE)


def _field(model: type[Model], name: str) -> Field[Any, Any]:
    found = model._meta.get_field(name)
    if isinstance(found, ForeignObjectRel) or not isinstance(found, Field):
        raise TypeError(f"{name} is no column of {model.__name__}")
    return found


def _quoted(field: Field[Any, Any]) -> str:
    return str(connections[DEFAULT_DB_ALIAS].ops.quote_name(str(field.column)))
