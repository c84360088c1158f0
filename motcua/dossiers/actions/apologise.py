"""What the job writes when an apology is signed: from here on the new date counts (form 04)."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_noop

from motcua.base.actor import Actor
from motcua.base.clock import now
from motcua.dossiers.actions.ask_apology import is_later
from motcua.dossiers.codes import ApologyState
from motcua.dossiers.events import Apologised, ApologySignFailed
from motcua.dossiers.facts import common, send_apology_by, tell
from motcua.dossiers.forms import FormPaper, enter
from motcua.dossiers.models import Apology
from motcua.dossiers.moving import locked, write
from motcua.dossiers.steps import plan_anew
from motcua.rules.lifecycle import SETTLING, second_promise_allowed

TOO_LATE = gettext_noop("Hồ sơ đã xong hoặc ngày hẹn mới đã qua trước khi ký xong.")


@transaction.atomic
def apologise(*, apology: Apology, attempt: int, paper: FormPaper, by: Actor) -> bool:
    """Promise the new date with the signed and sealed `paper`; the first promise stays on record.

    Should come at least a day before the deadline (Decree 118/2025); coming late it is still sent, and counted.
    Conditional on the state: a job that runs twice promises once. Answers False where nothing was promised.
    """
    held, at = locked(apology.dossier), now()
    waiting = Apology.objects.filter(pk=apology.pk, state=ApologyState.SIGNING, sign_tries=attempt)
    if not waiting.exists():
        return False
    old, send_by = held.due_at, send_apology_by(held)
    open_still = held.status in SETTLING and second_promise_allowed(held.apology_count)
    if not open_still or old is None or send_by is None or not is_later(apology.new_due_at, held, at):
        waiting.update(state=ApologyState.FAILED, failure=TOO_LATE)
        return False
    in_time = at <= send_by
    write(
        held,
        due_at=apology.new_due_at,
        apology_count=held.apology_count + 1,
        apology_reason=apology.reason,
        due_soon_told_at=None,
        overdue_told_at=None,
    )
    waiting.update(state=ApologyState.SIGNED, signed_at=at, failure="")
    plan_anew(held, at=at)
    tell(Apologised(**common(held), old_due_at=old, in_time=in_time), held, by, at=at)
    enter(paper, by=by)
    return True


@transaction.atomic
def fail_apology(*, apology: Apology, attempt: int, reason: str, final: bool, by: Actor) -> None:
    """Keep why a try to sign failed. `final`: no further try by itself; the signer must ask again."""
    held = locked(apology.dossier)
    state = ApologyState.FAILED if final else ApologyState.SIGNING
    changed = Apology.objects.filter(pk=apology.pk, state=ApologyState.SIGNING, sign_tries=attempt).update(
        state=state, failure=reason[:500]
    )
    if changed and final:
        tell(ApologySignFailed(**common(held), attempt=attempt), held, by)
