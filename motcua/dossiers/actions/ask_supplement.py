"""Ask the applicant once, completely, for what is missing (form 02)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from motcua.base.clock import now
from motcua.base.errors import Refusal
from motcua.base.verdict import require
from motcua.catalogue.api import pack_of
from motcua.directory.api import Viewer
from motcua.dossiers.asking import ask_for_form
from motcua.dossiers.codes import FormCode, ItemVerdict, PauseReason
from motcua.dossiers.events import SupplementAsked
from motcua.dossiers.facts import common, tell
from motcua.dossiers.models import Dossier, SupplementRequest
from motcua.dossiers.moving import locked, pass_to
from motcua.dossiers.policies import may_pass
from motcua.rules.lifecycle import second_supplement_allowed

TO_MEND = (ItemVerdict.MISSING, ItemVerdict.WRONG)


@transaction.atomic
def ask_supplement(
    *,
    dossier: Dossier,
    checklist: Mapping[str, str],
    items: Sequence[Mapping[str, str]],
    reason: str,
    new_fact: str = "",
    by: Viewer,
) -> SupplementRequest:
    """Status 1, 2 or 4 to 5; the clock stands still where it runs.

    `checklist` judges every component of the procedure (id → `ItemVerdict`; "form" judges the declaration);
    `items` says for each thing to mend what to do: {"component", "what"}. A second request needs `new_fact`.
    Raises `Forbidden`; `Refusal` (with `fields` by component) while the checklist is not complete.
    """
    held = locked(dossier)
    require(may_pass(by, held, "ask_supplement"))
    names = _judged(held, checklist, items)
    if not reason.strip():
        raise Refusal(_("Xin ghi lý do yêu cầu bổ sung."))
    if not second_supplement_allowed(held.supplement_count, bool(new_fact.strip())):
        raise Refusal(
            _("Hồ sơ này đã được yêu cầu bổ sung một lần. Muốn yêu cầu thêm, phải nêu tình tiết mới phát sinh."),
            fields={"new_fact": _("Nêu tình tiết mới và căn cứ.")},
        )
    if by.staff is None:
        raise Refusal(_("Chỉ cán bộ mới yêu cầu bổ sung được."))
    at, number = now(), held.supplement_count + 1
    before = pass_to(
        held,
        "ask_supplement",
        at=at,
        reason=PauseReason.SUPPLEMENT,
        supplement_count=number,
        first_answered_at=held.first_answered_at or at,
    )
    request = SupplementRequest.objects.create(
        dossier=held,
        number=number,
        checklist=dict(checklist),
        items=[{**item, "name": names[item["component"]]} for item in items],
        reason=reason.strip(),
        new_fact=new_fact.strip(),
        asked_by=by.staff,
        asked_at=at,
    )
    wanted = [item["component"] for item in items]
    happened = SupplementAsked(
        **common(held, before=before), number=number, components=wanted, cites_new_fact=bool(new_fact.strip())
    )
    tell(happened, held, by, at=at)
    ask_for_form(held, FormCode.SUPPLEMENT, number)
    return request


def _judged(held: Dossier, checklist: Mapping[str, str], items: Sequence[Mapping[str, str]]) -> dict[str, str]:
    """Names by component, after checking that each is judged and each one to mend says what to do."""
    names = {"form": gettext_noop("Tờ khai")}
    names |= {each.id: each.name.vi for each in pack_of(held.procedure_version_id).components}
    said = {item.get("component", ""): item.get("what", "").strip() for item in items}
    wrong: dict[str, object] = {}
    for component in names:
        verdict = checklist.get(component)
        if verdict not in ItemVerdict.values and (component != "form" or verdict is not None):
            wrong[component] = _("Chưa đánh giá giấy tờ này.")
        elif verdict in TO_MEND and not said.get(component):
            wrong[component] = _("Ghi rõ người nộp cần làm gì.")
    for component in said:
        if checklist.get(component) not in TO_MEND:
            wrong[component] = _("Mục này không được đánh giá là thiếu hoặc phải sửa.")
    if wrong or not said:
        raise Refusal(_("Phải đánh giá đủ mọi giấy tờ và ghi rõ từng việc cần bổ sung, trong một lần."), fields=wrong)
    return names
