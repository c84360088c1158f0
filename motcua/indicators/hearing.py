"""What each entry of the journal says of a dossier, its steps, the form it came from and its bills."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from motcua.base.actor import STAFF, Actor
from motcua.indicators.models import BillFact, DraftFact, Fact, StepFact
from motcua.indicators.shelf import Shelf
from motcua.rules.lifecycle import FINAL, Status


@dataclass(frozen=True, slots=True)
class Told:
    """One entry: what it says, when (UTC), and by whom."""

    event: str
    data: dict[str, Any]
    at: datetime
    actor: str

    @property
    def officer(self) -> int | None:
        """Id of the member of staff who did it."""
        who = Actor.parse(self.actor)
        return int(who.ref) if who.kind == STAFF and who.ref.isdigit() else None

    def moment(self, name: str) -> datetime | None:
        """A time the entry names."""
        text = self.data.get(name)
        return datetime.fromisoformat(text) if text else None


@dataclass
class Rows:
    """Everything one batch speaks of."""

    facts: Shelf[Fact] = field(default_factory=lambda: Shelf(Fact))
    steps: Shelf[StepFact] = field(default_factory=lambda: Shelf(StepFact))
    drafts: Shelf[DraftFact] = field(default_factory=lambda: Shelf(DraftFact))
    bills: Shelf[BillFact] = field(default_factory=lambda: Shelf(BillFact))

    def hear(self, told: Told) -> None:
        """One entry of the journal that is `counted`."""
        if told.event in OF_OTHERS:
            OF_OTHERS[told.event](self, told)
        else:
            self._of_dossier(told)

    def _of_dossier(self, told: Told) -> None:
        key = told.data.get("dossier", "")
        if told.event == "dossiers.submitted":
            fact: Fact | None = self.facts.add(
                key, Fact(dossier=key, submitted_at=told.at, status=told.data["to_status"])
            )
        else:
            fact = self.facts.find(key)
        if fact is None:
            return
        if told.event in OF_DOSSIERS:
            OF_DOSSIERS[told.event](self, fact, told)
        if "to_status" in told.data:
            self._move(fact, told)

    def _move(self, fact: Fact, told: Told) -> None:
        fact.status = told.data["to_status"]
        fact.due_at = told.moment("due_at")
        if Status(fact.status) in FINAL and fact.ended_at is None:
            fact.ended_at = told.at
            self.leave_step(fact, told)

    def leave_step(self, fact: Fact, told: Told) -> StepFact | None:
        """The step it was at, which ends here; None where it was at none."""
        step = self.steps.find(fact.step) if fact.step else None
        fact.step = ""
        if step is not None:
            step.ended_at = told.at
        return step

    def save(self) -> None:
        """Write all."""
        for shelf in (self.facts, self.steps, self.drafts, self.bills):
            shelf.save()


def counted(event: str) -> bool:
    """Whether an entry of this name says anything here."""
    return event.startswith("dossiers.") or event in OF_DOSSIERS or event in OF_OTHERS


def _submitted(rows: Rows, fact: Fact, told: Told) -> None:
    for name in (
        "procedure", "agency", "competent", "channel", "filed_as", "place_kind", "device_class", "help_kind",
        "fields_total", "fields_prefilled", "fields_edited", "fields_typed", "components_reused",
    ):  # fmt: skip
        setattr(fact, name, told.data[name])
    fact.login_at = told.moment("login_at")
    fact.submitted_at = told.moment("submitted_at") or told.at
    fact.longest_idle_seconds = told.data.get("longest_idle_seconds") or 0
    fact.asked_again = told.data.get("asked_again")
    fact.fee_reduced = told.data.get("fee_reduced") or 0
    fact.first_answer_due = told.moment("first_answer_due")


def _accepted(rows: Rows, fact: Fact, told: Told) -> None:
    fact.accepted_at, fact.first_answer_late = told.at, told.data["first_answer_late"]
    fact.first_due_at = told.moment("first_due_at")


def _refused(rows: Rows, fact: Fact, told: Told) -> None:
    fact.first_answer_late = told.data["first_answer_late"]


def _supplement(rows: Rows, fact: Fact, told: Told) -> None:
    fact.supplements = told.data["number"]


def _relieved(rows: Rows, fact: Fact, told: Told) -> None:
    fact.fee_reduced += told.data["before"] - told.data["amount"]


def _signed(rows: Rows, fact: Fact, told: Told) -> None:
    fact.finished_at, fact.worked_minutes = told.at, told.data["worked"]
    fact.late, fact.electronic = told.data["late"], told.data["electronic"]


def _returned(rows: Rows, fact: Fact, told: Told) -> None:
    fact.returned_at, fact.returned_how = told.at, told.data["how"]


def _opened(rows: Rows, fact: Fact, told: Told) -> None:
    fact.opened_at = fact.opened_at or told.at


def _invited(rows: Rows, fact: Fact, told: Told) -> None:
    fact.invited = True


def _rated(rows: Rows, fact: Fact, told: Told) -> None:
    fact.invited, fact.rating = True, told.data["level"]


def _step(rows: Rows, fact: Fact, told: Told) -> StepFact:
    """The step an entry names; one that was never opened (receiving) begins where it is first told of."""
    key = f"{fact.dossier}.{told.data['place']}.{told.data['round']}"
    return rows.steps.find(key) or rows.steps.add(
        key,
        StepFact(
            step=key,
            dossier=fact.dossier,
            procedure=fact.procedure,
            agency=told.data["holding"],
            kind=told.data.get("kind", ""),
            opened_at=told.at,
        ),
    )


def _step_opened(rows: Rows, fact: Fact, told: Told) -> None:
    step = _step(rows, fact, told)
    step.unit, fact.step = told.data.get("unit"), step.step


def _step_claimed(rows: Rows, fact: Fact, told: Told) -> None:
    step = _step(rows, fact, told)
    step.officer, fact.step = told.officer, step.step
    _seat(step, told)


def _seat(step: StepFact, told: Told) -> None:
    """Where whoever has it sits: a leader in none, though the step waited for one. Old entries do not say."""
    if "unit" in told.data:
        step.unit = told.data["unit"]


def _step_released(rows: Rows, fact: Fact, told: Told) -> None:
    _step(rows, fact, told).officer = None


def _step_finished(rows: Rows, fact: Fact, told: Told) -> None:
    step = _step(rows, fact, told)
    step.officer = told.data.get("officer") or step.officer or told.officer
    _seat(step, told)
    step.ended_at, step.outcome = told.at, told.data["outcome"]
    step.worked_minutes, step.late = told.data["worked"], told.data["late"]
    fact.step = "" if fact.step == step.step else fact.step


def _step_returned(rows: Rows, fact: Fact, told: Told) -> None:
    step = _step(rows, fact, told)
    step.ended_at, step.outcome = told.at, "returned"
    fact.step = "" if fact.step == step.step else fact.step


def _handed_on(rows: Rows, fact: Fact, told: Told) -> None:
    step = rows.steps.find(fact.step) if fact.step else None
    if step is not None:
        step.officer, step.unit, step.agency = None, None, told.data["to_agency"]


def _draft_opened(rows: Rows, told: Told) -> None:
    key, said = told.data["draft"], told.data
    draft = DraftFact(draft=key, procedure=said["procedure"], agency=said["agency"], opened_at=told.at)
    draft.assisted = bool(said["assisted"])
    rows.drafts.add(key, draft)


def _draft_ended(rows: Rows, told: Told) -> None:
    draft = rows.drafts.find(told.data["draft"])
    if draft is None:
        return
    draft.ended_at, draft.filed = told.at, told.event == "eforms.draft_sealed"
    draft.agency = told.data.get("agency", draft.agency)
    draft.at_page, draft.pages = told.data.get("at_page", ""), told.data.get("pages", {})


def _bill_settled(rows: Rows, told: Told) -> None:
    reference = told.data["reference"]
    kind, _colon, rest = reference.partition(":")
    if kind == "dossier" and rows.bills.find(reference) is None:
        bill = BillFact(reference=reference, dossier=rest.partition(":")[0], total=told.data["total"])
        bill.method, bill.settled_at = told.data["method"], told.at
        rows.bills.add(reference, bill)


OF_DOSSIERS: dict[str, Callable[[Rows, Fact, Told], None]] = {
    "dossiers.submitted": _submitted,
    "dossiers.accepted": _accepted,
    "dossiers.refused": _refused,
    "dossiers.supplement_asked": _supplement,
    "dossiers.fee_relieved": _relieved,
    "dossiers.step_opened": _step_opened,
    "dossiers.step_claimed": _step_claimed,
    "dossiers.step_released": _step_released,
    "dossiers.step_finished": _step_finished,
    "dossiers.step_returned": _step_returned,
    "dossiers.handed_over": _handed_on,
    "dossiers.succeeded": _handed_on,
    "dossiers.result_signed": _signed,
    "dossiers.result_returned": _returned,
    "dossiers.result_opened": _opened,
    "feedback.invited": _invited,
    "feedback.rated": _rated,
}
OF_OTHERS: dict[str, Callable[[Rows, Told], None]] = {
    "eforms.draft_opened": _draft_opened,
    "eforms.draft_sealed": _draft_ended,
    "eforms.draft_abandoned": _draft_ended,
    "payments.bill_settled": _bill_settled,
}
