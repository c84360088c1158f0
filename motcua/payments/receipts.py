"""Numbers of fee receipts."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.db.models import Max

from motcua.base.clock import now, today
from motcua.payments.models import Bill, Receipt

TRIES = 20


def give_receipt(bill: Bill) -> Receipt:
    """The receipt of a settled bill: the next number of its agency and year. Runs in the caller's transaction."""
    found = Receipt.objects.filter(bill=bill).first()
    if found is not None:
        return found
    series = f"BL/{today():%y}"
    for _attempt in range(TRIES):
        last = Receipt.objects.filter(agency=bill.agency, series=series).aggregate(last=Max("number"))["last"] or 0
        try:
            with transaction.atomic():
                return Receipt.objects.create(
                    bill=bill, agency=bill.agency, series=series, number=last + 1, issued_at=now()
                )
        except IntegrityError:  # somebody took the number a moment earlier
            continue
    raise RuntimeError(f"no receipt number in {series} after {TRIES} tries")
