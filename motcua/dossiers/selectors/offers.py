"""What the viewer may do with a dossier now: the buttons of its page."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from motcua.base.verdict import Verdict, allow, refuse
from motcua.catalogue.api import pack_of
from motcua.directory.api import Viewer
from motcua.dossiers.actions.sign_apology import GONE as NO_APOLOGY
from motcua.dossiers.blanks import blanks_to_replace
from motcua.dossiers.codes import SIGNED, FeeState, StepState
from motcua.dossiers.corrections import being_corrected, is_signable
from motcua.dossiers.fees import RETURN as RETURN_FEE
from motcua.dossiers.fees import bill_reference, grantable
from motcua.dossiers.in_charge import apology_to_sign
from motcua.dossiers.models import Dossier, HandOver, OpinionRequest, PaperBlank, Part, Result, Step
from motcua.dossiers.models.step import ACTIVE
from motcua.dossiers.policies import (
    YOUR_OWN,
    is_own_business,
    may_apologise,
    may_ask_return_fee,
    may_check_parts,
    may_claim,
    may_correct_result,
    may_decline_correction,
    may_give_opinion,
    may_manage,
    may_pass,
    may_receive_hand_over,
    may_relieve_fee,
    may_replace_blank,
    may_return,
    may_revoke_result,
    may_sign,
    may_sign_apology,
    may_spoil_blank,
    may_work,
)
from motcua.dossiers.steps import RETURN, SIGN
from motcua.dossiers.taken_back import is_taken_back
from motcua.dossiers.words import CORRECTING, NO_CORRECTION, ONLY_STAFF, TAKEN_BACK
from motcua.papers.api import IssuedPaper
from motcua.payments.api import Bill, bill_for, may_take_cash
from motcua.rules.lifecycle import SETTLED, SETTLING, Status, second_promise_allowed

NOTHING = refuse(_("Hồ sơ không ở bước xử lý nào."))
NO_TEMPLATE = _("Thủ tục này không có mẫu kết quả để dự thảo.")
BY_TABLE = ("accept", "refuse", "ask_supplement", "answer_supplement", "ask_fee", "pass_on", "stop", "withdraw")


def offers(dossier: Dossier, viewer: Viewer) -> dict[str, Verdict]:
    """Action → verdict, for every button of a page; the actions themselves check again. At most ten queries."""
    found = {action: may_pass(viewer, dossier, action) for action in BY_TABLE}
    found |= _of_money(dossier, viewer)
    if dossier.fee_state == FeeState.DUE and found["accept"]:
        found["accept"] = refuse(_("Phí, lệ phí của hồ sơ chưa được nộp."))
    found["return_result"] = _may_return_now(viewer, dossier)
    found["spoil_blank"] = _may_spoil_now(viewer, dossier)
    found["replace_blank"] = _may_replace_now(viewer, dossier)
    found["revoke_result"] = _may_revoke_now(viewer, dossier)
    found |= _of_apology(viewer, dossier)
    found |= _of_correction(viewer, dossier)
    found["check_parts"] = _may_check_now(viewer, dossier)
    # The applicant answers on the portal; at the counter a clerk records what was brought.
    found["bring_supplement"] = found["answer_supplement"] if viewer.staff is not None else refuse(ONLY_STAFF)
    if viewer.staff is None:
        return found
    step = Step.objects.select_related("agency").filter(dossier=dossier, state__in=ACTIVE).first()
    found |= _of_steps(dossier, viewer, step)
    found["receive_hand_over"] = _may_confirm_now(viewer, dossier)
    asked = opinion_asked_of(dossier, viewer)
    found["give_opinion"] = allow() if asked is not None else refuse(_("Không có câu hỏi nào chờ ông/bà trả lời."))
    return found


def opinion_asked_of(dossier: Dossier, viewer: Viewer) -> OpinionRequest | None:
    """The oldest question about `dossier` that the viewer may answer."""
    waiting = OpinionRequest.objects.select_related("asked_agency", "asked_by", "dossier")
    asked = waiting.filter(dossier=dossier, answered_at__isnull=True)
    return next((each for each in asked if may_give_opinion(viewer, each)), None)


def hand_over_to_confirm(dossier: Dossier, viewer: Viewer) -> HandOver | None:
    """The last hand-over that waits for the viewer's signature."""
    slips = HandOver.objects.filter(dossier=dossier, received_at=None, to_agency=dossier.holding_agency)
    return next((each for each in slips.order_by("-number") if may_receive_hand_over(viewer, each)), None)


