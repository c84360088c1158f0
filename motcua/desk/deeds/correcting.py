"""Correct a result: what is wrong, and the document again, filled with what the old one says."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from motcua.base.errors import Refusal
from motcua.catalogue.api import say_paper
from motcua.desk.deeds.case import Case, Deed, Fields
from motcua.desk.deeds.drafting import template_of, text_boxes
from motcua.desk.drafting import boxes, read_draft, words_of
from motcua.dossiers import api


def _old(case: Case) -> api.Result:
    """The result meant; the first where none was chosen. Raises `Refusal` where there is none."""
    found = list(api.in_place(case.dossier).select_related("issued_paper"))
    meant = [each for each in found if each.key == case.said("result")] or found
    if not meant:
        raise Refusal(_("Hồ sơ chưa có kết quả để đính chính."))
    return meant[0]


def _kept(case: Case) -> api.Result | None:
    """The correction that was begun."""
    return api.being_corrected(case.dossier).filter(corrects=_old(case)).first()


def _fields(case: Case) -> Fields:
    old = _old(case)
    tried = old.corrections.order_by("-pk").first()  # one that was not signed is gone on with
    shown = boxes(template_of(case.dossier, old.key))
    words = {box.id: words_of((tried or old).data, box) for box in shown}
    begun = case.begun_with(words | {"wrong": tried.wrong if tried is not None else ""})
    hint = _("Ai kiểm tra mã in trên giấy cũ cũng đọc được, nên không ghi thông tin riêng của ai.")
    why = begun.text("wrong", _("Sai ở đâu, vì sao; người nộp sẽ đọc"), widget="long_text", hint=str(hint))
    return [why, *text_boxes(begun, shown)]


def _context(case: Case) -> dict[str, Any]:
    results = [(each.key, say_paper(each.title)) for each in api.in_place(case.dossier)]
    return {"results": results, "result": _old(case).key, "kept": _kept(case)}


def _perform(case: Case) -> object:
    key = _old(case).key
    data = read_draft(template_of(case.dossier, key), case.typed)
    return api.correct_result(dossier=case.dossier, wrong=case.said("wrong"), data=data, key=key, by=case.viewer)


def _not_fields(case: Case) -> Fields:
    return [case.text("reason", _("Vì sao không ký, người soạn sẽ đọc"), widget="long_text")]


def _decline(case: Case) -> object:
    return api.decline_correction(dossier=case.dossier, reason=case.said("reason"), by=case.viewer)


CORRECT = Deed(
    "dinh-chinh", "correct_result", _("Đính chính kết quả"), "", _perform,
    _("Đã trình ký bản đính chính. Bản cũ giữ nguyên cho đến khi ký xong."), _fields,
    _("Bản mới có số riêng và thay bản cũ từ lúc ký. Người nộp được báo, không phải nộp thêm phí, lệ phí."),
    template="desk/deeds/correct.html", context=_context,
)  # fmt: skip
DECLINE_CORRECTION = Deed(
    "khong-ky-dinh-chinh", "decline_correction", _("Không ký bản đính chính"), "", _decline,
    _("Bản đính chính không được ký, kết quả giữ như cũ."), _not_fields,
    _("Kết quả giữ như cũ. Người soạn đọc được lý do và có thể trình bản khác."),
)  # fmt: skip
