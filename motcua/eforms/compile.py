"""A pack's form made ready for use: fields by name, what depends on what, on which page each is asked.

Made once per version and kept: a page of a running draft only looks things up here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from types import MappingProxyType
from typing import Any

from motcua.catalogue.api import say
from motcua.catalogue.pack import Component, Field, Form, Pack, Prefill, Repeat, Section, Text, Validation
from motcua.eforms.computed import arguments_of
from motcua.eforms.conditions import Condition, parse
from motcua.eforms.held import VIRTUAL_SOURCES
from motcua.eforms.normalise import normalise
from motcua.eforms.prefill.known import IDENTITY, POPULATION
from motcua.rules.conditions import variables

FIELDS_ON_A_PAGE = 3


@dataclass(frozen=True, slots=True)
class Candidate:
    """One place where a value may be found.

    value: of a constant, already read as the field's type; asks_nobody: a constant, a computed or a session value,
    worked out whenever the sheet is made, from the fields `made_from`; key_field: the field whose number says about
    whom to ask (None: the applicant or the subject).
    """

    prefill: Prefill
    source: str
    when: Condition | None
    value: Any
    asks_nobody: bool
    made_from: tuple[str, ...]
    key_field: str | None


@dataclass(frozen=True, slots=True)
class CompiledField:
    """One field with what the form around it says.

    repeat: the section's id where the field stands in rows; asked_at: number of its page, place on the page; shown_by:
    fields whose change may show or hide this one; looks_at: these and what it is worked out from without asking.
    """

    id: str
    field: Field
    section: str
    repeat: str | None
    page: str
    asked_at: tuple[int, int]
    pattern: re.Pattern[str] | None
    conditions: tuple[Condition, ...]
    shown_by: frozenset[str]
    looks_at: frozenset[str]
    validations: tuple[tuple[Condition, Validation], ...]
    keys: frozenset[str]
    candidates: tuple[Candidate, ...]
    made: tuple[Candidate, ...]


@dataclass(frozen=True, slots=True)
class CompiledPage:
    """A question page: names of fields, or of one repeat section."""

    id: str
    heading: Text
    help: Text | None
    fields: tuple[str, ...]
    repeat: str | None = None
    optional: bool = False

    @property
    def title(self) -> str:
        """The question, in the reader's language."""
        return say(self.heading)

    @property
    def hint(self) -> str:
        """A sentence under the question, in the reader's language."""
        return say(self.help)


@dataclass(frozen=True, slots=True)
class CompiledForm:
    """Everything a draft needs to know of its form. `order`: single fields that others can show, hide
    or fill, in the order in which conditions look at them; `settled_once`: the other single fields; `opens`: field →
    sources that may have more to say once it changes; `counted`: fields that say how many pieces are paid for.
    """

    pack: str
    sections: tuple[Section, ...]
    fields: Mapping[str, CompiledField]
    order: tuple[str, ...]
    settled_once: tuple[str, ...]
    pages: tuple[CompiledPage, ...]
    components: tuple[Component, ...]
    opens: Mapping[str, frozenset[str]]
    watchers: Mapping[str, tuple[str, ...]]
    described_by: Mapping[str, Mapping[str, str]]
    shown_if: Mapping[str, Condition]
    component_if: Mapping[str, Condition]
    counted: frozenset[str]

    def section(self, section_id: str) -> Section:
        """The section called so; `KeyError` where there is none."""
        for section in self.sections:
            if section.id == section_id:
                return section
        raise KeyError(section_id)

    def repeat(self, section_id: str) -> Repeat:
        """How often the repeat section may be filled; `KeyError` for a section that is filled once."""
        found = self.section(section_id).repeat
        if found is None:
            raise KeyError(section_id)
        return found

    def page(self, page_id: str) -> CompiledPage:
        """The page called so; `KeyError` where there is none."""
        for page in self.pages:
            if page.id == page_id:
                return page
        raise KeyError(page_id)

    def component(self, component_id: str) -> Component:
        """The component called so; `KeyError` where there is none."""
        for component in self.components:
            if component.id == component_id:
                return component
        raise KeyError(component_id)


