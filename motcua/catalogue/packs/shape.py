"""Does the file have the shape of a pack? What pydantic says, in words, and as much of the pack as can be saved."""

from __future__ import annotations

import types
from collections.abc import Iterator
from typing import Any, Union, get_args, get_origin

from django.utils.translation import gettext as _
from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from motcua.catalogue.pack import Pack
from motcua.catalogue.packs.finding import Finding, did_you_mean
from motcua.catalogue.packs.reading import Document, Lines, Path_

ROUNDS = 12
MENDED: dict[Path_, Any] = {("type",): "text", ("label",): "?"}


def shape(file: str, document: Document) -> tuple[Pack | None, list[Finding]]:
    """The pack as far as it can be saved (None: too little is left), and what is wrong with its shape.

    Parts that are wrong are taken out of `document`, so that the other rules can still look at the rest.
    """
    findings: list[Finding] = []
    for _round in range(ROUNDS):
        try:
            return Pack.model_validate(document.data), findings
        except ValidationError as error:
            faults = error.errors(include_url=False, include_context=True)
        except RecursionError:
            return None, findings
        findings += [_finding(file, document.lines, fault) for fault in faults]
        if not _take_out(document, faults):
            return None, findings
    return None, findings


def _finding(file: str, lines: Lines, fault: ErrorDetails) -> Finding:
    path: Path_ = fault["loc"]
    rule, message = _words(path, fault)
    return Finding(file, lines.at(path), rule, message)


def _words(path: Path_, fault: ErrorDetails) -> tuple[str, str]:
    kind, name = fault["type"], next((part for part in reversed(path) if isinstance(part, str)), "")
    if kind == "extra_forbidden":
        return "unknown_key", _unknown_key(path, name, fault["input"])
    if kind == "missing":
        where = ".".join(str(part) for part in path[:-1]) or _("gói")
        return "missing", _("Thiếu mục “%(name)s” ở %(where)s. Thêm vào.") % {"name": name, "where": where}
    if kind == "too_long" and path[-3:-2] == ("pages",) and name == "fields":
        return "page_too_many", _("Trang hỏi hơn 3 điều. Chia thành nhiều trang.")
    if kind == "greater_than_equal" and path[:1] == ("fees",):
        return "fee_negative", _("Số tiền phải từ 0 đ trở lên. Bỏ dấu trừ.")
    return "wrong_value", _wrong_value(name, fault)


def _unknown_key(path: Path_, name: str, given: Any) -> str:
    known = _keys_at(path[:-1])
    if given is None and (" " in name or not name.isascii()):
        text = _("Chữ “%(name)s” bị tách ra vì dấu phẩy trong ngoặc {}. Đặt cả câu trong ngoặc kép.")
        return text % {"name": name}
    text = _("Không có mục nào tên “%(name)s”.") % {"name": name}
    guess = did_you_mean(name, known)
    return text + (guess or " " + _("Xóa đi, hoặc dùng một trong: %(known)s.") % {"known": ", ".join(sorted(known))})


def _wrong_value(name: str, fault: ErrorDetails) -> str:
    given = fault["input"]
    shown = repr(given) if isinstance(given, int | float | bool) else f"“{str(given)[:40]}”"
    context = fault.get("ctx", {})
    kind = fault["type"]
    if kind == "literal_error":
        expected = str(context.get("expected", "")).replace("'", "").replace(" or ", ", ")
        text = _("“%(name)s” không thể là %(given)s. Chọn một trong: %(expected)s.")
        guess = did_you_mean(str(given), expected.split(", "))
        return text % {"name": name, "given": shown, "expected": expected} + guess
    if kind == "string_type" and isinstance(given, int | float):
        text = _("“%(name)s” là chữ, nhưng %(given)s đang đọc thành số. Đặt trong ngoặc kép.")
        return text % {"name": name, "given": shown}
    if given is None or (isinstance(given, str) and not given.strip()):
        text = _("“%(name)s” đang để trống. %(remedy)s")
        return text % {"name": name, "remedy": _remedy(kind, context)}
    return _("“%(name)s” không thể là %(given)s. %(remedy)s") % {
        "name": name,
        "given": shown,
        "remedy": _remedy(kind, context),
    }


