"""How fees were paid and what rules took off them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Sum

from motcua.indicators.counted import Period, filed_in
from motcua.indicators.models import BillFact, Fact
from motcua.rules.codes import Channel, Delivery

WAYS = ("cash", "counter_qr", "vietqr")


@dataclass(frozen=True)
class Way:
    """Bills settled in one way: cash, counter_qr (a code shown at the desk) or vietqr (online). VND."""

    method: str
    bills: int
    amount: int


@dataclass(frozen=True)
class Money:
    """Ways of paying, and what was taken off the fees of dossiers filed online. VND."""

    ways: tuple[Way, ...]
    reduced_dossiers: int
    reduced: int


def money(agencies: Iterable[str], period: Period) -> Money:
    """Bills settled in `period` of dossiers filed at `agencies` (codes); reductions of dossiers filed in it."""
    codes = list(agencies)
    here = Fact.objects.filter(agency__in=codes).values("dossier")
    settled = BillFact.objects.filter(dossier__in=here, settled_at__gte=period.begin, settled_at__lt=period.end)
    counts = {row["method"]: row for row in settled.values("method").annotate(bills=Count("pk"), amount=Sum("total"))}
    ways = tuple(
        Way(method, counts[method]["bills"], counts[method]["amount"]) if method in counts else Way(method, 0, 0)
        for method in dict.fromkeys([*WAYS, *sorted(counts)])
    )
    reduced = filed_in(codes, period).filter(channel=Channel.ONLINE, fee_reduced__gt=0)
    taken_off = reduced.aggregate(n=Count("pk"), amount=Sum("fee_reduced"))
    return Money(ways, taken_off["n"], taken_off["amount"] or 0)


@dataclass(frozen=True)
class Returns:
    """Results handed over: how, and how many of the electronic ones were opened by whoever they are for."""

    desk: int
    post: int
    electronic: int
    opened: int


def returns(agencies: Iterable[str], period: Period) -> Returns:
    """Results handed over in `period` by `agencies` (codes)."""
    found = Fact.objects.filter(agency__in=list(agencies), returned_at__gte=period.begin, returned_at__lt=period.end)
    how = dict(found.values_list("returned_how").annotate(n=Count("pk")).order_by("returned_how"))
    electronic = found.filter(returned_how=Delivery.ELECTRONIC)
    return Returns(
        desk=how.get(Delivery.COUNTER, 0),
        post=how.get(Delivery.POST, 0),
        electronic=how.get(Delivery.ELECTRONIC, 0),
        opened=electronic.filter(opened_at__isnull=False).count(),
    )
