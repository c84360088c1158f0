"""Conditions: written in the allowed part of JsonLogic, about fields that exist and answers that can be given."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import chain
from typing import Any

from django.utils.translation import gettext as _

from motcua.catalogue.pack import Field
from motcua.catalogue.packs.finding import Finding, did_you_mean
from motcua.catalogue.packs.reading import Path_
from motcua.catalogue.packs.subject import Subject
from motcua.catalogue.packs.tables import always_known
from motcua.rules.conditions import BadRule, check_rule, variables

NUMBERS = frozenset({"number", "money"})
ORDERED = NUMBERS | {"date"}
COMPARES = frozenset({"==", "!=", "<", "<=", ">", ">="})
TURNED = {">": "<", ">=": "<=", "<": ">", "<=": ">=", "==": "=="}  # the same, seen from the other side
WITHOUT_ORDER = frozenset(
    {"choice", "yes_no", "statement", "name", "address", "place", "country", "ethnicity", "phone", "email"}
)


def check(subject: Subject) -> Iterator[Finding]:
    """Every condition of the pack, and circles among those that show and hide."""
    fields = {placed.field.id: placed.field for placed in subject.fields()}
    known = set(fields) | always_known()
    for path, rule in _conditions(subject):
        if not isinstance(rule, Mapping):
            text = _("Đây không phải điều kiện nên lúc nào cũng đúng hoặc cũng sai. Viết phép so: %(example)s.")
            yield subject.finding(path, "condition_broken", text % {"example": '{"==": [{var: tên_ô}, giá_trị]}'})
            continue
        try:
            check_rule(rule)
        except (BadRule, AttributeError, TypeError, ValueError) as error:
            text = _("Điều kiện viết chưa đúng (%(why)s). Xem phần “Điều kiện” trong tài liệu về gói.")
            yield subject.finding(path, "condition_broken", text % {"why": error})
            continue
        if not variables(rule):
            text = _("Điều kiện không nói đến ô nào nên lúc nào cũng đúng hoặc cũng sai. Viết phép so: %(example)s.")
            yield subject.finding(path, "condition_broken", text % {"example": '{"==": [{var: tên_ô}, giá_trị]}'})
            continue
        yield from _unknown(subject, path, rule, known)
        yield from _of_some_row(subject, path, rule)
        for name, value in _compared(rule):
            yield from _impossible(subject, path, fields.get(name), value)
        for name, others in _put_in_order(rule):
            yield from _without_order(subject, path, fields.get(name))
            if name in fields and fields[name].type in ORDERED:
                for value in others:
                    yield from _impossible(subject, path, fields[name], value)
        yield from _out_of_bounds(subject, path, rule, fields)
        yield from _with_itself(subject, path, rule)
    yield from _circles(subject)
    yield from _worked_out_in_circles(subject)


def _conditions(subject: Subject) -> Iterator[tuple[Path_, Any]]:
    """Every condition that is written in the pack, with its place."""
    for path, rule in chain(_of_lines(subject), _of_sections(subject), _of_fields(subject)):
        if rule is not None:
            yield path, rule


def _of_lines(subject: Subject) -> Iterator[tuple[Path_, Any]]:
    for key in ("limits", "fees", "exemptions", "components"):
        for number, line in enumerate(getattr(subject.pack, key)):
            yield (key, number, "condition"), line.condition


def _of_sections(subject: Subject) -> Iterator[tuple[Path_, Any]]:
    for number, section in enumerate(subject.pack.form.sections if subject.pack.form else ()):
        path = ("form", "sections", number)
        yield (*path, "show_if"), section.show_if
        for each, prefill in enumerate(section.repeat.offer if section.repeat else ()):
            yield (*path, "repeat", "offer", each, "when"), prefill.when


def _of_fields(subject: Subject) -> Iterator[tuple[Path_, Any]]:
    for placed in subject.fields():
        yield (*placed.path, "show_if"), placed.field.show_if
        for number, rule in enumerate(placed.field.validate_):
            yield (*placed.path, "validate", number, "rule"), rule.rule
        for number, prefill in enumerate(placed.field.prefill):
            yield (*placed.path, "prefill", number, "when"), prefill.when


def _unknown(subject: Subject, path: Path_, rule: Any, known: set[str]) -> Iterator[Finding]:
    for name in sorted(variables(rule)):
        if name.split(".")[0] not in known:
            text = _("Điều kiện nói đến “%(name)s” nhưng biểu mẫu không có ô này. Sửa tên hoặc thêm ô.")
            yield subject.finding(
                path, "condition_unknown_field", text % {"name": name} + did_you_mean(name, sorted(known))
            )


def _operations(rule: Any) -> Iterator[tuple[str, list[Any]]]:
    """Every operation of a rule, however deep: its name and what it is applied to."""
    if isinstance(rule, list):
        for item in rule:
            yield from _operations(item)
    elif isinstance(rule, Mapping):
        ((name, given),) = rule.items()
        arguments = given if isinstance(given, list) else [given]
        yield name, arguments
        yield from _operations(arguments)


def _compared(rule: Any) -> Iterator[tuple[str, Any]]:
    """(field, value) pairs that a rule holds against each other."""
    for name, arguments in _operations(rule):
        if len(arguments) != 2:
            continue
        if name in ("==", "!="):
            yield from ((field, other) for one, other in (arguments, arguments[::-1]) if (field := _field_in(one)))
        elif name == "in" and isinstance(arguments[1], list) and (field := _field_in(arguments[0])):
            yield from ((field, value) for value in arguments[1])


def _put_in_order(rule: Any) -> Iterator[tuple[str, list[Any]]]:
    """The fields that a rule asks to be more or less than something, and than what."""
    for name, arguments in _operations(rule):
        if name in ("<", "<=", ">", ">="):
            yield from ((field, arguments) for argument in arguments if (field := _field_in(argument)))


def _of_some_row(subject: Subject, path: Path_, rule: Any) -> Iterator[Finding]:
    """A field of a repeat section has many answers; only conditions of its own rows know which is meant."""
    rows = {placed.field.id: placed.path[2] for placed in subject.fields() if placed.section.repeat is not None}
    inside = path[2] if path[:2] == ("form", "sections") and len(path) > 4 and path[3] == "fields" else None
    for name in sorted(variables(rule)):
        if name in rows and rows[name] != inside:
            text = _("Ô “%(name)s” nằm trong nhóm lặp nên ở đây không biết là dòng nào. Dùng ô ngoài nhóm lặp.")
            yield subject.finding(path, "condition_unknown_field", text % {"name": name})


def _with_itself(subject: Subject, path: Path_, rule: Any) -> Iterator[Finding]:
    """A comparison whose two sides are the same says nothing."""
    for name, arguments in _operations(rule):
        if name in COMPARES and len(arguments) > 1 and all(each == arguments[0] for each in arguments):
            text = _("Hai vế giống nhau nên lúc nào cũng đúng hoặc cũng sai. Sửa một vế.")
            yield subject.finding(path, "condition_impossible", text)


def _out_of_bounds(subject: Subject, path: Path_, rule: Any, fields: Mapping[str, Field]) -> Iterator[Finding]:
    """A comparison of a number with what its own min and max never let it be."""
    for name, arguments in _operations(rule):
        if name not in TURNED or len(arguments) != 2:
            continue
        for one, other, operator in ((*arguments, name), (*arguments[::-1], TURNED[name])):
            field = fields.get(_field_in(one) or "")
            if field is not None and field.type in NUMBERS and _is_number(other) and _never(field, operator, other):
                text = _("“%(field)s” chỉ từ %(min)s đến %(max)s nên điều kiện với %(value)s không bao giờ đúng. ")
                text += _("Sửa số này, hoặc sửa min, max của ô.")
                least, most = ("…" if each is None else each for each in (field.min, field.max))
                words = {"field": field.id, "min": least, "max": most, "value": other}
                yield subject.finding(path, "condition_impossible", text % words)


def _never(field: Field, operator: str, value: float) -> bool:
    least: float = field.min if field.min is not None and _is_number(field.min) else float("-inf")
    most: float = field.max if field.max is not None and _is_number(field.max) else float("inf")
    return (
        least <= most
        and not {
            ">": most > value,
            ">=": most >= value,
            "<": least < value,
            "<=": least <= value,
            "==": least <= value <= most,
        }[operator]
    )


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _without_order(subject: Subject, path: Path_, field: Field | None) -> Iterator[Finding]:
    if field is not None and field.type in WITHOUT_ORDER:
        text = _(
            "“%(field)s” là ô kiểu %(type)s, không có lớn hơn hay nhỏ hơn. So bằng == hoặc in, hay chọn ô số, ngày."
        )
        yield subject.finding(path, "condition_impossible", text % {"field": field.id, "type": field.type})


def _field_in(value: Any) -> str | None:
    if isinstance(value, Mapping) and set(value) == {"var"}:
        name = value["var"][0] if isinstance(value["var"], list) and value["var"] else value["var"]
        return name if isinstance(name, str) else None
    return None


def _impossible(subject: Subject, path: Path_, field: Field | None, value: Any) -> Iterator[Finding]:
    if field is None or value is None or isinstance(value, Mapping | list):
        return
    if field.type == "choice" and field.options and value not in {option.value for option in field.options}:
        options = [option.value for option in field.options]
        text = _("“%(field)s” không có lựa chọn %(value)s. Dùng một trong: %(options)s.")
        words = {"field": field.id, "value": repr(value), "options": ", ".join(options)}
        yield subject.finding(path, "condition_impossible", text % words + did_you_mean(str(value), options))
    if field.type in NUMBERS and (isinstance(value, bool) or not isinstance(value, int | float)):
        text = _("“%(field)s” là ô số, so với %(value)s thì không bao giờ đúng. Viết một số, không có ngoặc kép.")
        yield subject.finding(path, "condition_impossible", text % {"field": field.id, "value": repr(value)})
    if field.type == "date" and not _is_day(value):
        text = _("“%(field)s” là ô ngày, so với %(value)s là sai. Viết ngày dạng 2026-12-31, hoặc {var: today}.")
        yield subject.finding(path, "condition_impossible", text % {"field": field.id, "value": repr(value)})
    if field.type in ("yes_no", "statement") and not isinstance(value, bool):
        text = _("“%(field)s” là ô có/không, so với %(value)s thì không bao giờ đúng. Viết true hoặc false.")
        yield subject.finding(path, "condition_impossible", text % {"field": field.id, "value": repr(value)})


def _is_day(value: Any) -> bool:
    try:
        return isinstance(value, date) or bool(date.fromisoformat(str(value)))
    except ValueError:
        return False


def _circles(subject: Subject) -> Iterator[Finding]:
    needs: dict[str, set[str]] = {}
    places: dict[str, Path_] = {}
    for placed in subject.fields():
        rules = [rule for rule in (placed.field.show_if, placed.section.show_if) if rule is not None]
        needs[placed.field.id] = set()
        for rule in rules:
            try:
                needs[placed.field.id] |= variables(rule)
            except (ValueError, AttributeError, TypeError):
                continue
        places[placed.field.id] = (*placed.path, "show_if")
    told: set[frozenset[str]] = set()
    for start in needs:
        circle = _circle_from(start, needs)
        if circle and frozenset(circle) not in told:
            told.add(frozenset(circle))
            text = _("Các ô chờ nhau nên không bao giờ hiện: %(circle)s. Bỏ bớt một show_if.")
            yield subject.finding(places[start], "show_if_cycle", text % {"circle": " → ".join([*circle, start])})


def _worked_out_in_circles(subject: Subject) -> Iterator[Finding]:
    """Fields that are each computed from the other and from nothing else."""
    needs: dict[str, set[str]] = {}
    places: dict[str, Path_] = {}
    for placed in subject.fields():
        for number, prefill in enumerate(placed.field.prefill):
            if prefill.source == "computed":
                needs.setdefault(placed.field.id, set()).update(prefill.path.split(":")[1:])
                places.setdefault(placed.field.id, (*placed.path, "prefill", number))
    told: set[frozenset[str]] = set()
    for start in needs:
        circle = _circle_from(start, needs)
        if circle and frozenset(circle) not in told:
            told.add(frozenset(circle))
            text = _("Các ô tính từ nhau nên không ô nào có giá trị: %(circle)s. Bỏ bớt một computed.")
            yield subject.finding(places[start], "computed_cycle", text % {"circle": " → ".join([*circle, start])})


def _circle_from(start: str, needs: Mapping[str, set[str]]) -> list[str] | None:
    paths, seen = [[start]], {start}
    while paths:
        path = paths.pop()
        for name in needs.get(path[-1], ()):
            if name == start:
                return path
            if name not in seen:
                seen.add(name)
                paths.append([*path, name])
    return None
