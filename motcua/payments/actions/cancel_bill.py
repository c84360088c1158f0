"""Nothing is owed any more."""

from __future__ import annotations

from django.db import transaction

from motcua.base.actor import Actor
from motcua.base.clock import now
from motcua.base.events import record
from motcua.payments.events import BillCancelled, Questioned
from motcua.payments.models import Attempt, Bill, Movement
from motcua.payments.states import BillState, MovementState, Question


@transaction.atomic
def cancel_bill(*, reference: str, by: Actor) -> Bill | None:
    """Cancel the bill of `reference` unless it is settled; part payments become money to pay back. None: no bill."""
    bill = Bill.objects.select_for_update().filter(reference=reference).first()
    if bill is None or bill.state in (BillState.SETTLED, BillState.CANCELLED):
        return bill
    bill.state = BillState.CANCELLED
    bill.save(update_fields=["state"])
    Attempt.objects.filter(bill=bill, ended_at=None).update(ended_at=now(), outcome="replaced")
    record(BillCancelled(reference, bill.total), stream=f"bill:{bill.public_id}", by=by)
    for movement in Movement.objects.filter(bill=bill, state=MovementState.COUNTED):
        movement.state, movement.excess, movement.question = MovementState.LATE, movement.amount, Question.LATE
        movement.save()
        record(Questioned(reference, str(Question.LATE), movement.amount), stream=f"bill:{bill.public_id}", by=by)
    return bill
