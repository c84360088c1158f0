"""Components and results: papers that data replaces are not asked for, templates exist."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

from django.utils.translation import gettext as _

from motcua.catalogue.pack import Component, Result
from motcua.catalogue.packs.finding import Finding, did_you_mean
from motcua.catalogue.packs.rules.meta import SLUG
from motcua.catalogue.packs.subject import Subject
from motcua.catalogue.packs.tables import HeldPaper, held_papers, sources, templates, vocabulary
from motcua.catalogue.packs.wording import says
from motcua.catalogue.prints import fields_printed, plain_place, texts_without_answers

SURE_SLIP = 0.92  # a birth certificate and a death certificate are alike to 0.82


def check(subject: Subject) -> Iterator[Finding]:
    """The papers that go in and the papers that come out; what tells that two dossiers are about the same."""
    yield from _unique(subject)
    yield from _components(subject)
    yield from _kinds(subject)
    for number, result in enumerate(subject.pack.results):
        if not SLUG.fullmatch(result.kind):
            text = _("kind “%(kind)s” chỉ gồm chữ thường không dấu, số và gạch dưới. Ví dụ: birth_certificate.")
            yield subject.finding(("results", number, "kind"), "slug_shape", text % {"kind": result.kind})
        if result.template is not None and result.template not in templates():
            text = _("Không có mẫu in “%(template)s”. Dùng một trong: %(known)s; hoặc bỏ template.")
            words = {"template": result.template, "known": ", ".join(sorted(templates()))}
            guess = did_you_mean(result.template, templates())
            yield subject.finding(("results", number, "template"), "template_unknown", text % words + guess)
            continue
        yield from _prints(subject, number, result)


def _prints(subject: Subject, number: int, result: Result) -> Iterator[Finding]:
    fields = subject.field_names()
    rows = {placed.field.id for placed in subject.fields() if placed.section.repeat is not None}
    for place, names in fields_printed(result).items():
        path = ("results", number, "prints", place)
        for name in sorted(names - fields):
            text = _("Mẫu in nói đến ô “%(id)s” mà biểu mẫu không có. Sửa tên ô.") % {"id": name}
            yield subject.finding(path, "print_field_unknown", text + did_you_mean(name, fields))
        for name in sorted(names & rows if "[]" not in place else ()):
            text = _("Ô “%(id)s” nằm trong nhóm lặp nên có nhiều giá trị. In vào một danh sách, ví dụ rows[].value.")
            yield subject.finding(path, "print_field_unknown", text % {"id": name})
        if any("{" in text or "}" in text for text in texts_without_answers(result.prints[place])):
            text = _("Ngoặc { } chưa đủ cặp, hoặc trong ngoặc không phải tên ô. Viết như {child_full_name}.")
            yield subject.finding(path, "print_field_unknown", text)
        if result.template is not None and (known := templates()[result.template]) and plain_place(place) not in known:
            text = _("Mẫu %(template)s không có chỗ “%(place)s”. Dùng một trong: %(known)s.")
            words = {"template": result.template, "place": place, "known": ", ".join(sorted(known))}
            guess = did_you_mean(plain_place(place), known)
            yield subject.finding(path, "print_field_unknown", text % words + guess)


def _unique(subject: Subject) -> Iterator[Finding]:
    single = {placed.field.id for placed in subject.fields() if placed.section.repeat is None}
    for number, line in enumerate(subject.pack.unique_by):
        for place, name in enumerate(line.fields):
            if name not in single:
                text = _("unique_by nói đến ô “%(id)s” mà biểu mẫu không có (nhóm lặp không dùng được). Sửa tên.")
                path = ("unique_by", number, "fields", place)
                yield subject.finding(path, "unique_field_unknown", text % {"id": name} + did_you_mean(name, single))


def _proof(subject: Subject, number: int, part: Component, connected: bool) -> Iterator[Finding]:
    """What must be known from a source before it stands in for the paper."""
    fields = {placed.field.id: placed.field for placed in subject.fields() if placed.section.repeat is None}
    for place, name in enumerate(part.proven_by):
        path = ("components", number, "proven_by", place)
        if name not in fields:
            text = _("“%(name)s” chờ ô “%(id)s” mà biểu mẫu không có. Sửa tên ô.")
            yield subject.finding(
                path, "component_proof_unknown", text % {"name": part.name.vi, "id": name} + did_you_mean(name, fields)
            )
        elif not {prefill.source for prefill in fields[name].prefill} & set(part.replaced_by):
            text = _("Ô “%(id)s” không lấy từ nguồn nào của replaced_by, nên không thay được giấy. Sửa prefill.")
            yield subject.finding(path, "component_proof_unknown", text % {"id": name})
    if subject.pack.end_to_end and connected and part.mode == "data" and not part.proven_by:
        text = _("Nguồn trả lời chưa đủ để thay “%(name)s”. Thêm proven_by: tên ô mà nguồn phải cho biết.")
        yield subject.finding(("components", number), "component_proof_missing", text % {"name": part.name.vi})


def _known_paper(part: Component) -> HeldPaper | None:
    """The paper of the table that this component demands without a reason."""
    if part.mode not in ("upload", "present") or (part.ask_again_reason or "").strip():
        return None
    name = part.name.vi
    named = next((paper for paper in held_papers() if says(name, paper.labels)), None)
    return None if named is None or says(name, named.not_labels) else named


def _kinds(subject: Subject) -> Iterator[Finding]:
    """Other procedures issue papers of kinds of their own: only what looks like a misspelt usual one is a fault."""
    usual = {*vocabulary("paper_kinds"), *(result.kind for result in subject.pack.results)}
    for number, part in enumerate(subject.pack.components):
        for place, kind in enumerate(part.paper_kinds):
            path = ("components", number, "paper_kinds", place)
            if not SLUG.fullmatch(kind):
                text = _("kind “%(kind)s” chỉ gồm chữ thường không dấu, số và gạch dưới. Ví dụ: birth_certificate.")
                yield subject.finding(path, "slug_shape", text % {"kind": kind})
            elif kind not in usual and (close := get_close_matches(kind, usual, n=1, cutoff=SURE_SLIP)):
                text = _("Kho không có loại giấy “%(kind)s”. Có phải là “%(close)s” không?")
                yield subject.finding(path, "word_unknown", text % {"kind": kind, "close": close[0]})


def _components(subject: Subject) -> Iterator[Finding]:
    known = sources()
    for number, part in enumerate(subject.pack.components):
        path = ("components", number)
        for place, name in enumerate(part.replaced_by):
            if name not in known:
                text = _("Không có nguồn “%(source)s”. Sửa tên nguồn.") % {"source": name}
                guess = did_you_mean(name, known)
                yield subject.finding((*path, "replaced_by", place), "component_source_unknown", text + guess)
        connected = [known[name].name for name in part.replaced_by if name in known and known[name].connected]
        if connected and part.mode in ("upload", "present"):
            text = _("“%(name)s” đã có trong %(source)s, không bắt người dân nộp. Đổi mode thành data.")
            words = {"name": part.name.vi, "source": ", ".join(connected)}
            yield subject.finding(path, "component_paper_needless", text % words)
        if part.mode == "data" and not part.replaced_by:
            text = _("“%(name)s” lấy từ dữ liệu (data) nhưng chưa ghi nguồn. Thêm replaced_by.")
            yield subject.finding(path, "component_source_missing", text % {"name": part.name.vi})
        elif paper := _known_paper(part):
            text = _("“%(name)s” hỏi giấy về %(what)s, điều %(source)s đã có. ")
            text += _(
                "Đổi mode thành data, thêm replaced_by: [%(ids)s]; nếu vẫn phải nộp, ghi lý do ở ask_again_reason."
            )
            holders = ", ".join(known[name].name for name in paper.sources)
            words = {"name": part.name.vi, "what": paper.name, "source": holders, "ids": ", ".join(paper.sources)}
            yield subject.finding(path, "asks_known_paper", text % words)
        yield from _proof(subject, number, part, bool(connected))
        if part.required == "conditional" and part.condition is None and part.condition_text is None:
            text = _("“%(name)s” chỉ cần trong một số trường hợp: ghi trường hợp nào ở condition_text.")
            yield subject.finding(path, "component_condition_missing", text % {"name": part.name.vi})
        if part.required == "always" and part.condition is not None:
            text = _("“%(name)s” có điều kiện nhưng ghi là luôn cần. Đổi required thành conditional.")
            yield subject.finding(path, "component_condition_useless", text % {"name": part.name.vi})
