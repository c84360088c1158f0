"""What happens to dossiers, told to whoever listens. Codes, ids and times only: never names, numbers or field values.

Every event carries the status before and after, so that a dossier's life can be replayed from the journal alone and
every indicator counted without looking into this room's tables. Times are UTC; amounts VND; waits working minutes.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from motcua.base.events import Event, event


@dataclass(frozen=True, kw_only=True)
class DossierEvent(Event):
    """What every event of a dossier says. `from_status` == `to_status` where the status did not change.

    `dossier` is the public id, `agency` receives and returns, `competent` decides, `holding` has it now (codes of
    Decision 20/2020), `channel` KenhThucHien, `due_at` the promise as it stands after this event.
    """

    dossier: str
    procedure: str
    version: int
    agency: str
    competent: str
    holding: str
    channel: int
    filed_as: str
    from_status: int | None
    to_status: int
    due_at: datetime | None = None


@event("dossiers.submitted", kw_only=True)
class Submitted(DossierEvent):
    """A dossier was filed: who pressed the keys, where, with what help, and how much the person had to type.

    `login_at` is the press on sign-in with which the form was begun (minutes to submission run from here),
    `resumed` says that it was ended in another session, `longest_idle_seconds` the longest time nothing was saved,
    `asked_again` how many fields and papers were given once more although the state may hold them, `fee_reduced` what
    rules took off the fee (VND).
    """

    code: str
    place_kind: str
    device_class: str
    help_kind: str
    support_point: str | None
    subject_kind: str
    acting_for: bool
    login_at: datetime | None
    returned_from_idp_at: datetime | None
    submitted_at: datetime
    draft_opened_at: datetime
    resumed: bool
    active_seconds: int
    longest_idle_seconds: int
    first_answer_due: datetime | None
    fields_total: int
    fields_prefilled: int
    fields_edited: int
    fields_typed: int
    files: int
    components_reused: int
    fee_total: int
    delivery: int
    asked_again: int = 0
    fee_reduced: int = 0


@event("dossiers.accepted", kw_only=True)
class Accepted(DossierEvent):
    """The desk accepted; the promise is fixed. `limit_minutes` None: a limit in calendar days."""

    first_due_at: datetime | None
    limit_value: int | None
    limit_unit: str | None
    limit_minutes: int | None
    first_answer_due: datetime | None
    first_answer_late: bool
    calendar: str


@event("dossiers.refused", kw_only=True)
class Refused(DossierEvent):
    """The desk refused; `reason` is a code, the words are on form 03."""

    reason: str
    first_answer_late: bool


@event("dossiers.supplement_asked", kw_only=True)
class SupplementAsked(DossierEvent):
    """The one complete request, or a further one that cites a new fact."""

    number: int
    components: list[str]
    cites_new_fact: bool


@event("dossiers.supplement_answered", kw_only=True)
class SupplementAnswered(DossierEvent):
    """The applicant answered; `waited` is how long they were waited for."""

    number: int
    files: int
    waited: int


@event("dossiers.supplement_closed", kw_only=True)
class SupplementClosed(DossierEvent):
    """The dossier ends before the applicant answered: the request waits for nobody any more."""

    number: int


@event("dossiers.fee_asked", kw_only=True)
class FeeAsked(DossierEvent):
    """A fee, charge or tax is due before work goes on."""

    bill: str
    amount: int


@event("dossiers.fee_paid", kw_only=True)
class FeePaid(DossierEvent):
    """A bill of this dossier was settled; `payment_flag` is DuocThanhToanTrucTuyen."""

    bill: str
    amount: int
    payment_flag: int
    waited: int


@event("dossiers.fee_relieved", kw_only=True)
class FeeRelieved(DossierEvent):
    """A clerk granted an exemption: what is owed fell from `before` to `amount` VND; `bill` is what is owed now."""

    bill: str
    before: int
    amount: int
    exemption: str


@dataclass(frozen=True, kw_only=True)
class MoneyBack(DossierEvent):
    """What events of money that perhaps goes back say: of which bill, how much (VND), why (a cause of the rules)."""

    bill: str
    amount: int
    cause: str


@event("dossiers.refund_asked", kw_only=True)
class RefundAsked(MoneyBack):
    """It ended without a result and a fee had been paid: the accountant decides what becomes of the money."""


@event("dossiers.refund_ordered", kw_only=True)
class RefundOrdered(MoneyBack):
    """Money of this dossier is to go back."""


@event("dossiers.refunded", kw_only=True)
class Refunded(MoneyBack):
    """Money of this dossier went back."""


@event("dossiers.fee_kept", kw_only=True)
class FeeKept(MoneyBack):
    """A fee of this dossier is not given back, by a text the accountant named."""


@event("dossiers.passed_on", kw_only=True)
class PassedOn(DossierEvent):
    """From the desk to those who settle it."""


@event("dossiers.step_opened", kw_only=True)
class StepOpened(DossierEvent):
    """A step of the route waits for somebody to take it, of `unit` (id) where the route names one."""

    step: str
    kind: str
    role: str
    place: int
    round: int
    step_due_at: datetime | None
    unit: int | None = None


@event("dossiers.step_claimed", kw_only=True)
class StepClaimed(DossierEvent):
    """Somebody took the step, who then sat in `unit` (id; None: in none)."""

    step: str
    place: int
    round: int
    unit: int | None = None


@event("dossiers.step_released", kw_only=True)
class StepReleased(DossierEvent):
    """Somebody gave the step back untouched."""

    step: str
    place: int
    round: int


@event("dossiers.step_finished", kw_only=True)
class StepFinished(DossierEvent):
    """A step is done. `waited` until it was taken, `worked` since, both in working minutes.

    `officer` (id of staff) had it in hand and sat in `unit` (id).
    """

    step: str
    kind: str
    place: int
    round: int
    outcome: str
    waited: int
    worked: int
    late: bool
    officer: int | None = None
    unit: int | None = None


@event("dossiers.step_returned", kw_only=True)
class StepReturned(DossierEvent):
    """A step was sent back to an earlier one."""

    step: str
    place: int
    round: int
    back_to: str


@event("dossiers.handed_over", kw_only=True)
class HandedOver(DossierEvent):
    """Given from one department or agency to another."""

    number: int
    from_agency: str
    to_agency: str


@event("dossiers.succeeded", kw_only=True)
class Succeeded(DossierEvent):
    """The agency ended, and its successor goes on with the dossier."""

    from_agency: str
    to_agency: str


@event("dossiers.hand_over_received", kw_only=True)
class HandOverReceived(DossierEvent):
    """The other side confirmed that it has it."""

    number: int


@event("dossiers.opinion_asked", kw_only=True)
class OpinionAsked(DossierEvent):
    """Another unit is asked for its opinion, by a time of its own."""

    opinion: int
    asked_agency: str
    opinion_due_at: datetime
    asked_unit: str = ""


@event("dossiers.opinion_given", kw_only=True)
class OpinionGiven(DossierEvent):
    """The opinion came."""

    opinion: int
    asked_agency: str
    says: str
    late: bool


@event("dossiers.parts_checked", kw_only=True)
class PartsChecked(DossierEvent):
    """An officer judged the papers handed in."""

    good: int
    bad: int


@event("dossiers.result_drafted", kw_only=True)
class ResultDrafted(DossierEvent):
    """The officer drafted the result."""

    result: str
    kind: str


@event("dossiers.sign_asked", kw_only=True)
class SignAsked(DossierEvent):
    """The signer decided to sign; a job renders, signs, seals and numbers."""

    result: str
    attempt: int


@event("dossiers.sign_failed", kw_only=True)
class SignFailed(DossierEvent):
    """A try to sign failed; the dossier stays with the signer."""

    result: str
    attempt: int


@event("dossiers.result_signed", kw_only=True)
class ResultSigned(DossierEvent):
    """Signed, sealed, numbered: the settlement ends here. `late` against the promise as it stands."""

    result: str
    kind: str
    paper: str
    sha256: str
    late: bool
    worked: int
    pauses: int
    supplements: int
    electronic: bool


@event("dossiers.result_returned", kw_only=True)
class ResultReturned(DossierEvent):
    """The result was handed over; `how` is HinhThuc (0 desk, 1 post, 2 electronic)."""

    how: int
    in_vault: bool


@dataclass(frozen=True, kw_only=True)
class BlankEvent(DossierEvent):
    """What is said of a preprinted form (phôi): for which result of the pack, its kind and its serial."""

    result: str
    kind: str
    serial: str


@event("dossiers.blank_given", kw_only=True)
class BlankGiven(BlankEvent):
    """The result was handed over on a preprinted form; `replaces`: the serial of one cancelled after it was given."""

    replaces: str = ""


@event("dossiers.blank_spoiled", kw_only=True)
class BlankSpoiled(BlankEvent):
    """A preprinted form was spoiled before it was given, or cancelled after; the reason stands with the form."""


@event("dossiers.result_opened", kw_only=True)
class ResultOpened(DossierEvent):
    """Whoever it is for opened a result for the first time, electronically."""

    result: str


@event("dossiers.result_revoked", kw_only=True)
class ResultRevoked(DossierEvent):
    """A result that was issued counts no more; `paper` (public id) says where decision and reason stand."""

    result: str
    kind: str
    paper: str


@event("dossiers.correction_asked", kw_only=True)
class CorrectionAsked(DossierEvent):
    """A result is wrong, and what is to stand in its place is drafted; the words stand with the draft."""

    result: str
    kind: str


@event("dossiers.correction_declined", kw_only=True)
class CorrectionDeclined(DossierEvent):
    """A correction was not signed: the old result stays as it was. `whom` (id of staff): who drafted it."""

    result: str
    whom: int | None


@event("dossiers.result_corrected", kw_only=True)
class ResultCorrected(DossierEvent):
    """A corrected result is signed, sealed, numbered, and stands in the place of another from this moment; when the
    settlement ended and what was handed over first stay as they were. `paper`, `replaced`: public ids of the papers."""

    result: str
    kind: str
    paper: str
    replaced: str
    sha256: str


@event("dossiers.correction_returned", kw_only=True)
class CorrectionReturned(DossierEvent):
    """The paper original of a corrected result was handed over; `how` is HinhThuc."""

    how: int


@event("dossiers.evidence_exported", kw_only=True)
class EvidenceExported(DossierEvent):
    """A controller or an auditor took the evidence of it with them; `sha256` names the package."""

    sha256: str


@event("dossiers.withdrawn", kw_only=True)
class Withdrawn(DossierEvent):
    """The applicant took it back."""


@event("dossiers.stopped", kw_only=True)
class Stopped(DossierEvent):
    """The agency stopped; the words are on form 05."""


@event("dossiers.apology_asked", kw_only=True)
class ApologyAsked(DossierEvent):
    """Whoever settles wrote an apology; it waits for the head's signature, and nothing is promised yet."""

    new_due_at: datetime


