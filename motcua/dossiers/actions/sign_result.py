"""The signer decides to sign; the signing itself is a job, because it calls the outside."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from motcua.base.clock import now
from motcua.base.errors import Refusal
from motcua.base.verdict import require
from motcua.directory.api import Viewer
from motcua.dossiers.asking import ask_to_sign
from motcua.dossiers.codes import ResultState, StepState
from motcua.dossiers.corrections import SIGNABLE, being_corrected
from motcua.dossiers.errors import NotNow
from motcua.dossiers.events import SignAsked
from motcua.dossiers.facts import common, tell
from motcua.dossiers.models import Dossier, Result, Step
from motcua.dossiers.moving import locked, write
from motcua.dossiers.policies import may_sign
from motcua.dossiers.steps import ISSUE, RETURN, SIGN, active_step, next_step
from motcua.dossiers.words import NO_CORRECTION, NO_DRAFT_YET, NO_STEP, ONLY_STAFF
from motcua.rules.lifecycle import SETTLED, Status


@transaction.atomic
def sign_result(*, dossier: Dossier, by: Viewer) -> list[Result]:
    """Ask for the signature on every drafted result of `dossier`, of a settled one on every drafted correction. Asked
    again after a failure, it is one more try.

    A job then numbers, renders, signs, seals and issues; until it has, the results are in state signing, and a
    failure is state failed with the reason, still the signer's. Raises `Forbidden`, `NotNow`.
    """
    held = locked(dossier)
    require(may_sign(by, held))
    if by.staff is None:
        raise NotNow(ONLY_STAFF)
    results = _corrected(held) if held.status in SETTLED else _drafted(held, by)
    at = now()
    for result in results:
        result.state, result.signer, result.sign_asked_at = ResultState.SIGNING, by.staff, at
        result.sign_tries, result.failure = result.sign_tries + 1, ""
        result.save(update_fields=["state", "signer", "sign_asked_at", "sign_tries", "failure"])
        tell(SignAsked(**common(held), result=result.key, attempt=result.sign_tries), held, by, at=at)
        ask_to_sign(held, result.pk, result.sign_tries)
    return results


def _drafted(held: Dossier, by: Viewer) -> list[Result]:
    step = active_step(held)
    if step is None or held.status != Status.PROCESSING or not _is_time(held, step):
        raise NotNow(NO_STEP)
    found = list(Result.objects.filter(SIGNABLE, dossier=held))
    if not found:
        raise NotNow(NO_DRAFT_YET)
    _hold(held, step, by)
    return found


def _corrected(held: Dossier) -> list[Result]:
    found = list(being_corrected(held).filter(SIGNABLE))
    if not found:
        raise NotNow(NO_CORRECTION)
    return found


def sign_results(*, dossiers: Iterable[Dossier], by: Viewer) -> dict[str, object]:
    """Batch signing: each dossier in its own transaction. Answers public id → refusal, for those that were refused."""
    refused: dict[str, object] = {}
    for dossier in dossiers:
        try:
            sign_result(dossier=dossier, by=by)
        except Refusal as refusal:
            refused[dossier.public_id] = refusal.message
    return refused


def _is_time(held: Dossier, step: Step) -> bool:
    if step.kind == SIGN:
        return True
    following = next_step(held, step)
    return following is None or following.kind in (ISSUE, RETURN)


def _hold(held: Dossier, step: Step, by: Viewer) -> None:
    if step.state == StepState.CLAIMED and by.staff is not None and step.holder_id not in (None, by.staff.pk):
        raise NotNow(_("Việc ký hồ sơ này đang do người khác giữ."))
    if step.state == StepState.OPEN:
        Step.objects.filter(pk=step.pk).update(state=StepState.CLAIMED, holder=by.staff, claimed_at=now())
        write(held, holder=by.staff)
