"""What the acts on a refund share: the lock, the table, the journal."""

from __future__ import annotations

from typing import Any

from motcua.base.clock import now
from motcua.base.events import record
from motcua.base.verdict import require
from motcua.directory.api import Viewer
from motcua.payments.errors import RefundDecided
from motcua.payments.events import FeeKept, Refunded, RefundOrdered
from motcua.payments.models import Refund
from motcua.payments.policies import may_decide_refund
from motcua.rules.refunds import refund_passage


def locked_refund(refund: Refund, by: Viewer) -> Refund:
    """The refund as it stands, held until the transaction ends, for somebody who may decide it. `Forbidden`."""
    held = Refund.objects.select_for_update(of=("self",)).select_related("movement__bill").get(pk=refund.pk)
    require(may_decide_refund(by, held))
    return held


def move(held: Refund, action: str, *, by: Viewer, **written: Any) -> None:
    """Move `held` by `action` of the table and write the rest with it. `RefundDecided` where the table has no row."""
    row = refund_passage(action)
    if held.state != row.start:
        raise RefundDecided
    if action != "pay":
        written |= {"decided_by": str(by.actor), "decided_at": now()}
    for name, value in written.items():
        setattr(held, name, value)
    held.state = row.end.value
    held.save(update_fields=["state", *written])


def tell_refund(held: Refund, kind: type[RefundOrdered | Refunded | FeeKept], by: Viewer) -> None:
    """Record it in the stream of the bill the money was for."""
    bill = held.movement.bill
    happened = kind(bill.reference if bill else "", held.amount, held.cause)
    record(happened, stream=f"bill:{bill.public_id}" if bill else "bill:unknown", by=by.actor)
