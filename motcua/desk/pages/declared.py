"""What the person declared, as a letter: each line with its source, and where two voices differ both of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from motcua.base.kit.moments import show_day
from motcua.catalogue.api import Pack, pack_of, say
from motcua.dossiers.api import Dossier
from motcua.eforms.api import SealedAnswer, SealedForm, name_of_source, shown

TYPED = "typed"
WORKED_OUT = ("computed", "session", "const")
SEEN_BESIDE = ("disputed", "sources_differ")  # these stand beside the answer they are about


@dataclass(frozen=True)
class Line:
    """One answer. `beside`: the other voice, where the person and a source (or two sources) differ."""

    label: str
    value: str
    source: str
    beside: str = ""


@dataclass(frozen=True)
class Paragraph:
    """A section of the form; one for each row of a repeat section."""

    title: str
    lines: tuple[Line, ...]

    @property
    def differs(self) -> bool:
        """Is there anything here to look at?"""
        return any(line.beside for line in self.lines)


@dataclass(frozen=True)
class Letter:
    """The declaration: its sections, what the person vouched for, what the officer should look at."""

    paragraphs: tuple[Paragraph, ...]
    statements: tuple[str, ...]
    warnings: tuple[str, ...]
    known: int = 0
    total: int = 0


def letter_of(dossier: Dossier) -> Letter:
    """The declaration of `dossier` as it was handed in."""
    pack = pack_of(dossier.procedure_version_id)
    sealed = _sealed(dossier)
    if sealed is None:
        return Letter(tuple(_plain(pack, dossier.answers)), (), ())
    answers = {(each.field, each.row): each for each in sealed.answers}
    sections = pack.form.sections if pack.form else []
    not_shown = {field.id for section in sections for field in section.fields if field.hidden}
    statements = [
        say(field.label)
        for section in sections
        for field in section.fields
        if field.type == "statement" and (field.id, 0) in answers
    ]
    return Letter(
        tuple(each for section in sections for each in _paragraphs(section, answers)),
        tuple(statements),
        tuple(
            str(flag["message"])
            for flag in sealed.flags
            if flag.get("code") not in SEEN_BESIDE or flag.get("field") in not_shown
        ),
        sealed.statistics.known,
        sealed.statistics.fields,
    )


def _sealed(dossier: Dossier) -> SealedForm | None:
    return SealedForm.from_data(dossier.sealed) if "answers" in dossier.sealed else None


def _paragraphs(section: Any, answers: Mapping[tuple[str, int], SealedAnswer]) -> Iterable[Paragraph]:
    names = {field.id for field in section.fields}
    rows = sorted({row for name, row in answers if name in names})
    for number, row in enumerate(rows, start=1):
        lines = tuple(
            _line(field, answers[field.id, row])
            for field in section.fields
            if (field.id, row) in answers and field.type != "statement" and not field.hidden
        )
        title = say(section.title)
        if lines:
            yield Paragraph(f"{title} {number}" if section.repeat and len(rows) > 1 else title, lines)


def _line(field: Any, answer: SealedAnswer) -> Line:
    return Line(say(field.label), shown(field, answer.value), _source(answer), _beside(field, answer))


def _source(answer: SealedAnswer) -> str:
    if answer.source == TYPED:
        return _("người nộp khai")
    if answer.source in WORKED_OUT:
        return name_of_source(answer.source)
    words = {"source": name_of_source(answer.source), "day": _day(answer.source_date)}
    return _("từ %(source)s, %(day)s") % words if words["day"] else _("từ %(source)s") % words


def _beside(field: Any, answer: SealedAnswer) -> str:
    if answer.conflict:
        return _two_voices(field, answer, answer.conflict)
    if answer.disputed:
        words = {"value": shown(field, answer.correction), "why": answer.disputed}
        return _("Người nộp cho rằng đúng ra là: %(value)s. Lý do: %(why)s") % words
    if answer.edited and answer.original is not None:
        source = name_of_source(answer.original_source)
        return _("Người nộp đã sửa. %(source)s ghi: %(value)s") % {
            "source": _capital(source),
            "value": shown(field, answer.original),
        }
    return ""


def _two_voices(field: Any, answer: SealedAnswer, conflict: Mapping[str, Any]) -> str:
    """What the other source says, and which one the person holds to be right."""
    held_with = answer.value if answer.correction is None else answer.correction
    return _("%(source)s ghi khác: %(value)s. Người nộp cho rằng %(said)s là đúng.") % {
        "source": _capital(name_of_source(str(conflict.get("source", "")))),
        "value": shown(field, conflict.get("value")),
        "said": shown(field, held_with),
    }


def _plain(pack: Pack, answers: Mapping[str, Any]) -> Iterable[Paragraph]:
    """A dossier that came without our own form: what was keyed in, by the labels of the pack."""
    for section in pack.form.sections if pack.form else []:
        lines = tuple(
            Line(say(field.label), shown(field, answers[field.id]), "")
            for field in section.fields
            if answers.get(field.id) is not None and field.type != "statement" and not field.hidden
        )
        if lines:
            yield Paragraph(say(section.title), lines)


def _day(text: str | None) -> str:
    return show_day(date.fromisoformat(text)) if text else ""


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
