"""The four quality criteria of Decision 1565/QĐ-TTg, part "quality": forms, filing time, handling time, users.

Shares run from 0 to 1. What cannot be computed is None, never 0. Medians and percentiles take the nearest rank,
so every figure is a value that really occurred.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from motcua.rules.codes import Channel
from motcua.rules.tables import load_yaml


def share(part: int, whole: int) -> float | None:
    """`part` of `whole` as a share; None when there is no whole."""
    return part / whole if whole else None


def mean(values: Sequence[float]) -> float | None:
    """Arithmetic mean; None of nothing."""
    return math.fsum(values) / len(values) if values else None


def percentile(values: Sequence[float], percent: int) -> float | None:
    """The smallest value that at least `percent` % of the values do not exceed; None of nothing."""
    if not values:
        return None
    return sorted(values)[max(math.ceil(len(values) * percent / 100), 1) - 1]


@dataclass(frozen=True)
class Target:
    """What a criterion should reach in a year: `value` in `unit` (minutes or share)."""

    name: str
    unit: str
    better: str
    value: float

    def met(self, value: float | None) -> bool | None:
        """Whether `value` meets the target; None when there is no value."""
        if value is None:
            return None
        return value < self.value if self.better == "below" else value >= self.value


def target(criterion: str, year: int) -> Target | None:
    """The target of a criterion (a key of data/indicators.yaml) for a year; None before the first year."""
    row = load_yaml("indicators.yaml")["targets"][criterion]
    years = [known for known in row["years"] if known <= year]
    return Target(row["name"], row["unit"], row["better"], row["years"][max(years)]) if years else None


@dataclass(frozen=True)
class Filing:
    """One successful online filing: sign-in and submission, and the longest time the form was left alone."""

    signed_in_at: datetime
    submitted_at: datetime
    longest_idle: timedelta = timedelta(0)

    @property
    def minutes(self) -> float:
        """Minutes by the wall clock between sign-in and submission."""
        return (self.submitted_at - self.signed_in_at) / timedelta(minutes=1)


@dataclass(frozen=True)
class FilingTimes:
    """Minutes from sign-in to submission. `n` filings counted; `interrupted` ones stand apart, in no figure."""

    n: int
    interrupted: int
    mean: float | None
    median: float | None
    p90: float | None
    share_in_time: float | None
    limit_minutes: float


def interrupted_after() -> timedelta:
    """A form left alone for longer is interrupted: its minutes measure a lunch, not a form."""
    return timedelta(minutes=load_yaml("indicators.yaml")["interrupted_after_minutes"])


def filing_times(filings: Iterable[Filing], *, limit_minutes: float = 5) -> FilingTimes:
    """Criterion 2: how long filing takes; `share_in_time` is the share under `limit_minutes`.

    A filing left alone for more than 30 minutes is interrupted. A filing that ends before it begins is a broken
    record: ValueError.
    """
    pause = interrupted_after()
    known = list(filings)
    if any(filing.submitted_at < filing.signed_in_at for filing in known):
        raise ValueError("a filing was submitted before its sign-in")
    minutes = [filing.minutes for filing in known if filing.longest_idle <= pause]
    return FilingTimes(
        n=len(minutes),
        interrupted=len(known) - len(minutes),
        mean=mean(minutes),
        median=percentile(minutes, 50),
        p90=percentile(minutes, 90),
        share_in_time=share(sum(value < limit_minutes for value in minutes), len(minutes)),
        limit_minutes=limit_minutes,
    )


@dataclass(frozen=True)
class Handling:
    """One finished dossier: its procedure, channel and the working minutes from receipt to result."""

    procedure: str
    channel: Channel
    minutes: float


@dataclass(frozen=True)
class ProcedureTimes:
    """Mean working minutes of one procedure by channel; `shorter_by` 0.3: online takes 30 % less."""

    procedure: str
    online_n: int
    counter_n: int
    online_mean: float | None
    counter_mean: float | None

    @property
    def shorter_by(self) -> float | None:
        """Share by which online is shorter (negative: longer); None when a channel has no dossier or no time."""
        if self.online_mean is None or not self.counter_mean:
            return None
        return 1 - self.online_mean / self.counter_mean


@dataclass(frozen=True)
class OnlineVersusCounter:
    """Criterion 3 over all procedures that have both channels; the others are listed but cannot be compared."""

    procedures: tuple[ProcedureTimes, ...]
    compared: int
    shorter_by: float | None

    @property
    def n(self) -> int:
        """Online dossiers of the procedures that are compared."""
        return sum(row.online_n for row in self.procedures if row.shorter_by is not None)


def online_versus_counter(handlings: Iterable[Handling]) -> OnlineVersusCounter:
    """Criterion 3: the same procedure, online (2) against counter (1); post is neither."""
    times: dict[str, dict[Channel, list[float]]] = defaultdict(lambda: {Channel.ONLINE: [], Channel.COUNTER: []})
    for handling in handlings:
        times[handling.procedure].setdefault(handling.channel, []).append(handling.minutes)
    rows = []
    for procedure, by_channel in sorted(times.items()):
        online, counter = by_channel[Channel.ONLINE], by_channel[Channel.COUNTER]
        rows.append(ProcedureTimes(procedure, len(online), len(counter), mean(online), mean(counter)))
    return over_all(rows)


def over_all(rows: Sequence[ProcedureTimes]) -> OnlineVersusCounter:
    """Criterion 3 over the means of procedures.

    What the online dossiers took against what they would have taken at the counter's mean of their own procedure, so
    that a shift towards quick procedures cannot look like speed.
    """
    both = [row for row in rows if row.shorter_by is not None]
    taken = math.fsum(row.online_n * (row.online_mean or 0.0) for row in both)
    expected = math.fsum(row.online_n * (row.counter_mean or 0.0) for row in both)
    return OnlineVersusCounter(tuple(rows), len(both), 1 - taken / expected if both else None)


@dataclass(frozen=True)
class Rating:
    """One answer of a user of an online service: satisfied, not satisfied, or no opinion (None)."""

    satisfied: bool | None


@dataclass(frozen=True)
class Satisfaction:
    """Criterion 4. `response`: share of those asked who gave an opinion; a high share of few is no success."""

    asked: int
    rated: int
    satisfied: int

    @property
    def share(self) -> float | None:
        """Satisfied among those with an opinion."""
        return share(self.satisfied, self.rated)

    @property
    def response(self) -> float | None:
        """Those with an opinion among those asked."""
        return share(self.rated, self.asked)


def satisfaction(ratings: Iterable[Rating], *, asked: int) -> Satisfaction:
    """Criterion 4 from the ratings that came back of `asked` invitations."""
    opinions = [rating.satisfied for rating in ratings if rating.satisfied is not None]
    if asked < len(opinions):
        raise ValueError("more ratings than people asked")
    return Satisfaction(asked, len(opinions), sum(opinions))


@dataclass(frozen=True)
class FormUse:
    """Submitted forms of a procedure: their fields, those a source offered a value for, and of these the ones the
    person left as they were."""

    procedure: str
    fields: int
    prefilled: int
    unchanged: int


@dataclass(frozen=True)
class FormQuality:
    """Criterion 1: procedures whose form fills something in by itself, and how much of it was right."""

    procedures: int
    procedures_prefilled: int
    fields: int
    prefilled: int
    unchanged: int

    @property
    def share_of_procedures(self) -> float | None:
        """Procedures with at least one field filled from a source, among those used."""
        return share(self.procedures_prefilled, self.procedures)

    @property
    def share_prefilled(self) -> float | None:
        """Fields filled from a source, among all fields."""
        return share(self.prefilled, self.fields)

    @property
    def share_unchanged(self) -> float | None:
        """Prefilled fields the person left as they were, among the prefilled ones."""
        return share(self.unchanged, self.prefilled)


def form_quality(uses: Iterable[FormUse]) -> FormQuality:
    """Criterion 1 from the forms submitted in a period."""
    known = list(uses)
    return FormQuality(
        procedures=len({use.procedure for use in known}),
        procedures_prefilled=len({use.procedure for use in known if use.prefilled}),
        fields=sum(use.fields for use in known),
        prefilled=sum(use.prefilled for use in known),
        unchanged=sum(use.unchanged for use in known),
    )
