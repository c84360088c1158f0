"""A dossier ended without a result: what was paid for it is put before the accountant."""

from __future__ import annotations

from collections.abc import Collection

from django.db import transaction

from motcua.base.actor import Actor
from motcua.base.clock import now
from motcua.base.events import record
from motcua.payments.actions.cancel_bill import cancel_bill
from motcua.payments.events import RefundAsked
from motcua.payments.models import Bill, Movement, Refund
from motcua.payments.states import BillState, MovementState
from motcua.rules.refunds import RefundCause


@transaction.atomic
def hold_bills(references: Collection[str]) -> list[Bill]:
    """Lock the bills of `references` for the caller's transaction, oldest first.

    Whoever locks what the bills are for takes them first: money that arrives comes the same way.
    """
    return list(Bill.objects.select_for_update().filter(reference__in=references).order_by("pk"))


@transaction.atomic
def end_bills(*, references: Collection[str], cause: RefundCause, by: Actor) -> list[Refund]:
    """Nothing is owed for `references` any more: unpaid bills are cancelled (their part payments go back), for paid
    ones the accountant is asked. Asked twice it is one question. Answers what was asked now (VND in `amount`).
    """
    asked: list[Refund] = []
    for bill in hold_bills(references):
        if bill.state in (BillState.OPEN, BillState.SHORT):
            cancel_bill(reference=bill.reference, by=by)
        elif bill.state == BillState.SETTLED:
            asked += _ask(bill, cause, by)
    return asked


def _ask(bill: Bill, cause: RefundCause, by: Actor) -> list[Refund]:
    asked = []
    for movement in Movement.objects.filter(bill=bill, state=MovementState.COUNTED).order_by("pk"):
        refund, made = Refund.objects.get_or_create(
            movement=movement,
            surplus=False,
            defaults={
                "agency": bill.agency,
                "cause": cause.value,
                "amount": movement.amount - movement.excess,
                "asked_at": now(),
            },
        )
        if made:
            asked.append(refund)
            happened = RefundAsked(bill.reference, refund.amount, cause.value)
            record(happened, stream=f"bill:{bill.public_id}", by=by)
    return asked
