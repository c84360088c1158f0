"""A fee that is due when the result is handed over: the bill is asked for then, and the result waits for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from motcua.base.actor import Actor
from motcua.base.clock import HO_CHI_MINH, now
from motcua.base.verdict import require
from motcua.directory.api import Viewer, actor_of, name_of
from motcua.dossiers.codes import FeeState
from motcua.dossiers.errors import NotNow
from motcua.dossiers.events import FeeAsked
from motcua.dossiers.facts import common, subject_of, tell
from motcua.dossiers.fees import (
    FEES_ON_RETURN,
    RETURN,
    assess_fees,
    bill_lines,
    bill_reference,
    checked_lines,
    flag_after,
)
from motcua.dossiers.models import Dossier
from motcua.dossiers.moving import locked, write
from motcua.dossiers.policies import may_ask_return_fee
from motcua.dossiers.taken_back import is_taken_back
from motcua.dossiers.words import TAKEN_BACK
from motcua.payments.api import bill_for, open_bill
from motcua.rules.codes import Channel, PaymentFlag


@transaction.atomic
def ask_return_fee(*, dossier: Dossier, lines: Sequence[Mapping[str, Any]] = (), by: Viewer) -> Dossier:
    """Status 9 stays: one bill for what is due on return; handing over waits until it is settled.

    `lines` as `payments.open_bill` takes them (VND), where the desk has to say how much; without lines what the rules
    say. Raises `Forbidden`, `Refusal` for lines that make no sense, `NotNow` where nothing is due or it was asked for,
    or where nothing is left to be handed over.
    """
    held = locked(dossier)
    require(may_ask_return_fee(by, held))
    if is_taken_back(held):
        raise NotNow(TAKEN_BACK)
    if bill_for(bill_reference(held.public_id, RETURN)) is not None:
        raise NotNow(_("Khoản thu khi trả kết quả đã được yêu cầu rồi."))
    asked = checked_lines(lines) if lines else lines_due_on_return(held)
    if not asked:
        raise NotNow(_("Hồ sơ này không có khoản nào phải nộp khi nhận kết quả."))
    ask_for_it(held, asked, now(), by)
    return held


def lines_due_on_return(held: Dossier) -> list[dict[str, Any]]:
    """What the rules ask for on return, by the day of filing; empty where nothing is owed or nobody set the amount."""
    due = assess_fees(
        held.procedure_version_id,
        answers=held.answers,
        channel=Channel(held.channel),
        on=held.submitted_at.astimezone(HO_CHI_MINH).date(),
        due=RETURN,
        agency=held.agency,
    )
    return bill_lines(due) if due.total else []


def ask_for_it(held: Dossier, lines: Sequence[dict[str, Any]], at: datetime, by: Viewer | Actor) -> None:
    """Open the bill and tell it, in the caller's transaction."""
    whose = subject_of(held)
    bill = open_bill(
        reference=bill_reference(held.public_id, RETURN),
        agency=held.agency,
        payer=whose,
        payer_name=held.applicant.full_name if held.applicant else name_of(whose),
        lines=lines,
        purpose=FEES_ON_RETURN % {"code": held.code},
        by=actor_of(by),
    )
    write(held, fee_state=FeeState.DUE, bill=bill.reference, payment_flag=flag_after(held, PaymentFlag.NOT_YET))
    tell(FeeAsked(**common(held), bill=bill.reference, amount=bill.total), held, by, at=at)
