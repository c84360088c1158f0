"""Judge the papers one by one."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from motcua.base.errors import Refusal
from motcua.desk.deeds.case import Case, Deed
from motcua.dossiers import api

NAME = "part-"


def _context(case: Case) -> dict[str, Any]:
    parts = (
        api.Part.objects.select_related("file")
        .filter(dossier=case.dossier, file__isnull=False)
        .order_by("round", "position")
    )
    return {
        "parts": [
            {
                "part": part,
                "name": f"{NAME}{part.pk}",
                "chosen": case.typed.get(f"{NAME}{part.pk}", part.checked),
                "note": case.typed.get(f"note-{part.pk}", part.note),
            }
            for part in parts
        ]
    }


def _perform(case: Case) -> object:
    """Good ones together, bad ones each with its own reason."""
    said = {int(name[len(NAME) :]): verdict for name, verdict in case.typed.items() if _is_verdict(name, verdict)}
    bad = [pk for pk, verdict in said.items() if verdict == api.PartCheck.BAD]
    silent = {f"note-{pk}": _("Ghi chưa hợp lệ ở chỗ nào.") for pk in bad if not case.said(f"note-{pk}")}
    if not said or silent:
        raise Refusal(_("Xin chọn cho từng giấy tờ, và ghi lý do với giấy chưa hợp lệ."), fields=silent)
    good = {pk: verdict for pk, verdict in said.items() if verdict == api.PartCheck.GOOD}
    if good:
        api.check_parts(dossier=case.dossier, judged=good, by=case.viewer)
    for pk in bad:
        api.check_parts(dossier=case.dossier, judged={pk: said[pk]}, note=case.said(f"note-{pk}"), by=case.viewer)
    return case.dossier


def _is_verdict(name: str, verdict: str) -> bool:
    known = (api.PartCheck.GOOD.value, api.PartCheck.BAD.value)
    return name.startswith(NAME) and name[len(NAME) :].isdecimal() and verdict in known


CHECK = Deed(
    "kiem-tra-giay-to", "check_parts", _("Kiểm tra giấy tờ"), "g", _perform, _("Đã ghi kết quả kiểm tra."),
    template="desk/deeds/checking.html", context=_context,
)  # fmt: skip
