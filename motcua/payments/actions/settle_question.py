"""An accountant answers a question about money: assign it, pay it back, or mark it paid back."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from motcua.base.clock import now
from motcua.base.errors import Refusal
from motcua.base.events import record
from motcua.base.verdict import require
from motcua.directory.api import Viewer
from motcua.payments.actions.hear_of_money import count_towards
from motcua.payments.events import RefundAsked, Refunded
from motcua.payments.models import Bill, Movement
from motcua.payments.policies import may_handle
from motcua.payments.states import MovementState


@transaction.atomic
def assign(*, movement: Movement, bill: Bill, by: Viewer, note: str) -> Movement:
    """Count money of unknown purpose towards `bill` of the same agency."""
    movement = _locked(movement, by)
    bill = Bill.objects.select_for_update().get(pk=bill.pk)
    if movement.state != MovementState.UNKNOWN or bill.agency_id != movement.agency_id:
        raise Refusal(_("Khoản này đã được xử lý hoặc không thuộc cơ quan này."))
    movement.bill, movement.question = bill, ""
    _sign_off(movement, by, note)
    count_towards(bill, movement, by=by.actor)
    return movement


@transaction.atomic
def ask_refund(*, movement: Movement, by: Viewer, note: str) -> Movement:
    """Order what is too much (or came too late, or belongs to nobody) to be paid back."""
    movement = _locked(movement, by)
    if movement.state == MovementState.UNKNOWN:
        movement.excess = movement.amount
    if not movement.excess or movement.state in (MovementState.REFUNDING, MovementState.REFUNDED):
        raise Refusal(_("Không còn khoản nào phải trả lại."))
    movement.state = MovementState.REFUNDING
    _sign_off(movement, by, note)
    movement.save()
    _tell(movement, RefundAsked(_reference(movement), movement.excess), by)
    return movement


@transaction.atomic
def mark_refunded(*, movement: Movement, by: Viewer, note: str) -> Movement:
    """The money went back; `note` names the proof (order number, signature)."""
    movement = _locked(movement, by)
    if movement.state != MovementState.REFUNDING:
        raise Refusal(_("Chưa có lệnh trả lại cho khoản này."))
    if not note.strip():
        raise Refusal(_("Xin ghi số chứng từ trả tiền."))
    movement.state, movement.question = MovementState.REFUNDED, ""
    _sign_off(movement, by, note)
    movement.save()
    _tell(movement, Refunded(_reference(movement), movement.excess), by)
    return movement


def _locked(movement: Movement, by: Viewer) -> Movement:
    locked = Movement.objects.select_for_update().get(pk=movement.pk)
    require(may_handle(by, locked))
    return locked


def _sign_off(movement: Movement, by: Viewer, note: str) -> None:
    movement.handled_by, movement.handled_at, movement.handling_note = str(by.actor), now(), note[:300]


def _reference(movement: Movement) -> str:
    return movement.bill.reference if movement.bill else ""


def _tell(movement: Movement, happened: RefundAsked | Refunded, by: Viewer) -> None:
    bill = movement.bill
    record(happened, stream=f"bill:{bill.public_id}" if bill else "bill:unknown", by=by.actor)
