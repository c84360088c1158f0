"""Pages: every thing that can be asked has one place; a title is a question; at most three things a page."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from motcua.catalogue.pack import Field, Form
from motcua.catalogue.packs.finding import Finding, did_you_mean
from motcua.catalogue.packs.subject import Placed, Subject

LONGEST_TITLE = 60  # syllables
SURE_SOURCES = frozenset({"const", "session", "computed"})
SIGN_IN = frozenset({"personal_id", "full_name", "date_of_birth"})


def check(subject: Subject) -> Iterator[Finding]:
    """The question pages of the form."""
    form = subject.pack.form
    if form is None:
        return
    if not form.pages:
        if any(_must_have_a_page(placed) for placed in subject.fields()):
            text = _("Biểu mẫu chưa có trang hỏi nào. Thêm pages: mỗi trang một câu hỏi, nhiều nhất ba ô.")
            yield subject.finding(("form",), "pages_missing", text)
        return
    yield from _titles(subject, form)
    yield from _places(subject, form)
    yield from _uncovered(subject, form)
    yield from _passable(subject, form)


def _passable(subject: Subject, form: Form) -> Iterator[Finding]:
    """A page that nobody is led to asks for nothing that must be answered."""
    required = {field.id for field in form.fields() if field.required}
    required |= {section.id for section in form.sections if section.repeat and section.repeat.min}
    for number, page in enumerate(form.pages):
        for place, name in enumerate(page.fields if page.optional else ()):
            if name in required:
                text = _("Trang “%(page)s” không bắt buộc (optional) mà ô “%(name)s” bắt buộc. Bỏ một trong hai.")
                path = ("form", "pages", number, "fields", place)
                yield subject.finding(path, "page_optional_required", text % {"page": page.id, "name": name})


def _titles(subject: Subject, form: Form) -> Iterator[Finding]:
    for number, page in enumerate(form.pages):
        title = page.title.vi.strip()
        path = ("form", "pages", number, "title")
        if not title.endswith("?"):
            text = _("Tên trang phải là câu hỏi. Viết thành câu hỏi, kết bằng dấu hỏi: “Bé tên là gì?”")
            yield subject.finding(path, "page_title_not_question", text)
        if len(title.split()) > LONGEST_TITLE:
            text = _("Câu hỏi dài quá 60 chữ, người đọc sẽ mệt. Viết ngắn lại, chuyển phần giải thích xuống hint.")
            yield subject.finding(path, "page_title_long", text)


def _places(subject: Subject, form: Form) -> Iterator[Finding]:
    rows = {field.id for section in form.sections if section.repeat for field in section.fields}
    repeats = {section.id for section in form.sections if section.repeat}
    singles = subject.field_names() - rows
    hidden = {field.id for field in form.fields() if field.hidden and field.prefill}
    statements = {field.id for field in form.fields() if field.type == "statement"}
    seen: dict[str, str] = {}
    for number, page in enumerate(form.pages):
        for place, name in enumerate(page.fields):
            path = ("form", "pages", number, "fields", place)
            if name in rows:
                text = _("“%(name)s” nằm trong nhóm lặp. Trang hỏi ghi tên nhóm, không ghi từng ô.")
                yield subject.finding(path, "page_field_unknown", text % {"name": name})
            elif name in statements:
                text = _("“%(name)s” là lời cam đoan, hiện ở trang kiểm tra. Bỏ khỏi trang hỏi.")
                yield subject.finding(path, "page_field_unknown", text % {"name": name})
            elif name in hidden:
                text = _("Ô “%(name)s” ẩn (hidden) nên không hỏi ai. Bỏ khỏi trang hỏi, hoặc bỏ hidden.")
                yield subject.finding(path, "page_field_unknown", text % {"name": name})
            elif name not in singles | repeats:
                text = _("Trang hỏi “%(page)s” có ô “%(name)s” mà biểu mẫu không có. Sửa tên hoặc bỏ đi.")
                words = {"page": page.id, "name": name}
                guess = did_you_mean(name, sorted(singles | repeats))
                yield subject.finding(path, "page_field_unknown", text % words + guess)
            elif name in seen:
                text = _("Ô “%(name)s” đã có ở trang “%(page)s”. Mỗi ô chỉ hỏi một lần: bỏ một chỗ.")
                yield subject.finding(path, "page_field_twice", text % {"name": name, "page": seen[name]})
            seen.setdefault(name, page.id)


def _uncovered(subject: Subject, form: Form) -> Iterator[Finding]:
    placed_on = {name for page in form.pages for name in page.fields}
    for number, section in enumerate(form.sections):
        if section.repeat is not None and section.id not in placed_on:
            text = _("Nhóm lặp “%(id)s” chưa ở trang hỏi nào. Thêm tên nhóm vào một trang.")
            yield subject.finding(("form", "sections", number), "page_field_missing", text % {"id": section.id})
    for placed in subject.fields():
        if placed.field.id not in placed_on and _must_have_a_page(placed):
            yield subject.finding(placed.path, "page_field_missing", _missing(placed.field))


def _missing(field: Field) -> str:
    if not field.prefill:
        text = _("Ô “%(id)s” không ở trang hỏi nào và không có nguồn, nên không ai điền được. Thêm vào một trang.")
    else:
        text = _("Ô “%(id)s” bắt buộc mà không ở trang hỏi nào: khi nguồn không trả lời, người dân không điền được.")
        text += " " + _("Thêm vào một trang; nguồn có thì trang tự bỏ qua.")
    return text % {"id": field.id}


def _must_have_a_page(placed: Placed) -> bool:
    """Whether somebody may have to be asked for it: no sure source, and it is needed or has no source at all."""
    field = placed.field
    if field.hidden or field.type == "statement" or placed.section.repeat is not None:
        return False
    if any(_is_sure(prefill.source, prefill.path, prefill.when) for prefill in field.prefill):
        return False
    return field.required or not field.prefill


def _is_sure(source: str, path: str, when: object) -> bool:
    if when is not None:
        return False
    return source in SURE_SOURCES or (source == "vneid" and path in SIGN_IN)
