"""What is heard of plans: ids, codes, days and counts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from motcua.base.events import Event, event


@event("plans.imported")
@dataclass(frozen=True)
class Imported(Event):
    """A file was read and waits for somebody to confirm it."""

    plan: str
    agency: str
    sha256: str
    targets: int
    tasks: int
    faults: int


@event("plans.item_corrected")
@dataclass(frozen=True)
class ItemCorrected(Event):
    """A person changed what the reader had understood."""

    plan: str
    item: str
    fields: list[str]


@event("plans.item_judged")
@dataclass(frozen=True)
class ItemJudged(Event):
    """A person confirmed an item or dropped it."""

    plan: str
    item: str
    state: str


@event("plans.confirmed")
@dataclass(frozen=True)
class Confirmed(Event):
    """From now on the plan is followed."""

    plan: str
    agency: str
    version: int
    confirmed: int
    dropped: int
    corrections: int
    replaces: str


@event("plans.task_assigned")
@dataclass(frozen=True)
class TaskAssigned(Event):
    """Somebody owes the task. `unit` and `staff` are internal ids, None where nobody."""

    plan: str
    task: str
    unit: int | None
    staff: int | None


@event("plans.progress_reported")
@dataclass(frozen=True)
class ProgressReported(Event):
    """Work on a task was reported."""

    plan: str
    task: str


@event("plans.task_closed")
@dataclass(frozen=True)
class TaskClosed(Event):
    """The product was delivered; `late` where its last day had passed."""

    plan: str
    task: str
    due: date | None
    late: bool


@event("plans.task_reopened")
@dataclass(frozen=True)
class TaskReopened(Event):
    """The product was not what was owed."""

    plan: str
    task: str


@event("plans.figure_entered")
@dataclass(frozen=True)
class FigureEntered(Event):
    """A figure of a target, entered by a person."""

    plan: str
    target: str
    value: Decimal
    as_of: date


@event("plans.reminded")
@dataclass(frozen=True)
class Reminded(Event):
    """Somebody was reminded of a task; `step` climbs from 0 (soon) to 3 (a fortnight late, the leader)."""

    plan: str
    task: str
    step: int
    staff: int
    due: date
