"""Asking a register: with a ground, recorded, and never longer than a person waits."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date

from django.conf import settings

from motcua.base.actor import Actor
from motcua.base.clock import today
from motcua.gateways.calls import Ground, Telling, call
from motcua.gateways.registries.plugs import HttpRegistries, Registries
from motcua.gateways.registries.records import SOURCES, CitizenRecord, RegistryAnswer
from motcua.rules.identifiers import PersonalNumber

# One breaker for all: they stand behind one bus.
SYSTEM = "registries"
_plug: ContextVar[Registries | None] = ContextVar("registries_plug", default=None)


@contextmanager
def use_registries(plug: Registries) -> Iterator[None]:
    """Inside the block ask `plug` instead of the configured address."""
    token = _plug.set(plug)
    try:
        yield
    finally:
        _plug.reset(token)


def is_connected(source: str) -> bool:
    """Can this source be asked at all in this installation?"""
    return source in SOURCES and (_plug.get() is not None or bool(settings.REGISTRIES_URL))


def verify_citizen(
    *,
    personal_id: str,
    full_name: str,
    birth_date: date,
    birth_precision: str = "day",
    or_year: bool = False,
    purpose: str,
    reference: str,
    by: Actor,
) -> CitizenRecord | None:
    """The population database's record where number, name and birth fit together, else None (it is no search).

    or_year: only for the one who signed in. Where the whole date does not fit, the year alone is tried, and then the
    year that stands in the number: a card may say another day or year than the database, and then both are to be
    shown. Raises `NoGround`, `SourceDown`.
    """

    def asked(born: date, precision: str) -> CitizenRecord | None:
        def work(telling: Telling) -> CitizenRecord | None:
            record = _registries().citizen(personal_id, full_name, born, precision, ground, telling)
            telling.nothing = record is None
            telling.fields = tuple(record.as_facts()) if record else ()
            return record

        return call(SYSTEM, "population", ground, work)

    ground = Ground(purpose, reference, by)
    found = asked(birth_date, birth_precision)
    years = _years(personal_id, birth_date, birth_precision) if or_year else []
    while found is None and years:
        found = asked(date(years.pop(0), 1, 1), "year")
    return found


def _years(personal_id: str, birth_date: date, birth_precision: str) -> list[int]:
    """The year of the card where more than that did not fit, and the number's own where it is another."""
    of_number = PersonalNumber(personal_id).birth_year
    return [
        *([birth_date.year] if birth_precision != "year" else []),
        *([of_number] if of_number != birth_date.year else []),
    ]


def lookup(source: str, key: str, *, purpose: str, reference: str, by: Actor) -> RegistryAnswer:
    """What `source` (one of `SOURCES` but population) holds about `key`; an empty answer where it holds nothing.

    Raises `NoGround` without purpose or open reference, `SourceDown` when it does not answer properly in time.
    """
    if source not in SOURCES or source == "population":
        raise ValueError(f"{source} is not looked up here")

    def work(telling: Telling) -> RegistryAnswer:
        answer = _registries().lookup(source, key, ground, telling)
        telling.nothing = answer is None
        telling.fields = tuple(answer.data) if answer else ()
        return answer or RegistryAnswer(source, {}, today())

    ground = Ground(purpose, reference, by)
    return call(SYSTEM, source, ground, work)


def _registries() -> Registries:
    return _plug.get() or HttpRegistries()
