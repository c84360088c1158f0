"""The applicant brings to the counter what was asked for: the clerk puts the papers with the dossier."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from motcua.base.errors import Refusal
from motcua.desk.deeds.case import Case, Deed, Fields
from motcua.dossiers import api

FORM = "form"


def _fields(case: Case) -> Fields:
    asked = api.open_request(case.dossier)
    wanted = asked is not None and any(item["component"] == FORM for item in asked.items)
    label = _("Nội dung sửa trong tờ khai, theo lời người nộp") if wanted else _("Lời nhắn của người nộp")
    return [case.text("note", label, widget="long_text", optional=not wanted)]


def _context(case: Case) -> dict[str, Any]:
    asked = api.open_request(case.dossier)
    items = [
        {**item, "problem": str(case.wrong.get(item["component"], ""))}
        for item in (asked.items if asked else [])
        if item["component"] != FORM
    ]
    said = [item for item in (asked.items if asked else []) if item["component"] == FORM]
    return {"asked": asked, "items": items, "said": said}


def _perform(case: Case) -> object:
    asked = api.open_request(case.dossier)
    if asked is None:
        raise Refusal(_("Hồ sơ này không có yêu cầu bổ sung nào đang chờ."))
    handed = api.keep_uploads(asked, case.sent, source=api.PartSource.DESK)
    return api.answer_supplement(dossier=case.dossier, parts=handed, note=case.said("note"), by=case.viewer)


BRING = Deed(
    "nhan-bo-sung", "bring_supplement", _("Nhận giấy tờ bổ sung tại quầy"), "", _perform,
    _("Đã nhận bổ sung. Giấy xác nhận đang được lập, in cho người nộp."), _fields,
    _("Quét hoặc chụp từng giấy tờ người nộp mang đến. Người nộp nhận giấy xác nhận có tên, mã kiểm tra của từng tệp."),
    tone="main", template="desk/deeds/bring.html", context=_context,
)  # fmt: skip
