"""Say what is owed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import transaction

from motcua.base.actor import Actor
from motcua.base.clock import now
from motcua.base.events import Told, record_all
from motcua.base.rows import insert
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
    bill, told = write_bill(
        reference=reference, agency=agency, payer=payer, payer_name=payer_name, lines=lines, purpose=purpose
    )
    if told is not None:
        record_all([told], by=by)
    return bill


def write_bill(
    *, reference: str, agency: Agency, payer: Subject, payer_name: str, lines: Sequence[dict[str, Any]], purpose: str
) -> tuple[Bill, Told | None]:
    """As `open_bill`, in the caller's transaction, for a caller who records the event together with its own.

    The event is None where the bill was open already.
    """
    total = sum(int(line["payable"]) for line in lines)
    list_total = sum(int(line["list"]) for line in lines)
    if total <= 0:
        raise ValueError(f"{reference}: what costs nothing has no bill")
    bill = Bill(
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
    if not insert([bill], on_conflict="(reference) DO NOTHING"):
        return Bill.objects.get(reference=reference), None
    return bill, Told(BillOpened(reference, total, list_total - total), f"bill:{bill.public_id}")
