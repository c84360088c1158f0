"""Numbers: one after another, from 1 each year, never twice, whatever happens."""

from __future__ import annotations

import threading
from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction

from motcua.papers.api import allocate_number
from motcua.papers.models import Number

DAY = date(2026, 12, 31)


def _next(series: str = "QĐ-UBND", agency: str = "H15.50", on: date = DAY) -> Number:
    with transaction.atomic():
        return allocate_number(agency=agency, series=series, on=on)


@pytest.mark.django_db
def test_counts_by_agency_series_and_year() -> None:
    assert [_next().text for _ in range(2)] == ["01/QĐ-UBND", "02/QĐ-UBND"]
    assert _next(series="TLKT").value == 1
    assert _next(agency="H15.51").value == 1
    assert _next(on=date(2027, 1, 1)).value == 1
    assert _next().value == 3


@pytest.mark.django_db
def test_a_number_is_never_given_again() -> None:
    first = _next()
    first.delete()
    assert _next().value == first.value + 1
    with pytest.raises(IntegrityError), transaction.atomic():
        Number.objects.create(agency="H15.50", series="QĐ-UBND", year=2026, value=2, on=DAY)


@pytest.mark.django_db
def test_what_was_rolled_back_was_never_given() -> None:
    with transaction.atomic():
        allocate_number(agency="H15.50", series="QĐ-UBND", on=DAY)
        transaction.set_rollback(True)
    assert _next().value == 1


@pytest.mark.django_db(transaction=True)
def test_only_inside_a_transaction() -> None:
    with pytest.raises(transaction.TransactionManagementError):
        allocate_number(agency="H15.50", series="QĐ-UBND", on=DAY)


@pytest.mark.django_db(transaction=True)
def test_threads_never_get_the_same_number() -> None:
    start = threading.Barrier(5)
    got: list[int] = []

    def work() -> None:
        try:
            start.wait()
            got.extend(_next().value for _ in range(6))
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(5)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert sorted(got) == list(range(1, 31))
