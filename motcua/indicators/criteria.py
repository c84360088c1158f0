"""The four criteria of Decision 1565 for an agency and a period, from facts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from datetime import date, datetime, time, timedelta

from django.db.models import F, QuerySet

from motcua.base.clock import HO_CHI_MINH
from motcua.dossiers.api import PlaceKind
from motcua.indicators.models import Fact
from motcua.rules.codes import Channel
from motcua.rules.indicators import criteria as rules
from motcua.rules.indicators.criteria import Target, target

SELF = "self"
HOME = PlaceKind.ELSEWHERE.value
UNKNOWN = PlaceKind.UNKNOWN.value
SATISFIED_FROM = 1
FORM, FILING, HANDLING, SATISFACTION = "form", "filing", "handling", "satisfaction"
CRITERIA = (FORM, FILING, HANDLING, SATISFACTION)


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


@dataclass(frozen=True)
class Filed:
    """Who really pressed the keys, and from where; what is not known is counted as not known, never as home."""

    total: int
    online: int
    online_self: int
    online_from_home: int
    online_place_unknown: int
    assisted: int


@dataclass(frozen=True)
class AskedOnce:
    """Online dossiers of which it is known whether something was given once more, and those where nothing was."""

    n: int
    nothing_again: int

    @property
    def share(self) -> float | None:
        """Share of those where nobody was asked for what the state holds."""
        return rules.share(self.nothing_again, self.n)


@dataclass(frozen=True)
class FourCriteria:
    """All four, each with its n; None where there is nothing to count."""

    period: Period
    filed: Filed
    form: rules.FormQuality
    asked_once: AskedOnce
    filing_self: rules.FilingTimes
    filing_assisted: rules.FilingTimes
    handling: rules.OnlineVersusCounter
    satisfaction: rules.Satisfaction
    finished: int
    finished_late: int
    targets: dict[str, Target | None]


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


@dataclass
class Counted:
    """The facts that the criteria count."""

    filed: list[Fact] = field(default_factory=list)
    timed: list[Fact] = field(default_factory=list)
    finished: list[Fact] = field(default_factory=list)
    compared: list[Fact] = field(default_factory=list)
    asked: list[Fact] = field(default_factory=list)

    @classmethod
    def of(cls, agencies: Iterable[str], period: Period) -> Counted:
        """What `agencies` (codes) have in `period`."""
        codes = list(agencies)
        chosen = (filed_in, timed_in, finished_in, compared_in, asked_in)
        return cls(*(list(choose(codes, period)) for choose in chosen))

    def by_procedure(self) -> dict[str, Counted]:
        """Parted by procedure, in order of their ids."""
        parts: dict[str, Counted] = defaultdict(Counted)
        for name in (each.name for each in fields(self)):
            for fact in getattr(self, name):
                getattr(parts[fact.procedure], name).append(fact)
        return dict(sorted(parts.items()))


def compute(agencies: Iterable[str], period: Period) -> FourCriteria:
    """The four criteria over `agencies` (codes)."""
    return criteria_of(Counted.of(agencies, period), period)


def criteria_of(counted: Counted, period: Period) -> FourCriteria:
    """The four criteria over facts that fall into `period`, whose last day says which year's targets hold."""
    filed, finished = counted.filed, counted.finished
    online, timed = [fact for fact in filed if fact.channel == Channel.ONLINE], counted.timed
    targets = targets_of(period.until.year)
    limit = targets[FILING]
    return FourCriteria(
        period=period,
        filed=_who_filed(filed, online),
        form=rules.form_quality(_form_use(fact) for fact in online),
        asked_once=_asked_once(online),
        filing_self=_filing((fact for fact in timed if fact.filed_as == SELF), limit),
        filing_assisted=_filing((fact for fact in timed if fact.filed_as != SELF), limit),
        handling=rules.online_versus_counter(
            rules.Handling(fact.procedure, Channel(fact.channel), fact.worked_minutes)
            for fact in counted.compared
            if fact.worked_minutes is not None
        ),
        satisfaction=_satisfaction(counted.asked),
        finished=len(finished),
        finished_late=sum(bool(fact.late) for fact in finished),
        targets=targets,
    )


def targets_of(year: int) -> dict[str, Target | None]:
    """The target of each criterion that has one, in a year."""
    return {name: target(key, year) for name, key in TARGET_KEYS.items()}


TARGET_KEYS = {FILING: "filing_minutes", HANDLING: "online_shorter", SATISFACTION: "satisfied"}


def _who_filed(filed: list[Fact], online: list[Fact]) -> Filed:
    alone = [fact for fact in online if fact.filed_as == SELF]
    return Filed(
        total=len(filed),
        online=len(online),
        online_self=len(alone),
        online_from_home=sum(fact.place_kind == HOME for fact in alone),
        online_place_unknown=sum(fact.place_kind == UNKNOWN for fact in alone),
        assisted=sum(fact.filed_as == "assisted" for fact in filed),
    )


def _form_use(fact: Fact) -> rules.FormUse:
    kept = max(fact.fields_prefilled - fact.fields_edited, 0)
    fields = (
        *(rules.PrefilledField("source") for _ in range(kept)),
        *(rules.PrefilledField("source", changed=True) for _ in range(min(fact.fields_edited, fact.fields_prefilled))),
        *(rules.PrefilledField(None) for _ in range(max(fact.fields_total - fact.fields_prefilled, 0))),
    )
    return rules.FormUse(fact.procedure, fields)


def _filing(facts: Iterable[Fact], limit: Target | None) -> rules.FilingTimes:
    filings = (
        rules.Filing(fact.login_at, fact.submitted_at, timedelta(seconds=fact.longest_idle_seconds))
        for fact in facts
        if fact.login_at is not None
    )
    return rules.filing_times(filings, limit_minutes=limit.value) if limit else rules.filing_times(filings)


def _satisfaction(asked: list[Fact]) -> rules.Satisfaction:
    ratings = (rules.Rating(fact.rating >= SATISFIED_FROM) for fact in asked if fact.rating is not None)
    return rules.satisfaction(ratings, asked=len(asked))


def _asked_once(online: list[Fact]) -> AskedOnce:
    known = [fact.asked_again for fact in online if fact.asked_again is not None]
    return AskedOnce(len(known), sum(again == 0 for again in known))


@dataclass(frozen=True)
class Reached:
    """One criterion at a glance: its value with its n, against the target of the year (None: the decision names
    none)."""

    criterion: str
    value: float | None
    n: int
    target: Target | None

    @property
    def met(self) -> bool | None:
        """None where there is nothing to judge."""
        return self.target.met(self.value) if self.target else None


def reached(found: FourCriteria) -> dict[str, Reached]:
    """Each criterion's value, in the order of the decision."""
    handling, said = found.handling, found.satisfaction
    compared = sum(row.online_n for row in handling.procedures if row.shorter_by is not None)
    values = {
        FORM: (found.form.share_prefilled, found.form.fields),
        FILING: (found.filing_self.mean, found.filing_self.n),
        HANDLING: (handling.shorter_by, compared),
        SATISFACTION: (said.share, said.rated),
    }
    return {name: Reached(name, value, n, found.targets.get(name)) for name, (value, n) in values.items()}