@event("dossiers.apology_sign_asked", kw_only=True)
class ApologySignAsked(DossierEvent):
    """The head signs the apology; each try is told."""

    attempt: int


@event("dossiers.apology_sign_failed", kw_only=True)
class ApologySignFailed(DossierEvent):
    """A try to sign the apology failed for good: the head must see it."""

    attempt: int


@event("dossiers.apology_declined", kw_only=True)
class ApologyDeclined(DossierEvent):
    """The head did not sign the apology: the first promise stands."""


@event("dossiers.apologised", kw_only=True)
class Apologised(DossierEvent):
    """Late: an apology with the one new date, signed by the head; from now on that date counts."""

    old_due_at: datetime
    in_time: bool


@event("dossiers.due_soon", kw_only=True)
class DueSoon(DossierEvent):
    """A clock is about to run out; `clock` is settlement, first_answer or opinion.

    `whom` (ids of staff): whoever has it in hand, else everybody who may take it; of an opinion whoever may give it,
    and who asked.
    """

    clock: str
    runs_out_at: datetime
    whom: list[int] = field(default_factory=list)


@event("dossiers.overdue", kw_only=True)
class Overdue(DossierEvent):
    """A clock ran out; `heads` (ids of staff: heads of division and leaders) are to hear of it."""

    clock: str
    ran_out_at: datetime
    heads: list[int]


@event("dossiers.form_made", kw_only=True)
class FormMade(DossierEvent):
    """An official form of this dossier lies ready for both sides."""

    form: str
    ref: int
    file: str
