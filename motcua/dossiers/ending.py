"""What an early end (refused, withdrawn, stopped) leaves behind: nothing open, no debt, the question of a refund."""

from __future__ import annotations

from datetime import datetime

from motcua.directory.api import Viewer
from motcua.dossiers.codes import FeeState
from motcua.dossiers.events import SupplementClosed
from motcua.dossiers.facts import common, tell
from motcua.dossiers.fees import bill_references
from motcua.dossiers.models import Dossier, SupplementRequest
from motcua.dossiers.moving import locked, write
from motcua.dossiers.steps import drop_steps
from motcua.payments.api import RefundCause, end_bills, hold_bills


def held_with_bills(dossier: Dossier) -> Dossier:
    """The dossier and its bills, held until the transaction ends: bills first, as money that arrives takes them."""
    hold_bills(bill_references(dossier))
    return locked(dossier)


def close_request(held: Dossier, at: datetime, by: Viewer) -> None:
    """A supplement that was asked for and not answered is waited for no longer; told before the dossier moves on."""
    request = SupplementRequest.objects.filter(dossier=held, answered_at=None, closed_at=None).first()
    if request is None:
        return
    SupplementRequest.objects.filter(pk=request.pk).update(closed_at=at)
    tell(SupplementClosed(**common(held), number=request.number), held, by, at=at)


def let_go(held: Dossier, cause: RefundCause, by: Viewer) -> None:
    """The steps that were not done will not be; unpaid bills are cancelled, paid ones put before the accountant."""
    drop_steps(held)
    if held.fee_state == FeeState.DUE:
        write(held, fee_state=FeeState.NONE)
    end_bills(references=bill_references(held), cause=cause, by=by.actor)
