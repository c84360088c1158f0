"""Fields: ids, options, limits, patterns."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from motcua.catalogue.pack import Field
from motcua.catalogue.packs.finding import Finding
from motcua.catalogue.packs.patterns import is_slow
from motcua.catalogue.packs.reading import Path_
from motcua.catalogue.packs.rules.meta import SLUG
from motcua.catalogue.packs.subject import Placed, Subject
from motcua.catalogue.packs.tables import always_known

LONGEST_PATTERN = 300
BOUNDED = frozenset({"text", "long_text", "name", "number", "money", "date"})
WITH_PATTERN = frozenset({"text", "long_text", "name", "phone", "email", "personal_id", "tax_code"})
OPEN_COUNT = re.compile(r"(?<!\\)\{\d+,?\d*(?![\d,}])")  # Python takes what is left open in "[0-9]{6" for letters


def check(subject: Subject) -> Iterator[Finding]:
    """Each field by itself, and ids over the whole form."""
    if subject.pack.form is None:
        return
    yield from _ids(subject)
    for placed in subject.fields():
        yield from _options(subject, placed)
        yield from _bounds(subject, placed)
        yield from _rows(subject, placed)
        yield from _pattern(subject, placed)
        yield from _nobody_fills(subject, placed)


def _ids(subject: Subject) -> Iterator[Finding]:
    form = subject.pack.form
    assert form is not None  # noqa: S101 – checked by the caller
    named: list[tuple[Path_, str]] = [(("form", "sections", n, "id"), each.id) for n, each in enumerate(form.sections)]
    named += [((*placed.path, "id"), placed.field.id) for placed in subject.fields()]
    yield from _once(subject, named, "field_duplicate")
    for placed in subject.fields():
        if placed.field.id in always_known():
            text = _("Tên “%(id)s” dành sẵn cho điều kiện, ô này sẽ che mất nó. Đặt tên khác.")
            yield subject.finding((*placed.path, "id"), "slug_shape", text % {"id": placed.field.id})
    pages: list[tuple[Path_, str]] = [(("form", "pages", n, "id"), page.id) for n, page in enumerate(form.pages)]
    yield from _once(subject, pages, "page_duplicate")
    for key in ("components", "results", "route"):
        parts: list[tuple[Path_, str]] = [((key, n, "id"), x.id) for n, x in enumerate(getattr(subject.pack, key))]
        yield from _once(subject, parts, "id_duplicate")


def _once(subject: Subject, named: list[tuple[Path_, str]], rule: str) -> Iterator[Finding]:
    counts: Counter[str] = Counter()
    for path, name in named:
        counts[name] += 1
        if counts[name] == 2:
            text = _("id “%(id)s” đã dùng ở trên. Đặt tên khác.")
            yield subject.finding(path, rule, text % {"id": name})
        if not SLUG.fullmatch(name):
            text = _("id “%(id)s” chỉ gồm chữ thường không dấu, số và gạch dưới. Ví dụ: child_full_name.")
            yield subject.finding(path, "slug_shape", text % {"id": name})


def _options(subject: Subject, placed: Placed) -> Iterator[Finding]:
    field, path = placed.field, placed.path
    if field.type == "choice" and not field.options:
        text = _("Ô chọn “%(id)s” chưa có lựa chọn nào. Thêm options; tỉnh xã, nước, dân tộc có kiểu ô riêng.")
        yield subject.finding(path, "options_empty", text % {"id": field.id})
    if field.type != "choice" and field.options:
        text = _("Ô “%(id)s” có lựa chọn nhưng kiểu là %(type)s. Đổi type thành choice, hoặc bỏ options.")
        yield subject.finding((*path, "options"), "options_useless", text % {"id": field.id, "type": field.type})
    values: set[str] = set()
    labels: set[str] = set()
    for number, option in enumerate(field.options):
        label = option.label.vi.casefold()
        if option.value in values or label in labels:
            text = _("Lựa chọn “%(name)s” có hai lần. Giữ một, hoặc đổi tên cho khác nhau.")
            yield subject.finding((*path, "options", number), "options_duplicate", text % {"name": option.label.vi})
        values.add(option.value)
        labels.add(label)


def _bounds(subject: Subject, placed: Placed) -> Iterator[Finding]:
    field, path = placed.field, placed.path
    low, high = _bound(field, field.min), _bound(field, field.max)
    if field.type not in BOUNDED:
        for key, given in (("min", field.min), ("max", field.max)):
            if given is not None:
                text = _("Ô kiểu %(type)s không có %(key)s. Bỏ đi; ô chữ, số, ngày mới có.")
                yield subject.finding((*path, key), "bound_shape", text % {"type": field.type, "key": key})
        return
    for key, given, read in (("min", field.min, low), ("max", field.max, high)):
        if given is not None and read is None and given != "today":
            text = _("“%(key)s” của ô “%(id)s” phải là số; với ô ngày là ngày dạng 2026-07-01 hoặc today.")
            yield subject.finding((*path, key), "bound_shape", text % {"key": key, "id": field.id})
    for key, read in (("min", low), ("max", high)):
        if read is not None and read < 0 and field.type in WITH_PATTERN:
            text = _("“%(key)s” của ô chữ là số chữ cái, không âm được. Bỏ dấu trừ.")
            yield subject.finding((*path, key), "bound_shape", text % {"key": key})
    if field.min == "today":
        low = float(subject.pack.valid_from.toordinal())  # nobody files before
    if low is not None and high is not None and low > high:
        text = _("min lớn hơn max nên không câu trả lời nào đúng. Đổi lại hai số.")
        yield subject.finding((*path, "min"), "min_over_max", text)


def _rows(subject: Subject, placed: Placed) -> Iterator[Finding]:
    repeat = placed.section.repeat
    if repeat is not None and repeat.min > repeat.max and placed.field is placed.section.fields[0]:
        text = _("Số dòng ít nhất lớn hơn số dòng nhiều nhất. Đổi lại min và max.")
        yield subject.finding((*placed.path[:3], "repeat", "min"), "min_over_max", text)


def _nobody_fills(subject: Subject, placed: Placed) -> Iterator[Finding]:
    """What is hidden is never asked, what is locked is never typed: both need a source."""
    field, path = placed.field, placed.path
    if field.hidden and not field.prefill:
        text = _("Ô “%(id)s” ẩn (hidden) mà không có nguồn nên luôn trống. Thêm prefill, hoặc bỏ hidden.")
        yield subject.finding((*path, "hidden"), "hidden_without_source", text % {"id": field.id})
    if field.locked and not field.prefill:
        text = _("Ô “%(id)s” khóa (locked) mà không có nguồn thì không có gì để khóa. Thêm prefill, hoặc bỏ locked.")
        yield subject.finding((*path, "locked"), "locked_without_source", text % {"id": field.id})


def _bound(field: Field, given: Any) -> float | None:
    if field.type == "date":
        try:
            return float((given if isinstance(given, date) else date.fromisoformat(str(given))).toordinal())
        except ValueError:
            return None
    return float(given) if isinstance(given, int | float) and not isinstance(given, bool) else None


def _pattern(subject: Subject, placed: Placed) -> Iterator[Finding]:
    field, path = placed.field, (*placed.path, "pattern")
    if field.pattern is None:
        return
    if field.type not in WITH_PATTERN:
        text = _("Ô kiểu %(type)s không xem pattern. Bỏ pattern; ô số và ô ngày thì dùng min, max.")
        yield subject.finding(path, "pattern_broken", text % {"type": field.type})
        return
    try:
        re.compile(field.pattern)
    except (re.error, OverflowError, RecursionError) as error:
        text = _("Mẫu “%(id)s” không đọc được (%(why)s). Sửa biểu thức.")
        yield subject.finding(path, "pattern_broken", text % {"id": field.id, "why": error})
        return
    if OPEN_COUNT.search(field.pattern):
        text = _("Mẫu “%(id)s” không đọc được (%(why)s). Sửa biểu thức.")
        why = _("ngoặc { chưa đóng")
        yield subject.finding(path, "pattern_broken", text % {"id": field.id, "why": why})
    if len(field.pattern) > LONGEST_PATTERN or is_slow(field.pattern):
        text = _("Mẫu này có thể làm máy đứng: có dấu lặp nằm trong dấu lặp. Viết lại, ví dụ [0-9]{6,20}.")
        yield subject.finding(path, "pattern_slow", text)
    if field.pattern_message is None:
        text = _("Ô “%(id)s” có mẫu mà không có câu cho người dân. Thêm pattern_message, nói cách sửa.")
        yield subject.finding(path, "pattern_without_message", text % {"id": field.id})
