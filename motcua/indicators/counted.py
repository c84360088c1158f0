"""Which facts the four criteria count, and their sums, made by the database: a page may show a whole province."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Avg, Count, F, IntegerField, Q, QuerySet, Sum, Value
from django.db.models.functions import Coalesce, Greatest

from motcua.base.clock import HO_CHI_MINH
from motcua.dossiers.api import PlaceKind
from motcua.indicators.models import Fact
from motcua.rules.codes import Channel

SELF, ASSISTED = "self", "assisted"
SATISFIED_FROM = 1
Sums = dict[str, Any]


@dataclass(frozen=True)
class Period:
    """Days, both included."""

    since: date
    until: date

    @property
    def begin(self) -> datetime:
        """First moment."""
        return datetime.combine(self.since, time(0), tzinfo=HO_CHI_MINH)

    @property
    def end(self) -> datetime:
        """First moment after."""
        return datetime.combine(self.until + timedelta(days=1), time(0), tzinfo=HO_CHI_MINH)


def filed_in(agencies: Iterable[str], period: Period) -> QuerySet[Fact]:
    """Dossiers filed at these agencies in the period."""
    return Fact.objects.filter(agency__in=list(agencies), submitted_at__gte=period.begin, submitted_at__lt=period.end)


def finished_in(agencies: Iterable[str], period: Period) -> QuerySet[Fact]:
    """Dossiers whose result was signed in the period."""
    return Fact.objects.filter(agency__in=list(agencies), finished_at__gte=period.begin, finished_at__lt=period.end)


def timed_in(agencies: Iterable[str], period: Period) -> QuerySet[Fact]:
    """Criterion 2: filed online in the period by somebody whose sign-in is known."""
    return filed_in(agencies, period).filter(channel=Channel.ONLINE, login_at__lte=F("submitted_at"))


def compared_in(agencies: Iterable[str], period: Period) -> QuerySet[Fact]:
    """Criterion 3: finished in the period, online or at the counter; post is neither."""
    return finished_in(agencies, period).filter(
        channel__in=[Channel.ONLINE, Channel.COUNTER], worked_minutes__isnull=False
    )


def asked_in(agencies: Iterable[str], period: Period) -> QuerySet[Fact]:
    """Criterion 4: filed online, ended in the period, its applicant asked how it was."""
    return Fact.objects.filter(
        agency__in=list(agencies),
        invited=True,
        channel=Channel.ONLINE,
        ended_at__gte=period.begin,
        ended_at__lt=period.end,
    )


_ONLINE = Q(channel=Channel.ONLINE)
_ALONE = _ONLINE & Q(filed_as=SELF)


def _online_sum(said: Any) -> Any:
    return Coalesce(Sum(said, filter=_ONLINE), 0)


# What is added up, by the name it has in a row of sums. A field changed more than once is still one field.
FORMS: Sums = {
    "fields": _online_sum(Greatest("fields_total", "fields_prefilled")),
    "prefilled": _online_sum("fields_prefilled"),
    "unchanged": _online_sum(
        Greatest(F("fields_prefilled") - F("fields_edited"), Value(0), output_field=IntegerField())
    ),
}
FILED: Sums = {
    "total": Count("pk"),
    "online": Count("pk", filter=_ONLINE),
    "online_self": Count("pk", filter=_ALONE),
    "online_from_home": Count("pk", filter=_ALONE & Q(place_kind=PlaceKind.ELSEWHERE.value)),
    "online_place_unknown": Count("pk", filter=_ALONE & Q(place_kind=PlaceKind.UNKNOWN.value)),
    "assisted": Count("pk", filter=Q(filed_as=ASSISTED)),
    "asked_known": Count("asked_again", filter=_ONLINE),
    "asked_nothing": Count("pk", filter=_ONLINE & Q(asked_again=0)),
}
FINISHED: Sums = {"total": Count("pk"), "late_ones": Count("pk", filter=Q(late=True))}
COMPARED: Sums = {
    "online_n": Count("pk", filter=_ONLINE),
    "counter_n": Count("pk", filter=Q(channel=Channel.COUNTER)),
    "online_mean": Avg("worked_minutes", filter=_ONLINE),
    "counter_mean": Avg("worked_minutes", filter=Q(channel=Channel.COUNTER)),
}
RATED: Sums = {
    "asked": Count("pk"),
    "rated": Count("rating"),
    "satisfied": Count("pk", filter=Q(rating__gte=SATISFIED_FROM)),
}
_TIMES = ("procedure", "filed_as", "login_at", "submitted_at", "longest_idle_seconds")


@dataclass
class Counted:
    """Sums by procedure, one row each; of `timed` every filing, because a median has no sum."""

    filed: list[Sums] = field(default_factory=list)
    timed: list[Sums] = field(default_factory=list)
    finished: list[Sums] = field(default_factory=list)
    compared: list[Sums] = field(default_factory=list)
    asked: list[Sums] = field(default_factory=list)

    @classmethod
    def of(cls, agencies: Iterable[str], period: Period) -> Counted:
        """What `agencies` (codes) have in `period`."""
        codes = list(agencies)
        return cls(
            filed=_by_procedure(filed_in(codes, period), FILED | FORMS),
            timed=list(timed_in(codes, period).values(*_TIMES)),
            finished=_by_procedure(finished_in(codes, period), FINISHED),
            compared=_by_procedure(compared_in(codes, period), COMPARED),
            asked=_by_procedure(asked_in(codes, period), RATED),
        )

    def by_procedure(self) -> dict[str, Counted]:
        """Parted by procedure, in order of their ids."""
        parts: dict[str, Counted] = defaultdict(Counted)
        for name in (each.name for each in fields(self)):
            for row in getattr(self, name):
                getattr(parts[row["procedure"]], name).append(row)
        return dict(sorted(parts.items()))


def _by_procedure(facts: QuerySet[Fact], sums: Sums) -> list[Sums]:
    rows: Iterable[Any] = facts.values("procedure").annotate(**sums).order_by("procedure")
    return list(rows)
