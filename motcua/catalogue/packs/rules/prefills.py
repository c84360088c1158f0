"""Prefills: sources that exist, paths they hold, people who can be named."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from django.utils.translation import gettext as _

from motcua.catalogue.pack import Prefill
from motcua.catalogue.packs.finding import Finding, did_you_mean
from motcua.catalogue.packs.reading import Path_
from motcua.catalogue.packs.subject import Subject
from motcua.catalogue.packs.tables import kinds_of_paths, sources

MADE = frozenset({"earlier", "computed", "session"})  # the same field earlier, worked out, known of the session
TEXTS = frozenset({"text", "long_text"})
TAKE = {"dates": {"date"} | TEXTS, "addresses": {"address", "place"} | TEXTS, "numbers": {"number", "money"} | TEXTS}
NUMBER_TYPES = frozenset({"personal_id", "tax_code", "text"})


def check(subject: Subject) -> Iterator[Finding]:
    """Every prefill and every offer of rows."""
    if subject.pack.form is None:
        return
    types = {placed.field.id: placed.field.type for placed in subject.fields()}
    for path, prefill in _all(subject):
        found = list(_source(subject, path, prefill, types))
        yield from found
        if not found:
            yield from _value(subject, path, prefill)
        yield from _of(subject, path, prefill, types)
        if prefill.of == f"field:{_field_at(subject, path)}":
            text = _("Ô này tra cứu theo số của chính nó nên luôn trống. Chọn ô khác, hoặc bỏ of.")
            yield subject.finding((*path, "of"), "prefill_of_unknown", text)


def _all(subject: Subject) -> Iterator[tuple[Path_, Prefill]]:
    form = subject.pack.form
    for number, section in enumerate(form.sections if form else ()):
        for each, prefill in enumerate(section.repeat.offer if section.repeat else ()):
            yield ("form", "sections", number, "repeat", "offer", each), prefill
    for placed in subject.fields():
        for each, prefill in enumerate(placed.field.prefill):
            yield (*placed.path, "prefill", each), prefill


def _source(subject: Subject, path: Path_, prefill: Prefill, types: Mapping[str, str]) -> Iterator[Finding]:
    source = sources().get(prefill.source)
    if source is None:
        text = _("Không có nguồn “%(source)s”. Dùng một trong: %(known)s.")
        words = {"source": prefill.source, "known": ", ".join(n for n, each in sources().items() if each.connected)}
        guess = did_you_mean(prefill.source, sources())
        yield subject.finding((*path, "source"), "prefill_source_unknown", text % words + guess)
    elif not source.connected:
        text = _("Nguồn “%(source)s” chưa kết nối nên không điền được gì. Bỏ dòng này, hoặc dùng nguồn khác.")
        yield subject.finding((*path, "source"), "prefill_source_unknown", text % {"source": prefill.source})
    elif source.functions:
        yield from _function(subject, path, prefill, source.functions, types)
    elif source.paths and prefill.path not in source.paths:
        text = _("%(source)s không có “%(path)s”. Dùng một trong: %(known)s.")
        words = {"source": source.name, "path": prefill.path, "known": ", ".join(sorted(source.paths))}
        guess = did_you_mean(prefill.path, source.paths)
        yield subject.finding((*path, "path"), "prefill_path_unknown", text % words + guess)


def _field_at(subject: Subject, path: Path_) -> str:
    """The field that the prefill at `path` fills; "" for an offer of rows."""
    if subject.pack.form is None or path[3] == "repeat":
        return ""
    return subject.pack.form.sections[int(path[2])].fields[int(path[4])].id


def _value(subject: Subject, path: Path_, prefill: Prefill) -> Iterator[Finding]:
    """Can what stands there be put in the field, or the rows, it is for?"""
    place = (*path, "path")
    form = subject.pack.form
    if form is None or prefill.source in MADE:
        return
    section = form.sections[int(path[2])]
    if path[3] == "repeat":
        if prefill.path not in kinds_of_paths()["people"]:
            text = _("offer cần một danh sách người, “%(path)s” không phải. Dùng một trong: %(known)s.")
            words = {"path": prefill.path, "known": ", ".join(sorted(kinds_of_paths()["people"]))}
            yield subject.finding(place, "prefill_path_unknown", text % words)
        if not any(field.type == "personal_id" for field in section.fields):
            text = _("Người được gợi ý phải có chỗ ghi số định danh. Thêm một ô kiểu personal_id vào nhóm lặp.")
            yield subject.finding(path, "prefill_of_unknown", text)
        return
    field = section.fields[int(path[4])]
    values = {option.value for option in field.options}
    if prefill.source == "const":
        if values and prefill.path not in values:
            text = _("“%(path)s” không phải lựa chọn của ô “%(id)s”. Dùng một trong: %(known)s.")
            words = {"path": prefill.path, "id": field.id, "known": ", ".join(sorted(values))}
            yield subject.finding(place, "prefill_path_unknown", text % words + did_you_mean(prefill.path, values))
        return
    if not _holds(field.type, prefill.path):
        text = _("“%(path)s” không điền được vào ô kiểu %(type)s. Đổi type của ô, hoặc lấy điều khác.")
        yield subject.finding(place, "prefill_path_unknown", text % {"path": prefill.path, "type": field.type})


def _holds(kind: str, path: str) -> bool:
    """Whether a field of this type can hold what stands at that path."""
    paths = kinds_of_paths()
    if path in paths["people"]:
        return False
    for wanted, types in TAKE.items():
        if kind in types and kind not in TEXTS and path not in paths[wanted]:
            return False
        if path in paths[wanted] and kind not in types:
            return False
    return True


def _function(
    subject: Subject, path: Path_, prefill: Prefill, functions: Mapping[str, int], types: Mapping[str, str]
) -> Iterator[Finding]:
    name, *arguments = prefill.path.split(":")
    if name not in functions:
        text = _("Không có phép tính “%(name)s”. Dùng một trong: %(known)s.")
        words = {"name": name, "known": ", ".join(functions)}
        yield subject.finding((*path, "path"), "prefill_path_unknown", text % words + did_you_mean(name, functions))
        return
    if len(arguments) != functions[name]:
        text = _("Phép tính “%(name)s” cần %(count)s phần sau dấu hai chấm, ví dụ age:applicant_date_of_birth.")
        yield subject.finding((*path, "path"), "prefill_path_unknown", text % {"name": name, "count": functions[name]})
    for argument in arguments:
        if argument not in types and not argument.isdecimal():
            text = _("Phép tính nói đến ô “%(id)s” mà biểu mẫu không có. Sửa tên ô.")
            guess = did_you_mean(argument, types)
            yield subject.finding((*path, "path"), "prefill_path_unknown", text % {"id": argument} + guess)


def _of(subject: Subject, path: Path_, prefill: Prefill, types: Mapping[str, str]) -> Iterator[Finding]:
    if prefill.of in ("applicant", "subject"):
        return
    start, _colon, name = prefill.of.partition(":")
    if start != "field" or not name:
        text = _("“of” phải là applicant, subject hoặc field:tên_ô. Sửa lại.")
        yield subject.finding((*path, "of"), "prefill_of_unknown", text)
    elif name not in types:
        text = _("“of” nói đến ô “%(id)s” mà biểu mẫu không có. Sửa tên ô.")
        yield subject.finding((*path, "of"), "prefill_of_unknown", text % {"id": name} + did_you_mean(name, types))
    elif types[name] not in NUMBER_TYPES:
        text = _("Ô “%(id)s” không phải ô số định danh hay số giấy tờ, nên không tra cứu theo nó được.")
        text += " " + _("Chọn ô kiểu personal_id, tax_code hoặc text.")
        yield subject.finding((*path, "of"), "prefill_of_unknown", text % {"id": name})
