"""Does the file have the shape of a pack? What pydantic says, in words, and as much of the pack as can be saved."""

from __future__ import annotations

import re
import types
from collections.abc import Iterator
from datetime import date
from difflib import get_close_matches
from typing import Annotated, Any, Union, get_args, get_origin

from django.utils.translation import gettext as _
from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from motcua.catalogue.pack import Pack
from motcua.catalogue.packs.finding import Finding, did_you_mean
from motcua.catalogue.packs.gaps import Gaps
from motcua.catalogue.packs.reading import Document, Lines, Path_

ROUNDS = 12
DIGITS = re.compile(r"\d[\d .,_]*\d|\d")
MERGE = "<<"
Meant = dict[Path_, str]  # the place of a key nobody knows → the key that was meant


def shape(file: str, document: Document) -> tuple[Pack | None, list[Finding], Gaps]:
    """The pack as far as it can be saved (None: too little is left), what is wrong with its shape, and what is missing.

    A key that is nearly one of ours is read as the one meant; a value that cannot be read has a stand-in, or else is
    taken out of `document`, so that the other rules can still look at the rest. `Gaps` says where they must not trust.
    """
    findings: list[Finding] = []
    gaps = Gaps()
    for _round in range(ROUNDS):
        try:
            return Pack.model_validate(document.data), findings, gaps
        except ValidationError as error:
            faults = error.errors(include_url=False, include_context=True)
        except RecursionError:
            return None, findings, gaps
        meant = _meant(document.data, faults)
        found = {(*path[:-1], key) for path, key in meant.items()}
        faults = [fault for fault in faults if fault["type"] != "missing" or fault["loc"] not in found]
        findings += [_finding(file, document.lines, fault, meant) for fault in faults]
        if not _save(document, faults, meant, gaps):
            return None, findings, gaps
    return None, findings, gaps


def _finding(file: str, lines: Lines, fault: ErrorDetails, meant: Meant) -> Finding:
    path: Path_ = fault["loc"]
    rule, message = _words(path, fault, meant)
    return Finding(file, lines.at(path), rule, message)


def _meant(data: Any, faults: list[ErrorDetails]) -> Meant:
    """Which key was meant by one that nobody knows: one that looks alike and is not there, or the only one missing."""
    strange = [fault["loc"] for fault in faults if fault["type"] == "extra_forbidden" and fault["input"] is not None]
    strange = [path for path in strange if path[-1] != MERGE]
    missing = [fault["loc"] for fault in faults if fault["type"] == "missing"]
    meant: Meant = {}
    for path in strange:
        taken = {key for place, key in meant.items() if place[:-1] == path[:-1]}
        absent = _keys_at(path[:-1]) - set(_at(data, path[:-1])) - taken
        alone = [place for place in strange if place[:-1] == path[:-1]] == [path]
        needed = [str(place[-1]) for place in missing if place[:-1] == path[:-1]]
        if close := get_close_matches(str(path[-1]), absent, n=1, cutoff=0.7):
            meant[path] = close[0]
        elif alone and len(needed) == 1:
            meant[path] = needed[0]
    return meant


def _at(data: Any, path: Path_) -> Any:
    for part in path:
        data = data[part]
    return data


def _words(path: Path_, fault: ErrorDetails, meant: Meant) -> tuple[str, str]:
    kind, name = fault["type"], next((part for part in reversed(path) if isinstance(part, str)), "")
    if kind == "extra_forbidden":
        return "unknown_key", _unknown_key(path, name, fault["input"], meant.get(path))
    if kind == "missing":
        where = ".".join(str(part) for part in path[:-1]) or _("gói")
        return "missing", _("Thiếu mục “%(name)s” ở %(where)s. Thêm vào.") % {"name": name, "where": where}
    if kind == "too_long" and path[-3:-2] == ("pages",) and name == "fields":
        return "page_too_many", _("Trang hỏi hơn 3 điều. Chia thành nhiều trang.")
    if kind == "greater_than_equal" and path[:1] == ("fees",):
        return "fee_negative", _("Số tiền phải từ 0 đ trở lên. Bỏ dấu trừ.")
    return "wrong_value", _wrong_value(name, fault)


def _unknown_key(path: Path_, name: str, given: Any, meant: str | None) -> str:
    known = _keys_at(path[:-1])
    if name == MERGE:
        return _("Gói không dùng “<<”: mỗi mục phải đọc được tại chỗ. Xóa đi, chép các mục cần dùng vào đây.")
    if given is None and name.isdecimal():
        return _("Dấu phẩy làm đứt con số ở đây. Viết liền các chữ số (10000); số lẻ viết với dấu chấm (0.4).")
    if given is None and (" " in name or not name.isascii()):
        text = _("Chữ “%(name)s” bị tách ra vì dấu phẩy trong ngoặc {}. Đặt cả câu trong ngoặc kép.")
        return text % {"name": name}
    text = _("Không có mục nào tên “%(name)s”.") % {"name": name}
    guess = did_you_mean(meant, [meant]) if meant else did_you_mean(name, known)
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
    if kind == "int_with_point" and isinstance(given, float):
        text = _("“%(name)s” có dấu chấm nên đọc thành %(given)s. Viết liền các chữ số, ví dụ 10000.")
        return text % {"name": name, "given": f"{given:g}"}
    if kind.startswith("int") and isinstance(given, str) and DIGITS.fullmatch(given.strip()):
        text = _("“%(name)s” không thể là %(given)s. Viết liền các chữ số: %(digits)s.")
        return text % {"name": name, "given": shown, "digits": re.sub(r"\D", "", given)}
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


