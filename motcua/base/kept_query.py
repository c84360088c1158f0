"""A query that is asked with every page: Django turns it into SQL once a connection, not once a page.

Building the SQL of a read costs several times what the database needs to answer it (docs/decisions/0014). Only for
the few reads that stand in the way of every request; everything else is an ordinary queryset.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache, partial
from typing import Any, Generic, TypeVar

from django.db import DEFAULT_DB_ALIAS, connections, models
from django.db.models import QuerySet
from django.db.models import query as django_query
from django.db.models.base import ModelState
from django.db.models.signals import post_init, pre_init

from motcua.base.statements import rows_of

M = TypeVar("M", bound=models.Model)
N = TypeVar("N", bound=models.Model)
Slot = type[int] | type[str]
Convert = Callable[[Any, Any], Any]  # what the database said and the connection → what the column says

# Values that no row has; where they turn up among the parameters of the SQL is where the real ones go.
_MARKS: dict[Slot, Callable[[int], int | str]] = {
    int: lambda number: 987_650_000 + number,
    str: lambda number: f"\N{PILCROW SIGN}{number}",
}


@dataclass(frozen=True)
class _Made:
    """SQL with its parameters (`slots`: place among the parameters → which value), and how a row becomes objects."""

    sql: str
    parameters: tuple[Any, ...]
    slots: dict[int, int]
    converters: list[tuple[int, Convert]]
    model: type[models.Model]
    names: list[str]
    start: int
    end: int
    width: int  # columns of a whole row
    key: int  # where the key of the model stands in it
    populators: list[Any]


class KeptQuery(Generic[M]):
    """`KeptQuery(lambda number: Draft.objects.filter(pk=number), int)`; then `query.all(7)` or `query.one(7)`.

    `make` gets one value for each of `slots` (int or str) and compares columns with them by equality; what the query
    is may depend on nothing else. A value of another type than its slot raises `TypeError`: None would need other SQL.
    """

    def __init__(self, make: Callable[..., QuerySet[M]], *slots: Slot) -> None:
        self._make, self._slots = make, slots

    def one(self, *values: int | str) -> M | None:
        """The first row, None where there is none."""
        return next(self._rows(values), None)

    def all(self, *values: int | str) -> list[M]:
        """Every row."""
        return list(self._rows(values))

    def columns(self, *values: int | str) -> list[list[Any]]:
        """What the columns of every row say, in the order of the model's fields, without making objects of them."""
        connection: Any = connections[DEFAULT_DB_ALIAS]
        made, rows = self._found(connection, values)
        return [_converted(made, list(row), connection) for row in rows]

    def _rows(self, values: tuple[int | str, ...]) -> Iterator[M]:
        connection: Any = connections[DEFAULT_DB_ALIAS]
        made, rows = self._found(connection, values)
        return (_object(made, list(row), connection) for row in rows)

    def _found(self, connection: Any, values: tuple[int | str, ...]) -> tuple[_Made, list[Any]]:
        made = self.made(connection)
        return made, rows_of(made.sql, self.parameters(made, values))

    def made(self, connection: Any) -> _Made:
        """The SQL as `connection` keeps it."""
        kept: dict[KeptQuery[Any], _Made] = connection.__dict__.setdefault("_kept_queries", {})
        return kept.get(self) or kept.setdefault(self, self._compile())

    def parameters(self, made: _Made, values: tuple[int | str, ...]) -> list[Any]:
        """What goes beside the SQL for `values`. Raises `TypeError` for a value of another type than its slot."""
        if len(values) != len(self._slots) or not all(map(isinstance, values, self._slots)):
            raise TypeError(f"{len(self._slots)} values of {self._slots} are needed")
        found = list(made.parameters)
        for place, which in made.slots.items():
            # As Django wraps a number for its column: of one width whatever its size, so that it is one statement.
            found[place] = type(found[place])(values[which])
        return found

    def _compile(self) -> _Made:
        marks = [_MARKS[slot](number) for number, slot in enumerate(self._slots)]
        compiler = self._make(*marks).query.get_compiler(using=DEFAULT_DB_ALIAS)
        sql, parameters = compiler.as_sql()
        if compiler.annotation_col_map:
            raise ValueError("annotations are not kept")
        slots = {place: marks.index(each) for place, each in enumerate(parameters) if each in marks}
        if set(slots.values()) != set(range(len(marks))):
            raise ValueError(f"a value of this query is not compared as it is: {sql}")
        shape: Any = compiler.klass_info
        start, end = shape["select_fields"][0], shape["select_fields"][-1] + 1
        columns = [each[0] for each in compiler.select[: compiler.col_count]]
        converters = compiler.get_converters(columns)
        populators_of: Any = django_query.get_related_populators
        return _Made(
            sql=sql,
            parameters=tuple(parameters),
            slots=slots,
            converters=[(place, _reader(column, found)) for place, (found, column) in converters.items()],
            model=shape["model"],
            names=[each[0].target.attname for each in compiler.select[start:end]],
            start=start,
            end=end,
            width=len(columns),
            key=start + [each[0].target for each in compiler.select[start:end]].index(shape["model"]._meta.pk),
            populators=populators_of(shape, compiler.select, DEFAULT_DB_ALIAS),
        )


