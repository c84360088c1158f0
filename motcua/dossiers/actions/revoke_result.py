"""A result that was issued wrongly is taken out of force: the paper, and every copy of it in a vault."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from motcua.base.clock import now
from motcua.base.errors import Refusal
from motcua.base.verdict import require
from motcua.directory.api import Viewer
from motcua.dossiers.codes import FeeState
from motcua.dossiers.corrections import being_corrected, result_meant
from motcua.dossiers.ending import held_with_bills
from motcua.dossiers.errors import NotNow
from motcua.dossiers.events import ResultRevoked
from motcua.dossiers.facts import common, tell
from motcua.dossiers.fees import bill_references, flag_after
from motcua.dossiers.models import Dossier, Result
from motcua.dossiers.moving import write
from motcua.dossiers.policies import may_revoke_result
from motcua.dossiers.sole import give_back_sole
from motcua.dossiers.taken_back import is_left_something
from motcua.papers.api import IssuedPaper, revoke
from motcua.payments.api import RefundCause, end_bills
from motcua.rules.codes import PaymentFlag
from motcua.vault.api import revoke_copies

LONGEST = 300


@transaction.atomic
def revoke_result(*, dossier: Dossier, decision: str, reason: str, key: str = "", by: Viewer) -> Result:
    """Revoke a result of a dossier that has ended; its status stays, and the result is offered for reuse no more.

    Where no result is left, the dossier came to nothing: what was due on return is cancelled, what was paid is put
    before the accountant, and another may be filed about the same thing.

    `decision`: number and date of the decision to revoke; with `reason` it is read by the applicant and by whoever
    checks the paper (together at most 300 characters). `key`: which result, where there are several. Raises
    `Forbidden`; `NotNow` where it was revoked before or another paper stands in its place; `Refusal`.
    """
    held = held_with_bills(dossier)
    require(may_revoke_result(by, held))
    result = result_meant(held, key)
    if result is None:
        raise Refusal(_("Xin chọn kết quả cần thu hồi."), fields={"key": _("Chưa chọn.")})
    paper = result.issued_paper
    if paper is None or paper.state in (IssuedPaper.State.REPLACED, IssuedPaper.State.REVOKED):
        raise NotNow(_("Kết quả này không còn hiệu lực nên không thu hồi được."))
    words = _words(decision.strip(), reason.strip())
    result.issued_paper = revoke(paper=paper, reason=words, by=by.actor)
    revoke_copies(origin=held.code, sha256=paper.sha256, reason=words, by=by)
    if not is_left_something(held.public_id):
        _let_go(held, by)
    told = ResultRevoked(**common(held), result=result.key, kind=result.kind, paper=paper.public_id)
    tell(told, held, by)
    return result


def _let_go(held: Dossier, by: Viewer) -> None:
    if not being_corrected(held).exists():  # the corrected one will be about the same thing
        give_back_sole(held, now())
    end_bills(references=bill_references(held), cause=RefundCause.REVOKED, by=by.actor)
    if held.fee_state == FeeState.DUE:
        write(held, bill="", fee_state=FeeState.NONE, payment_flag=flag_after(held, PaymentFlag.NOT_ONLINE))


def _words(decision: str, reason: str) -> str:
    wrong = {}
    if not decision:
        wrong["decision"] = _("Chưa có số và ngày quyết định.")
    if not reason:
        wrong["reason"] = _("Chưa có lý do.")
    if wrong:
        raise Refusal(_("Xin ghi quyết định thu hồi và lý do."), fields=wrong)
    words = f"{decision.removesuffix('.')}. {reason}"
    if len(words) > LONGEST:
        long = _("Quyết định và lý do dài quá 300 chữ cái. Xin ghi ngắn lại.")
        raise Refusal(long, fields={"reason": long})
    return words
