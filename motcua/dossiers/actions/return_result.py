"""Hand the result over: electronically into the vault, at the desk, or by post, always with proof."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from motcua.base.actor import Actor
from motcua.base.clock import now
from motcua.base.errors import Refusal
from motcua.base.verdict import require
from motcua.directory.api import Viewer
from motcua.dossiers.blanks import keep_blank, serial_of
from motcua.dossiers.codes import FeeState, ResultState
from motcua.dossiers.corrections import being_corrected, to_hand_out
from motcua.dossiers.errors import NotNow
from motcua.dossiers.events import BlankGiven, CorrectionReturned, ResultReturned
from motcua.dossiers.facts import common, tell
from motcua.dossiers.models import Dossier, PaperBlank, Result
from motcua.dossiers.moving import locked, pass_to
from motcua.dossiers.policies import may_return
from motcua.dossiers.steps import active_step, close_step
from motcua.dossiers.vaulting import keep_in_vault
from motcua.dossiers.words import CORRECTING
from motcua.rules.codes import Delivery
from motcua.rules.lifecycle import Status


@transaction.atomic
def return_result(
    *,
    dossier: Dossier,
    how: Delivery,
    to: str = "",
    evidence: str = "",
    serials: Mapping[str, str] | None = None,
    by: Viewer | Actor,
) -> Dossier:
    """Status 9 to 10; of a dossier handed over before (status 10), the paper of a corrected result.

    The electronic original always goes into the vault; `how` says how it reached the person.
    At the desk: `to` is who took it (and `evidence` the sheet they signed); by post: `evidence` is the item code.
    `serials`: key of a result → serial of the preprinted form it was printed on, where there is one.
    Lateness never stops it; a fee due on return does, until it is paid.

    Raises `Forbidden`, `NotNow`, `Refusal` without the proof or where a serial was used before.
    """
    held = locked(dossier)
    if isinstance(by, Viewer):
        require(may_return(by, held))
    if held.fee_state == FeeState.DUE:
        raise NotNow(_("Khoản phải nộp khi nhận kết quả chưa được nộp."))
    if held.status == Status.DONE and being_corrected(held).exists():
        raise NotNow(CORRECTING)
    if how == Delivery.COUNTER and not to.strip():
        raise Refusal(_("Xin ghi người đã nhận kết quả tại quầy."), fields={"to": _("Chưa ghi người nhận.")})
    if how == Delivery.POST and not evidence.strip():
        raise Refusal(_("Xin ghi mã bưu gửi."), fields={"evidence": _("Chưa có mã bưu gửi.")})
    results = list(to_hand_out(held).select_related("file", "issued_paper", "dossier__competent_agency"))
    if not results:
        raise NotNow(_("Hồ sơ chưa có kết quả đã ký để trả."))
    at = now()
    blanks = _blanks(held, results, how, serials or {}, by, at)
    for result in results:
        keep_in_vault(held, result, by)
        _proof(result, how, to, evidence, at)
    if held.status == Status.RETURNED:
        tell(CorrectionReturned(**common(held), how=int(how)), held, by, at=at)
    else:
        _pass(held, how, at, by)
    for each in blanks:
        old = each.replaces.serial if each.replaces else ""
        told = BlankGiven(**common(held), result=each.result.key, kind=each.kind, serial=each.serial, replaces=old)
        tell(told, held, by, at=at)
    return held


def _pass(held: Dossier, how: Delivery, at: datetime, by: Viewer | Actor) -> None:
    step = active_step(held)
    if step is not None:
        close_step(held, step, outcome="returned", at=at, by=by)
    before = pass_to(held, "return_result", at=at, returned_at=at, current_step=None, holder=None)
    tell(ResultReturned(**common(held, before=before), how=int(how), in_vault=True), held, by, at=at)


def _blanks(
    held: Dossier, results: list[Result], how: Delivery, serials: Mapping[str, str], by: Viewer | Actor, at: datetime
) -> list[PaperBlank]:
    typed = {f"serial-{each.key}": (each, said) for each in results if (said := serials.get(each.key, "").strip())}
    if typed and how == Delivery.ELECTRONIC:
        wrong = dict.fromkeys(typed, _("Xin để trống, hoặc chọn trao tại quầy, gửi bưu chính."))
        raise Refusal(_("Bản điện tử không in trên phôi có số sê-ri."), fields=wrong)
    who = by.staff if isinstance(by, Viewer) else None
    return [
        keep_blank(
            held,
            PaperBlank(
                result=each, serial=serial_of(said, box=box), given_by=who, given_at=at, replaces=_given_before(each)
            ),
            box=box,
        )
        for box, (each, said) in typed.items()
    ]


def _given_before(result: Result) -> PaperBlank | None:
    """The form on which the result that `result` corrects was given last."""
    if result.corrects_id is None:
        return None
    return PaperBlank.objects.filter(result=result.corrects_id, given_at__isnull=False, replaced_by=None).last()


def _proof(result: Result, how: Delivery, to: str, evidence: str, at: datetime) -> None:
    result.state, result.delivered_how, result.delivered_at = ResultState.RETURNED, int(how), at
    result.delivered_to, result.evidence = to.strip()[:200], evidence.strip()[:300]
    result.save(update_fields=["state", "delivered_how", "delivered_at", "delivered_to", "evidence"])
