"""What is heard of plans: ids, codes, days and counts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from motcua.base.events import Event, event


@dataclass(frozen=True)
class PlanEvent(Event):
    """Something that happened to `plan` (its public id)."""

    plan: str


@event("plans.imported")
class Imported(PlanEvent):
    """A file was read and waits for somebody to confirm it."""

    agency: str
    sha256: str
    targets: int
    tasks: int
    faults: int


@event("plans.item_corrected")
class ItemCorrected(PlanEvent):
    """A person changed what the reader had understood."""

    item: str
    fields: list[str]


@event("plans.item_judged")
class ItemJudged(PlanEvent):
    """A person confirmed an item or dropped it."""

    item: str
    state: str


@event("plans.confirmed")
class Confirmed(PlanEvent):
    """From now on the plan is followed."""

    agency: str
    version: int
    confirmed: int
    dropped: int
    corrections: int
    replaces: str


@event("plans.task_assigned")
class TaskAssigned(PlanEvent):
    """Somebody owes the task. `unit` and `staff` are internal ids, None where nobody."""

    task: str
    unit: int | None
    staff: int | None


@event("plans.owner_left")
class OwnerLeft(PlanEvent):
    """Who a task was given to is gone; it is with the head of `unit` (None: with the controller) until given again."""

    task: str
    staff: int
    unit: int | None


@event("plans.progress_reported")
class ProgressReported(PlanEvent):
    """Work on a task was reported."""

    task: str


@event("plans.task_closed")
class TaskClosed(PlanEvent):
    """The product was delivered; `late` where its last day had passed."""

    task: str
    due: date | None
    late: bool


@event("plans.task_reopened")
class TaskReopened(PlanEvent):
    """The product was not what was owed."""

    task: str


@event("plans.figure_entered")
class FigureEntered(PlanEvent):
    """A figure of a target, entered by a person."""

    target: str
    value: Decimal
    as_of: date


@event("plans.reminded")
class Reminded(PlanEvent):
    """Somebody was reminded of a task; `step` climbs from 0 (soon) to 3 (a fortnight late, the leader)."""

    task: str
    step: int
    staff: int
    due: date


@event("plans.withdrawn")
class Withdrawn(PlanEvent):
    """The plan is followed no longer."""

    agency: str


@event("plans.carried_over")
class CarriedOver(PlanEvent):
    """A new version took over what was done under the one before; counts of its targets and tasks."""

    replaces: str
    same: int
    changed: int
    added: int
    removed: int


@event("plans.item_added")
class ItemAdded(PlanEvent):
    """A person added what the reader had missed."""

    item: str


@event("plans.linked_above")
class LinkedAbove(PlanEvent):
    """The plan carries out a plan of a higher agency; empty where the link was taken away."""

    above: str
    targets: int
    tasks: int


@event("plans.item_linked")
class ItemLinked(PlanEvent):
    """A target or task carries out one of the plan above; empty where it does not."""

    item: str
    above: str


@event("plans.item_tied")
class ItemTied(PlanEvent):
    """A person said what an item belongs to: so many new ties to targets, tasks or problems, so many undone."""

    item: str
    tied: int
    untied: int


@event("plans.target_assigned")
class TargetAssigned(PlanEvent):
    """Somebody answers for a target. `unit` and `staff` are internal ids, None where nobody."""

    target: str
    unit: int | None
    staff: int | None


@event("plans.target_shared")
class TargetShared(PlanEvent):
    """A target was handed down in shares: [unit id or null, staff id or null, value]."""

    target: str
    shares: list[list[object]]


@event("plans.days_started")
class DaysStarted(PlanEvent):
    """Something happened on `on` from which the days of a task are counted; `due` is the last of them."""

    task: str
    part: str
    on: date
    due: date


@event("plans.part_closed")
class PartClosed(PlanEvent):
    """The product of one period was delivered; `late` where its last day had passed."""

    task: str
    part: str
    period: str
    due: date
    late: bool


@event("plans.part_reopened")
class PartReopened(PlanEvent):
    """What was delivered for a period was not what was owed."""

    task: str
    part: str


@event("plans.evidence_added")
class EvidenceAdded(PlanEvent):
    """A file shows what was delivered."""

    task: str
    evidence: str
    sha256: str


@event("plans.obstacle_raised")
class ObstacleRaised(PlanEvent):
    """Something stands in the way; `owner` (staff id) owes an answer by `due`."""

    obstacle: str
    item: str
    owner: int | None
    due: date
    proposes_change: bool


@event("plans.obstacle_handed_over")
class ObstacleHandedOver(PlanEvent):
    """Somebody else owes the answer now."""

    obstacle: str
    owner: int


@event("plans.obstacle_replied")
class ObstacleReplied(PlanEvent):
    """A line was written; `answers`: by who owes the answer. `late`: after its day."""

    obstacle: str
    answers: bool
    late: bool


@event("plans.obstacle_settled")
class ObstacleSettled(PlanEvent):
    """It stands in the way no longer."""

    obstacle: str


@event("plans.budget_written")
class BudgetWritten(PlanEvent):
    """Money of a plan; VND."""

    line: str
    year: int
    amount: int
    spent: int


@event("plans.model_marked")
class ModelMarked(Event):
    """Something others may copy."""

    agency: str
    model: str
    task: str


@event("plans.model_withdrawn")
class ModelWithdrawn(Event):
    """It is shown no longer."""

    agency: str
    model: str


@event("plans.model_copied")
class ModelCopied(Event):
    """An agency does as a good model does."""

    agency: str
    model: str


@event("plans.calendar_address_made")
class CalendarAddressMade(Event):
    """A member of staff made an address for their calendar; an older one ended."""

    staff: int


@event("plans.file_taken")
class FileTaken(Event):
    """A file waits for a worker to read it."""

    arrival: str
    agency: str
    sha256: str


@event("plans.report_drafted")
class ReportDrafted(PlanEvent):
    """The figures of a report were taken, for the first time or anew."""

    report: str
    kind: str
    extract: str
    since: date
    until: date


@event("plans.report_sign_asked")
class ReportSignAsked(PlanEvent):
    """A signer signs the report; `attempt` counts the tries."""

    report: str
    attempt: int


@event("plans.report_signed")
class ReportSigned(PlanEvent):
    """The report is signed, sealed and entered as `paper`."""

    report: str
    paper: str
    sha256: str


@event("plans.report_sign_failed")
class ReportSignFailed(PlanEvent):
    """It could not be signed; the signer has to ask again."""

    report: str
    attempt: int


@event("plans.sent")
class Sent(PlanEvent):
    """The plan (`report` empty) or a report on it went to `agency` (a code; empty: somebody outside), by `way`."""

    report: str
    sending: str
    agency: str
    way: str


@event("plans.acknowledged")
class Acknowledged(PlanEvent):
    """Whoever it went to said they have it."""

    report: str
    sending: str


@event("plans.published")
class Published(PlanEvent):
    """From now on everybody may read the plan and how it goes; `public` False: no longer."""

    public: bool


@event("plans.owed_report_settled")
class OwedReportSettled(PlanEvent):
    """A report that the plan asks for on `period` is done: `report` was signed; empty: it was sent in another way."""

    owed: str
    period: str
    report: str


@event("plans.inputs_asked")
class InputsAsked(PlanEvent):
    """`asked` units (and agencies below) owe what a collection asks for by `due`."""

    collection: str
    due: date
    asked: int


@event("plans.input_given")
class InputGiven(PlanEvent):
    """A unit answered; `late`: the first answer, after the day. `again`: it put its answer right."""

    collection: str
    input: str
    late: bool
    again: bool


@event("plans.collection_closed")
class CollectionClosed(PlanEvent):
    """No more answers are taken; `missing` units never answered."""

    collection: str
    missing: int


@event("plans.result_checked")
class ResultChecked(PlanEvent):
    """Somebody who keeps the plan and did not close it looked at the product; `part` empty: of the whole task."""

    task: str
    part: str


@event("plans.inspection_planned")
class InspectionPlanned(PlanEvent):
    """`leader` (staff id) inspects on `day`, along so many lines."""

    inspection: str
    day: date
    leader: int
    lines: int


@event("plans.inspection_looked")
class InspectionLooked(PlanEvent):
    """How the lines of the checklist were found."""

    inspection: str
    fit: int
    unfit: int
    unseen: int


@event("plans.inspection_concluded")
class InspectionConcluded(PlanEvent):
    """What was seen is summed up; its findings are followed further."""

    inspection: str
    findings: int


@event("plans.finding_raised")
class FindingRaised(PlanEvent):
    """Something is to be mended by `due`, by a unit or a member of staff (internal ids)."""

    inspection: str
    finding: str
    unit: int | None
    staff: int | None
    due: date


@event("plans.finding_closed")
class FindingClosed(PlanEvent):
    """It was mended; `late` where its last day had passed."""

    inspection: str
    finding: str
    late: bool


@event("plans.finding_reopened")
class FindingReopened(PlanEvent):
    """It was not mended after all."""

    inspection: str
    finding: str
