"""Numbers of fee receipts."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.db.models import Max

from motcua.base.clock import now, today
from motcua.payments.models import Bill, Receipt

TRIES = 20


def give_receipt(bill: Bill) -> Receipt:
    """The receipt of a settled bill: the next number of its agency by form, sign and year (Decree 123/2020/NĐ-CP).

    Where the agency has registered no receipts yet the sign is ours ("BL/26"). Runs in the caller's transaction.
    """
    found = Receipt.objects.filter(bill=bill).first()
    if found is not None:
        return found
    row = {
        "agency": bill.agency,
        "form": bill.agency.receipt_form,
        "series": bill.agency.receipt_sign or f"BL/{today():%y}",
        "year": today().year,
    }
    for _attempt in range(TRIES):
        last = Receipt.objects.filter(**row).aggregate(last=Max("number"))["last"] or 0
        try:
            with transaction.atomic():
                return Receipt.objects.create(bill=bill, number=last + 1, issued_at=now(), **row)
        except IntegrityError:  # somebody took the number a moment earlier
            continue
    raise RuntimeError(f"no receipt number in {row['series']} after {TRIES} tries")
