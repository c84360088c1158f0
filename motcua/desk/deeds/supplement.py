"""Ask for a supplement: one complete checklist, every paper judged, every defect said at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as now_
from django.utils.translation import gettext_lazy as _

from motcua.catalogue.api import pack_of, say
from motcua.desk.deeds.case import Case, Deed, Fields
from motcua.dossiers import api
from motcua.dossiers.api import ItemVerdict

FORM = "form"
TO_MEND = (ItemVerdict.MISSING.value, ItemVerdict.WRONG.value)


@dataclass(frozen=True)
class Item:
    """One line of the checklist as the page shows it."""

    id: str
    name: str
    has: int
    verdict: str
    what: str
    problem: str
    optional: bool


def _fields(case: Case) -> Fields:
    asked = [
        case.text("reason", _("Lý do chung, người nộp sẽ đọc"), widget="long_text"),
    ]
    if case.dossier.supplement_count:
        hint = _("Hồ sơ đã được yêu cầu bổ sung một lần. Chỉ được yêu cầu thêm khi có tình tiết mới phát sinh.")
        asked.append(case.text("new_fact", _("Tình tiết mới và căn cứ"), widget="long_text", hint=str(hint)))
    return asked


def _context(case: Case) -> dict[str, Any]:
    counts: dict[str, int] = {}
    for part in api.Part.objects.filter(dossier=case.dossier):
        counts[part.component] = counts.get(part.component, 0) + 1
    wrong = case.typed.get("__wrong", {})
    pack = pack_of(case.dossier.procedure_version_id)
    listed = [(each.id, say(each.name), each.required == "optional") for each in pack.components]
    items = [
        Item(
            id=name,
            name=words,
            has=counts.get(name, 0),
            verdict=case.typed.get(f"v-{name}", ""),
            what=case.typed.get(f"w-{name}", ""),
            problem=str(wrong.get(name, "")) if isinstance(wrong, dict) else "",
            optional=optional,
        )
        for name, words, optional in [(FORM, now_("Tờ khai điện tử"), False), *listed]
    ]
    return {"items": items, "verdicts": ItemVerdict.choices, "second": bool(case.dossier.supplement_count)}


def _perform(case: Case) -> object:
    checklist = {name[2:]: value for name, value in case.typed.items() if name.startswith("v-") and value}
    items = [
        {"component": name, "what": case.said(f"w-{name}")} for name, verdict in checklist.items() if verdict in TO_MEND
    ]
    return api.ask_supplement(
        dossier=case.dossier, checklist=checklist, items=items, reason=case.said("reason"),
        new_fact=case.said("new_fact"), by=case.viewer,
    )  # fmt: skip


SUPPLEMENT = Deed(
    "yeu-cau-bo-sung", "ask_supplement", _("Yêu cầu bổ sung"), "s", _perform,
    _("Đã gửi yêu cầu bổ sung. Đồng hồ dừng cho đến khi người nộp gửi lại."), _fields,
    _("Pháp luật cho yêu cầu một lần và phải đầy đủ. Xin xét từng mục; chưa xét hết thì chưa gửi được."),
    template="desk/deeds/supplement.html", context=_context,
)  # fmt: skip