def compile_form(pack: Pack) -> CompiledForm:
    """The pack's form, ready. A pack without a form becomes an empty form that only collects papers."""
    sections = tuple(pack.form.sections) if pack.form else ()
    pages = _pages(pack.form) if pack.form else ()
    place_of = {name: (number, at) for number, page in enumerate(pages) for at, name in enumerate(page.fields)}
    fields = {field.id: _field(section, field, pages, place_of) for section in sections for field in section.fields}
    return CompiledForm(
        pack=pack.id,
        sections=sections,
        fields=MappingProxyType(fields),
        order=tuple(name for name in _order(fields) if _moves(fields[name])),
        settled_once=tuple(each.id for each in fields.values() if each.repeat is None and not _moves(each)),
        pages=pages,
        components=tuple(pack.components),
        opens=MappingProxyType(_opens(fields)),
        watchers=MappingProxyType(_watchers(fields.values())),
        described_by=MappingProxyType(_described_by(fields.values())),
        shown_if=MappingProxyType({each.id: parse(each.show_if) for each in sections if each.show_if is not None}),
        component_if=MappingProxyType(
            {each.id: parse(each.condition) for each in pack.components if each.condition is not None}
        ),
        counted=frozenset(fee.quantity for fee in pack.fees if fee.quantity is not None),
    )


def _field(
    section: Section, field: Field, pages: tuple[CompiledPage, ...], place_of: Mapping[str, tuple[int, int]]
) -> CompiledField:
    repeat = section.id if section.repeat else None
    in_section = section.fields.index(field)
    # What stands on no page (hidden, statements) comes after everything that does.
    place = (place_of[section.id][0], in_section) if repeat else place_of.get(field.id, (len(pages), in_section))
    rules = [rule for rule in (section.show_if, field.show_if) if rule is not None]
    candidates = tuple(_candidate(field, each) for each in field.prefill)
    made = tuple(each for each in candidates if each.asks_nobody)
    shown_by = frozenset(name.split(".")[0] for rule in rules for name in variables(rule))
    return CompiledField(
        id=field.id,
        field=field,
        section=section.id,
        repeat=repeat,
        page=pages[place[0]].id if place[0] < len(pages) else "",
        asked_at=place,
        pattern=re.compile(field.pattern) if field.pattern else None,
        conditions=tuple(parse(rule) for rule in rules),
        shown_by=shown_by,
        looks_at=shown_by | frozenset(name for each in made for name in each.made_from),
        validations=tuple((parse(each.rule), each) for each in field.validate_),
        keys=frozenset().union(*(keys_of(each) for each in field.prefill)),
        candidates=candidates,
        made=made,
    )


def _moves(each: CompiledField) -> bool:
    return bool(each.conditions or each.made)


def _candidate(field: Field, prefill: Prefill) -> Candidate:
    seen_by = sorted(name.split(".")[0] for name in variables(prefill.when)) if prefill.when else []
    return Candidate(
        prefill=prefill,
        source=prefill.source,
        when=parse(prefill.when) if prefill.when is not None else None,
        value=normalise(field, prefill.path).value if prefill.source == "const" else None,
        asks_nobody=prefill.source in VIRTUAL_SOURCES,
        made_from=tuple(seen_by + (arguments_of(prefill.path) if prefill.source == "computed" else [])),
        key_field=prefill.of.removeprefix("field:") if prefill.of.startswith("field:") else None,
    )


def keys_of(prefill: Prefill) -> frozenset[str]:
    """Fields that this prefill reads: whose number it asks with, what stands in its path."""
    found = set(re.findall(r"\{([a-z0-9_]+)\}", prefill.path))
    if prefill.of.startswith("field:"):
        found.add(prefill.of.removeprefix("field:"))
    return frozenset(found)


def _described_by(fields: Iterable[CompiledField]) -> dict[str, dict[str, str]]:
    """Field with a person's number → what is told of that person → in which field."""
    found: dict[str, dict[str, str]] = {}
    for each in fields:
        for candidate in each.candidates:
            if candidate.key_field and candidate.prefill.path in ("full_name", "date_of_birth", "sex"):
                found.setdefault(candidate.key_field, {}).setdefault(candidate.prefill.path, each.id)
    return found


