"""Give out the next number of a series."""

from __future__ import annotations

from datetime import date

from django.db import IntegrityError, connection, transaction

from motcua.papers.models import Number, NumberSeries


def allocate_number(*, agency: str, series: str, on: date) -> Number:
    """The next number of the agency's series in the year of `on`, from 1 each 1 January; never given twice.

    Runs in the caller's transaction: if that fails, the number was never given. Raises
    `TransactionManagementError` outside one. Source: Decree 30/2020/NĐ-CP Annex I item 3.
    """
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("a number is given in the transaction of what it is for")
    row = _locked(agency, series, on.year)
    row.last += 1
    row.save(update_fields=["last"])
    return Number.objects.create(agency=agency, series=series, year=on.year, value=row.last, on=on)


def _locked(agency: str, series: str, year: int) -> NumberSeries:
    where = {"agency": agency, "series": series, "year": year}
    found = NumberSeries.objects.select_for_update().filter(**where).first()
    if found is not None:
        return found
    try:
        with transaction.atomic():
            NumberSeries.objects.create(**where)
    except IntegrityError:  # another opened the series a moment earlier
        pass
    return NumberSeries.objects.select_for_update().get(**where)
