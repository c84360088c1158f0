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


@event("plans.owner_left")
@dataclass(frozen=True)
class OwnerLeft(Event):
    """Who a task was given to is gone; it is with the head of `unit` (None: with the controller) until given again."""

    plan: str
    task: str
    staff: int
    unit: int | None


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


@event("plans.withdrawn")
@dataclass(frozen=True)
class Withdrawn(Event):
    """The plan is followed no longer."""

    plan: str
    agency: str


@event("plans.carried_over")
@dataclass(frozen=True)
class CarriedOver(Event):
    """A new version took over what was done under the one before; counts of its targets and tasks."""

    plan: str
    replaces: str
    same: int
    changed: int
    added: int
    removed: int


@event("plans.item_added")
@dataclass(frozen=True)
class ItemAdded(Event):
    """A person added what the reader had missed."""

    plan: str
    item: str


@event("plans.linked_above")
@dataclass(frozen=True)
class LinkedAbove(Event):
    """The plan carries out a plan of a higher agency; empty where the link was taken away."""

    plan: str
    above: str
    targets: int
    tasks: int


@event("plans.item_linked")
@dataclass(frozen=True)
class ItemLinked(Event):
    """A target or task carries out one of the plan above; empty where it does not."""

    plan: str
    item: str
    above: str


@event("plans.item_tied")
@dataclass(frozen=True)
class ItemTied(Event):
    """A person said what an item belongs to: so many new ties to targets, tasks or problems, so many undone."""

    plan: str
    item: str
    tied: int
    untied: int


@event("plans.target_assigned")
@dataclass(frozen=True)
class TargetAssigned(Event):
    """Somebody answers for a target. `unit` and `staff` are internal ids, None where nobody."""

    plan: str
    target: str
    unit: int | None
    staff: int | None


@event("plans.target_shared")
@dataclass(frozen=True)
class TargetShared(Event):
    """A target was handed down in shares: [unit id or null, staff id or null, value]."""

    plan: str
    target: str
    shares: list[list[object]]


@event("plans.days_started")
@dataclass(frozen=True)
class DaysStarted(Event):
    """Something happened on `on` from which the days of a task are counted; `due` is the last of them."""

    plan: str
    task: str
    part: str
    on: date
    due: date


@event("plans.part_closed")
@dataclass(frozen=True)
class PartClosed(Event):
    """The product of one period was delivered; `late` where its last day had passed."""

    plan: str
    task: str
    part: str
    period: str
    due: date
    late: bool


@event("plans.part_reopened")
@dataclass(frozen=True)
class PartReopened(Event):
    """What was delivered for a period was not what was owed."""

    plan: str
    task: str
    part: str


@event("plans.evidence_added")
@dataclass(frozen=True)
class EvidenceAdded(Event):
    """A file shows what was delivered."""

    plan: str
    task: str
    evidence: str
    sha256: str


@event("plans.obstacle_raised")
@dataclass(frozen=True)
class ObstacleRaised(Event):
    """Something stands in the way; `owner` (staff id) owes an answer by `due`."""

    plan: str
    obstacle: str
    item: str
    owner: int | None
    due: date
    proposes_change: bool


@event("plans.obstacle_handed_over")
@dataclass(frozen=True)
class ObstacleHandedOver(Event):
    """Somebody else owes the answer now."""

    plan: str
    obstacle: str
    owner: int


@event("plans.obstacle_replied")
@dataclass(frozen=True)
class ObstacleReplied(Event):
    """A line was written; `answers`: by who owes the answer. `late`: after its day."""

    plan: str
    obstacle: str
    answers: bool
    late: bool


@event("plans.obstacle_settled")
@dataclass(frozen=True)
class ObstacleSettled(Event):
    """It stands in the way no longer."""

    plan: str
    obstacle: str


@event("plans.budget_written")
@dataclass(frozen=True)
class BudgetWritten(Event):
    """Money of a plan; VND."""

    plan: str
    line: str
    year: int
    amount: int
    spent: int


@event("plans.model_marked")
@dataclass(frozen=True)
class ModelMarked(Event):
    """Something others may copy."""

    agency: str
    model: str
    task: str


@event("plans.model_withdrawn")
@dataclass(frozen=True)
class ModelWithdrawn(Event):
    """It is shown no longer."""

    agency: str
    model: str


@event("plans.model_copied")
@dataclass(frozen=True)
class ModelCopied(Event):
    """An agency does as a good model does."""

    agency: str
    model: str