_scan = json.JSONDecoder().scan_once  # type: ignore[attr-defined]  # not in the stubs


def both(
    first: KeptQuery[M], of_first: tuple[int | str, ...], second: KeptQuery[N], of_second: tuple[int | str, ...]
) -> tuple[M | None, N | None]:
    """The one row of `first` and the one row of `second`, asked for by one statement; the second only beside a first.

    Each query finds one row at most.
    """
    connection: Any = connections[DEFAULT_DB_ALIAS]
    left, right = first.made(connection), second.made(connection)
    rows = rows_of(
        f"SELECT * FROM ({left.sql}) a LEFT JOIN ({right.sql}) b ON true",  # noqa: S608 - SQL of Django's making
        first.parameters(left, of_first) + second.parameters(right, of_second),
    )
    if not rows:
        return None, None
    row = rows[0]
    one, other = list(row[: left.width]), list(row[left.width :])
    beside = _object(right, other, connection) if other[right.key] is not None else None
    return _object(left, one, connection), beside


def _converted(made: _Made, row: list[Any], connection: Any) -> list[Any]:
    for place, convert in made.converters:
        value = row[place]
        if value is not None:  # what is empty stays empty for every field of ours
            row[place] = convert(value, connection)
    return row


def _reader(column: Any, converters: Sequence[Callable[[Any, Any, Any], Any]]) -> Convert:
    """What Django's `converters` of `column` make of a value; the two usual ones by a shorter way."""
    usual, field = partial(_in_turn, column, converters), column.target
    if len(converters) != 1:
        return usual
    if type(field) is models.JSONField and field.decoder is None:
        return partial(_json, usual)
    return partial(_instant, usual) if type(field) is models.DateTimeField else usual


def _in_turn(column: Any, converters: Sequence[Callable[[Any, Any, Any], Any]], value: Any, connection: Any) -> Any:
    for convert in converters:
        value = convert(value, column, connection)
    return value


def _json(usual: Convert, value: Any, connection: Any) -> Any:
    """The parser that `json.loads` comes to in the end."""
    try:
        found, end = _scan(value, 0)
    except (StopIteration, TypeError, json.JSONDecodeError):
        return usual(value, connection)
    return found if end == len(value) else usual(value, connection)


def _instant(usual: Convert, value: Any, connection: Any) -> Any:
    """SQLite keeps instants in UTC and does not say so."""
    if type(value) is datetime and value.tzinfo is None and connection.timezone is UTC:
        return value.replace(tzinfo=UTC)
    return usual(value, connection)


def _object(made: _Made, row: list[Any], connection: Any) -> Any:
    row = _converted(made, row, connection)
    found = _made_of(made.model, made.names, row[made.start : made.end])
    for populator in made.populators:
        _join(populator, row, found)
    return found


def _made_of(model: type[models.Model], names: list[str], values: list[Any]) -> Any:
    """As `model.from_db`: the values are whole and in order, so they are put where the model's own way would put them.

    A model that is made in a way of its own, or that somebody waits for, goes that way.
    """
    if not is_plain(model):
        return model.from_db(DEFAULT_DB_ALIAS, names, values)
    found = model.__new__(model)
    state = ModelState()
    state.adding, state.db = False, DEFAULT_DB_ALIAS
    found.__dict__["_state"] = state
    found.__dict__.update(zip(names, values, strict=True))
    return found


def is_plain(model: type[models.Model]) -> bool:
    """Whether objects of the model are made as Django makes them and nobody waits for it."""
    return _made_as_usual(model) and not (
        (pre_init.receivers and pre_init.has_listeners(model))
        or (post_init.receivers and post_init.has_listeners(model))
    )


@cache
def _made_as_usual(model: type[models.Model]) -> bool:
    between = model.__mro__[: model.__mro__.index(models.Model)]
    return not any(name in vars(each) for each in between for name in ("__init__", "from_db"))


def _join(populator: Any, row: list[Any], found: Any) -> None:
    """As `populator.populate`, for the object beside `found`."""
    if populator.reorder_for_init:
        populator.populate(row, found)
        return
    values = row[populator.cols_start : populator.cols_end]
    beside = None
    if values[populator.pk_idx] is not None:
        beside = _made_of(populator.model_cls, populator.init_list, values)
        for further in populator.related_populators:
            _join(further, row, beside)
    populator.local_setter(found, beside)
    # The object beside does not learn whose it is, as from Django it would: both would hold each other.
