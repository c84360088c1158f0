"""A form never asks what a connected source holds (ask once).

By meaning, not by our ids: a question is known by its type, by the words of its id, by the words of its label. It must
have a prefill from a source that holds the thing, or say in `ask_again_reason` why it is asked all the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from motcua.catalogue.pack import Field, Pack
from motcua.catalogue.packs.finding import Finding
from motcua.catalogue.packs.subject import Placed, Subject
from motcua.catalogue.packs.tables import Datum, held, people_words, sources
from motcua.catalogue.packs.wording import first_of, says
from motcua.rules.text import search_key

APPLICANT, NEWBORN = "applicant", "newborn"
OWN_WORDS = frozenset({"earlier", "const", "session", "vault"})  # what the person said, or nobody


def check(subject: Subject) -> Iterator[Finding]:
    """One finding for each field that asks what is already known."""
    placed = list(subject.fields())
    for each in placed:
        field = each.field
        if field.type == "statement" or (field.ask_again_reason or "").strip():
            continue
        datum = _datum(each, subject.pack)
        if datum is None or _has_source(field, datum):
            continue
        person = _whose(each, datum, placed)
        if person is not None:
            yield subject.finding(each.path, "asks_what_is_known", _message(field, datum, person))


def _message(field: Field, datum: Datum, person: str) -> str:
    holders = ", ".join(sources()[name].name for name in sorted(datum.sources))
    first = sorted(datum.sources)[0]
    text = _("Ô “%(id)s” hỏi %(what)s, điều %(holders)s đã có. ")
    text += _(
        "Thêm prefill, ví dụ {source: %(source)s, path: …%(of)s}; nếu vẫn phải hỏi, ghi lý do ở ask_again_reason."
    )
    of = "" if person == APPLICANT else f', of: "field:{person}"'
    return text % {"id": field.id, "what": datum.name, "holders": holders, "source": first, "of": of}


def _datum(placed: Placed, pack: Pack) -> Datum | None:
    """The held thing this field asks for; the surest sign first: label, then id, then type."""
    field = placed.field
    label, name = f" {search_key(field.label.vi)} ", f"_{field.id}_"
    changed = people_words()["changed"]
    if says(field.label.vi, changed["labels"]) or any(f"_{word}_" in name for word in changed["ids"]):
        return None
    fitting = [each for each in held() if field.type in each.asked_as and not _has(label, each.not_labels)]
    if not _newborn(placed, pack):
        fitting = [each for each in fitting if each.whose != NEWBORN]
    for signs in (_by_label, _by_id, _by_type):
        for each in fitting:
            if signs(each, label, name, field):
                return each
    return None


def _newborn(placed: Placed, pack: Pack) -> bool:
    """Whether the field speaks of the child in a procedure about a birth."""
    words = people_words()[NEWBORN]
    about_birth = _has(f" {search_key(pack.name.vi)} ", words["procedures"])
    field, section = placed.field, placed.section
    named = _speaks_of(NEWBORN, field.label.vi, field.id) or _speaks_of(NEWBORN, section.title.vi, section.id)
    return about_birth and named and not _speaks_of("family", field.label.vi, field.id)


def _by_label(datum: Datum, label: str, name: str, field: Field) -> bool:
    return label.strip() in datum.exact_labels or _has(label, datum.labels)


def _by_id(datum: Datum, label: str, name: str, field: Field) -> bool:
    return any(name.endswith(f"_{word}_") for word in datum.id_words)


def _by_type(datum: Datum, label: str, name: str, field: Field) -> bool:
    return field.type in datum.types


def _has(label: str, phrases: Iterable[str]) -> bool:
    return any(f" {phrase} " in label for phrase in phrases)


def _has_source(field: Field, datum: Datum) -> bool:
    """A prefill from a source that holds it, or made from other answers."""
    return any(prefill.source in datum.sources or prefill.source == "computed" for prefill in field.prefill) or (
        datum.whose != APPLICANT and any(_knows(prefill.source) for prefill in field.prefill)
    )


def _knows(source: str) -> bool:
    row = sources().get(source)
    return row is not None and row.connected and source not in OWN_WORDS


def _whose(placed: Placed, datum: Datum, everything: list[Placed]) -> str | None:
    """`applicant`, the id of the field that holds the person's number, or None where nobody can know who it is."""
    if datum.whose in ("family", NEWBORN):
        return APPLICANT
    label, field_id = placed.field.label.vi, placed.field.id
    own = _speaks_of("applicant", label, field_id)
    strange = _speaks_of("other", label, field_id)
    body = _speaks_of("organisation", label, field_id)
    if datum.whose == APPLICANT:
        return None if (strange and not own) or body or placed.section.repeat else APPLICANT
    if own and not _names_another_first(label):
        return APPLICANT
    number = _number_field(placed, everything)
    if number is not None:
        return number
    if strange or body or placed.section.repeat is not None or _about_others(placed):
        return None
    return APPLICANT


def _speaks_of(whom: str, label: str, field_id: str) -> bool:
    words = people_words()[whom]
    return says(label, words["labels"]) or bool(set(field_id.split("_")) & set(words["ids"]))


def _names_another_first(label: str) -> bool:
    """Whether another person is named before the applicant: the father of the person who asks."""
    people = people_words()
    other, own = first_of(label, people["other"]["labels"]), first_of(label, people["applicant"]["labels"])
    return other is not None and (own is None or other < own)


def _about_others(placed: Placed) -> bool:
    """A section that speaks of somebody else makes all its fields speak of them."""
    title, section_id = placed.section.title.vi, placed.section.id
    return not _speaks_of("applicant", title, section_id) and _speaks_of("other", title, section_id)


def _number_field(placed: Placed, everything: list[Placed]) -> str | None:
    """The field with the number of the person this field is about: same beginning of the id, else same section."""
    if placed.field.type == "personal_id":
        return None
    numbers = [each for each in everything if each.field.type == "personal_id"]
    start = placed.field.id.split("_")[0]
    for each in numbers:
        if each.field.id.split("_")[0] == start and each.field.id != placed.field.id and len(start) > 1:
            return each.field.id
    inside = [each.field.id for each in numbers if each.section.id == placed.section.id]
    return inside[0] if len(inside) == 1 else None
