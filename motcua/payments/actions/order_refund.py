"""The accountant orders money to go back."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from motcua.base.clock import now
from motcua.base.errors import Refusal
from motcua.base.verdict import require
from motcua.directory.api import Viewer
from motcua.payments.actions.refund_steps import locked_refund, move, tell_refund
from motcua.payments.events import RefundOrdered
from motcua.payments.models import Movement, Refund
from motcua.payments.policies import may_handle
from motcua.payments.states import MovementState
from motcua.rules.refunds import RefundCause, RefundState

_SURPLUS = {
    MovementState.EXCESS: RefundCause.EXCESS,
    MovementState.COUNTED: RefundCause.EXCESS,
    MovementState.LATE: RefundCause.LATE,
    MovementState.UNKNOWN: RefundCause.UNKNOWN,
}


@transaction.atomic
def order_refund(*, refund: Refund, account: str, reason: str = "", by: Viewer) -> Refund:
    """asked → ordered. `account`: where the money goes (bank and number, or "cash at the desk" in words).

    Raises `Forbidden`, `Refusal` without an account, `NotNow` where it was decided before.
    """
    held = locked_refund(refund, by)
    _must_say_where(account)
    move(held, "order", reason=reason.strip()[:300], account=account.strip()[:120], by=by)
    tell_refund(held, RefundOrdered, by)
    return held


@transaction.atomic
def return_surplus(*, movement: Movement, account: str, reason: str = "", by: Viewer) -> Refund:
    """Order what is too much (or came too late, or belongs to nobody) to go back; the question about it ends.

    Raises `Forbidden`; `Refusal` without an account, and where nothing is left to pay back.
    """
    held = Movement.objects.select_for_update().get(pk=movement.pk)
    require(may_handle(by, held))
    _must_say_where(account)
    amount = held.amount if held.state == MovementState.UNKNOWN else held.excess
    if not amount or held.agency_id is None or Refund.objects.filter(movement=held, surplus=True).exists():
        raise Refusal(_("Không còn khoản nào phải trả lại."))
    at = now()
    refund = Refund.objects.create(
        movement=held,
        agency_id=held.agency_id,
        cause=_SURPLUS[MovementState(held.state)].value,
        surplus=True,
        amount=amount,
        state=RefundState.ORDERED.value,
        asked_at=held.heard_at,
        decided_by=str(by.actor),
        decided_at=at,
        reason=reason.strip()[:300],
        account=account.strip()[:120],
    )
    held.excess, held.question = amount, ""
    held.handled_by, held.handled_at, held.handling_note = str(by.actor), at, reason.strip()[:300]
    held.save()
    tell_refund(refund, RefundOrdered, by)
    return refund


def _must_say_where(account: str) -> None:
    if not account.strip():
        raise Refusal(
            _("Xin ghi trả vào tài khoản nào, hoặc trả tiền mặt tại quầy."), fields={"account": _("Chưa ghi nơi trả.")}
        )
