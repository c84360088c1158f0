"""The check page: the whole form as a letter, every row with where it comes from and how to change it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from django.utils.translation import gettext as _

from motcua.catalogue.api import say
from motcua.catalogue.pack import Section
from motcua.eforms.checks import Problem, section_shown
from motcua.eforms.held import Held
from motcua.eforms.pages import is_locked
from motcua.eforms.sheet import Sheet
from motcua.eforms.shown import shown
from motcua.eforms.sources import name_of_source, sentence


@dataclass(frozen=True, slots=True)
class CheckRow:
    """One line. action: edit (to `page`), dispute ("Không đúng?"), choose (two sources differ) or none.

    type: of the field. typed: the person said it, no source did.
    """

    field: str
    row: int
    label: str
    shown: str
    source: str
    action: Literal["edit", "dispute", "choose", "none"]
    page: str
    note: str
    problems: tuple[Problem, ...]
    type: str = "text"
    typed: bool = False

    @property
    def wrong(self) -> bool:
        """Whether something of it stands against filing; a warning does not."""
        return any(each.level == "error" for each in self.problems)


@dataclass(frozen=True, slots=True)
class CheckSection:
    """Lines that belong together. `number` counts the rows of a repeat section from 1 and is 0 elsewhere."""

    id: str
    title: str
    number: int
    rows: tuple[CheckRow, ...]


@dataclass(frozen=True, slots=True)
class CheckSheet:
    """The sections, and the sentences the person makes true by filing."""

    sections: tuple[CheckSection, ...]
    statements: tuple[str, ...]
    problems: tuple[Problem, ...]

    @property
    def complete(self) -> bool:
        """Whether it may be filed."""
        return all(each.level != "error" for each in self.problems)


def make_check_sheet(sheet: Sheet, problems: Sequence[Problem]) -> CheckSheet:
    """The check page. What is not part of the form as things stand is left out."""
    sections = [made for section in sheet.form.sections for made in _sections(sheet, section, problems)]
    statements = [
        say(sheet.form.fields[name].field.label)
        for name, _row in sheet.places()
        if sheet.form.fields[name].field.type == "statement"
    ]
    return CheckSheet(tuple(each for each in sections if each.rows), tuple(statements), tuple(problems))


def _sections(sheet: Sheet, section: Section, problems: Sequence[Problem]) -> list[CheckSection]:
    if not section_shown(sheet, section.id):
        return []
    title = say(section.title)
    if section.repeat is None:
        return [CheckSection(section.id, title, 0, _rows(sheet, section, 0, problems))]
    rows = sheet.rows.get(section.id, ())
    return [
        CheckSection(section.id, title, number, _rows(sheet, section, row, problems))
        for number, row in enumerate(rows, start=1)
    ]


def _rows(sheet: Sheet, section: Section, row: int, problems: Sequence[Problem]) -> tuple[CheckRow, ...]:
    asked = [each for each in section.fields if each.type != "statement" and not each.hidden]
    return tuple(_row(sheet, each.id, row, problems) for each in asked if sheet.visible(each.id, row))


def _row(sheet: Sheet, name: str, row: int, problems: Sequence[Problem]) -> CheckRow:
    compiled, answer = sheet.form.fields[name], sheet.answer(name, row)
    value = shown(compiled.field, answer.value if answer else None)
    if not value:
        as_typed = answer is not None and answer.raw is not None
        value = str(answer.raw) if answer is not None and as_typed else _("Không cung cấp")
    return CheckRow(
        field=name,
        row=row,
        label=say(compiled.field.label),
        shown=value,
        source=sentence(answer),
        action=_action(sheet, name, answer),
        page=compiled.page,
        note=_note(sheet, name, answer),
        problems=tuple(each for each in problems if each.field == name and each.row == row),
        type=compiled.field.type,
        typed=answer is not None and not answer.from_source and (answer.raw is not None or answer.value is not None),
    )


def _action(sheet: Sheet, name: str, answer: Held | None) -> Literal["edit", "dispute", "choose", "none"]:
    field = sheet.form.fields[name].field
    if answer is not None and answer.unsettled:
        return "choose"
    if is_locked(field, answer):
        return "dispute"
    if answer is not None and answer.source in ("computed", "session"):
        return "none"
    return "edit"


def _note(sheet: Sheet, name: str, answer: Held | None) -> str:
    field = sheet.form.fields[name].field
    if answer is None:
        return ""
    if answer.disputed:
        correction = shown(field, answer.correction)
        return _("Ông/bà cho biết đúng ra là %(value)s. Cán bộ sẽ kiểm tra.") % {"value": correction}
    if answer.edited and answer.original is not None:
        words = {"source": name_of_source(answer.original_source), "value": shown(field, answer.original)}
        return _("Ông/bà đã sửa; %(source)s ghi %(value)s.") % words
    return ""
