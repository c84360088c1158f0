"""A form never asks what a connected source holds (ask once).

By meaning, not by our ids: a question is known by its type, by the words of its id, by the words of its label. It must
have a prefill from a source that holds the thing, or say in `ask_again_reason` why it is asked all the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from motcua.catalogue.pack import Field
from motcua.catalogue.packs.finding import Finding
from motcua.catalogue.packs.subject import Placed, Subject
from motcua.catalogue.packs.tables import Datum, held, people_words, sources
from motcua.rules.text import search_key

APPLICANT = "applicant"


def check(subject: Subject) -> Iterator[Finding]:
    """One finding for each field that asks what is already known."""
    placed = list(subject.fields())
    for each in placed:
        field = each.field
        if field.type == "statement" or (field.ask_again_reason or "").strip():
            continue
        datum = _datum(field)
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


def _datum(field: Field) -> Datum | None:
    """The held thing this field asks for; the surest sign first: label, then id, then type."""
    label, name = f" {search_key(field.label.vi)} ", f"_{field.id}_"
    words = people_words()["changed"]
    if _has(label, words["labels"]) or any(f"_{word}_" in name for word in words["ids"]):
        return None
    fitting = [each for each in held() if field.type in each.asked_as and not _has(label, each.not_labels)]
    for signs in (_by_label, _by_id, _by_type):
        for each in fitting:
            if signs(each, label, name, field):
                return each
    return None


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
    return row is not None and row.connected and source not in ("earlier", "const", "session", "vault")


def _whose(placed: Placed, datum: Datum, everything: list[Placed]) -> str | None:
    """`applicant`, the id of the field that holds the person's number, or None where nobody can know who it is."""
    field = placed.field
    if datum.whose == "family":
        return APPLICANT
    label, tokens = f" {search_key(field.label.vi)} ", set(field.id.split("_"))
    people = people_words()
    own = _has(label, people["applicant"]["labels"]) or bool(tokens & set(people["applicant"]["ids"]))
    foreign = _has(label, people["other"]["labels"]) or bool(tokens & set(people["other"]["ids"]))
    body = _has(label, people["organisation"]["labels"]) or bool(tokens & set(people["organisation"]["ids"]))
    number = _number_field(placed, everything)
    if datum.whose == APPLICANT:
        return None if (foreign and not own) or body or placed.section.repeat else APPLICANT
    if own and not _other_first(label):
        return APPLICANT
    if number is not None:
        return number
    if foreign or body or placed.section.repeat is not None or _about_others(placed):
        return None
    return APPLICANT


def _other_first(label: str) -> bool:
    """ "Họ tên cha của người yêu cầu": the father comes first, so it is not the applicant's own."""
    people = people_words()
    others = [label.find(f" {word} ") for word in people["other"]["labels"] if f" {word} " in label]
    own = [label.find(f" {word} ") for word in people["applicant"]["labels"] if f" {word} " in label]
    return bool(others) and (not own or min(others) < min(own))


def _about_others(placed: Placed) -> bool:
    """A section that speaks of somebody else makes all its fields speak of them."""
    people = people_words()
    title = f" {search_key(placed.section.title.vi)} "
    tokens = set(placed.section.id.split("_"))
    if _has(title, people["applicant"]["labels"]) or tokens & set(people["applicant"]["ids"]):
        return False
    return _has(title, people["other"]["labels"]) or bool(tokens & set(people["other"]["ids"]))


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
