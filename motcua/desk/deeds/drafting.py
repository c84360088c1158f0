"""Draft the result: the document's boxes, already filled from the declaration."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from motcua.base.errors import Refusal
from motcua.catalogue.api import pack_of, say
from motcua.desk.deeds.case import Case, Deed, Fields
from motcua.desk.drafting import Box, boxes, first_words, read_draft, words_of
from motcua.dossiers import api

WIDGETS = {"long": "long_text", "rows": "long_text", "list": "long_text"}


def template_of(dossier: api.Dossier, key: str) -> str:
    """The document template of a result of this procedure. Raises `Refusal` where it has none."""
    for each in pack_of(dossier.procedure_version_id).results:
        if each.id == key and each.template:
            return each.template
    raise Refusal(_("Thủ tục này không có kết quả đó."))


def drawable(dossier: api.Dossier) -> list[tuple[str, str]]:
    """Results of the procedure that have a document template: (key, name)."""
    return [(each.id, say(each.name)) for each in pack_of(dossier.procedure_version_id).results if each.template]


def _key(case: Case) -> str:
    keys = [key for key, _name in drawable(case.dossier)]
    if not keys:
        raise Refusal(_("Thủ tục này không có mẫu kết quả để dự thảo."))
    return case.said("result") if case.said("result") in keys else keys[0]


def _fields(case: Case) -> Fields:
    key = _key(case)
    kept = api.Result.objects.filter(dossier=case.dossier, key=key).first()
    shown = boxes(template_of(case.dossier, key))
    words = {box.id: words_of(kept.data, box) for box in shown} if kept else first_words(case.dossier, key)
    return text_boxes(case.begun_with(words), shown)


def text_boxes(case: Case, shown: Sequence[Box]) -> Fields:
    """The boxes of a result, with what the case says in each."""
    return [case.text(box.id, box.label, widget=WIDGETS.get(box.kind, "text"), optional=box.optional) for box in shown]


def _context(case: Case) -> dict[str, Any]:
    key = _key(case)
    return {
        "results": drawable(case.dossier),
        "result": key,
        "kept": api.Result.objects.filter(dossier=case.dossier, key=key).first(),
    }


def _perform(case: Case) -> object:
    key = _key(case)
    data = read_draft(template_of(case.dossier, key), case.typed)
    return api.draft_result(dossier=case.dossier, key=key, data=data, by=case.viewer)


DRAFT = Deed(
    "du-thao", "draft_result", _("Dự thảo kết quả"), "d", _perform,
    _("Đã lưu dự thảo. Xin xem lại bản PDF trước khi trình."),
    _fields, _("Đã điền sẵn từ tờ khai. Sửa chỗ nào cần sửa; số, ngày, chữ ký và mã kiểm tra thêm vào khi ký."),
    tone="main", template="desk/deeds/draft.html", context=_context,
)  # fmt: skip
