"""The form as it was handed in: frozen, canonical, the same whenever and wherever it is read again."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from operator import attrgetter
from typing import Any

import orjson
from django.conf import settings
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from motcua.catalogue.api import say
from motcua.directory.api import Subject
from motcua.eforms.again import asked_again
from motcua.eforms.held import Held
from motcua.eforms.models import Draft
from motcua.eforms.shown import shown
from motcua.eforms.sources import name_of_source
from motcua.eforms.state import State


@dataclass(frozen=True, slots=True)
class SealedAnswer:
    """One field as handed in. Dates are ISO texts; see `Held` for the rest."""

    field: str
    row: int
    value: Any
    source: str
    source_date: str | None = None
    original: Any = None
    original_source: str = ""
    edited: bool = False
    correction: Any = None
    disputed: str = ""
    conflict: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class SealedPart:
    """One component as handed in: a file, or the source that stands in for it (then without file).

    source: upload, vault, form, or data:<source>. `file` is the public id of a stored file.
    """

    component: str
    source: str
    name: str = ""
    media_type: str = ""
    size: int = 0
    sha256: str = ""
    pages: int = 0
    file: str = ""
    paper: str = ""
    scanned: bool = False


@dataclass(frozen=True, slots=True)
class Statistics:
    """How much the person had to fill in: fields asked or shown, filled by a source, typed, changed, disputed.

    `asked_again`: fields and papers the person gave although the state may hold them (`eforms.again`).
    """

    fields: int
    known: int
    typed: int
    edited: int
    disputed: int
    sources: Mapping[str, int] = field(default_factory=dict)
    asked_again: int = 0


@dataclass(frozen=True, slots=True)
class SealedForm:
    """What `seal` hands over. `values`: what conditions, fees and templates read (rows of repeat sections as lists)."""

    draft: str
    procedure: str
    version: int
    agency: str
    applicant: str
    subject: str
    answers: tuple[SealedAnswer, ...]
    values: Mapping[str, Any]
    parts: tuple[SealedPart, ...]
    statistics: Statistics
    flags: tuple[Mapping[str, Any], ...]
    sealed_at: str
    sha256: str = ""

    @property
    def subject_of(self) -> Subject:
        """For whom it was filled."""
        return Subject.parse(self.subject)

    def as_data(self) -> dict[str, Any]:
        """Plain JSON data, with the hash. It shares its values with the form: to be read, not changed."""
        return _plain(self)

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> SealedForm:
        """The inverse of `as_data`."""
        return cls(
            **{
                **data,
                "answers": tuple(SealedAnswer(**each) for each in data["answers"]),
                "parts": tuple(SealedPart(**each) for each in data["parts"]),
                "statistics": Statistics(**data["statistics"]),
                "flags": tuple(data["flags"]),
            }
        )


def _plain(form: SealedForm) -> dict[str, Any]:
    """As `dataclasses.asdict`, without copying every value: it goes straight into JSON."""
    parts = {"answers": form.answers, "parts": form.parts}
    return (
        _fields(form)
        | {name: [_fields(each) for each in found] for name, found in parts.items()}
        | {"statistics": _fields(form.statistics), "flags": list(form.flags)}
    )


def _fields(each: Any) -> dict[str, Any]:
    names: tuple[str, ...] = each.__slots__
    return dict(zip(names, _read(names)(each), strict=True))


@cache
def _read(names: tuple[str, ...]) -> Callable[[Any], tuple[Any, ...]]:
    return attrgetter(*names)


def canonical(data: Any) -> str:
    """JSON with sorted keys, no spaces, letters as they are: the text that is hashed."""
    return orjson.dumps(data, option=orjson.OPT_SORT_KEYS).decode()


def make_sealed(draft: Draft, state: State, sealed_at: str) -> tuple[SealedForm, dict[str, Any], str]:
    """The sealed form of a draft that has no errors left, its `as_data`, and the canonical JSON of that."""
    answers = tuple(_answers(state))
    form = SealedForm(
        draft=draft.public_id,
        procedure=draft.procedure,
        version=draft.procedure_version_id,
        agency=draft.agency.code,
        applicant=_applicant(draft),
        subject=str(draft.subject),
        answers=answers,
        values=_values(state),
        parts=tuple(_parts(state)),
        statistics=_statistics(state, answers),
        flags=tuple(_flags(state)),
        sealed_at=sealed_at,
    )
    data = _plain(form)
    unhashed = {name: value for name, value in data.items() if name != "sha256"}
    data["sha256"] = hashlib.sha256(canonical(unhashed).encode()).hexdigest()
    return replace(form, sha256=data["sha256"]), data, canonical(data)


def _applicant(draft: Draft) -> str:
    kind = "person" if draft.owner_id is not None else "organisation"
    return str(Subject(kind, draft.applicant_key))


def _answers(state: State) -> list[SealedAnswer]:
    found = []
    for name, row in state.sheet.places():
        answer = state.sheet.answer(name, row)
        if state.form.fields[name].field.type == "statement":
            answer = Held(name, row, value=True)
        if answer is not None and answer.value is not None:
            found.append(_sealed(answer))
    return found


def _sealed(answer: Held) -> SealedAnswer:
    return SealedAnswer(
        field=answer.field,
        row=answer.row,
        value=answer.value,
        source=answer.source,
        source_date=answer.source_date.isoformat() if answer.source_date else None,
        original=answer.original,
        original_source=answer.original_source,
        edited=answer.edited,
        correction=answer.correction,
        disputed=answer.disputed,
        conflict=answer.conflict,
    )


def _values(state: State) -> dict[str, Any]:
    values = dict(state.sheet.facts)
    for name, _row in state.sheet.places():
        if state.form.fields[name].field.type == "statement":
            values[name] = True
    return {name: value for name, value in values.items() if value is not None}


def _parts(state: State) -> list[SealedPart]:
    asked = {each.id for each in state.form.components}  # by this version: an earlier one may have wanted others
    files = [
        SealedPart(
            component=each.component,
            source="vault" if each.paper_id else "upload",
            name=each.file.name,
            media_type=each.file.media_type,
            size=each.file.size,
            sha256=each.file.sha256,
            pages=each.pages,
            file=each.file.public_id,
            paper=each.paper.public_id if each.paper else "",
            scanned=each.scanned,
        )
        for each in state.papers
        if each.component in asked
    ]
    standing_in = [
        SealedPart(component=need.component.id, source=f"data:{source}")
        for need in state.needs
        if need.state == "data"
        for source in need.sources
    ]
    forms = [SealedPart(component=need.component.id, source="form") for need in state.needs if need.state == "form"]
    return [*forms, *standing_in, *files]


def _statistics(state: State, answers: tuple[SealedAnswer, ...]) -> Statistics:
    counted = [each for each in answers if _counts(state, each.field)]
    by_source = Counter(each.original_source or each.source for each in counted)
    typed = [each for each in counted if each.source == "typed" and not each.edited]
    return Statistics(
        fields=len(counted),
        known=len(counted) - len(typed),
        typed=len(typed),
        edited=sum(each.edited for each in counted),
        disputed=sum(bool(each.disputed) for each in counted),
        sources=dict(sorted(by_source.items())),
        asked_again=asked_again(state, [(each.field, each.row) for each in typed]),
    )


def _counts(state: State, name: str) -> bool:
    field = state.form.fields[name].field
    return field.type != "statement" and not field.hidden


def _flags(state: State) -> list[dict[str, Any]]:
    """What the officer should look at: everything the person was only warned of, disputes, sources that differ.

    In the language of the office, whatever the person reads.
    """
    if get_language() != settings.LANGUAGE_CODE:
        with override(settings.LANGUAGE_CODE):
            return _flags(State(state.draft, state.sheet))
    warned = [
        {"field": each.field, "row": each.row, "code": each.code, "message": each.message}
        for each in state.problems
        if each.level == "warning"
    ]
    answered = [
        (name, row, answer)
        for name, row in state.sheet.places()
        if (answer := state.sheet.answer(name, row)) is not None and (answer.disputed or answer.conflict)
    ]
    disputed = [
        {"field": name, "row": row, "code": "disputed", "message": answer.disputed}
        if answer.conflict is None
        else {"field": name, "row": row, "code": "sources_differ", "message": _differing(state, name, answer)}
        for name, row, answer in answered
    ]
    return warned + disputed


def _differing(state: State, name: str, answer: Held) -> str:
    """Two sources, what each says, and with which the person holds."""
    field, conflict = state.form.fields[name].field, answer.conflict or {}
    held_with = answer.value if answer.correction is None else answer.correction
    return _("%(label)s: %(one)s ghi %(this)s, %(other)s ghi %(that)s; người nộp cho rằng %(said)s là đúng.") % {
        "label": say(field.label),
        "one": name_of_source(answer.source),
        "this": shown(field, answer.value),
        "other": name_of_source(str(conflict.get("source", ""))),
        "that": shown(field, conflict.get("value")),
        "said": shown(field, held_with),
    }


__all__ = ["SealedAnswer", "SealedForm", "SealedPart", "Statistics", "canonical", "make_sealed"]
