"""Cash at the counter, on the same ledger."""

from __future__ import annotations

from django.db import transaction

from motcua.base.clock import now
from motcua.base.verdict import require
from motcua.directory.api import Viewer
from motcua.payments.actions.hear_of_money import Arrival, hear_of_money
from motcua.payments.errors import BillClosed, WrongCash
from motcua.payments.models import Bill, Movement
from motcua.payments.policies import may_take_cash
from motcua.payments.states import BillState


@transaction.atomic
def take_cash(*, bill: Bill, amount: int, by: Viewer, key: str) -> Movement:
    """Book `amount` VND cash for what is missing. `key` makes a double press one booking.

    Raises `Forbidden`, `BillClosed`, `WrongCash`.
    """
    require(may_take_cash(by, bill))
    number = f"cash:{bill.public_id}:{key}"
    known = Movement.objects.filter(bank_number=number, account="").first()
    if known is not None:
        return known
    bill = Bill.objects.select_for_update().get(pk=bill.pk)
    if bill.state not in (BillState.OPEN, BillState.SHORT):
        raise BillClosed
    if amount != bill.outstanding:
        raise WrongCash(bill.outstanding)
    arrival = Arrival(number, "", amount, bill.code, now(), method="cash")
    return hear_of_money(arrival=arrival, heard_by="counter", by=by.actor, agency=bill.agency)
