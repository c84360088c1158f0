"""Ask for a fee, charge or tax before work goes on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from motcua.base.clock import now
from motcua.base.verdict import require
from motcua.directory.api import Viewer, name_of
from motcua.dossiers.codes import FeeState, PauseReason
from motcua.dossiers.errors import NotNow
from motcua.dossiers.events import FeeAsked
from motcua.dossiers.facts import common, subject_of, tell
from motcua.dossiers.fees import FEES_OF, bill_reference, checked_lines
from motcua.dossiers.models import Dossier
from motcua.dossiers.moving import locked, pass_to
from motcua.dossiers.policies import may_pass
from motcua.payments.api import bill_for, open_bill


@transaction.atomic
def ask_fee(*, dossier: Dossier, lines: Sequence[Mapping[str, Any]] = (), by: Viewer) -> Dossier:
    """Status 1 or 4 to 6; the clock stands still where it runs, and goes on when the money has arrived.

    `lines` as `payments.open_bill` takes them (VND); without lines the unpaid bill of the filing is meant.
    Raises `Forbidden`, `NotNow` where nothing is owed.
    """
    held = locked(dossier)
    require(may_pass(by, held, "ask_fee"))
    number = held.fee_count
    if lines:
        number += 1
        bill = open_bill(
            reference=bill_reference(held.public_id, f"fee{number}"),
            agency=held.agency,
            payer=subject_of(held),
            payer_name=held.applicant.full_name if held.applicant else name_of(subject_of(held)),
            lines=checked_lines(lines),
            purpose=FEES_OF % {"code": held.code},
            by=by.actor,
        )
    else:
        found = bill_for(held.bill) if held.bill and held.fee_state == FeeState.DUE else None
        if found is None:
            raise NotNow(_("Hồ sơ này không có khoản nào chưa nộp."))
        bill = found
    at = now()
    before = pass_to(
        held,
        "ask_fee",
        at=at,
        reason=PauseReason.FEE,
        fee_state=FeeState.DUE,
        fee_count=number,
        bill=bill.reference,
        first_answered_at=held.first_answered_at or at,
    )
    tell(FeeAsked(**common(held, before=before), bill=bill.reference, amount=bill.total), held, by, at=at)
    return held
