"""What the signing job writes when it has ended: the signed result, or the failure."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, datetime

from django.db import transaction

from motcua.base.actor import Actor
from motcua.base.clock import HO_CHI_MINH, now
from motcua.catalogue.api import pack_of
from motcua.directory.api import name_of
from motcua.dossiers.actions.ask_return_fee import ask_for_it, lines_due_on_return
from motcua.dossiers.asking import ask_to_return
from motcua.dossiers.codes import SIGNED, ResultState
from motcua.dossiers.corrections import issuer_of_result
from motcua.dossiers.events import ResultSigned, SignFailed
from motcua.dossiers.facts import clock_of, common, subject_of, tell
from motcua.dossiers.models import ClockPause, Dossier, Result
from motcua.dossiers.moving import locked, pass_to
from motcua.dossiers.replacing import stand_in_place
from motcua.dossiers.steps import ISSUE, RETURN, SIGN, active_step, close_step, next_step, open_step
from motcua.papers.api import IssuedPaper, Number, issue
from motcua.rules.codes import Delivery
from motcua.rules.lifecycle import SETTLED, Status


@transaction.atomic
def issue_result(*, result: Result, attempt: int, pdf: bytes, number: Number, by: Actor) -> bool:
    """Enter the signed and sealed `pdf` into the register; when all of a dossier's results are signed the settlement
    ends (status 4 to 9). A correction stands in the place of the old result, and the dossier stays where it is.

    Conditional on the state: a job that runs twice issues once. Answers False when it was issued already.
    """
    held = locked(result.dossier)
    at = now()
    waiting = Result.objects.filter(pk=result.pk, state=ResultState.SIGNING, sign_tries=attempt)
    if held.status not in (SETTLED if result.corrects_id else (Status.PROCESSING,)) or not waiting.exists():
        return False
    paper = _register(held, result, pdf, number, at, by)
    waiting.update(
        state=ResultState.ISSUED, signed_at=at, file=paper.file, issued_paper=paper, number=number.text, failure=""
    )
    result.refresh_from_db()
    if result.corrects_id:
        stand_in_place(held, result, at, by)
    else:
        _settle(held, result, paper, at, by)
    return True


def _settle(held: Dossier, result: Result, paper: IssuedPaper, at: datetime, by: Actor) -> None:
    open_ones = Result.objects.filter(dossier=held).exclude(state__in=SIGNED)
    before = held.status
    if not open_ones.exists():
        _end_of_settlement(held, at, by)
    _tell_signed(held, result, paper, before, at, by)
    if before != held.status:
        _open_return(held, at, by)


@transaction.atomic
def fail_result(*, result: Result, attempt: int, reason: str, final: bool, by: Actor) -> None:
    """Keep why a try to sign failed. `final`: no further try by itself; the signer must ask again."""
    held = locked(result.dossier)
    state = ResultState.FAILED if final else ResultState.SIGNING
    changed = Result.objects.filter(pk=result.pk, state=ResultState.SIGNING, sign_tries=attempt).update(
        state=state, failure=reason[:500]
    )
    if changed and final:
        tell(SignFailed(**common(held), result=result.key, attempt=attempt), held, by)


def _end_of_settlement(held: Dossier, at: datetime, by: Actor) -> None:
    step = active_step(held)
    while step is not None and step.kind != RETURN:
        outcome = "signed" if step.kind == SIGN else "issued" if step.kind == ISSUE else "done"
        close_step(held, step, outcome=outcome, at=at, by=by)
        step = next_step(held, step)
    pass_to(held, "finish", at=at, finished_at=at, current_step=None, holder=None)


def _register(held: Dossier, result: Result, pdf: bytes, number: Number, at: datetime, by: Actor) -> IssuedPaper:
    kind = next(each for each in pack_of(held.procedure_version_id).results if each.id == result.key)
    whose, issuer = subject_of(held), issuer_of_result(result)
    return issue(
        kind=kind.template or result.kind,
        title=result.title,
        agency=issuer.code,
        agency_name=issuer.name,
        pdf=pdf,
        subject=whose,
        holder_name=name_of(whose),
        number=number,
        reference=f"dossier:{held.public_id}",
        signed_by=str(result.signer.full_name) if result.signer else "",
        valid_to=_valid_to(kind.valid_months, at),
        issued_at=at,
        by=by,
    )


def _valid_to(months: int | None, at: datetime) -> date | None:
    """The same day `months` later, or the last of that month."""
    if months is None:
        return None
    day = at.astimezone(HO_CHI_MINH).date()
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


def _tell_signed(held: Dossier, result: Result, paper: IssuedPaper, before: int, at: datetime, by: Actor) -> None:
    clock = clock_of(held.competent_agency)
    pauses = ClockPause.objects.filter(dossier=held, ended_at__isnull=False)
    waited = sum(clock.minutes_between(each.began_at, each.ended_at) for each in pauses if each.ended_at)
    begun = held.accepted_at or at
    happened = ResultSigned(
        **common(held, before=before),
        result=result.key,
        kind=result.kind,
        paper=paper.public_id,
        sha256=paper.sha256,
        late=held.due_at is not None and at > held.due_at,
        worked=max(clock.minutes_between(begun, at) - waited, 0),
        pauses=waited,
        supplements=held.supplement_count,
        electronic=True,
    )
    tell(happened, held, by, at=at)


def _open_return(held: Dossier, at: datetime, by: Actor) -> None:
    step = next_step(held, None)
    if step is not None:
        open_step(held, step, at=at, by=by)
    owed = lines_due_on_return(held)
    if owed:
        ask_for_it(held, owed, at, by)
    elif held.delivery == Delivery.ELECTRONIC:
        ask_to_return(held)