def _save(document: Document, faults: list[ErrorDetails], meant: Meant, gaps: Gaps) -> bool:
    """Rename, put a stand-in, or remove what is wrong; False where that is not possible.

    Later members are removed first, so that places stay right.
    """
    out: set[Path_] = set()
    for fault in faults:
        path: Path_ = fault["loc"]
        if path in meant:
            _rename(document, path, meant[path])
        elif fault["type"] == "extra_forbidden":
            out.add(path)
            if isinstance(fault["input"], dict | list):  # a whole part under a name nobody knows
                gaps.of(path[:-1], lost=len(path) == 1)
        elif not _mend(document, fault, gaps):
            out.add(path := _removable(fault))
            gaps.of(path[:-1] if path and isinstance(path[-1], int) else path)
    order = sorted(out, key=lambda each: [str(part).zfill(6) for part in each], reverse=True)
    return all(path and _remove(document, path) for path in order)


def _rename(document: Document, path: Path_, name: str) -> None:
    """The value under the key that was meant."""
    data, lines, key = _at(document.data, path[:-1]), document.lines, path[-1]
    data[name] = data.pop(key)
    for part in path[:-1]:
        lines = lines.members.get(part, Lines(lines.line))
    if key in lines.members:
        lines.members[name] = lines.members.pop(key)
    if key in lines.key_lines:
        lines.key_lines[name] = lines.key_lines.pop(key)


def _mend(document: Document, fault: ErrorDetails, gaps: Gaps) -> bool:
    """Put something that can be read where nothing can: what was surely meant, else a stand-in that says nothing."""
    path: Path_ = fault["loc"]
    while path and not isinstance(_at(document.data, path[:-1]), dict | list):
        path = path[:-1]  # the Vietnamese of a text that is written without `vi`
    if not path:
        return False
    given = None if fault["type"] == "missing" else fault["input"]
    here, field = _at(document.data, path[:-1]), _field_at(path)
    for value in _meanings(given, fault):
        if field is None or _fits(field, value):
            here[path[-1]] = value
            if isinstance(given, list):  # shortened
                gaps.of(path)
            return True
    if field is None or not field.is_required():
        return False
    for value in (_STAND_INS if path[-1] not in _NAMES else ()) or (f"x_{len(gaps.lost)}",):
        if _fits(field, value := f"?{len(gaps.lost)}" if value == "?" else value):
            here[path[-1]] = value
            gaps.of(path)
            return True
    for value in _choices(fault):
        here[path[-1]] = value
        gaps.of(path)
        gaps.of(path[:-1], lost=False)
        return True
    return False


_NAMES = ("id", "code", "value")
_STAND_INS: tuple[Any, ...] = ("?", 1, 0, [], date(2026, 1, 1))


def _choices(fault: ErrorDetails) -> list[str]:
    expected = str(fault.get("ctx", {}).get("expected", "")) if fault["type"] == "literal_error" else ""
    return expected.replace("'", "").replace(" or ", ", ").split(", ") if expected else []


def _meanings(given: Any, fault: ErrorDetails) -> Iterator[Any]:
    """What may surely have been meant by what is written."""
    yield from get_close_matches(str(given), _choices(fault), n=1, cutoff=0.7)
    if fault["type"] == "list_type" and isinstance(given, str):
        yield [each.strip() for each in given.split(",")]
    if fault["type"] == "list_type" and given is not None:
        yield [given]
    if fault["type"] == "too_long" and isinstance(given, list):
        yield given[: fault.get("ctx", {}).get("max_length", 0)]


def _fits(field: FieldInfo, value: Any) -> bool:
    kind: Any = Annotated[field.annotation, None, *field.metadata]
    try:
        TypeAdapter(kind).validate_python(value)
    except ValidationError:
        return False
    return True


def _field_at(path: Path_) -> FieldInfo | None:
    """What the model says of the key at `path`; None for the member of a list."""
    if not path or not isinstance(path[-1], str):
        return None
    model: type[BaseModel] | None = Pack
    for part in path[:-1]:
        if model is not None and isinstance(part, str):
            model = next(_models_of(model, part), None)
    fields = model.model_fields.items() if model is not None else ()
    return next((field for name, field in fields if path[-1] == (field.alias or name)), None)


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
