"""Everything that is wrong or missing, all at once, in words that say how to mend it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from django.utils.translation import gettext as _

from motcua.catalogue.api import say
from motcua.catalogue.pack import Field
from motcua.eforms.compile import CompiledField
from motcua.eforms.held import Held
from motcua.eforms.normalise import normalise
from motcua.eforms.sheet import Sheet
from motcua.eforms.shown import shown
from motcua.eforms.sources import name_of_source
from motcua.rules.codes import Sex
from motcua.rules.identifiers import PersonalNumber

Level = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Problem:
    """`code` says what kind it is; `message` what is wrong and how to mend it; `mend` what the link to it says.

    `component` is set instead of `field` where a paper is missing.
    """

    field: str
    row: int
    page: str
    level: Level
    code: str
    message: str
    mend: str
    component: str = ""


def field_problems(sheet: Sheet, page: str | None = None) -> Iterator[Problem]:
    """Problems of every visible field, in order of the form; of one page's fields where `page` is given."""
    for name, row in sheet.places():
        compiled = sheet.form.fields[name]
        if compiled.field.type != "statement" and page in (None, compiled.page):
            yield from _one_field(sheet, compiled, row)


def row_problems(sheet: Sheet) -> Iterator[Problem]:
    """Repeat sections with too few or too many rows."""
    for section in sheet.form.sections:
        if section.repeat is None or not section_shown(sheet, section.id):
            continue
        rows = len(sheet.rows.get(section.id, ()))
        title = say(section.title)
        words = {"title": title, "least": section.repeat.min, "most": section.repeat.max}
        page = sheet.form.fields[section.fields[0].id].page
        if rows < section.repeat.min:
            message = _("Phần «%(title)s» cần ít nhất %(least)s dòng. Xin thêm cho đủ.") % words
            yield Problem(section.id, 0, page, "error", "too_few_rows", message, title)
        if rows > section.repeat.max:
            message = _("Phần «%(title)s» chỉ nhận %(most)s dòng. Xin bớt những dòng thừa.") % words
            yield Problem(section.id, 0, page, "error", "too_many_rows", message, title)


def section_shown(sheet: Sheet, section_id: str) -> bool:
    """Whether a section is part of the form as things stand."""
    condition = sheet.form.shown_if.get(section_id)
    return condition is None or bool(condition(sheet.facts))


def _one_field(sheet: Sheet, compiled: CompiledField, row: int) -> Iterator[Problem]:
    field, answer = compiled.field, sheet.answer(compiled.id, row)
    if answer is None or (answer.value is None and answer.raw is None):
        if field.required and not field.hidden and not sheet.waits_for(compiled.id, row):
            yield _problem(compiled, row, "error", "missing", missing_words(field))
        return
    if answer.raw is not None:
        message = normalise(field, answer.raw).problem or _("Xin xem lại «%(label)s».") % {"label": say(field.label)}
        yield _problem(compiled, row, "error", "unreadable", message)
        return
    if answer.unsettled:
        weight: Level = "warning" if field.hidden else "error"  # nobody can be asked about what is not shown
        yield _problem(compiled, row, weight, "sources_differ", _differing_words(field, answer))
    yield from _value_problems(sheet, compiled, row, answer)


def _value_problems(sheet: Sheet, compiled: CompiledField, row: int, answer: Held) -> Iterator[Problem]:
    field = compiled.field
    # How a source writes a value that the person cannot change is for the officer to see, not for the person to mend.
    level: Level = "warning" if answer.from_source and (field.locked or field.hidden) else "error"
    if compiled.pattern and isinstance(answer.value, str) and not compiled.pattern.fullmatch(answer.value):
        message = say(field.pattern_message) or _("Xin xem lại cách ghi của câu này.")
        yield _problem(compiled, row, level, "pattern", message)
    if compiled.id in sheet.form.counted and not _is_count(answer.value):
        yield _problem(compiled, row, level, "outside", _("Xin ghi một số nguyên, ví dụ 2."))
    elif message := _outside(field, answer.value, sheet.today):
        yield _problem(compiled, row, level, "outside", message)
    if field.type == "personal_id":
        for message in _number_warnings(sheet, compiled, row, str(answer.value)):
            yield _problem(compiled, row, "warning", "number", message)
    for holds, validation in compiled.validations:
        if not holds(sheet.look(row, compiled.repeat)):
            # Whoever may not file is told so, unless they say that what the source holds is not right.
            grave: Level = "warning" if answer.disputed else validation.level
            yield _problem(compiled, row, grave, "validation", say(validation.message))


