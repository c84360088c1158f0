"""Money came: find what it is for and count it, exactly once, whoever told us and however often."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from motcua.base.actor import Actor
from motcua.base.clock import now
from motcua.base.events import record
from motcua.directory.api import Agency
from motcua.payments.events import BillSettled, Questioned
from motcua.payments.models import Attempt, Bill, Movement
from motcua.payments.receipts import give_receipt
from motcua.payments.states import COUNTER_QR, BillState, MovementState, Question

LONGEST_NUMBER = 64
ONLINE, AT_THE_DESK = "vietqr", "NOPTAIQUAY"
# A code survives the ways banks treat a purpose: capitals, no marks, words glued on.
_CODE = re.compile(r"MC[0-9A-HJKMNP-TV-Z]{8}")


@dataclass(frozen=True, slots=True)
class Arrival:
    """What the bank (or the counter) says came. `amount` VND; `paid_at` aware."""

    bank_number: str
    account: str
    amount: int
    note: str
    paid_at: datetime
    method: str = ONLINE


@transaction.atomic
def hear_of_money(*, arrival: Arrival, heard_by: str, by: Actor, agency: Agency | None = None) -> Movement:
    """Record the arrival and count it towards its bill; heard again, the first row is answered and nothing happens.

    Every outcome is a state with an owner: counted, excess (double or too much), late (bill cancelled), unknown.
    Two banks may give two transfers the same number: it is one only in its account. `agency`: whose account it is.
    """
    same = {"bank_number": _short(arrival.bank_number), "account": arrival.account[:40]}
    known = Movement.objects.filter(**same).first()
    if known is not None:
        return known
    bill = _bill_meant(arrival.note)
    if bill is not None and agency is not None and _elsewhere(bill.agency, agency):
        bill = None  # it lies in another agency's account: that one must send it on or back
    try:
        with transaction.atomic():
            movement = _write(arrival, bill, heard_by, agency)
    except IntegrityError:  # the notice and our own asking came in the same moment
        return Movement.objects.get(**same)
    if bill is None:
        _question(movement, Question.UNKNOWN, by)
        return movement
    count_towards(bill, movement, by=by)
    return movement


def count_towards(bill: Bill, movement: Movement, *, by: Actor) -> None:
    """Count `movement` for `bill` (locked by the caller's transaction) and say how it ended."""
    if bill.state == BillState.CANCELLED:
        movement.state, movement.excess = MovementState.LATE, movement.amount
        _question(movement, Question.LATE, by)
        return
    movement.method = _way(movement, bill)
    counted = min(movement.amount, bill.outstanding)
    movement.excess = movement.amount - counted
    movement.state = MovementState.COUNTED if counted else MovementState.EXCESS
    bill.received += counted
    if counted and bill.outstanding == 0:
        _settle(bill, movement, by)
    elif counted:
        bill.state = BillState.SHORT
    bill.save(update_fields=["received", "state", "settled_at", "settled_by"])
    if movement.excess:
        _question(movement, Question.EXCESS, by)
    elif bill.state == BillState.SHORT:
        _question(movement, Question.SHORT, by)
    else:
        movement.save()


def _way(movement: Movement, bill: Bill) -> str:
    """How it was paid: a transfer by the code that the desk showed is told by its purpose. Where a bank cut that off,
    it was the desk's code if no other was ever shown."""
    if movement.method != ONLINE:
        return movement.method
    shown = set(Attempt.objects.filter(bill=bill).values_list("method", flat=True))
    at_the_desk = AT_THE_DESK in _squeezed(movement.note) or shown == {COUNTER_QR}
    return COUNTER_QR if at_the_desk else ONLINE


def _squeezed(note: str) -> str:
    return re.sub(r"[^0-9A-Z]", "", note.upper())


def _settle(bill: Bill, movement: Movement, by: Actor) -> None:
    bill.state, bill.settled_at, bill.settled_by = BillState.SETTLED, now(), movement.method
    bill.save(update_fields=["received", "state", "settled_at", "settled_by"])
    Attempt.objects.filter(bill=bill, ended_at=None).update(ended_at=now(), outcome="settled")
    # Earlier part payments are no longer a question.
    Movement.objects.filter(bill=bill, question=Question.SHORT).update(question="")
    give_receipt(bill)
    record(
        BillSettled(bill.reference, bill.total, movement.method, movement.heard_by),
        stream=f"bill:{bill.public_id}",
        by=by,
    )


def _write(arrival: Arrival, bill: Bill | None, heard_by: str, agency: Agency | None) -> Movement:
    return Movement.objects.create(
        bank_number=_short(arrival.bank_number),
        account=arrival.account[:40],
        amount=arrival.amount,
        note=arrival.note[:300],
        paid_at=arrival.paid_at,
        heard_at=now(),
        heard_by=heard_by,
        method=arrival.method,
        bill=bill,
        agency=bill.agency if bill else agency,
        state=MovementState.UNKNOWN,
    )


def _short(number: str) -> str:
    """The bank's number as it is kept; of a very long one the beginning, and what tells it from all others."""
    if len(number) <= LONGEST_NUMBER:
        return number
    return f"{number[: LONGEST_NUMBER - 25]}~{hashlib.sha256(number.encode()).hexdigest()[:24]}"


def _elsewhere(owed_to: Agency, came_to: Agency) -> bool:
    return (owed_to.fee_bank_bin, owed_to.fee_account) != (came_to.fee_bank_bin, came_to.fee_account)


def _bill_meant(note: str) -> Bill | None:
    squeezed = _squeezed(note)
    for start in (match.start() for match in re.finditer("MC", squeezed)):
        found = _CODE.match(squeezed, start)
        bill = Bill.objects.select_for_update().filter(code=found.group()).first() if found else None
        if bill is not None:
            return bill
    return None


def _question(movement: Movement, question: Question, by: Actor) -> None:
    movement.question = question
    movement.save()
    bill = movement.bill
    record(
        Questioned(bill.reference if bill else "", str(question), movement.amount),
        stream=f"bill:{bill.public_id}" if bill else "bill:unknown",
        by=by,
    )
