"""What the viewer may do with a dossier now: the buttons of its page."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from motcua.base.verdict import Verdict, allow, refuse
from motcua.directory.api import Viewer
from motcua.dossiers.codes import ResultState, StepState
from motcua.dossiers.models import Dossier, Result, Step
from motcua.dossiers.models.step import ACTIVE
from motcua.dossiers.policies import may_claim, may_manage, may_pass, may_return, may_sign, may_work
from motcua.dossiers.steps import RETURN, SIGN
from motcua.rules.lifecycle import Status

BY_TABLE = ("accept", "refuse", "ask_supplement", "answer_supplement", "ask_fee", "pass_on", "stop", "withdraw")


def offers(dossier: Dossier, viewer: Viewer) -> dict[str, Verdict]:
    """Action → verdict, for every button of the page; the actions themselves check again. At most three queries."""
    found = {action: may_pass(viewer, dossier, action) for action in BY_TABLE}
    found["return_result"] = may_return(viewer, dossier)
    step = Step.objects.select_related("agency").filter(dossier=dossier, state__in=ACTIVE).first()
    working = step is not None and dossier.status == Status.PROCESSING
    nothing = refuse(_("Hồ sơ không ở bước xử lý nào."))
    work = may_work(viewer, step) if working else nothing
    found["take"] = may_claim(viewer, step) if step is not None and step.state == StepState.OPEN else nothing
    found["release"] = _may_release(viewer, dossier, step)
    found["hand_over"] = work or (may_manage(viewer, dossier) if working else nothing)
    for action in ("return_step", "ask_opinion", "draft_result"):
        found[action] = work
    found["finish_step"] = work if step is not None and step.kind not in (SIGN, RETURN) else nothing
    found["sign_result"] = _may_sign_now(viewer, dossier, step) if working else nothing
    return found


def _may_release(viewer: Viewer, dossier: Dossier, step: Step | None) -> Verdict:
    if step is None or step.state != StepState.CLAIMED:
        return refuse(_("Chưa có ai giữ việc này."))
    own = viewer.staff is not None and step.holder_id == viewer.staff.pk
    return allow() if own else may_manage(viewer, dossier)


def _may_sign_now(viewer: Viewer, dossier: Dossier, step: Step | None) -> Verdict:
    verdict = may_sign(viewer, dossier)
    if not verdict or step is None:
        return verdict
    waiting = Result.objects.filter(dossier=dossier).exclude(state__in=[ResultState.ISSUED, ResultState.RETURNED])
    return allow() if step.kind == SIGN and waiting.exists() else refuse(_("Chưa đến bước ký."))
