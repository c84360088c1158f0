"""From sealed answers to what a result's template prints, by the `prints` of the pack: no code for a new procedure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from motcua.catalogue.pack import Field, Form, Pack, Result, Text

ANSWER = re.compile(r"\{([a-z][a-z0-9_]*)\}")
ROW = re.compile(r"(?<!^sections)\[\d*\]")
PART = re.compile(r"([a-z_]+)(?:\[(\d*)\])?")
Values = Mapping[str, Any]


def result_data(pack: Pack, result_id: str, answers: Values) -> dict[str, Any]:
    """What the template of a result prints, as a draft for the officer.

    answers: field → value; a repeat section's id → its rows, each field → value. Choices become their Vietnamese
    labels, addresses one line, yes and no words; dates and amounts stay as they are. Places whose answers are all
    unknown are left out. Raises `LookupError` for a result the pack does not have.
    """
    result = next((each for each in pack.results if each.id == result_id), None)
    if result is None:
        raise LookupError(result_id)
    data: dict[str, Any] = {}
    for place, wanted in result.prints.items():
        _put(data, place, wanted, pack.form, answers, result)
    return data


def fields_printed(result: Result) -> dict[str, set[str]]:
    """Place in the template → the fields it prints."""
    return {
        place: {name for text in _texts(wanted) for name in ANSWER.findall(text)}
        for place, wanted in result.prints.items()
    }


def texts_without_answers(wanted: str | int | list[str]) -> list[str]:
    """What of a printed text is no answer."""
    return [ANSWER.sub("", text) for text in _texts(wanted)]


def plain_place(place: str) -> str:
    """A place without the numbers of rows, as lists of places name it: `sections[0].rows[].label`."""
    return ROW.sub("[]", place)


def _texts(wanted: str | int | list[str]) -> list[str]:
    return wanted if isinstance(wanted, list) else [str(wanted)]


def _written(result: Result, place: str) -> int:
    """How many rows of the list at `place` the pack writes by number: the rows of answers follow them."""
    start = f"{place.partition('[]')[0]}["
    numbers = {other[len(start) :].partition("]")[0] for other in result.prints if other.startswith(start)}
    return sum(1 for number in numbers if number)


def _printed_in(result: Result, place: str) -> list[str]:
    """The fields of one member of the list at `place`: what is the same in all members takes its rows from them."""
    start = f"{place.partition('[]')[0]}[]"
    return [name for other, names in fields_printed(result).items() if other.startswith(start) for name in names]


def _put(
    data: dict[str, Any], place: str, wanted: str | int | list[str], form: Form | None, answers: Values, result: Result
) -> None:
    if "[]" in place and isinstance(wanted, str):
        section, written = _section_of(form, _printed_in(result, place)), _written(result, place)
        for number, row in enumerate(answers.get(section) or () if section else ()):
            _set(data, place.replace("[]", f"[{written + number}]", 1), _value(wanted, form, row))
        return
    value = [_value(each, form, answers) for each in wanted] if isinstance(wanted, list) else wanted
    _set(data, place.removesuffix("[]"), _value(value, form, answers) if isinstance(value, str) else value)


def _section_of(form: Form | None, names: Sequence[str]) -> str | None:
    for section in form.sections if form else ():
        if section.repeat and any(field.id in names for field in section.fields):
            return section.id
    return None


def _value(text: str, form: Form | None, answers: Values) -> Any:
    """One answer as it is; a sentence with answers in it as text; None where all its answers are unknown."""
    names = ANSWER.findall(text)
    if not names:
        return text
    said = {name: _said(form, name, answers.get(name)) for name in names}
    if all(value is None for value in said.values()):
        return None
    if text == f"{{{names[0]}}}":
        return said[names[0]]
    return ANSWER.sub(lambda match: str(_blank(said[match[1]])), text).strip()


def _blank(value: Any) -> Any:
    return "" if value is None else value


def _said(form: Form | None, name: str, value: Any) -> Any:
    """An answer in words a paper can carry."""
    if value is None or value == "":
        return None
    field = _field(form, name)
    if isinstance(value, bool):
        return _("Có") if value else _("Không")
    if isinstance(value, Mapping):
        return _address(value)
    labels: dict[str, Text] = {option.value: option.label for option in field.options} if field else {}
    return labels[value].vi if isinstance(value, str) and value in labels else value


def _field(form: Form | None, name: str) -> Field | None:
    return next((field for field in (form.fields() if form else ()) if field.id == name), None)


def _address(value: Mapping[str, Any]) -> str | None:
    parts = (value.get("detail"), value.get("commune_name"), value.get("province_name"))
    return ", ".join(str(part) for part in parts if part) or None


def _set(data: dict[str, Any], place: str, value: Any) -> None:
    """Put `value` at a dotted place with list numbers: `sections[0].rows[1].label`."""
    if value is None:
        return
    here: Any = data
    parts = place.split(".")
    for depth, part in enumerate(parts):
        match = PART.fullmatch(part)
        if match is None:
            return
        name, number = match[1], match[2]
        last = depth == len(parts) - 1
        if number is None:
            here = _member(here, name, value if last else None, last)
        else:
            rows = here.setdefault(name, [])
            while len(rows) <= int(number):
                rows.append({})
            if last:
                rows[int(number)] = value
            here = rows[int(number)]


def _member(here: dict[str, Any], name: str, value: Any, last: bool) -> Any:
    if last:
        here[name] = value
        return value
    return here.setdefault(name, {})
