"""Events: what happened, told once, in the transaction of what caused it.

An event is a frozen dataclass with a name. `record` writes it into the journal and tells the listeners that rooms
plugged in when the apps became ready. News goes up; nobody downstairs knows who listens.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import Any, ClassVar, TypeVar, dataclass_transform

from motcua.base.actor import Actor
from motcua.base.clock import now
from motcua.base.journal.append import Line, append_all
from motcua.base.models import JournalEntry


class Event:
    """Base of all events. Fields are codes, ids, times and amounts, never names or numbers of people."""

    name: ClassVar[str]


E = TypeVar("E", bound=Event)
Listener = Callable[[Any, JournalEntry], None]

_AS_IT_IS = frozenset[type]({str, int, bool, type(None)})
_events: dict[str, type[Event]] = {}
_listeners: dict[type[Event], list[Listener]] = {}


@dataclass_transform(frozen_default=True)
def event(name: str, *, kw_only: bool = False) -> Callable[[type[E]], type[E]]:
    """Class decorator: make a class a frozen dataclass and an event called `name` ("room.what_happened")."""

    def declare(cls: type[E]) -> type[E]:
        if _events.get(name, cls).__qualname__ != cls.__qualname__:
            raise ValueError(f"two events are called {name}")
        made = dataclasses.dataclass(frozen=True, kw_only=kw_only)(cls)
        made.name = name
        _events[name] = made
        return made

    return declare


def listen(kind: type[E], listener: Callable[[E, JournalEntry], None]) -> None:
    """Call `listener(event, entry)` in the same transaction whenever an event of `kind` is recorded."""
    found = _listeners.setdefault(kind, [])
    if listener not in found:
        found.append(listener)


def record(happened: Event, *, stream: str, by: Actor, at: datetime | None = None) -> JournalEntry:
    """Write `happened` to the journal under `stream` and tell its listeners. Must run inside a transaction.

    `at` is only for telling the past truthfully (imports, demo); otherwise the present moment.
    """
    (entry,) = record_all([Told(happened, stream)], by=by, at=at)
    return entry


@dataclasses.dataclass(frozen=True, slots=True)
class Told:
    """An event and the stream it is told in.

    `of`: the object it is about, as the caller holds it; listeners find it on the entry (`entry.of`) and need not
    read it again. It is not kept.
    """

    happened: Event
    stream: str
    of: object = None


def record_all(told: Sequence[Told], *, by: Actor, at: datetime | None = None) -> list[JournalEntry]:
    """As `record` for several events of one moment, each in its stream, with as many statements as for one."""
    moment = at or now()
    entries = append_all(
        [Line(each.stream, each.happened.name, str(by), _plain_fields(each.happened), moment) for each in told]
    )
    for each, entry in zip(told, entries, strict=True):
        entry.of = each.of
        for listener in _listeners.get(type(each.happened), ()):
            listener(each.happened, entry)
    return entries


def revive(entry: JournalEntry) -> Event:
    """The event that `entry` tells of; `KeyError` for a name this program does not know."""
    cls = _events[entry.event]
    known = {field.name: field for field in dataclasses.fields(cls)}  # type: ignore[arg-type]
    return cls(**{key: value for key, value in entry.data.items() if key in known})


def declared_events() -> dict[str, type[Event]]:
    """Every event by name, for the reference and for tests."""
    return dict(sorted(_events.items()))


def table_of_listeners() -> dict[str, list[str]]:
    """Who hears of what: event name → dotted names of the listeners."""
    return {
        kind.name: [f"{each.__module__}.{each.__qualname__}" for each in heard]
        for kind, heard in sorted(_listeners.items(), key=lambda pair: pair[0].name)
    }


def _plain_fields(happened: Event) -> dict[str, Any]:
    kind: Any = type(happened)
    return {name: _plain(getattr(happened, name)) for name in _names_of(kind)}


@cache
def _names_of(kind: Any) -> tuple[str, ...]:
    return tuple(field.name for field in dataclasses.fields(kind))


def _plain(value: Any) -> Any:
    if type(value) in _AS_IT_IS:
        return value
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, list | tuple | set | frozenset):
        return [_plain(each) for each in value]
    if isinstance(value, dict):
        return {str(key): _plain(each) for key, each in value.items()}
    return value
