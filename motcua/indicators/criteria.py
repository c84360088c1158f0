"""The four criteria of Decision 1565 for an agency and a period, from facts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import timedelta

from motcua.indicators.counted import SELF, Counted, Period, Sums
from motcua.rules.indicators import criteria as rules
from motcua.rules.indicators.criteria import Target, target

FORM, FILING, HANDLING, SATISFACTION = "form", "filing", "handling", "satisfaction"
CRITERIA = (FORM, FILING, HANDLING, SATISFACTION)


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


def compute(agencies: Iterable[str], period: Period) -> FourCriteria:
    """The four criteria over `agencies` (codes)."""
    return criteria_of(Counted.of(agencies, period), period)


def criteria_of(counted: Counted, period: Period) -> FourCriteria:
    """The four criteria over what was counted in `period`, whose last day says which year's targets hold."""
    targets = targets_of(period.until.year)
    limit, alone = targets[FILING], [row for row in counted.timed if row["filed_as"] == SELF]
    compared = [rules.ProcedureTimes(**row) for row in counted.compared]
    return FourCriteria(
        period=period,
        filed=Filed(**_added(counted.filed, *(each.name for each in fields(Filed)))),
        form=rules.form_quality(_form_use(row) for row in counted.filed if row["online"]),
        asked_once=AskedOnce(*_added(counted.filed, "asked_known", "asked_nothing").values()),
        filing_self=_filing(alone, limit),
        filing_assisted=_filing([row for row in counted.timed if row["filed_as"] != SELF], limit),
        handling=rules.over_all(compared),
        satisfaction=rules.Satisfaction(**_added(counted.asked, "asked", "rated", "satisfied")),
        finished=_added(counted.finished, "total")["total"],
        finished_late=_added(counted.finished, "late_ones")["late_ones"],
        targets=targets,
    )


def _added(rows: Iterable[Sums], *names: str) -> dict[str, int]:
    known = list(rows)
    return {name: sum(row[name] for row in known) for name in names}


def targets_of(year: int) -> dict[str, Target | None]:
    """The target of each criterion that has one, in a year."""
    return {name: target(key, year) for name, key in TARGET_KEYS.items()}


TARGET_KEYS = {FILING: "filing_minutes", HANDLING: "online_shorter", SATISFACTION: "satisfied"}


def _form_use(row: Sums) -> rules.FormUse:
    return rules.FormUse(row["procedure"], row["fields"], row["prefilled"], row["unchanged"])


def _filing(rows: Iterable[Sums], limit: Target | None) -> rules.FilingTimes:
    filings = (
        rules.Filing(row["login_at"], row["submitted_at"], timedelta(seconds=row["longest_idle_seconds"]))
        for row in rows
    )
    return rules.filing_times(filings, limit_minutes=limit.value) if limit else rules.filing_times(filings)


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
    values = {
        FORM: (found.form.share_prefilled, found.form.fields),
        FILING: (found.filing_self.mean, found.filing_self.n),
        HANDLING: (handling.shorter_by, handling.n),
        SATISFACTION: (said.share, said.rated),
    }
    return {name: Reached(name, value, n, found.targets.get(name)) for name, (value, n) in values.items()}