def results_in_force(dossier: Dossier) -> QuerySet[Result]:
    """Signed results whose paper was neither revoked nor replaced."""
    return Result.objects.filter(dossier=dossier, issued_paper__state=IssuedPaper.State.VALID)


def bill_to_pay(dossier: Dossier) -> Bill | None:
    """The bill this dossier waits for, where something is still missing."""
    bill = bill_for(dossier.bill) if dossier.bill and dossier.fee_state == FeeState.DUE else None
    return bill if bill is not None and bill.outstanding else None


def _of_steps(dossier: Dossier, viewer: Viewer, step: Step | None) -> dict[str, Verdict]:
    working = step is not None and dossier.status == Status.PROCESSING
    work = may_work(viewer, step) if working else NOTHING
    found = {
        "take": may_claim(viewer, step) if step is not None and step.state == StepState.OPEN else NOTHING,
        "release": _may_release(viewer, dossier, step),
        "hand_over": work or (may_manage(viewer, dossier) if working else NOTHING),
        "return_step": work,
        "ask_opinion": work,
        "draft_result": work if not work or _drawable(dossier) else refuse(NO_TEMPLATE),
        "finish_step": work if step is not None and step.kind not in (SIGN, RETURN) else NOTHING,
        **({"sign_result": _may_sign_now(viewer, dossier, step)} if working else {}),
    }
    return found


def _of_money(dossier: Dossier, viewer: Viewer) -> dict[str, Verdict]:
    bill = bill_to_pay(dossier)
    nothing = refuse(_("Hồ sơ này không có khoản nào chưa nộp."))
    return {
        "take_cash": _may_take_cash(viewer, dossier, bill) if bill is not None else nothing,
        "relieve_fee": _may_relieve(viewer, dossier) if bill is not None else nothing,
        "ask_return_fee": _may_ask_on_return(viewer, dossier),
    }


def _may_take_cash(viewer: Viewer, dossier: Dossier, bill: Bill) -> Verdict:
    return refuse(YOUR_OWN) if is_own_business(viewer, dossier) else may_take_cash(viewer, bill)


def _may_relieve(viewer: Viewer, dossier: Dossier) -> Verdict:
    verdict = may_relieve_fee(viewer, dossier)
    return verdict if not verdict or grantable(dossier) else refuse(_("Thủ tục này không có diện miễn, giảm nào."))


def _may_ask_on_return(viewer: Viewer, dossier: Dossier) -> Verdict:
    """Not where there is no fee, and not for one that was paid: on filing, or when the result was signed."""
    verdict = may_ask_return_fee(viewer, dossier)
    if not verdict:
        return verdict
    if is_taken_back(dossier):
        return refuse(TAKEN_BACK)
    fees = pack_of(dossier.procedure_version_id).fees
    later = any(each.due == RETURN_FEE for each in fees)
    if not fees or (dossier.fee_state == FeeState.PAID and not later):
        return refuse(_("Hồ sơ này không có khoản nào phải nộp khi nhận kết quả."))
    if bill_for(bill_reference(dossier.public_id, RETURN_FEE)) is not None:
        return refuse(_("Khoản thu khi trả kết quả đã được yêu cầu rồi."))
    return verdict


def _may_return_now(viewer: Viewer, dossier: Dossier) -> Verdict:
    verdict = may_return(viewer, dossier)
    if verdict and dossier.fee_state == FeeState.DUE:
        return refuse(_("Khoản phải nộp khi nhận kết quả chưa được nộp."))
    if verdict and dossier.status == Status.DONE and being_corrected(dossier).exists():
        return refuse(CORRECTING)
    return verdict


def _may_spoil_now(viewer: Viewer, dossier: Dossier) -> Verdict:
    """After the hand-over only where a form was given that can be cancelled."""
    verdict = may_spoil_blank(viewer, dossier)
    if not verdict or dossier.status != Status.RETURNED:
        return verdict
    given = PaperBlank.objects.filter(result__dossier=dossier, spoiled_at=None).exists()
    return verdict if given else refuse(_("Kết quả này không trao trên phôi có số sê-ri."))


