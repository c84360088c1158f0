"""Money for a dossier has arrived: go on."""

from __future__ import annotations

from django.db import transaction

from motcua.base.actor import Actor
from motcua.base.clock import now
from motcua.dossiers.asking import go_on_returning
from motcua.dossiers.codes import FeeState
from motcua.dossiers.events import FeePaid
from motcua.dossiers.facts import common, tell
from motcua.dossiers.fees import flag_after
from motcua.dossiers.models import Dossier
from motcua.dossiers.moving import locked, pass_to, waited_minutes, write
from motcua.rules.codes import PaymentFlag
from motcua.rules.lifecycle import Status


@transaction.atomic
def settle_fee(*, dossier: Dossier, bill: str, amount: int, flag: PaymentFlag, by: Actor) -> Dossier:
    """The bill `bill` of `dossier` is settled. Where the dossier waited for it (status 6) it goes back to work; where a
    signed result waited for it (status 9) an electronic one is handed over.

    Heard twice, it changes nothing. Called by the listener of `payments.bill_settled` only.
    """
    held = locked(dossier)
    if held.bill != bill or held.fee_state == FeeState.PAID:
        return held
    at = now()
    before, since = held.status, held.status_since
    if held.status == Status.FEE_DUE:
        pass_to(held, "fee_paid", at=at, fee_state=FeeState.PAID, payment_flag=flag_after(held, flag))
    else:
        write(held, fee_state=FeeState.PAID, payment_flag=flag_after(held, flag))
    go_on_returning(held, after="payment")
    waited = waited_minutes(held, since, at) if before == Status.FEE_DUE else 0
    happened = FeePaid(**common(held, before=before), bill=bill, amount=amount, payment_flag=int(flag), waited=waited)
    tell(happened, held, by, at=at)
    return held
