"""What is left to ask, page by page. What is known is not asked; it is read on the check page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from motcua.catalogue.api import say
from motcua.catalogue.pack import Field
from motcua.eforms.checks import Problem, section_shown
from motcua.eforms.compile import CompiledPage
from motcua.eforms.held import Held
from motcua.eforms.sheet import Sheet
from motcua.eforms.shown import in_a_box, shown
from motcua.eforms.sources import sentence


@dataclass(frozen=True, slots=True)
class FieldView:
    """One field as a page shows it.

    name: of the box (`field`, or `field.row` in a repeat section). box: what stands in the box, as typed where it
    could not be read. known: a source gave it and nothing is wrong, so no box is shown, only `shown` and `source`.
    likely: a source gave it that is not sure; the person looks at it once in its box.
    locked: it can be disputed, not overwritten. choose: two sources differ, the values to choose from, each as it is
    sent, as it is read, and where it comes from.
    """

    id: str
    row: int
    name: str
    label: str
    hint: str
    type: str
    required: bool
    options: tuple[tuple[str, str, str], ...]
    value: Any
    box: Any
    shown: str
    source: str
    known: bool
    likely: bool
    locked: bool
    disputed: str
    correction: str
    choose: tuple[tuple[str, str, str], ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class RowView:
    """One row of a repeat section."""

    row: int
    fields: tuple[FieldView, ...]


@dataclass(frozen=True, slots=True)
class PageView:
    """One question page. `rows`, `next_row`, `add_label` only for a repeat section; `next_row` None: it is full."""

    id: str
    title: str
    hint: str
    fields: tuple[FieldView, ...] = ()
    repeat: str | None = None
    rows: tuple[RowView, ...] = ()
    next_row: int | None = None
    blank: RowView | None = None
    add_label: str = ""
    problems: tuple[Problem, ...] = field(default_factory=tuple)


@dataclass(frozen=True, slots=True)
class OfferedPage:
    """A page that may be left alone. `begun`: something stands on it already."""

    id: str
    title: str
    begun: bool


def is_to_ask(sheet: Sheet, page: CompiledPage, problems: Iterable[Problem], passed: Sequence[str]) -> bool:
    """Whether something on the page is still unknown or wrong. `problems`: those of the page; `passed`: pages the
    person went through.

    To an optional page only what is wrong on it leads; see `pages_to_offer`.
    """
    wrong = any(
        each.level == "error" and each.page == page.id and not nothing_to_type(sheet, each) for each in problems
    )
    return wrong or _rows_to_offer(sheet, page, passed) or _to_confirm(sheet, page, passed)


def nothing_to_type(sheet: Sheet, problem: Problem) -> bool:
    """Whether a source's locked value is what is wrong: no box can mend it, only a dispute on the check page."""
    compiled = sheet.form.fields.get(problem.field)
    answer = sheet.answer(problem.field, problem.row)
    return compiled is not None and is_locked(compiled.field, answer) and answer is not None and not answer.unsettled


def _to_confirm(sheet: Sheet, page: CompiledPage, passed: Sequence[str]) -> bool:
    """Whether a likely value on this page was not looked at yet."""
    return page.repeat is None and any(
        is_likely(sheet, name, 0, passed) for name in page.fields if sheet.visible(name, 0)
    )


def is_likely(sheet: Sheet, name: str, row: int, passed: Sequence[str]) -> bool:
    """Whether the value came from a source that is not sure of it, and nobody has looked at it yet."""
    compiled, answer = sheet.form.fields[name], sheet.answer(name, row)
    if answer is None or answer.value is None or compiled.repeat or compiled.page in passed:
        return False
    return any(each.prefill.confirm and each.source == answer.source for each in compiled.candidates)


def _rows_to_offer(sheet: Sheet, page: CompiledPage, passed: Sequence[str]) -> bool:
    """Whether the person was never asked for the rows that a repeat section may have."""
    if page.repeat is None or page.optional or page.id in passed or sheet.rows.get(page.repeat):
        return False
    return section_shown(sheet, page.repeat)


def pages_to_offer(sheet: Sheet) -> list[OfferedPage]:
    """Pages nobody is led to that are part of the form as things stand, in order."""
    return [
        OfferedPage(page.id, page.title, _is_begun(sheet, page))
        for page in sheet.form.pages
        if page.optional and _has_a_box(sheet, page)
    ]


def _has_a_box(sheet: Sheet, page: CompiledPage) -> bool:
    if page.repeat is not None and section_shown(sheet, page.repeat):
        return True
    single = [sheet.form.fields[name] for name in page.fields if name in sheet.form.fields]
    return any(sheet.visible(each.id) and _is_a_question(each.field) for each in single)