def _may_replace_now(viewer: Viewer, dossier: Dossier) -> Verdict:
    verdict = may_replace_blank(viewer, dossier)
    return verdict if not verdict or blanks_to_replace(dossier) else refuse(_("Không có phôi nào đã trao để thay."))


def _may_revoke_now(viewer: Viewer, dossier: Dossier) -> Verdict:
    verdict = may_revoke_result(viewer, dossier)
    counts = results_in_force(dossier).exists() if verdict else False
    return verdict if not verdict or counts else refuse(_("Không còn kết quả nào có hiệu lực để thu hồi."))


def _of_apology(viewer: Viewer, dossier: Dossier) -> dict[str, Verdict]:
    written = apology_to_sign(dossier)
    sign = may_sign_apology(viewer, dossier) if written is not None and written.waits else refuse(NO_APOLOGY)
    signing = written is not None and not written.waits
    ask = refuse(_("Văn bản xin lỗi đang được ký.")) if signing else _may_apologise_now(viewer, dossier)
    return {"apologise": ask, "sign_apology": sign, "decline_apology": sign}


def _of_correction(viewer: Viewer, dossier: Dossier) -> dict[str, Verdict]:
    """Signing goes by the same button as a first result."""
    if dossier.status not in SETTLED or viewer.staff is None:
        none = refuse(NO_CORRECTION)
        return {"correct_result": none, "decline_correction": none, "sign_result": NOTHING}
    begun = list(being_corrected(dossier))
    waiting = [each for each in begun if is_signable(each)]
    correct = may_correct_result(viewer, dossier)
    if correct and not waiting and begun:
        correct = refuse(_("Bản đính chính đang được ký."))
    if correct and not _drawable(dossier):
        correct = refuse(NO_TEMPLATE)
    none = refuse(NO_CORRECTION)
    return {
        "correct_result": correct,
        "decline_correction": may_decline_correction(viewer, dossier, waiting) if waiting else none,
        "sign_result": may_sign(viewer, dossier) if waiting else none,
    }


def _may_apologise_now(viewer: Viewer, dossier: Dossier) -> Verdict:
    if dossier.status not in SETTLING or dossier.due_at is None:
        return refuse(_("Hồ sơ này không có ngày hẹn để hẹn lại."))
    if not second_promise_allowed(dossier.apology_count):
        return refuse(_("Hồ sơ này đã được hẹn lại một lần."))
    return may_apologise(viewer, dossier)


def _may_check_now(viewer: Viewer, dossier: Dossier) -> Verdict:
    verdict = may_check_parts(viewer, dossier)
    if verdict and not Part.objects.filter(dossier=dossier, file__isnull=False).exists():
        return refuse(_("Hồ sơ này không có giấy tờ nào để kiểm tra."))
    return verdict


def _may_confirm_now(viewer: Viewer, dossier: Dossier) -> Verdict:
    # Taking the step confirms it too; a button of its own helps only where somebody holds it already.
    if dossier.state.is_final or dossier.status == Status.DONE or dossier.holder_id is None:
        return NOTHING
    waits = hand_over_to_confirm(dossier, viewer) is not None
    return allow() if waits else refuse(_("Không có bàn giao nào chờ ký nhận."))


def _drawable(dossier: Dossier) -> bool:
    return any(each.template for each in pack_of(dossier.procedure_version_id).results)


def _may_release(viewer: Viewer, dossier: Dossier, step: Step | None) -> Verdict:
    if step is None or step.state != StepState.CLAIMED:
        return refuse(_("Chưa có ai giữ việc này."))
    own = viewer.staff is not None and step.holder_id == viewer.staff.pk
    return allow() if own else may_manage(viewer, dossier)


def _may_sign_now(viewer: Viewer, dossier: Dossier, step: Step | None) -> Verdict:
    verdict = may_sign(viewer, dossier)
    if not verdict or step is None:
        return verdict
    waiting = Result.objects.filter(dossier=dossier).exclude(state__in=SIGNED)
    return allow() if step.kind == SIGN and waiting.exists() else refuse(_("Chưa đến bước ký."))
