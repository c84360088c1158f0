"""An accountant finds out what money of unknown purpose was for."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from motcua.base.clock import now
from motcua.base.errors import Refusal
from motcua.base.verdict import require
from motcua.directory.api import Viewer
from motcua.payments.actions.hear_of_money import count_towards
from motcua.payments.models import Bill, Movement, Refund
from motcua.payments.policies import may_handle
from motcua.payments.states import MovementState


@transaction.atomic
def assign(*, movement: Movement, bill: Bill, by: Viewer, note: str) -> Movement:
    """Count money of unknown purpose towards `bill` of the same agency. Raises `Forbidden`, `Refusal`."""
    bill = Bill.objects.select_for_update().get(pk=bill.pk)
    held = Movement.objects.select_for_update().get(pk=movement.pk)
    require(may_handle(by, held))
    going_back = Refund.objects.filter(movement=held).exists()
    if held.state != MovementState.UNKNOWN or going_back or bill.agency_id != held.agency_id:
        raise Refusal(_("Khoản này đã được xử lý hoặc không thuộc cơ quan này."))
    held.bill, held.question = bill, ""
    held.handled_by, held.handled_at, held.handling_note = str(by.actor), now(), note[:300]
    count_towards(bill, held, by=by.actor)
    return held
