"""A query that is asked with every page: Django turns it into SQL once a connection, not once a page.

Building the SQL of a read costs several times what the database needs to answer it (docs/decisions/0014). Only for
the few reads that stand in the way of every request; everything else is an ordinary queryset.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db import DEFAULT_DB_ALIAS, connections, models
from django.db.models import QuerySet
from django.db.models import query as django_query

M = TypeVar("M", bound=models.Model)
Slot = type[int] | type[str]

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
    converters: list[tuple[int, list[Any], Any]]
    model: type[models.Model]
    names: list[str]
    start: int
    end: int
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

    def _rows(self, values: tuple[int | str, ...]) -> Iterator[M]:
        if len(values) != len(self._slots) or not all(map(isinstance, values, self._slots)):
            raise TypeError(f"{len(self._slots)} values of {self._slots} are needed")
        connection: Any = connections[DEFAULT_DB_ALIAS]
        made = connection.__dict__.setdefault("_kept_queries", {}).get(self)
        if made is None:
            made = connection.__dict__["_kept_queries"][self] = self._compile()
        parameters = list(made.parameters)
        for place, which in made.slots.items():
            # As Django wraps a number for its column: of one width whatever its size, so that it is one statement.
            parameters[place] = type(parameters[place])(values[which])
        with connection.cursor() as cursor:
            cursor.execute(made.sql, parameters)
            rows = cursor.fetchall()
        return (_object(made, list(row), connection) for row in rows)

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
            converters=[(place, found, column) for place, (found, column) in converters.items()],
            model=shape["model"],
            names=[each[0].target.attname for each in compiler.select[start:end]],
            start=start,
            end=end,
            populators=populators_of(shape, compiler.select, DEFAULT_DB_ALIAS),
        )


def _object(made: _Made, row: list[Any], connection: Any) -> Any:
    for place, converters, column in made.converters:
        value = row[place]
        for convert in converters:
            value = convert(value, column, connection)
        row[place] = value
    found = made.model.from_db(DEFAULT_DB_ALIAS, made.names, row[made.start : made.end])
    for populator in made.populators:
        populator.populate(row, found)
    return found