def _is_begun(sheet: Sheet, page: CompiledPage) -> bool:
    if page.repeat is not None and sheet.rows.get(page.repeat):
        return True
    answers = [sheet.answer(name) for name in page.fields if name in sheet.form.fields]
    return any(each is not None and (each.raw is not None or each.value is not None) for each in answers)


def page_view(sheet: Sheet, page_id: str, problems: Sequence[Problem], passed: Sequence[str] = ()) -> PageView:
    """The page as it is to be shown; what will be worked out from its other answers is left out.

    Raises `KeyError` for a page the form does not have.
    """
    page = sheet.form.page(page_id)
    of_page = tuple(each for each in problems if each.page == page_id)
    single = [name for name in page.fields if name in sheet.form.fields]
    fields = tuple(
        field_view(sheet, name, 0, of_page, passed)
        for name in single
        if sheet.visible(name) and _is_a_question(sheet.form.fields[name].field) and not sheet.made_later(name)
    )
    if page.repeat is None or not section_shown(sheet, page.repeat):
        return PageView(page.id, page.title, page.hint, fields, problems=of_page)
    repeat = sheet.form.repeat(page.repeat)
    rows = sheet.rows.get(page.repeat, ())
    next_row = max(rows, default=-1) + 1 if len(rows) < repeat.max else None
    return PageView(
        page.id,
        page.title,
        page.hint,
        fields,
        repeat=page.repeat,
        rows=tuple(_row_view(sheet, page.repeat, row, of_page) for row in rows),
        next_row=next_row,
        blank=None if next_row is None else _row_view(sheet, page.repeat, next_row, ()),
        add_label=say(repeat.add_label),
        problems=of_page,
    )


def _is_a_question(field: Field) -> bool:
    return field.type != "statement" and not field.hidden


def _row_view(sheet: Sheet, section: str, row: int, problems: Sequence[Problem]) -> RowView:
    existing = row in sheet.rows.get(section, ())
    names = [each.id for each in sheet.form.section(section).fields if _is_a_question(each)]
    return RowView(
        row,
        tuple(
            field_view(sheet, name, row, problems)
            for name in names
            if sheet.visible(name, row) or (not existing and sheet.form.fields[name].field.show_if is None)
        ),
    )


def field_view(sheet: Sheet, name: str, row: int, problems: Sequence[Problem], passed: Sequence[str] = ()) -> FieldView:
    """One field with what stands in it."""
    compiled = sheet.form.fields[name]
    of_form, answer = compiled.field, sheet.answer(name, row)
    own = tuple(each for each in problems if each.field == name and each.row == row)
    wrong = any(each.level == "error" for each in own)
    from_source = answer is not None and answer.from_source and answer.value is not None
    likely = is_likely(sheet, name, row, passed)
    return FieldView(
        id=name,
        row=row,
        name=f"{name}.{row}" if compiled.repeat else name,
        label=say(of_form.label),
        hint=say(of_form.hint),
        type=of_form.type,
        required=of_form.required,
        options=tuple((each.value, say(each.label), say(each.hint)) for each in of_form.options),
        value=answer.value if answer else None,
        box=_box(of_form, answer),
        shown=shown(of_form, answer.value if answer else None),
        source=sentence(answer),
        known=from_source and not wrong and not likely,
        likely=likely,
        locked=is_locked(of_form, answer),
        disputed=answer.disputed if answer else "",
        correction=shown(of_form, answer.correction) if answer else "",
        choose=_choices_between_sources(of_form, answer),
        problems=own,
    )


def is_locked(field: Field, answer: Held | None) -> bool:
    """Whether the value came from a source that only the officer can overrule."""
    return field.locked and answer is not None and answer.from_source and answer.value is not None


def _box(field: Field, answer: Held | None) -> Any:
    if answer is None:
        return ""
    if answer.raw is not None:
        return answer.raw
    return answer.value if isinstance(answer.value, dict) else in_a_box(field, answer.value)


def _choices_between_sources(field: Field, answer: Held | None) -> tuple[tuple[str, str, str], ...]:
    if answer is None or answer.conflict is None:
        return ()
    day = answer.conflict.get("date")
    other = Held(
        answer.field,
        value=answer.conflict["value"],
        source=str(answer.conflict["source"]),
        source_date=date.fromisoformat(day) if day else None,
    )
    return tuple((in_a_box(field, each.value), shown(field, each.value), sentence(each)) for each in (answer, other))