def _watchers(fields: Iterable[CompiledField]) -> dict[str, tuple[str, ...]]:
    """Field → single fields to settle again when its value changes."""
    found: dict[str, list[str]] = {}
    for each in fields:
        for name in each.looks_at if each.repeat is None else ():
            found.setdefault(name, []).append(each.id)
    return {name: tuple(sorted(watching)) for name, watching in found.items()}


def _opens(fields: Mapping[str, CompiledField]) -> dict[str, frozenset[str]]:
    """Field → sources that may have more to say when it changes: they are asked with it, or where it says so, or about
    a field that it shows; the same goes for what is shown or worked out from it.
    """
    straight: dict[str, set[str]] = {}
    for each in fields.values():
        for name, source in _asked_with(each):
            straight.setdefault(name, set()).add(source)
    for name in _told_of(fields):
        straight.setdefault(name, set()).add(POPULATION)
    found = {
        name: frozenset(source for each in _moved_by(name, fields) for source in straight.get(each, ()))
        for name in fields
    }
    return {name: sources for name, sources in found.items() if sources}


def _asked_with(each: CompiledField) -> Iterable[tuple[str, str]]:
    """Each field that a lookup of this one hangs on, with the source looked up: what shows this one; the source's
    number, path and condition; a constant or computed value that stands before the source.
    """
    before = set(each.shown_by)
    for candidate in each.candidates:
        before.update(candidate.made_from)
        if not candidate.asks_nobody:
            for name in before | keys_of(candidate.prefill):
                yield name, candidate.source


def _told_of(fields: Mapping[str, CompiledField]) -> Iterable[str]:
    """Fields that name somebody whom the population database is asked about: without them it tells nothing."""
    asked = {c.key_field for each in fields.values() for c in each.candidates if c.source == POPULATION}
    for key, told in _described_by(fields.values()).items():
        if key in asked:
            yield from (name for what, name in told.items() if what in IDENTITY)


def _moved_by(name: str, fields: Mapping[str, CompiledField]) -> Iterable[str]:
    """This field and all that are shown, hidden or worked out from it, near and far."""
    seen, waiting = {name}, [name]
    while waiting:
        at = waiting.pop()
        yield at
        moved = {each.id for each in fields.values() if at in each.looks_at} - seen
        waiting += sorted(moved)
        seen |= moved


def _order(fields: Mapping[str, CompiledField]) -> tuple[str, ...]:
    """Single fields so that what one looks at comes before it; in order of the form where that runs in a circle."""
    single = {each.id: each for each in fields.values() if each.repeat is None}
    place = {name: number for number, name in enumerate(single)}
    sorter = TopologicalSorter({name: (each.looks_at & single.keys()) - {name} for name, each in single.items()})
    try:
        sorter.prepare()
    except CycleError:
        return tuple(single)
    ready: list[str] = []
    while sorter.is_active():
        batch = sorted(sorter.get_ready(), key=place.__getitem__)
        ready += batch
        sorter.done(*batch)
    return tuple(ready)


def _pages(form: Form) -> tuple[CompiledPage, ...]:
    """The pack's pages, then pages for whatever stands on none of them."""
    repeats = {section.id for section in form.sections if section.repeat}
    made = [
        CompiledPage(
            page.id,
            page.title,
            page.hint,
            tuple(page.fields),
            repeat=next((name for name in page.fields if name in repeats), None),
            optional=page.optional,
        )
        for page in form.pages
    ]
    asked = {name for page in made for name in page.fields}
    for section in form.sections:
        made += _pages_for_the_rest(section, asked)
    return tuple(made)


def _pages_for_the_rest(section: Section, asked: set[str]) -> list[CompiledPage]:
    if section.repeat:
        return [] if section.id in asked else [CompiledPage(section.id, section.title, None, (section.id,), section.id)]
    rest = [each for each in section.fields if each.id not in asked and not each.hidden and each.type != "statement"]
    chunks = [rest[start : start + FIELDS_ON_A_PAGE] for start in range(0, len(rest), FIELDS_ON_A_PAGE)]
    return [
        CompiledPage(
            f"{section.id}-{number}",
            chunk[0].label if len(chunk) == 1 else section.title,
            None,
            tuple(field.id for field in chunk),
        )
        for number, chunk in enumerate(chunks, start=1)
    ]
