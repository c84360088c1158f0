"""Say what is owed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import transaction

from motcua.base.actor import Actor
from motcua.base.clock import now
from motcua.base.events import record
from motcua.directory.api import Agency, Subject
from motcua.payments.events import BillOpened
from motcua.payments.models import Bill


@transaction.atomic
def open_bill(
    *,
    reference: str,
    agency: Agency,
    payer: Subject,
    payer_name: str,
    lines: Sequence[dict[str, Any]],
    purpose: str,
    by: Actor,
) -> Bill:
    """Open the bill for `reference`, or answer the one that is open already: nobody owes one thing twice.

    `lines`: dictionaries with code, name, kind (phi|le_phi), list and payable (VND), units, basis, reason; their
    payable sum must be above zero (`ValueError`): what costs nothing has no bill.
    """
    found = Bill.objects.filter(reference=reference).first()
    if found is not None:
        return found
    total = sum(int(line["payable"]) for line in lines)
    list_total = sum(int(line["list"]) for line in lines)
    if total <= 0:
        raise ValueError(f"{reference}: what costs nothing has no bill")
    bill = Bill.objects.create(
        reference=reference,
        agency=agency,
        payer_kind=payer.kind,
        payer_key=payer.key,
        payer_name=payer_name,
        purpose=purpose[:200],
        lines=list(lines),
        list_total=list_total,
        total=total,
        opened_at=now(),
    )
    record(BillOpened(reference, total, list_total - total), stream=f"bill:{bill.public_id}", by=by)
    return bill
