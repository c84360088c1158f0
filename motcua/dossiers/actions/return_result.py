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
from motcua.directory.api import Viewer, actor_of
from motcua.dossiers.blanks import keep_blank, serial_of
from motcua.dossiers.codes import FeeState, ResultState
from motcua.dossiers.errors import NotNow
from motcua.dossiers.events import BlankGiven, ResultReturned
from motcua.dossiers.facts import common, subject_of, tell
from motcua.dossiers.models import Dossier, PaperBlank, Result
from motcua.dossiers.moving import locked, pass_to
from motcua.dossiers.policies import may_return
from motcua.dossiers.steps import active_step, close_step
from motcua.papers.api import IssuedPaper
from motcua.rules.codes import Delivery
from motcua.vault.api import keep_paper, revoke_copies


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
    """Status 9 to 10. The electronic original always goes into the vault; `how` says how it reached the person.

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
    if how == Delivery.COUNTER and not to.strip():
        raise Refusal(_("Xin ghi người đã nhận kết quả tại quầy."), fields={"to": _("Chưa ghi người nhận.")})
    if how == Delivery.POST and not evidence.strip():
        raise Refusal(_("Xin ghi mã bưu gửi."), fields={"evidence": _("Chưa có mã bưu gửi.")})
    results = list(Result.objects.select_related("file", "issued_paper").filter(dossier=held, state=ResultState.ISSUED))
    if not results:
        raise NotNow(_("Hồ sơ chưa có kết quả đã ký để trả."))
    at = now()
    blanks = _blanks(held, results, how, serials or {}, by, at)
    for result in results:
        _keep_in_vault(held, result, by)
        _proof(result, how, to, evidence, at)
    step = active_step(held)
    if step is not None:
        close_step(held, step, outcome="returned", at=at, by=by)
    before = pass_to(held, "return_result", at=at, returned_at=at, current_step=None, holder=None)
    tell(ResultReturned(**common(held, before=before), how=int(how), in_vault=True), held, by, at=at)
    for each in blanks:
        told = BlankGiven(**common(held), result=each.result.key, kind=each.kind, serial=each.serial)
        tell(told, held, by, at=at)
    return held


def _blanks(
    held: Dossier, results: list[Result], how: Delivery, serials: Mapping[str, str], by: Viewer | Actor, at: datetime
) -> list[PaperBlank]:
    typed = {f"serial-{each.key}": (each, said) for each in results if (said := serials.get(each.key, "").strip())}
    if typed and how == Delivery.ELECTRONIC:
        wrong = dict.fromkeys(typed, _("Xin để trống, hoặc chọn trao tại quầy, gửi bưu chính."))
        raise Refusal(_("Bản điện tử không in trên phôi có số sê-ri."), fields=wrong)
    who = by.staff if isinstance(by, Viewer) else None
    return [
        keep_blank(held, PaperBlank(result=each, serial=serial_of(said, box=box), given_by=who, given_at=at), box=box)
        for box, (each, said) in typed.items()
    ]


def _proof(result: Result, how: Delivery, to: str, evidence: str, at: datetime) -> None:
    result.state, result.delivered_how, result.delivered_at = ResultState.RETURNED, int(how), at
    result.delivered_to, result.evidence = to.strip()[:200], evidence.strip()[:300]
    result.save(update_fields=["state", "delivered_how", "delivered_at", "delivered_to", "evidence"])


def _keep_in_vault(held: Dossier, result: Result, by: Viewer | Actor) -> None:
    paper = result.issued_paper
    if result.file is None or paper is None:
        raise NotNow(_("Kết quả chưa có tệp đã ký."))
    keep_paper(
        subject=subject_of(held),
        kind=result.kind,
        title=result.title,
        file=result.file,
        number=result.number,
        issued_by=held.competent_agency,
        issued_on=paper.valid_from,
        valid_from=paper.valid_from,
        valid_to=paper.valid_to,
        source="result",
        origin=held.code,
        by=actor_of(by),
    )
    if paper.state == IssuedPaper.State.REVOKED:  # after it was signed and before it was handed over
        revoke_copies(origin=held.code, sha256=paper.sha256, reason=paper.reason, by=actor_of(by))
