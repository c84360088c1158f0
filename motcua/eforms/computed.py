"""Values made from other answers: the named functions a pack may call in `computed` prefills.

A path is `name:argument:argument`; arguments are names of fields or whole numbers. None where an argument is unknown.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from motcua.rules.text import nfc
from motcua.rules.words import date_words

Look = Callable[[str], Any]


def computed(path: str, look: Look, today: date) -> Any:
    """The value of `path`, with `look(field)` telling answers. None: not known, or no such function."""
    name, *arguments = path.split(":")
    function = FUNCTIONS.get(name)
    if function is None:
        return None
    try:
        return function(arguments, look, today)
    except (ValueError, TypeError, IndexError):
        return None


def arguments_of(path: str) -> list[str]:
    """Names of the fields a computed path looks at."""
    return [part for part in path.split(":")[1:] if not part.isdecimal()]


def full_years(born: date, on: date) -> int:
    """Full years from `born` to `on`."""
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def _day(value: Any) -> date:
    """A whole date; `ValueError` for one that says only a year."""
    if not isinstance(value, str):
        raise TypeError("not a date")
    return date.fromisoformat(value)


def _field(arguments: list[str], look: Look, today: date) -> Any:
    return look(arguments[0])


def _age(arguments: list[str], look: Look, today: date) -> int:
    return full_years(_day(look(arguments[0])), today)


def _days_since(arguments: list[str], look: Look, today: date) -> int:
    return (today - _day(look(arguments[0]))).days


def _years_between(arguments: list[str], look: Look, today: date) -> int:
    return full_years(_day(look(arguments[0])), _day(look(arguments[1])))


def _plus_months(arguments: list[str], look: Look, today: date) -> str:
    day, months = _day(look(arguments[0])), int(arguments[1])
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1])).isoformat()


def _first_word(arguments: list[str], look: Look, today: date) -> str | None:
    words = str(look(arguments[0]) or "").split()
    return words[0] if words else None


def _last_word(arguments: list[str], look: Look, today: date) -> str | None:
    words = str(look(arguments[0]) or "").split()
    return words[-1] if words else None


def _join(arguments: list[str], look: Look, today: date) -> str | None:
    parts = [look(each) for each in arguments]
    return nfc(" ".join(str(part) for part in parts)) if all(parts) else None


def _date_words(arguments: list[str], look: Look, today: date) -> str:
    return date_words(_day(look(arguments[0])))


def _today(arguments: list[str], look: Look, today: date) -> str:
    return today.isoformat()


FUNCTIONS: Mapping[str, Callable[[list[str], Look, date], Any]] = {
    "field": _field,
    "age": _age,
    "days_since": _days_since,
    "years_between": _years_between,
    "plus_months": _plus_months,
    "first_word": _first_word,
    "last_word": _last_word,
    "join": _join,
    "date_words": _date_words,
    "today": _today,
}