def _is_count(value: Any) -> bool:
    """Whether a price by the piece can be worked out from it (a choice may stand for a number too)."""
    return not isinstance(value, float) and str(value).isdecimal()


def missing_words(field: Field) -> str:
    """What to do about an empty field."""
    words = {"label": say(field.label)}
    if field.type in ("choice", "yes_no"):
        return _("Xin chọn câu trả lời cho «%(label)s».") % words
    if field.type == "date":
        return _("Xin ghi «%(label)s», ví dụ 26/08/2025.") % words
    return _("Xin điền «%(label)s».") % words


def _problem(compiled: CompiledField, row: int, level: Level, code: str, message: str) -> Problem:
    return Problem(compiled.id, row, compiled.page, level, code, message, say(compiled.field.label))


def _differing_words(field: Field, answer: Held) -> str:
    conflict: Mapping[str, Any] = answer.conflict or {}
    return _("%(one)s ghi %(this)s, còn %(other)s ghi %(that)s. Xin chọn cái đúng; cán bộ sẽ kiểm tra lại.") % {
        "one": name_of_source(answer.source),
        "this": shown(field, answer.value),
        "other": name_of_source(str(conflict.get("source", ""))),
        "that": shown(field, conflict.get("value")),
    }


def _outside(field: Field, value: Any, today: date) -> str:
    least, most = _bound(field.min, today), _bound(field.max, today)
    if field.type == "date":
        return _date_outside(field, str(value), least, most)
    if isinstance(value, str):
        return _length_outside(value, least, most)
    if not isinstance(value, int | float) or isinstance(value, bool):
        return ""
    if least is not None and value < least:
        return _("Số này phải từ %(least)s trở lên.") % {"least": shown(field, least)}
    if most is not None and value > most:
        return _("Số này không được quá %(most)s.") % {"most": shown(field, most)}
    return ""


def _date_outside(field: Field, value: str, least: Any, most: Any) -> str:
    if least is not None and value < str(least)[: len(value)]:
        return _("Ngày này phải từ %(least)s trở đi.") % {"least": shown(field, str(least))}
    if most is not None and value > str(most)[: len(value)]:
        return _("Ngày này không được sau %(most)s.") % {"most": shown(field, str(most))}
    return ""


def _length_outside(value: str, least: Any, most: Any) -> str:
    if isinstance(least, int) and len(value) < least:
        return _("Xin ghi ít nhất %(least)s chữ cái.") % {"least": least}
    if isinstance(most, int) and len(value) > most:
        return _("Phần này dài quá. Xin rút gọn còn %(most)s chữ cái.") % {"most": most}
    return ""


def _bound(given: Any, today: date) -> Any:
    if given == "today":
        return today.isoformat()
    return given.isoformat() if isinstance(given, date) else given


def _number_warnings(sheet: Sheet, compiled: CompiledField, row: int, number: str) -> list[str]:
    if not re.fullmatch(r"[0-9]{12}", number):
        return []
    told = sheet.form.described_by.get(compiled.id, {})
    said = {what: _said(sheet, compiled, row, name) for what, name in told.items()}
    born, sex = said.get("date_of_birth"), said.get("sex")
    warned = PersonalNumber(number).warnings(
        born=int(born[:4]) if isinstance(born, str) and born[:4].isdecimal() else None,
        sex=Sex(sex) if sex in (Sex.MALE.value, Sex.FEMALE.value) else None,
    )
    return [_(each.message_vi) for each in warned]


def _said(sheet: Sheet, beside: CompiledField, row: int, name: str) -> Any:
    found = sheet.form.fields[name]
    return sheet.value(name, row if found.repeat == beside.repeat else 0)
