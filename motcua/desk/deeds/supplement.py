"""Ask for a supplement: one complete checklist, every paper judged, every defect said at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from motcua.catalogue.api import pack_of
from motcua.desk.deeds.case import Case, Deed, Fields
from motcua.desk.pages.papers import Component, components_of
from motcua.dossiers import api
from motcua.dossiers.api import ItemVerdict

FORM = "form"
TO_MEND = (ItemVerdict.MISSING.value, ItemVerdict.WRONG.value)


@dataclass(frozen=True)
class Item:
    """One line of the checklist as the page shows it."""

    id: str
    name: str
    has: str
    verdict: str
    what: str
    problem: str


def _fields(case: Case) -> Fields:
    asked = [
        case.text("reason", _("Lý do chung, người nộp sẽ đọc"), widget="long_text"),
    ]
    if case.dossier.supplement_count:
        hint = _("Hồ sơ đã được yêu cầu bổ sung một lần. Chỉ được yêu cầu thêm khi có tình tiết mới phát sinh.")
        asked.append(case.text("new_fact", _("Tình tiết mới và căn cứ"), widget="long_text", hint=str(hint)))
    return asked


def _context(case: Case) -> dict[str, Any]:
    pack = pack_of(case.dossier.procedure_version_id)
    forms = {each.id for each in pack.components if each.mode == "form"}
    came = [each for each in components_of(case.dossier) if each.id not in forms]
    first = {each.id: _at_first(each) for each in came} if not case.typed else {}
    items = [
        Item(
            id=name,
            name=words,
            has=has,
            verdict=case.typed.get(f"v-{name}", first.get(name, "")),
            what=case.typed.get(f"w-{name}", ""),
            problem=str(case.wrong.get(name, "")),
        )
        for name, words, has in [
            (FORM, gettext("Tờ khai điện tử"), ""),
            *((each.id, each.name, _what_came(each)) for each in came),
        ]
    ]
    return {"items": items, "verdicts": ItemVerdict.choices, "second": bool(case.dossier.supplement_count)}


def _what_came(component: Component) -> str:
    if component.stands_in:
        return component.stands_in
    if not component.sheets:
        return gettext("không nộp")
    return ngettext("%(n)s tệp", "%(n)s tệp", len(component.sheets)) % {"n": len(component.sheets)}


def _at_first(component: Component) -> str:
    """What needs no judging is ticked already: data from a source, papers that are not of this case."""
    if component.stands_in:
        return ItemVerdict.GOOD.value
    return ItemVerdict.NOT_NEEDED.value if component.passed_over else ""


def _perform(case: Case) -> object:
    pack = pack_of(case.dossier.procedure_version_id)
    # The declaration is judged in the first line; the component that is the same form goes with it.
    same = {each.id: ItemVerdict.GOOD.value for each in pack.components if each.mode == "form"}
    checklist = same | {name[2:]: value for name, value in case.typed.items() if name.startswith("v-") and value}
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
