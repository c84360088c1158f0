"""What happens to money. Amounts in VND; references and codes only."""

from __future__ import annotations

from motcua.base.events import Event, event


@event("payments.bill_opened")
class BillOpened(Event):
    """Somebody owes something. `reduced`: VND taken off by rule."""

    reference: str
    total: int
    reduced: int


@event("payments.attempt_started")
class AttemptStarted(Event):
    """A payer was shown how to pay."""

    reference: str
    method: str
    amount: int


@event("payments.bill_settled")
class BillSettled(Event):
    """Money of at least the amount owed has arrived."""

    reference: str
    total: int
    method: str
    heard_by: str


@event("payments.questioned")
class Questioned(Event):
    """An accountant must look: short, excess, late, unknown or missing."""

    reference: str
    question: str
    amount: int


@event("payments.refund_asked")
class RefundAsked(Event):
    """A fee was paid for something that ended without a result: the accountant decides. `cause` as in the rules."""

    reference: str
    amount: int
    cause: str = ""


@event("payments.refund_ordered")
class RefundOrdered(Event):
    """Money is to go back."""

    reference: str
    amount: int
    cause: str = ""


@event("payments.refunded")
class Refunded(Event):
    """Money went back."""

    reference: str
    amount: int
    cause: str = ""


@event("payments.fee_kept")
class FeeKept(Event):
    """A fee is not given back, by a text the accountant named."""

    reference: str
    amount: int
    cause: str = ""


@event("payments.bill_cancelled")
class BillCancelled(Event):
    """Nothing is owed any more; money that comes later goes back."""

    reference: str
    total: int