def _remedy(kind: str, context: dict[str, Any]) -> str:
    """What to write instead, by the beginning of pydantic's name for the fault."""
    bounds = {"greater_than": "gt", "greater_than_equal": "ge", "less_than": "lt", "less_than_equal": "le"}
    if kind in bounds:
        words = {"greater_than": _("lớn hơn"), "greater_than_equal": _("từ"), "less_than": _("nhỏ hơn")}
        direction = words.get(kind, _("nhiều nhất là"))
        return _("Ghi số %(direction)s %(bound)s.") % {"direction": direction, "bound": context.get(bounds[kind])}
    if context.get("class_name") == "Text":
        return _("Ghi một dòng chữ.")
    for start, remedy in {
        "int": _("Ghi một số nguyên, ví dụ 3."),
        "float": _("Ghi một số, ví dụ 0.25."),
        "bool": _("Ghi true hoặc false."),
        "date": _("Ghi một ngày có thật, dạng 2026-07-01."),
        "time": _('Ghi giờ dạng "15:00", trong ngoặc kép.'),
        "string": _("Ghi một dòng chữ."),
        "list": _("Ghi một danh sách, mỗi dòng bắt đầu bằng dấu gạch."),
        "too_short": _("Ghi ít nhất một mục."),
        "too_long": _("Bớt đi: nhiều nhất %(most)s mục.") % {"most": context.get("max_length", "")},
        "model": _("Ghi các mục con “tên: giá trị”."),
    }.items():
        if kind.startswith(start):
            return remedy
    return _("So với một gói có sẵn và sửa lại.")


def _keys_at(path: Path_) -> set[str]:
    """Names of the keys the model knows at `path`."""
    model: Any = Pack
    for part in path:
        if isinstance(part, int):
            continue
        model = next((each for each in _models_of(model, str(part))), None)
        if model is None:
            return set()
    return {field.alias or name for name, field in model.model_fields.items()}


def _models_of(model: type[BaseModel], key: str) -> Iterator[type[BaseModel]]:
    for name, field in model.model_fields.items():
        if key == (field.alias or name):
            yield from _models_in(field.annotation)


def _models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    elif get_origin(annotation) in (list, Union, types.UnionType):
        for inner in get_args(annotation):
            yield from _models_in(inner)


def _take_out(document: Document, faults: list[ErrorDetails]) -> bool:
    """Remove what is wrong; False where that is not possible. Later members first, so that places stay right."""
    paths = {fault["loc"] if _mend(document, fault["loc"]) else _removable(fault) for fault in faults}
    paths -= {fault["loc"] for fault in faults if _label(fault["loc"])[-1:] in MENDED}
    for path in sorted(paths, key=lambda each: [str(part).zfill(6) for part in each], reverse=True):
        if not path or not _remove(document, path):
            return False
    return True


def _mend(document: Document, path: Path_) -> bool:
    """A field without a readable type or label stays in the form, so that conditions and pages still find it."""
    path = _label(path)
    if path[-1:] not in MENDED or path[-3:-2] != ("fields",) or path[:1] != ("form",):
        return False
    here = document.data
    for part in path[:-1]:
        here = here[part]
    if not isinstance(here, dict):
        return False
    here[path[-1]] = MENDED[path[-1:]]
    return True


def _label(path: Path_) -> Path_:
    """Of the Vietnamese of a label the place of the label."""
    return path[:-1] if path[-2:] == ("label", "vi") else path


def _removable(fault: ErrorDetails) -> Path_:
    """The smallest part without which the pack may be well: an optional key, else the list member it stands in."""
    path: Path_ = fault["loc"]
    if fault["type"] == "extra_forbidden" or (fault["type"] != "missing" and _optional(path)):
        return path
    members = [place for place in range(len(path)) if isinstance(path[place], int)]
    if members:
        return path[: members[-1] + 1]
    return path[:1] if _optional(path[:1]) else ()


def _optional(path: Path_) -> bool:
    """Whether the model that holds the last key of `path` can do without it."""
    models: list[type[BaseModel]] = [Pack]
    keys = [str(part) for part in path if isinstance(part, str)]
    if not keys or not isinstance(path[-1], str):
        return False
    for key in keys[:-1]:
        models = [inner for model in models for inner in _models_of(model, key)]
    return any(
        key == (field.alias or name) and not field.is_required()
        for model in models
        for name, field in model.model_fields.items()
        for key in keys[-1:]
    )


def _remove(document: Document, path: Path_) -> bool:
    data, lines = document.data, document.lines
    for part in path[:-1]:
        if part not in lines.members:
            return False
        data, lines = data[part], lines.members[part]
    last = path[-1]
    if isinstance(data, dict):
        data.pop(last, None)
        lines.members.pop(last, None)
        return True
    if isinstance(data, list) and isinstance(last, int) and last < len(data):
        del data[last]
        kept = [lines.members.get(n, Lines(lines.line)) for n in range(len(data) + 1) if n != last]
        lines.members = dict(enumerate(kept))
        return True
    return False
