"""On time or not, as Decision 766/QĐ-TTg counts it (indicator 2.1).

- The end is the moment of status 9, else 10, else 8 or 3, else 7 if the dossier had been received.
- Waiting for a supplement that never came: the end is the moment it was asked for.
- More than one supplement request is late, whatever the dates say.
- With a return date: the end must not be after it. Without: receipt to end, less the waiting for the supplement,
  must not exceed the procedure's time. Without a final status the end is the last moment of the period.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from motcua.rules.clock import WorkingClock
from motcua.rules.lifecycle import Status

_ENDS: tuple[tuple[Status, ...], ...] = (
    (Status.DONE,),
    (Status.RETURNED,),
    (Status.STOPPED, Status.REFUSED),
)


@dataclass(frozen=True)
class Supplement:
    """One request for a supplement, and when it was answered (None: not yet)."""

    asked_at: datetime
    answered_at: datetime | None = None


@dataclass(frozen=True)
class DossierTimes:
    """The moments of one dossier. `reached`: when it first got each status; `due_at`: the return date in force.

    `limit_minutes`: working minutes the procedure allows, for dossiers without a return date.
    """

    received_at: datetime | None
    reached: Mapping[Status, datetime] = field(default_factory=dict)
    due_at: datetime | None = None
    limit_minutes: int | None = None
    supplements: tuple[Supplement, ...] = ()


class Timeliness(StrEnum):
    """How a dossier counts at the end of a period."""

    ON_TIME = "on_time"
    LATE = "late"
    RUNNING_IN_TIME = "running_in_time"
    RUNNING_LATE = "running_late"
    NOT_RECEIVED = "not_received"
    UNKNOWN = "unknown"

    @property
    def good(self) -> bool:
        """Whether it counts in the numerator."""
        return self in (Timeliness.ON_TIME, Timeliness.RUNNING_IN_TIME)


def end_of_processing(dossier: DossierTimes, period_end: datetime) -> datetime | None:
    """When processing ended, looking no further than `period_end`; None while it is running."""
    for statuses in _ENDS:
        moments = [dossier.reached[status] for status in statuses if status in dossier.reached]
        if moments and min(moments) <= period_end:
            return min(moments)
    withdrawn = dossier.reached.get(Status.WITHDRAWN)
    if withdrawn is not None and withdrawn <= period_end and dossier.received_at is not None:
        return withdrawn
    asked = _asked(dossier, period_end)
    waiting = asked and (asked[-1].answered_at is None or asked[-1].answered_at > period_end)
    return asked[-1].asked_at if waiting else None


def _asked(dossier: DossierTimes, period_end: datetime) -> list[Supplement]:
    return [supplement for supplement in dossier.supplements if supplement.asked_at <= period_end]


def _within(dossier: DossierTimes, start: datetime, end: datetime, clock: WorkingClock) -> bool | None:
    """Whether `end` keeps the return date or the procedure's time; None when neither is known."""
    if dossier.due_at is not None:
        return end <= dossier.due_at
    if dossier.limit_minutes is None:
        return None
    waited = sum(
        clock.minutes_between(supplement.asked_at, min(supplement.answered_at or end, end))
        for supplement in _asked(dossier, end)
    )
    return clock.minutes_between(start, end) - waited <= dossier.limit_minutes


def on_time(dossier: DossierTimes, period_end: datetime, clock: WorkingClock) -> Timeliness:
    """How a dossier counts at `period_end` (the last moment of the period, aware)."""
    start = dossier.received_at
    if start is None or start > period_end:
        return Timeliness.NOT_RECEIVED
    end = end_of_processing(dossier, period_end)
    good, bad = (
        (Timeliness.RUNNING_IN_TIME, Timeliness.RUNNING_LATE) if end is None else (Timeliness.ON_TIME, Timeliness.LATE)
    )
    if len(_asked(dossier, period_end)) > 1:
        return bad
    within = _within(dossier, start, end or period_end, clock)
    if within is None:
        return Timeliness.UNKNOWN
    return good if within else bad
