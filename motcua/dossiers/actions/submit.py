"""File a dossier: everything checked again, then the code, the dossier, the bill, the event and the outbox at once."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction

from motcua.base.clock import HO_CHI_MINH, now
from motcua.base.events import Told, record_all
from motcua.base.jobs import together
from motcua.base.rows import insert, made
from motcua.base.verdict import require
from motcua.directory.api import Viewer
from motcua.dossiers.allotting import allot_code
from motcua.dossiers.asking import ask_for_form
from motcua.dossiers.circumstances import Circumstances, circumstances_of, delivery_said
from motcua.dossiers.codes import FeeState, FormCode
from motcua.dossiers.events import Submitted
from motcua.dossiers.facts import clock_of, common
from motcua.dossiers.fees import FEES_OF, SUBMISSION, assess_fees, bill_lines, bill_reference
from motcua.dossiers.intake import Filing, read_filing
from motcua.dossiers.models import Dossier
from motcua.dossiers.policies import may_file
from motcua.dossiers.sole import claim_sole, refuse_second
from motcua.eforms.api import Draft
from motcua.eforms.looking import values_so_far
from motcua.payments.api import write_bill
from motcua.rules.clock import first_answer_due
from motcua.rules.codes import Channel, PaymentFlag
from motcua.rules.fees import Assessment
from motcua.rules.lifecycle import Status


def submit(*, draft: Draft, by: Viewer, circumstances: Circumstances | None = None) -> Dossier:
    """Make the dossier of `draft`, or answer the one already made: pressing twice makes one dossier.

    One transaction: form sealed, code allotted, parts, bill (VND by rule), first-answer clock (online: 8 working
    hours), event, request for the arrival slip. `circumstances` default to what the draft has recorded.
    Raises `Forbidden`, `eforms.NotReady` (with `fields`), `MissingFile`, `AlreadyFiled` (another dossier is about the
    same child, death …: the pack's `unique_by`).
    """
    require(may_file(by, draft))
    if draft.state != Draft.State.OPEN:  # pressed again; a press at the same moment is caught below
        found = Dossier.objects.filter(draft_id=draft.pk).first()
        if found is not None:
            return found
    try:
        return _file(draft, by, circumstances or circumstances_of(draft, by))
    except IntegrityError:  # the other press was faster
        twin = Dossier.objects.filter(draft_id=draft.pk).first()
        if twin is None:
            refuse_second(draft.procedure_version_id, values_so_far(draft), by)
            raise
        return twin


@transaction.atomic
def _file(draft: Draft, by: Viewer, how: Circumstances) -> Dossier:
    at = now()
    filing = read_filing(draft, by, at)
    day = at.astimezone(HO_CHI_MINH).date()
    fees = assess_fees(
        draft.procedure_version_id,
        answers=filing.form.values,
        channel=how.channel,
        on=day,
        due=SUBMISSION,
        agency=draft.agency,
    )
    dossier = _dossier(draft, filing, by, how, at)
    _ask_fee(dossier, fees)
    dossier.code = allot_code(draft.agency, day)
    insert([dossier])
    claim_sole(dossier, filing.form.values)
    for part in filing.parts:
        part.dossier = dossier
    insert(filing.parts)
    told = [filing.sealed, _bill_opened(dossier, filing, fees)]
    told.append(Told(_submitted(dossier, draft, filing, fees, how, by), dossier.stream, of=dossier))
    with together():
        record_all([each for each in told if each is not None], by=by.actor, at=at)
        ask_for_form(dossier, FormCode.ARRIVAL)
    return dossier


def _dossier(draft: Draft, filing: Filing, by: Viewer, how: Circumstances, at: datetime) -> Dossier:
    counted = filing.form.statistics
    online = how.channel == Channel.ONLINE
    return made(
        Dossier,
        draft=draft,
        procedure_version=draft.procedure_version,
        procedure_slug=draft.procedure,
        agency=draft.agency,
        competent_agency=how.competent_agency or draft.agency,
        support_agency=how.support_agency,
        holding_agency=draft.agency,
        applicant=draft.owner,
        subject_kind=filing.subject.kind,
        subject_key=filing.subject.key,
        names_key=filing.names_key,
        status=Status.REGISTERED.value,
        status_since=at,
        channel=how.channel.value,
        filed_as=how.filed_as(by, filing.subject).value,
        filed_by_staff=by.staff,
        helper=how.helper,
        help_kind=how.help_kind.value,
        place_kind=how.place_kind.value,
        device_class=how.device_class.value,
        login_at=draft.signing_in_at or by.session.started_at,
        returned_from_idp_at=draft.login_at or by.session.login_at,
        submitted_at=at,
        arrived_at=at,
        first_answer_due=first_answer_due(at, clock_of(draft.agency)) if online else None,
        sealed_json=filing.text,
        sealed_sha256=filing.form.sha256,
        fields_total=counted.fields,
        fields_prefilled=counted.known,
        fields_edited=counted.edited,
        fields_typed=counted.typed,
        delivery=delivery_said(filing.form.values, how).value,
    )


def _ask_fee(dossier: Dossier, fees: Assessment) -> None:
    if fees.total:
        dossier.fee_total = fees.total
        dossier.fee_state = FeeState.DUE.value
        dossier.payment_flag = PaymentFlag.NOT_YET.value
        dossier.bill = bill_reference(dossier.public_id, SUBMISSION)


def _bill_opened(dossier: Dossier, filing: Filing, fees: Assessment) -> Told | None:
    if not fees.total:
        return None
    _bill, told = write_bill(
        reference=dossier.bill,
        agency=dossier.agency,
        payer=filing.subject,
        payer_name=filing.payer_name,
        lines=bill_lines(fees),
        purpose=FEES_OF % {"code": dossier.code},
    )
    return told


def _submitted(
    dossier: Dossier, draft: Draft, filing: Filing, fees: Assessment, how: Circumstances, by: Viewer
) -> Submitted:
    told = common(dossier) | {"from_status": None}
    return Submitted(
        **told,
        code=dossier.code,
        place_kind=dossier.place_kind,
        device_class=dossier.device_class,
        help_kind=dossier.help_kind,
        support_point=how.support_agency.code if how.support_agency else None,
        subject_kind=dossier.subject_kind,
        acting_for=filing.subject != by.own_subject,
        login_at=dossier.login_at,
        returned_from_idp_at=dossier.returned_from_idp_at,
        submitted_at=dossier.submitted_at,
        draft_opened_at=draft.opened_at,
        resumed=by.session.started_at != draft.signing_in_at,
        active_seconds=draft.active_seconds,
        longest_idle_seconds=filing.longest_idle_seconds,
        first_answer_due=dossier.first_answer_due,
        fields_total=dossier.fields_total,
        fields_prefilled=dossier.fields_prefilled,
        fields_edited=dossier.fields_edited,
        fields_typed=dossier.fields_typed,
        files=sum(part.file_id is not None for part in filing.parts),
        components_reused=filing.reused,
        fee_total=dossier.fee_total,
        delivery=dossier.delivery,
        asked_again=filing.form.statistics.asked_again,
        fee_reduced=fees.list_total - fees.total,
    )