@event("plans.calendar_address_made")
@dataclass(frozen=True)
class CalendarAddressMade(Event):
    """A member of staff made an address for their calendar; an older one ended."""

    staff: int


@event("plans.file_taken")
@dataclass(frozen=True)
class FileTaken(Event):
    """A file waits for a worker to read it."""

    arrival: str
    agency: str
    sha256: str


@event("plans.report_drafted")
@dataclass(frozen=True)
class ReportDrafted(Event):
    """The figures of a report were taken, for the first time or anew."""

    plan: str
    report: str
    kind: str
    extract: str
    since: date
    until: date


@event("plans.report_sign_asked")
@dataclass(frozen=True)
class ReportSignAsked(Event):
    """A signer signs the report; `attempt` counts the tries."""

    plan: str
    report: str
    attempt: int


@event("plans.report_signed")
@dataclass(frozen=True)
class ReportSigned(Event):
    """The report is signed, sealed and entered as `paper`."""

    plan: str
    report: str
    paper: str
    sha256: str


@event("plans.report_sign_failed")
@dataclass(frozen=True)
class ReportSignFailed(Event):
    """It could not be signed; the signer has to ask again."""

    plan: str
    report: str
    attempt: int


@event("plans.sent")
@dataclass(frozen=True)
class Sent(Event):
    """The plan (`report` empty) or a report on it went to `agency` (a code; empty: somebody outside), by `way`."""

    plan: str
    report: str
    sending: str
    agency: str
    way: str


@event("plans.acknowledged")
@dataclass(frozen=True)
class Acknowledged(Event):
    """Whoever it went to said they have it."""

    plan: str
    report: str
    sending: str


@event("plans.published")
@dataclass(frozen=True)
class Published(Event):
    """From now on everybody may read the plan and how it goes; `public` False: no longer."""

    plan: str
    public: bool


@event("plans.owed_report_settled")
@dataclass(frozen=True)
class OwedReportSettled(Event):
    """A report that the plan asks for on `period` is done: `report` was signed; empty: it was sent in another way."""

    plan: str
    owed: str
    period: str
    report: str


@event("plans.inputs_asked")
@dataclass(frozen=True)
class InputsAsked(Event):
    """`asked` units (and agencies below) owe what a collection asks for by `due`."""

    plan: str
    collection: str
    due: date
    asked: int


@event("plans.input_given")
@dataclass(frozen=True)
class InputGiven(Event):
    """A unit answered; `late`: the first answer, after the day. `again`: it put its answer right."""

    plan: str
    collection: str
    input: str
    late: bool
    again: bool


@event("plans.collection_closed")
@dataclass(frozen=True)
class CollectionClosed(Event):
    """No more answers are taken; `missing` units never answered."""

    plan: str
    collection: str
    missing: int


@event("plans.result_checked")
@dataclass(frozen=True)
class ResultChecked(Event):
    """Somebody who keeps the plan and did not close it looked at the product; `part` empty: of the whole task."""

    plan: str
    task: str
    part: str


@event("plans.inspection_planned")
@dataclass(frozen=True)
class InspectionPlanned(Event):
    """`leader` (staff id) inspects on `day`, along so many lines."""

    plan: str
    inspection: str
    day: date
    leader: int
    lines: int


@event("plans.inspection_looked")
@dataclass(frozen=True)
class InspectionLooked(Event):
    """How the lines of the checklist were found."""

    plan: str
    inspection: str
    fit: int
    unfit: int
    unseen: int


@event("plans.inspection_concluded")
@dataclass(frozen=True)
class InspectionConcluded(Event):
    """What was seen is summed up; its findings are followed further."""

    plan: str
    inspection: str
    findings: int


@event("plans.finding_raised")
@dataclass(frozen=True)
class FindingRaised(Event):
    """Something is to be mended by `due`, by a unit or a member of staff (internal ids)."""

    plan: str
    inspection: str
    finding: str
    unit: int | None
    staff: int | None
    due: date


@event("plans.finding_closed")
@dataclass(frozen=True)
class FindingClosed(Event):
    """It was mended; `late` where its last day had passed."""

    plan: str
    inspection: str
    finding: str
    late: bool


@event("plans.finding_reopened")
@dataclass(frozen=True)
class FindingReopened(Event):
    """It was not mended after all."""

    plan: str
    inspection: str
    finding: str
